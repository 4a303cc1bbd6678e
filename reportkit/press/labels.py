"""What viewers call the pages: as the folios print them.

What goes in: the parts and the numbers of their pages. What comes out: `/PageLabels`, a number tree
with an entry for each run of pages that are numbered on in one style. WeasyPrint writes none, so
that viewers count sheets where a theme restarts its page counter or prints it in Roman numerals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportkit.press.numbering import Numbering
from reportkit.press.part import Content, Digits, ObjectFile, Page
from reportkit.press.pdf import array, dictionary, string

Label = tuple[str, int]
"""Counter style and number."""

_STYLES = {"decimal": b"/D", "lower-roman": b"/r", "upper-roman": b"/R"}


def page_labels(parts: Sequence[ObjectFile], numbering: Numbering) -> bytes:
    """The number tree of `/PageLabels`."""
    entries: list[bytes] = []
    before: Label = ("", 0)
    for index, (style, number) in enumerate(_labels(parts, numbering)):
        if (style, number - 1) != before or number == 1:
            entries += [b"%d" % index, _label(style, number)]
        before = style, number
    return dictionary(Nums=array(entries))


def _labels(parts: Sequence[ObjectFile], numbering: Numbering) -> Iterator[Label]:
    """Of each page. One without a folio, such as the cover, is counted as those around it are."""
    places = numbering.places
    numbers = [number for place in places for number in place.numbers[place.first :]]
    printed = [
        style
        for part, place in zip(parts, places, strict=True)
        for style in list(_printed(part))[place.first :]
    ]
    style = next(filter(None, printed), "decimal")
    for number, own in zip(numbers, printed, strict=True):
        style = own or style
        yield style, number


def _label(style: str, number: int) -> bytes:
    if number < 1:
        return dictionary(P=string(str(number)))
    return dictionary(S=_STYLES[style], St=number)


def _printed(part: ObjectFile) -> Iterator[str]:
    """The style of the folio on each page; "" if it has none."""
    contents = {content.number: content for content in part.contents}
    own = {slot.page: slot.style for slot in part.slots if slot.target == "page"}
    for index, page in enumerate(part.pages):
        yield _in_margins(part, page, contents) or own.get(index, "")


def _in_margins(part: ObjectFile, page: Page, contents: Mapping[int, Content]) -> str:
    pairs = (page.right, page.left), (page.lower_right, page.lower_left)
    for margins in (contents.get(right) or contents.get(left) for right, left in pairs):
        for hole in margins.holes if margins else ():
            if isinstance(hole, Digits) and part.slots[hole.slot].target == "page":
                return part.slots[hole.slot].style
    return ""
