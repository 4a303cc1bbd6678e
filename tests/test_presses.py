"""Both presses print the same: every case, and reports as long as reports get. For `make soak`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pdfs
import pytest
from conftest import CASES, EXAMPLE
from PIL import Image, ImageChops
from test_cases import NAMES

from benchmarks.reports import write_report
from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.session import Session
from reportkit.workspace import Workspace

pytestmark = pytest.mark.soak

NEAR = 0.36
"""Points by which a late number, set without kerning, moves the rest of its line."""
UNMOVED = 6.5
"""Points, two digits wide: an anchor behind a late number keeps the x that its placeholder gave."""


@dataclass(frozen=True)
class Printed:
    """A report by either press."""

    linked: bytes
    plain: bytes


def printed(source: Path, folder: Path) -> Printed:
    made = []
    for press in ("linked", "plain"):
        request, session = Request(source, folder / press, formats=("pdf",)), Session(press=press)
        root, diagnostics = source.parents[1], Diagnostics()
        (path,) = build(request, Workspace(root), diagnostics, session) or [None]
        assert path, list(diagnostics)
        made.append(path.read_bytes())
    return Printed(*made)


def near(one: tuple[float, ...], other: tuple[float, ...], most: float = NEAR) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def hold_together(made: Printed) -> None:
    """Words and places, links, outline, destinations and structure are those of the plain press."""
    for one, other in zip(pdfs.words(made.linked), pdfs.words(made.plain), strict=True):
        assert sorted(word for word, *_ in one) == sorted(word for word, *_ in other)
        words = zip(sorted(one), sorted(other), strict=True)
        assert [pair for pair in words if not near(pair[0][1:], pair[1][1:], 1.0)] == []
    links = list(zip(pdfs.links(made.linked), pdfs.links(made.plain), strict=True))
    assert [pair for pair in links if pair[0][0] != pair[1][0] or pair[0][2:] != pair[1][2:]] == []
    assert [pair for pair in links if not near(pair[0][1], pair[1][1], 1.0)] == []
    assert pdfs.outline(made.linked) == pdfs.outline(made.plain)
    places = pdfs.destinations(made.linked), pdfs.destinations(made.plain)
    assert places[0].keys() == places[1].keys()
    pairs = [(places[0][name], places[1][name]) for name in places[0]]
    assert [pair for pair in pairs if pair[0][0] != pair[1][0]] == []
    assert [pair for pair in pairs if not near(pair[0][1:], pair[1][1:], UNMOVED)] == []
    assert pdfs.structure(made.linked) == pdfs.structure(made.plain)


@pytest.mark.parametrize("name", [*NAMES, "example"])
def test_a_case_is_the_same_by_either_press(name: str, tmp_path: Path) -> None:
    made = printed(EXAMPLE if name == "example" else CASES / name / "briefing.yaml", tmp_path)
    hold_together(made)
    pairs = zip(pdfs.pictures(made.linked), pdfs.pictures(made.plain), strict=True)
    assert [i for i, (a, b) in enumerate(pairs) if differing(a, b) > 0.001] == []


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are not nearly of one colour."""
    counts = ImageChops.difference(one, other).convert("L").histogram()
    return sum(counts[96:]) / sum(counts)


def test_a_report_of_fifty_pages_is_the_same_by_either_press(tmp_path: Path) -> None:
    hold_together(printed(write_report(tmp_path, 50), tmp_path))


def test_a_report_of_two_hundred_pages_has_the_same_words_by_either_press(tmp_path: Path) -> None:
    """A note that is left over at the end of a part has a page of its own, and the head and foot
    of that page are all that is there besides."""
    made = printed(write_report(tmp_path, 200), tmp_path)
    one, other = (
        Counter(word for page in pdfs.words(pdf) for word, *_ in page if not word.isdigit())
        for pdf in (made.linked, made.plain)
    )
    more = len(pdfs.words(made.linked)) - len(pdfs.words(made.plain))
    assert 0 <= more <= 4
    assert other - one == Counter()
    assert sum((one - other).values()) <= 16 * more
    titles = [
        [(depth, title) for depth, title, *_ in pdfs.outline(pdf)]
        for pdf in (made.linked, made.plain)
    ]
    assert titles[0] == titles[1]
