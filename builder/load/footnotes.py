"""Say how footnotes are written (`[^1]`, `[^1]: …`), numbered and shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from builder.model.prose import Anchor, Piece

REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,64})\]")
DEFINITION = re.compile(r"\[\^([^\s\[\]]{1,64})\]:[ \t]*")


def key(label: str) -> str:
    """The form in which a label is compared, as with link references."""
    return label.casefold()


def order(cited: Iterable[str], inside: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The footnotes in the order of their numbers: as the text cites them, then as they do.

    `inside` gives the labels that each defined note cites. A note that nothing cites comes last:
    words that an author wrote are never lost in silence.
    """
    numbered: dict[str, None] = dict.fromkeys(cited)
    waiting = list(numbered)
    for label in waiting:  # grows while it is read: a note can bring in further notes
        for other in inside[label]:
            if other not in numbered:
                numbered[other] = None
                waiting.append(other)
    return (*numbered, *(label for label in inside if label not in numbered))


# Ids of headings never hold an underscore, so those of footnotes cannot meet them.
def note_id(number: int) -> str:
    """The id of a footnote."""
    return f"note_{number}"


def marker_id(number: int, nth: int) -> str:
    """The id of the nth place that cites a footnote."""
    return f"noteref_{number}" if nth == 1 else f"noteref_{number}_{nth}"


def marker(number: int, nth: int) -> tuple[Piece, ...]:
    """The raised number that leads to its footnote."""
    return (
        '<sup class="noteref"><a id="',
        Anchor(marker_id(number, nth)),
        '" href="#',
        Anchor(note_id(number)),
        f'" role="doc-noteref">{number}</a></sup>',
    )


def back_links(number: int, times: int) -> tuple[Piece, ...]:
    """An arrow for each place that cites the note; the place itself names it, in no language."""
    pieces: list[Piece] = []
    for nth in range(1, times + 1):
        place = Anchor(marker_id(number, nth))
        pieces += (
            ' <a href="#',
            place,
            '" role="doc-backlink" aria-labelledby="',
            place,
            '">↩</a>',
        )
    return tuple(pieces)


SECTION_OPEN = '<section class="footnotes" role="doc-endnotes">\n<ol>\n'
SECTION_CLOSE = "</ol>\n</section>\n"


def note_open(number: int) -> tuple[Piece, ...]:
    """The start of one footnote in the list at the end."""
    return ('<li id="', Anchor(note_id(number)), '">\n')


NOTE_CLOSE = "</li>\n"
