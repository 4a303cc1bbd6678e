"""What workers do before anybody waits for them: it saves time and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from conftest import Project
from test_linked import PAGE, WORDS, number, parts
from test_linked_cache import build, make

from reportkit.build import Request
from reportkit.build import build as build_briefing
from reportkit.diagnostics import Diagnostics
from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.press.plan import ahead
from reportkit.press.store import MemoryStore, Store
from reportkit.session import Session
from reportkit.workspace import Workspace


@dataclass
class Busy:
    """Compiles at once what it is given, as workers begin to do, and hands it over later."""

    count: int = 2
    names: list[str] = field(default_factory=list)

    def warm_up(self, job: Job) -> None:
        compile_part(job)

    def expect(self, jobs: int, characters: int) -> int:
        return self.count

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        self.names += [job.name for job in jobs.values()]
        return iter([(index, compile_part(job)) for index, job in jobs.items()])


LIST = "<h1>Contents</h1>" + "".join(f"<p>{number('p3')}</p>" for _ in range(12))


def test_the_first_parts_without_numbers_and_lists_go_ahead_and_who_else_finds_a_worker() -> None:
    html = ("<h1>Cover", LIST, "<h1>One", f"<h1>Two{number('p2')}", "<h1>Three", "<h1>Four")
    assert [index for index, _ in ahead(parts(*html), True, 2)] == [0, 2, 4, 1]
    assert [index for index, _ in ahead(parts(*html), True, 5)] == [0, 2, 4, 1, 5]


class Forgetful(MemoryStore):
    """A store that keeps nothing, such as one on a full disk, but fonts for the linker."""

    def put(self, name: str, data: bytes) -> None:
        if name.startswith("fonts/"):
            super().put(name, data)


@pytest.mark.parametrize("store", [MemoryStore, Forgetful])
def test_what_went_ahead_is_not_compiled_again_if_it_was_told_the_truth(
    tmp_path: Path, store: type[Store]
) -> None:
    manuscript = make(tmp_path)
    (manuscript.mounts["styles"][0] / "report.css").write_text(PAGE)
    html = ("<h1>Cover</h1>", LIST, *(f"<h1>{i}</h1>{WORDS}{number('p0')}" for i in range(3)))
    made, busy = replace(manuscript, parts=parts(*html)), Busy()
    assert build(made, store(), busy)[0] == build(made)[0]
    assert sorted(busy.names) == ["p0", "p1", "p2", "p3", "p4"]
    assert busy.names[-1] == "p4"


def test_what_went_ahead_of_a_running_head_is_compiled_again(tmp_path: Path) -> None:
    manuscript, busy = make(tmp_path), Busy()
    assert build(manuscript, pool=busy)[0] == build(manuscript)[0]
    assert busy.names.count("p1") == 2


def test_workers_have_read_the_styles_when_the_first_part_is_there(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project({"sources/a.yaml": "title: Made up\nsections: [{title: One, body: Text.}]\n"})
    parsed: list[str] = []
    original = weasyprint.preprocess_stylesheet

    def preprocess_stylesheet(media: str, url: str, *rest: Any, **named: Any) -> None:
        parsed.append(url)
        original(media, url, *rest, **named)

    monkeypatch.setattr("weasyprint.preprocess_stylesheet", preprocess_stylesheet)
    monkeypatch.setattr("reportkit.workers.prepare", lambda _: None)
    busy = Busy()
    session = Session(root, jobs=2)
    monkeypatch.setitem(session.__dict__, "pool", busy)
    monkeypatch.setattr(busy, "expect", lambda *_: parsed.append("expect") or 2)
    request = Request(root / "sources/a.yaml", root / "out", formats=("pdf",))
    assert build_briefing(request, Workspace(root), Diagnostics(), session)
    assert len(parsed) > 10
    assert parsed[-1] == "expect"
