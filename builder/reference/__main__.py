"""`python -m builder.reference` writes the reference documents that differ."""

import sys
from pathlib import Path

from builder.reference.documents import main

sys.stderr.write(f"{main(Path(__file__).resolve().parents[2])} documents changed\n")
