"""What a document carries besides its pages: names of people, and what would run when opened."""

from __future__ import annotations

from builder.documents import compound, office, pdf
from builder.documents.findings import DAMAGED, Finding

PDF = (".pdf",)
PACKED = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".ofd")
COMPOUND = (".doc", ".xls", ".ppt", ".wps", ".et", ".dps")
TEXT = (".rtf",)
_OTHERS = (b"<", b"MZ", b"#!", b"\x7fELF")
"""How pages and programs begin, which are no documents whatever they are called."""
SUFFIXES = (*PDF, *PACKED, *COMPOUND, *TEXT)


def examined(data: bytes, suffix: str) -> tuple[Finding, ...]:
    """What was found in a document with this lower-case suffix; nothing is altered.

    Documents of other kinds are not looked into. No document makes this raise, or take long.
    """
    pretends = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OTHERS)
    if suffix in SUFFIXES and pretends:
        found: list[Finding] = [(DAMAGED, suffix[1:].upper())]
    elif suffix in PDF:
        found = pdf.examined(data)
    elif data.startswith(compound.MAGIC) and suffix in (*COMPOUND, *PACKED):
        found = compound.examined(data)
    elif data.startswith(b"PK") and suffix in (*COMPOUND, *PACKED):
        found = office.examined(data)
    elif data.lstrip()[:5] == b"{\\rtf" and suffix in (*TEXT, *COMPOUND):
        found = office.rich_text(data)
    else:
        found = []
    return tuple(dict.fromkeys(found))
