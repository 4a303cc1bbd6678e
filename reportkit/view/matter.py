"""What stands around the text: front and back matter, imprint, back cover, marks.

In goes a briefing, out come its parts without numbers, and what every page of it says. It is apart
from the assembler since none of it is counted or joins anything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from reportkit.model.briefing import Briefing, Matter, Section
from reportkit.model.handling import TLP
from reportkit.model.imprint import Handling
from reportkit.source import Path
from reportkit.view.anchors import Anchors
from reportkit.view.blocks.imprint import contact_lines, says_more
from reportkit.view.context import Context
from reportkit.view.language import Language
from reportkit.view.report import BackCover, Html, Marking, Reference


def place_matter(briefing: Briefing, language: Language, anchors: Anchors) -> dict[Path, Reference]:
    """Anchor and title of every part of the front and back matter, and of the sections in it."""
    found: dict[Path, Reference] = {}
    for key in ("front", "back"):
        parts: tuple[Matter, ...] = getattr(briefing, key)
        for i, part in enumerate(parts):
            found |= _place(part, (key, i), matter_title(part, language), anchors)
    if has_own_imprint(briefing):
        title = language.blocks["imprint"]
        found["imprint",] = Reference(anchors.make("imprint", "imprint"), "", _html(title))
    return found


def matter_title(part: Matter, language: Language) -> str:
    """The heading that the author gave, or that of its kind."""
    return part.title or language.blocks[part.kind or "about"]


def has_own_imprint(briefing: Briefing) -> bool:
    """Whether an imprint follows the back matter, which holds none."""
    if has_imprint(briefing):
        return False
    return briefing.imprint or (briefing.imprint is None and bool(unprinted(briefing)))


def has_imprint(briefing: Briefing) -> bool:
    """Whether the front or back matter holds an imprint."""
    return any(part.kind == "imprint" for part in (*briefing.front, *briefing.back))


def unprinted(briefing: Briefing) -> list[Path]:
    """Paths of what only an imprint prints."""
    found: list[Path] = []
    if briefing.licence:
        found.append(("licence",))
    if briefing.contact and (briefing.back_cover is None or briefing.back_cover.contact):
        found.append(("contact",))
    found += [("authors", i) for i, author in enumerate(briefing.authors) if says_more(author)]
    return found


def report_unprinted(briefing: Briefing, context: Context) -> None:
    """A warning for each thing that only an imprint would print, where the author wants none."""
    if has_imprint(briefing) or has_own_imprint(briefing):
        return
    for path in unprinted(briefing):
        what = "what the author does" if path[0] == "authors" else f"the {path[0]}"
        span = context.source.keys.get(path) or context.source.place(path)
        hint = "take out `imprint: false`, or delete it"
        context.diagnostics.warning("RK0309", f"{what} is not printed", span, hint)


def make_back_cover(briefing: Briefing, context: Context) -> BackCover | None:
    """The last page, or None."""
    cover = briefing.back_cover
    if cover is None:
        return None
    path: Path = ("back_cover", "contact") if cover.contact else ("contact",)
    contact = cover.contact or briefing.contact
    at = ("back_cover", "text")
    return BackCover(
        text=context.blocks(cover.text, at, may_note=False) if cover.text else Html(""),
        contact=contact_lines(contact, path, context) if contact else (),
        organisation=briefing.organisation or "",
        series=series_line(briefing, context.language),
    )


def series_line(briefing: Briefing, language: Language) -> str:
    """The series with its number, as it stands above the title; "" if there is none."""
    series = briefing.series
    if series is None:
        return ""
    number = language.blocks["series_number"].format(number=series.number or "")
    return f"{series.name} · {number}" if series.number else series.name


def make_marking(handling: Handling | None) -> Marking | None:
    """What the head and foot of every page say."""
    if handling is None:
        return None
    text = handling.text or ""
    label = handling.tlp or (text if text in TLP else "")
    if not label:
        return Marking(text, "", "free")
    kind = label.removeprefix("TLP:").partition("+")[0].lower()
    return Marking(label, "" if text == label else text, f"tlp-{kind}")


def _place(section: Section, path: Path, title: str, anchors: Anchors) -> dict[Path, Reference]:
    anchor = section.id or anchors.make(title, "part")
    below = _below(section.sections, (*path, "sections"), anchors)
    return {path: Reference(anchor, "", _html(title)), **below}


def _below(sections: Iterable[Section], path: Path, anchors: Anchors) -> dict[Path, Reference]:
    found: dict[Path, Reference] = {}
    for i, section in enumerate(sections):
        found |= _place(section, (*path, i), section.title, anchors)
    return found


def _html(text: str) -> Html:
    return Html(escape(text, quote=False))
