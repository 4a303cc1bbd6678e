"""What templates see: the report as text, numbers and anchors, with nothing left to compute.

Every `Html` value is safe markup made from the author's prose; every `str` is plain text that the
template escapes. Numbers are text: the page carries them, so that a screen reader hears them and
a part can be laid out alone. Anchors are unique in the report and stable while titles are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reportkit.frozen import frozen

if TYPE_CHECKING:
    from reportkit.view.blocks.key_figures import KeyFigures
    from reportkit.view.blocks.points import Points


class Html(str):
    """Safe markup; templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self

    def __repr__(self) -> str:
        return f"Html({super().__repr__()})"


@frozen
class Labels:
    """The words that reportkit itself prints, in the report's language."""

    contents: str
    summary: str
    key_judgements: str
    key_figures: str
    appendix: str
    timeline: str
    sources: str
    cited_in: str
    notes: str
    section: str
    page_reference: str
    """What print adds to the number of a section: ", p. {page}"."""
    this_edition: str
    skip_to_text: str


@frozen
class Metadata:
    """For the HTML head and the document information of the PDF."""

    title: str
    """Title and subtitle joined by ": "."""
    authors: tuple[str, ...]
    organisation: str
    """Empty if none."""
    description: str
    """Plain text of the summary's first sentences, at most 300 characters; empty if none."""
    created: str
    """The edition's date as ISO 8601 (`2025-03-02`); never the clock."""
    series: str = ""
    """Empty if none, like its number and the address of the licence."""
    number: str = ""
    licence: str = ""


@frozen
class DateText:
    """A date in words."""

    text: str
    """With the precision of the source, in the report's language: "Second quarter of 2025"."""
    inferred: str
    """What is printed after `text` in brackets because the source does not state it, else ""."""
    datetime: str
    """Value for `<time datetime>`, or "" where HTML has no form for it (quarters, spans)."""
    rest: str = ""
    """What follows `inferred`. Spaces around the brackets belong to `text` and `rest`."""


@frozen
class Logo:
    """The mark of the house, as a brand file has it."""

    image: str
    """URL below the report."""
    alt: str
    """What it says, for those who do not see it."""


@frozen
class Cover:
    """The first page."""

    kicker: str
    """A line above the title, or ""."""
    title: str
    subtitle: str
    date: DateText | None
    authors: tuple[str, ...]
    organisation: str
    notice: Html
    """Inline markup; "" if none."""
    figures: KeyFigures | None = None
    """The key figures of the summary, where the theme wants them here."""
    logo: Logo | None = None


@frozen
class ContentsEntry:
    """A row of the contents."""

    anchor: str
    number: str
    """"1", "1.2", "A", or "" for an unnumbered part."""
    title: Html
    entries: tuple[ContentsEntry, ...] = ()
    """Rows of the next level; the contents show two levels."""


@frozen
class Reference:
    """A pointer to a place in the report; print adds the page, the screen does not."""

    anchor: str
    number: str
    """Number of the section that holds the place, such as "1.2"; "" if it has none."""
    title: Html
    """Title of that section."""
    within: str = ""
    """Number of the section of the first level around it, where paragraphs are numbered and it has
    no number of its own."""


@frozen
class Numbered:
    """The number and the anchor of a captioned block."""

    series: str
    """"figure" or "table"."""
    number: str
    """"3"; "" if the block has no caption."""
    anchor: str
    id: str
    """The name that the author gave; "" if none."""


@frozen
class Caption:
    """What stands with a figure or a table."""

    label: str
    """"Figure 3", in the report's language; "" if there is no caption."""
    number: str
    """"3"; "" if there is no caption."""
    anchor: str
    text: Html
    """Inline markup; "" if there is no caption."""


class Block(Protocol):
    """One thing on the page: a dataclass of `reportkit.view.blocks`."""

    @property
    def kind(self) -> str:
        """Name of its template in `templates/blocks/`, and of its class."""


@frozen
class Section:
    """A section at any level; level 1 is a part."""

    anchor: str
    number: str
    level: int
    """1 to 3: a heading of rank `level` + 1, below the title's h1."""
    title: Html
    running: str
    """The title as plain text for running heads, shortened at a word to at most 60 characters."""
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()


@frozen
class Summary:
    """The executive summary, a part that stands on one page."""

    anchor: str
    title: Html
    running: str
    text: Html
    """Block markup; "" if none."""
    figures: KeyFigures | None
    """None too where the theme has them on the cover."""
    points: Points | None
    """The key judgements."""


@frozen
class Appendix:
    """A part after the sections: the timeline, the sources, one of the author's own."""

    anchor: str
    number: str
    """A letter."""
    title: Html
    running: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()


@frozen
class Contents:
    """The table of contents, a part."""

    anchor: str
    title: Html
    running: str
    entries: tuple[ContentsEntry, ...]


@frozen
class CaptionsEntry:
    """A row of a list of figures or tables."""

    anchor: str
    number: str
    """"3"."""
    label: str
    """"Figure 3", in the report's language."""
    text: str
    """The caption as plain text."""


@frozen
class Captions:
    """The list of figures or of tables; both stand in one part."""

    anchor: str
    title: str
    running: str
    entries: tuple[CaptionsEntry, ...]


@frozen
class Marking:
    """How the report may be handled, as the head and foot of every page say."""

    label: str
    """A TLP label such as "TLP:AMBER+STRICT", or a text of the author's own."""
    restriction: str
    """What the author adds to a TLP label; "" if nothing."""
    kind: str
    """"tlp-red", "tlp-amber", "tlp-green", "tlp-clear", or "free" for a text of the author's."""


@frozen
class BackCover:
    """The last page."""

    text: Html
    """Block markup; "" if none."""
    contact: tuple[Html, ...]
    """Whom to ask, a line each, as inline markup."""
    organisation: str
    series: str
    """The series with its number; "" if none."""


@frozen
class ReportView:
    """The whole report, from the cover to the back cover."""

    language: str
    """BCP 47 tag."""
    direction: str
    """"ltr" or "rtl"."""
    running: str
    """The title as plain text for running heads, shortened to at most 60 characters."""
    edition: str
    """The date in words for running feet; "" if undated."""
    metadata: Metadata
    labels: Labels
    cover: Cover
    contents: Contents | None
    """None if the report has fewer than two parts to list."""
    lists: tuple[Captions, ...]
    """Of figures and of tables, as far as the author wants them."""
    summary: Summary | None
    sections: tuple[Section, ...]
    appendices: tuple[Appendix, ...]
    front: tuple[Section, ...] = ()
    """Parts without numbers between the contents and the summary."""
    back: tuple[Section, ...] = ()
    """Parts without numbers after the appendices."""
    back_cover: BackCover | None = None
    marking: Marking | None = None
    draft: str = ""
    """"Draft", in the report's language, or "" if it is none."""
    is_flowing: bool = False
    """Sections follow one another on a page, as the theme wants it."""
