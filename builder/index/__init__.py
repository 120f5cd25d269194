"""The door to search: documents in, the files below `/pagefind/` out.

`shards` says which documents are indexed together, `build_all` has Pagefind index them and looks
up samples of each, `files` promises what the browser is given.
"""

from builder.index.borders import CLOSED, OPEN, Shard, shards
from builder.index.engine import (
    PAGEFIND,
    Bundle,
    IndexerError,
    IndexerFailed,
    IndexerMissing,
    build,
    build_all,
    executable,
)
from builder.index.tables import File, files

__all__ = [
    "CLOSED",
    "OPEN",
    "PAGEFIND",
    "Bundle",
    "File",
    "IndexerError",
    "IndexerFailed",
    "IndexerMissing",
    "Shard",
    "build",
    "build_all",
    "executable",
    "files",
    "shards",
]
