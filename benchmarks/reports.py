"""Reports of any length, in words that say nothing: the same for the same length, every time.

`write_report` makes a project with one briefing of about PAGES pages: sections with prose, notes,
cross-references, points, a table, a figure, and a timeline. Every paragraph holds a word of its own
(`zq0001`), by which the benchmark sees that nothing was lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_WORDS = """
basin border capacity corridor council decline demand draft exposure forecast gauge harbour inflow
ledger licence limit margin measure meter ministry notice outlook parcel permit quota region reserve
revision river season share station supply survey tariff transit valley volume weir yield allows
covers falls follows holds keeps leaves meets names needs opens passes reaches rests rises seems
serves shows stands tells turns works about above across after among around before below between
beyond during near over since through under until with within a each every no some that the this
early fair firm high large late long low narrow new open plain quiet short slow small steady thin
"""
VOCABULARY = _WORDS.split()
PAGES_A_SECTION = 5.3
EDITED = "One more word."
"""The sentence that the edit "word" adds."""


@dataclass(slots=True)
class Words:
    """Sentences in a row, each the same for the same seed."""

    random: random.Random
    count: int = 0

    def sentence(self, least: int = 10, most: int = 24) -> str:
        words = self.random.choices(VOCABULARY, k=self.random.randint(least, most))
        return f"{' '.join(words).capitalize()}."

    def paragraph(self) -> str:
        self.count += 1
        sentences = [self.sentence() for _ in range(self.random.randint(3, 5))]
        return f"{' '.join(sentences)} Mark zq{self.count:05d}."

    def title(self) -> str:
        return " ".join(self.random.choices(VOCABULARY[:40], k=4)).capitalize()


def write_report(folder: Path, pages: int, edit: str = "") -> Path:
    """A project in `folder` with a report of about `pages` pages; its source.

    `edit`: "word" adds a sentence in the middle, "pages" adds some three pages there.
    """
    return _write(folder, "report", _lines(sections_for(pages), edit))


def write_briefings(folder: Path, count: int) -> None:
    """A project with `count` briefings of some eight pages, no two of them alike."""
    for number in range(count):
        _write(folder, f"briefing-{number:03d}", _lines(sections_for(8), "", seed=number))


def write_table(folder: Path, rows: int) -> None:
    """A project with a report that is one table."""
    words = Words(random.Random(7))
    _write(folder, "report", [*_HEAD, "sections:", *_only("Rows"), *_table(words, 0, rows)])


def write_timeline(folder: Path, events: int) -> None:
    """A project with a report that is one timeline."""
    words = Words(random.Random(7))
    body = ["sections:", *_only("Events"), "          - None but those below."]
    _write(folder, "report", [*_HEAD, *body, *_timeline(words, events, 1)])


def _write(folder: Path, name: str, lines: Iterable[str]) -> Path:
    source = folder / "sources" / f"{name}.yaml"
    source.parent.mkdir(parents=True, exist_ok=True)
    (folder / "reportkit.toml").write_text("")
    (source.parent / "sketch.svg").write_text(_SKETCH)
    source.write_text("\n".join(lines) + "\n")
    return source


def sections_for(pages: int) -> int:
    """How many sections come to `pages`."""
    return max(1, round((pages - 4) / PAGES_A_SECTION))


_HEAD = (
    "title: Ledgers of rivers that are not",
    "subtitle: A report of made-up words, to be timed",
    "date: 2025-03-02",
    "language: en",
)


def _only(title: str) -> list[str]:
    return [f"  - title: {title}", "    id: s0", "    body:"]


def pages_for(sections: int) -> int:
    """How many pages `sections` come to."""
    return round(sections * PAGES_A_SECTION + 4)


def _lines(sections: int, edit: str, seed: int = 7) -> Iterator[str]:
    words = Words(random.Random(seed))
    yield from _HEAD
    yield "summary:"
    yield f"  text: {words.sentence()}"
    yield "  points:"
    yield from (f"    - {words.sentence()}" for _ in range(4))
    yield "sections:"
    for index in range(sections):
        yield from _section(words, index, sections, edit if index == sections // 2 else "")
    yield from _timeline(words, sections * 4, sections)


def _timeline(words: Words, events: int, sections: int) -> Iterator[str]:
    yield "timeline:"
    yield "  events:"
    for index in range(events):
        when = f"20{10 + index % 15}-{1 + index % 12:02d}"
        yield f"    - {{when: {when}, text: {words.sentence(8, 16)}, see: s{index % sections}}}"


def _section(words: Words, index: int, sections: int, edit: str) -> Iterator[str]:
    yield f"  - title: {words.title()}"
    yield f"    id: s{index}"
    yield "    body:"
    yield f"      - {words.paragraph()}"
    yield "    sections:"
    for part in range(3):
        yield f"      - title: {words.title()}"
        yield "        body:"
        yield f"          - {words.paragraph()}^[{words.sentence()}]"
        if edit == "word" and part == 0:
            yield f"          - {EDITED}"
        if edit == "pages" and part == 0:
            yield from (f"          - {'More is said here now. ' * 30}" for _ in range(18))
        target = words.random.randrange(sections)
        yield f"          - {words.paragraph()} See @sec:s{target} for the rest of it."
        yield "          - points:"
        yield from (f"              - {words.sentence()}" for _ in range(5))
        yield f"          - {words.paragraph()}"
        if part == 1:
            yield from _table(words, index)
        if part == 2:
            caption = words.title()
            yield f"          - figure: {{image: sketch.svg, alt: A line, caption: {caption}}}"
        yield f"          - {words.paragraph()}^[{words.sentence()}]"


def _table(words: Words, index: int, rows: int = 10) -> Iterator[str]:
    yield "          - table:"
    yield f"              id: t{index}"
    yield f"              caption: {words.title()}"
    yield "              columns: [Region, Before, Now, Outlook]"
    yield "              rows:"
    for _ in range(rows):
        before, now = words.random.randint(10, 99), words.random.randint(10, 99)
        yield f"                - [{words.title()}, {before}, {now}, {words.sentence(4, 7)}]"


_SKETCH = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90" viewBox="0 0 300 90">'
    '<path d="M0 70 60 30l50 25 70-45 60 40 60-20" fill="none" stroke="#24507a"/></svg>\n'
)
