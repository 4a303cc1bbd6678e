"""In which order parts are compiled, and with what answers, until all answers are true.

What goes in: the parts' HTML and a way to have parts compiled. What comes out: their object files,
each laid out with answers that hold for the finished report. Where the pages are not known yet they
are guessed from the text, never from an earlier build, so that the result does not depend on what
was built before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportkit.press.inputs import Inputs
from reportkit.press.manuscript import Part
from reportkit.press.numbering import place
from reportkit.press.part import ObjectFile

_ANCHOR = re.compile(r'\sid="([^"]+)"')
_NUMBER = re.compile(r'<a class="(?:[^"]* )?page-number[^>]* href="#([^"]*)"')
"""How a part shows that its text has page numbers, but for such as no template of ours makes."""
_MANY = 10
"""More page numbers in a part are a list, such as the contents, that has room for wider ones."""
_DOUBT = 0.05
"""How far a guessed page number may be off, as a part of it."""
_SOME = 8
"""One part of so many goes ahead if the number of all pages is in doubt, which all parts show."""
_SAMPLE = 2
"""Parts compiled before those that ask for page numbers, from which pages are guessed."""

_TAG = re.compile("<[^>]*>")
_BLOCKS = ("<p", "<li", "<tr", "<h", "<dt", "<dd", "<figure")
_BLOCK = 45.0
"""What the line that a block begins costs, in letters."""
_PAGE = 2500.0
"""Letters on a page, before any page is known."""
_PAGES = 2.0
"""How many pages that are known weigh as much as that."""
_LAST_PAGE = 0.5
"""How much of its last page a part leaves empty, in the mean."""

_FREE_ROUNDS = 3
"""Rounds after which an expected number may only grow wider, so that the rounds come to an end."""

Compile = Callable[[Sequence[tuple[int, Inputs]]], Mapping[int, ObjectFile]]
"""Gives the object files for parts, by index; one that cannot be laid out is left out."""


@dataclass(slots=True)
class _Known:
    """What is known of a part."""

    part: Part
    letters: float
    targets: list[str]
    """The anchors whose page numbers its text has."""
    compiled: ObjectFile | None = None
    inputs: Inputs | None = None
    _anchors: list[tuple[str, float]] | None = None

    @property
    def is_list(self) -> bool:
        return len(self.targets) > _MANY

    def anchors(self) -> list[tuple[str, float]]:
        """Anchors of the part, and how far into its HTML they stand: 0 to 1."""
        if self._anchors is None:
            html = self.part.html
            found = _ANCHOR.finditer(html)
            self._anchors = [(match[1], match.start() / len(html)) for match in found]
        return self._anchors


def _known(parts: Sequence[Part]) -> list[_Known]:
    """`parts`, of which only the text is known."""
    return [_Known(part, _letters(part.html), _NUMBER.findall(part.html)) for part in parts]


def settle(parts: Sequence[Part], is_ltr: bool, compile_parts: Compile) -> list[ObjectFile] | None:
    """The object files of `parts`; None if one cannot be laid out."""
    report = _Report(_known(parts), is_ltr)
    for wave in _waves(report.parts):
        for some in report.by_certainty(wave):
            if not report.compile(some, compile_parts):
                return None
    while stale := report.stale():
        if not report.compile(stale, compile_parts):
            return None
    return [known.compiled for known in report.parts if known.compiled]


def ahead(parts: Sequence[Part], is_ltr: bool, workers: int) -> list[tuple[int, Inputs]]:
    """Parts that may be compiled before anything is known, with what `settle` is to find true.

    While the first waves leave workers idle, these may have the longest parts: lists have room for
    whatever number, and the few that go first ask for none. If there are still workers without
    work, they may have others, of whose numbers there is least doubt.
    """
    report = _Report(_known(parts), is_ltr)
    waves = _waves(report.parts)
    lists = [index for index, known in enumerate(report.parts) if known.is_list]
    first = [index for wave in waves[:2] for index in wave[:_SAMPLE]]
    chosen = list(dict.fromkeys((*first, *lists)))
    inputs = report.inputs()
    others = [index for wave in waves for index in wave if index not in chosen]
    others = [index for some in report.by_certainty(others) for index in some]
    chosen += others[: max(0, workers - len(chosen))]
    return [(index, inputs[index]) for index in chosen]


def _waves(parts: Sequence[_Known]) -> list[list[int]]:
    """The first part, which may set running heads; those without page numbers; all others.

    If there are hardly any without numbers, a few others go ahead with them, so that the rest are
    told good guesses.
    """
    none = [index for index in range(1, len(parts)) if not parts[index].targets]
    some = [index for index in range(1, len(parts)) if parts[index].targets]
    few = [index for index in some if not parts[index].is_list]
    lacking = max(0, _SAMPLE - len(none))
    sample = few[:: max(1, len(few) // max(1, lacking))][:lacking]
    rest = [index for index in some if index not in sample]
    return [wave for wave in ([0], sorted(none + sample), rest) if wave]


def _letters(html: str) -> float:
    """How much room the text of a part takes, in letters."""
    blocks = sum(map(html.count, _BLOCKS))
    return len(_TAG.sub("", html)) + blocks * _BLOCK


class _Report:
    """All parts, with what is known of them so far."""

    def __init__(self, parts: list[_Known], is_ltr: bool) -> None:
        self.parts = parts
        self._is_ltr = is_ltr
        self._rounds = 0
        self._widest: dict[str, int] = {}

    def compile(self, indices: Sequence[int], compile_parts: Compile) -> bool:
        """Compile the parts at `indices` with what is known now; False if one failed."""
        inputs = self.inputs()
        made = compile_parts([(index, inputs[index]) for index in indices])
        for index, compiled in made.items():
            self.parts[index].compiled = compiled
            self.parts[index].inputs = inputs[index]
        return len(made) == len(indices)

    def by_certainty(self, wave: Sequence[int]) -> list[list[int]]:
        """The parts of a wave; last those that may be told numbers of too few or many digits, and
        lists, which depend on all other pages. If that may happen to all, some go ahead."""
        counts = self._counts()
        numbers = self._numbers(counts)
        certain: list[int] = []
        doubtful: list[int] = []
        for index in wave:
            known = self.parts[index]
            is_doubtful = any(_is_doubtful(numbers.get(target, 0)) for target in known.targets)
            (doubtful if is_doubtful or known.is_list else certain).append(index)
        some = certain[::_SOME] if _is_doubtful(round(sum(counts)), Inputs.width_of_total) else []
        rest = [index for index in certain if index not in some]
        return [parts for parts in (some, rest, doubtful) if parts]

    def stale(self) -> list[int]:
        """Parts that were told what has turned out otherwise."""
        self._rounds += 1
        inputs = self.inputs()
        return [i for i, known in enumerate(self.parts) if not _holds(known, inputs[i])]

    def inputs(self) -> list[Inputs]:
        counts = self._counts()
        numbers, total = self._numbers(counts), round(sum(counts))
        strings: dict[str, str] = {}
        counters: dict[str, int] = {}
        elements: dict[str, str] = {}
        inputs = []
        before = 0.0
        for index, (known, count) in enumerate(zip(self.parts, counts, strict=True)):
            is_right = self._is_right(before)
            pages = round(before)
            fixed = index == 0, is_right, pages, total, numbers
            inputs.append(Inputs(*fixed, strings, counters, elements))
            before += count
            if known.compiled and known.compiled.strings:
                strings = {**strings, **known.compiled.strings}
            if known.compiled and known.compiled.counters:
                counters = {**counters, **dict(_left(known, counters))}
            if known.compiled and known.compiled.running:
                elements = {**elements, **known.compiled.running}
        return inputs

    def _is_right(self, before: float) -> bool:
        """Whether the page after so many stands on the right."""
        return (round(before) % 2 == 0) == self._is_ltr

    def _counts(self) -> list[float]:
        """How many pages each part has."""
        page = self._page()
        before = 0.0
        counts = []
        for known in self.parts:
            if known.compiled:
                count: float = place(known.compiled, self._is_right(before), 0).count
            else:
                count = max(1.0, known.letters / page + _LAST_PAGE)
            counts.append(count)
            before += count
        return counts

    def _page(self) -> float:
        """Letters on a page, from the parts that are compiled; a few short ones tell little."""
        done = [known for known in self.parts[1:] if known.compiled]
        letters = sum(known.letters for known in done)
        pages = sum(len(known.compiled.pages) for known in done if known.compiled)
        full = max(0.0, pages - len(done) * _LAST_PAGE)
        return (letters + _PAGE * _PAGES) / (full + _PAGES)

    def _numbers(self, counts: Sequence[float]) -> dict[str, int]:
        """Page numbers of anchors: known, guessed, or too wide by then to be made narrower."""
        numbers: dict[str, int] = {}
        last = before = 0.0
        for known, count in zip(self.parts, counts, strict=True):
            if known.compiled:
                placed = place(known.compiled, self._is_right(before), round(last)).numbers
                for page, number in zip(known.compiled.pages, placed, strict=True):
                    for anchor in page.anchors:
                        numbers.setdefault(anchor, number)
                last = (placed or (round(last),))[-1]
            else:
                for anchor, way in known.anchors():
                    numbers.setdefault(anchor, int(last + count * way) + 1)
                last += count
            before += count
        if self._rounds > _FREE_ROUNDS:
            for anchor, number in numbers.items():
                numbers[anchor] = max(number, self._widest.get(anchor, 0))
        self._widest = numbers
        return numbers


def _left(known: _Known, counters: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Counters at the end of a part that begins with `counters`: as it told, or presumably."""
    if known.compiled is None or known.inputs is None:
        return
    told = known.inputs.counters
    for name, value in known.compiled.counters.items():
        is_asked = ("counter", name) in known.compiled.asked
        yield name, value + (counters.get(name, 0) - told.get(name, 0) if is_asked else 0)


def _holds(known: _Known, inputs: Inputs) -> bool:
    if known.compiled is None or known.inputs is None:
        return False
    return holds(known.compiled, known.inputs, inputs)


def holds(compiled: ObjectFile, told: Inputs, inputs: Inputs) -> bool:
    """Whether a part that was compiled with `told` would be the same with `inputs`."""
    return all(
        told.answer(question) == inputs.answer(question)
        for question in compiled.asked
        if question[0] != "file"
    )


def _is_doubtful(number: int, width: Callable[[int], int] = lambda n: len(str(n))) -> bool:
    """Whether a guessed page number may turn out to have more or fewer digits."""
    reach = number * _DOUBT + 1
    return width(int(max(0, number - reach))) != width(int(number + reach))
