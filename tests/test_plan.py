"""In which order parts are compiled, and when their answers are true."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from test_late import part as empty

from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.press.inputs import Inputs, Question
from reportkit.press.manuscript import Part
from reportkit.press.part import ObjectFile, Page
from reportkit.press.plan import settle
from reportkit.session import Session
from reportkit.timings import Timings
from reportkit.workspace import Workspace

NUMBER = '<a class="page-number" href="#x"></a>'


def page(count: int, *anchors: str) -> Page:
    return Page(1, 2, 0, 0, 0, 0, 0, "", 0.0, count, False, dict.fromkeys(anchors, (0.0, 0.0)), ())


@dataclass(slots=True)
class Press:
    """Stands for the press: how many pages a part has, and what it asks."""

    pages: Mapping[str, Callable[[Inputs], int]]
    asks: Mapping[str, Sequence[Question]] = field(default_factory=dict)
    compiled: list[list[str]] = field(default_factory=list)
    parts: Sequence[Part] = ()

    def settle(self, *parts: Part) -> list[ObjectFile]:
        self.parts = parts
        made = settle(parts, True, self._compile)
        assert made
        return made

    def _compile(self, wanted: Sequence[tuple[int, Inputs]]) -> Mapping[int, ObjectFile]:
        self.compiled.append([self.parts[index].name for index, _ in wanted])
        return {index: self._made(self.parts[index].name, inputs) for index, inputs in wanted}

    def _made(self, name: str, inputs: Inputs) -> ObjectFile:
        count = self.pages[name](inputs)
        pages = tuple(page(i + 1, *([name] if i == 0 else [])) for i in range(count))
        return replace(empty(0), name=name, pages=pages, asked=tuple(self.asks.get(name, ())))


def part(name: str, html: str = "") -> Part:
    return Part(name, f'<section id="{name}">{html}</section>')


def fixed(**pages: int) -> dict[str, Callable[[Inputs], int]]:
    return {name: (lambda _, count=count: count) for name, count in pages.items()}


def test_the_first_part_goes_ahead_and_lists_of_numbers_come_last() -> None:
    press = Press(fixed(cover=1, contents=1, a=3, b=3, c=3, d=3))
    contents = part("contents", NUMBER * 20)
    press.settle(part("cover"), contents, part("a"), part("b", NUMBER), part("c"), part("d"))
    assert press.compiled == [["cover"], ["a", "c", "d"], ["b"], ["contents"]]


def test_parts_that_name_pages_near_a_further_digit_wait_until_more_is_known() -> None:
    def reference(target: str) -> str:
        return f'<a class="cross-reference page-number" href="#{target}"></a>'

    text = "word " * 2500
    press = Press(fixed(cover=1, a=4, b=4, c=4, d=4, contents=1))
    sections = [("a", "d"), ("b", "d"), ("c", "d"), ("d", "c")]
    parts = [part(name, text + reference(target)) for name, target in sections]
    press.settle(part("cover"), *parts, part("contents", reference("c") * 20))
    assert press.compiled == [["cover"], ["a", "c"], ["b"], ["d", "contents"]]


def test_only_some_parts_are_told_a_doubtful_number_of_pages() -> None:
    """By its letters the report seems to have 915 pages, for which margins have another digit."""
    names = [f"p{i}" for i in range(17)]
    press = Press(
        fixed(cover=1, **dict.fromkeys(names, 52)), {key: [("total", "")] for key in names}
    )
    press.settle(part("cover"), *(part(name, "word " * 26_650) for name in names))
    some = ["p0", "p8", "p16"]
    rest = [name for name in names if name not in some]
    assert press.compiled == [["cover"], some, rest, some]


def test_a_short_part_does_not_make_a_long_one_seem_endless() -> None:
    press = Press(fixed(cover=1, short=1, long=90), {"long": [("total", "")]})
    long = part("long", "word " * 40_000 + NUMBER * 20)
    press.settle(part("cover"), part("short", "word " * 20), long)
    assert press.compiled == [["cover"], ["short"], ["long"]]


def test_a_part_is_compiled_again_only_if_an_answer_was_wrong() -> None:
    asks = {"a": [("width", "decimal#c")], "b": [("width", "decimal#a")]}
    press = Press(fixed(a=2, b=11, c=1), asks)
    press.settle(part("a", NUMBER), part("b", NUMBER), part("c"))
    assert press.compiled == [["a"], ["b", "c"], ["a"]]


def test_pages_before_decide_the_side_of_a_part() -> None:
    sides = []

    def pages(inputs: Inputs) -> int:
        sides.append(inputs.answer(("side", "")))
        return 1

    press = Press({**fixed(a=1, b=2), "c": pages}, {"c": [("side", "")]})
    press.settle(part("a"), part("b"), part("c"))
    assert sides[-1] == "left"


def test_numbers_that_push_each_other_about_settle_in_the_end() -> None:
    """The part is longer while the number is narrow, so the number widens, so it is shorter …"""

    def pages(inputs: Inputs) -> int:
        return 10 if inputs.answer(("width", "decimal#b")) == "1" else 8

    press = Press({**fixed(b=1), "a": pages}, {"a": [("width", "decimal#b")]})
    made = press.settle(part("a", NUMBER), part("b"))
    again = Press(press.pages, press.asks).settle(part("a", NUMBER), part("b"))
    assert len(press.compiled) < 12
    assert made == again


def test_a_link_to_nowhere_is_known_when_all_parts_are() -> None:
    answers = []

    def pages(inputs: Inputs) -> int:
        answers.append(inputs.answer(("anchor", "ghost")))
        return 1

    press = Press({"a": pages, **fixed(b=1)}, {"a": [("anchor", "ghost")]})
    press.settle(part("a"), Part("b", "<p title=' id=\"ghost\"'>"))
    assert answers == ["yes", ""]


def test_no_part_asks_how_many_notes_stand_before_it(tmp_path: Path) -> None:
    body = "A word.^[A note.] Another word.^[A note more.]"
    sections = "".join(f"  - {{title: Part {i}, body: '{body}'}}\n" for i in range(3))
    source = tmp_path / "sources" / "notes.yaml"
    source.parent.mkdir(exist_ok=True)
    source.write_text(f"title: Notes\nlanguage: en\nsections:\n{sections}")
    timings = Timings()
    with Session(tmp_path, jobs=1, timings=timings) as session:
        request = Request(source, tmp_path / "out", formats=("pdf",))
        assert build(request, Workspace(tmp_path), Diagnostics(), session)
    names = [part.name for part in timings.parts]
    assert len(names) == len(set(names))
