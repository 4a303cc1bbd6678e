"""Notes in HTML: links by a number to a place that holds nothing but the note.

In go a tree, out comes which links call notes, which elements hold them, and what in those only
leads back. Pandoc, Word, wikis and hand-written pages all do this, each in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

_LABEL = re.compile(r"[\[(]?(\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?")
_HOLDERS = frozenset(["li", "p", "div", "dd", "aside", "section"])
NOTE = "data-note"
"""The attribute that names a note, where a reader knows it."""


@dataclass(slots=True)
class Notes:
    """The notes of a tree."""

    calls: dict[Element, str] = field(default_factory=dict)
    """Links, and the names of the notes that they call."""
    holders: dict[Element, str] = field(default_factory=dict)
    """Elements that hold notes, in the order of their first calls."""
    silent: set[Element] = field(default_factory=set)
    """What in a note repeats its number or leads back to its call."""


def find(root: Element) -> Notes:
    """The notes of `root`."""
    notes = Notes()
    parents = {child: parent for parent in root.iter() for child in parent}
    places = {element.get("id") or element.get("name"): element for element in root.iter()}
    for link in root.iter("a"):
        target = places.get(unquote(link.get("href", "")[1:])) if _leads_inside(link) else None
        label = _LABEL.fullmatch("".join(link.itertext()).strip())
        if target is None or label is None or target.tag not in _HOLDERS:
            continue
        above = set(_above(link, parents))
        if target in above or above & notes.holders.keys():
            continue
        back = [a for a in target.iter("a") if _leads_to(a, link, above, places)]
        if not back and "sup" not in {element.tag for element in (*above, *link)}:
            continue
        name = notes.holders.setdefault(target, _name(label[1], target, notes))
        notes.calls[link] = name
        notes.silent.update(back, _repeated(target, label[1]))
    for element in root.iter("aside"):
        if element.get(NOTE):
            notes.holders[element] = element.get(NOTE, "")
    return notes


def _leads_inside(link: Element) -> bool:
    return link.get("href", "").startswith("#")


def _leads_to(
    back: Element, link: Element, above: set[Element], places: dict[str | None, Element]
) -> bool:
    """Whether `back` leads to `link`, to what holds it, or to what stands around it closely."""
    target = places.get(unquote(back.get("href", "")[1:])) if _leads_inside(back) else None
    return target is not None and (target is link or target in above or target in set(link.iter()))


def _above(element: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while (parent := parents.get(element)) is not None:
        yield parent
        element = parent


def _name(label: str, target: Element, notes: Notes) -> str:
    name = label if label.isalnum() else target.get("id", label)
    taken = set(notes.holders.values())
    return name if name not in taken else re.sub(r"[\s\[\]]+", "-", target.get("id", name))


def _repeated(target: Element, label: str) -> list[Element]:
    """The number of the note, written once more at its beginning."""
    first = target
    while len(first) and not (first.text or "").strip():
        first = first[0]
        if "".join(first.itertext()).strip().strip("[]().") == label:
            return [first]
    return []
