"""What the linking press keeps: the same bytes whatever is kept, and no harm from a cache."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfs
import pytest
import weasyprint
from test_linked import ASPECTS, LONG, PAGE, WORDS, Manuscript, Part, both, number, parts
from test_press import make_manuscript

from reportkit.diagnostics import Diagnostic, Diagnostics
from reportkit.press import compile as compile_module
from reportkit.press import embed, linked
from reportkit.press.pool import Pool
from reportkit.press.store import DiskStore, MemoryStore, Store
from reportkit.workspace import Workspace

CSS = (
    PAGE
    + """h1 { string-set: title content() }
@page { @top-left { content: string(title) } @top-right { content: string(report) } }
#p0 { string-set: report "The Report" }
@page :left { @bottom-left { content: counter(page) } @bottom-center { content: none } }
"""
)
HTML = (
    f"<h1>One</h1><p>{number('p1')} {number('p2')} {number('p3')} {number('p4')}</p>",
    "<h1>Two</h1>" + LONG,
    f"<h1>Three</h1>{LONG}<p>{number('p4')}</p>",
    "<h1>Four</h1>" + LONG,
    f"<h1>Five</h1>{WORDS}<p>{number('p1')}</p>",
)


def make(folder: Path) -> Manuscript:
    made = make_manuscript(folder / "project")
    (made.mounts["styles"][0] / "report.css").write_text(CSS)
    return replace(made, parts=parts(*HTML))


def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the parts compiled in this process from now on, in their order."""
    names: list[str] = []
    original = compile_module.compile_part

    def compile_part(job: compile_module.Job) -> compile_module.Compiled:
        names.append(job.name)
        return original(job)

    monkeypatch.setattr("reportkit.press.pool.compile_part", compile_part)
    return names


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    return make(tmp_path)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return heard(monkeypatch)


def edited(manuscript: Manuscript, index: int, html: str) -> Manuscript:
    changed = list(manuscript.parts)
    changed[index] = Part(
        changed[index].name, changed[index].html.replace("</h1>", "</h1>" + html, 1)
    )
    return replace(manuscript, parts=tuple(changed))


def build(
    manuscript: Manuscript, store: Store | None = None, pool: Pool | None = None
) -> tuple[bytes, list[Diagnostic]]:
    diagnostics = Diagnostics()
    workspace = Workspace(Path("/nowhere"))
    pdf = linked.print_pdf(manuscript, workspace, diagnostics, store=store, pool=pool)
    assert pdf, list(diagnostics)
    return pdf, list(diagnostics)


# The same bytes.


def test_the_bytes_are_the_same_cold_warm_and_after_edits_undone(
    manuscript: Manuscript, tmp_path: Path, compiled: list[str]
) -> None:
    cold, _ = build(manuscript)
    store = DiskStore(tmp_path / "cache")
    assert build(manuscript, store)[0] == cold
    compiled.clear()
    assert build(manuscript, store)[0] == cold
    assert compiled == []
    longer = edited(manuscript, 1, LONG)
    assert build(longer, store)[0] == build(longer)[0] != cold
    compiled.clear()
    assert build(manuscript, store)[0] == cold
    assert compiled == []


class NotingStore(MemoryStore):
    """Says what was put into it."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def put(self, name: str, data: bytes) -> None:
        super().put(name, data)
        self.kinds.append(name.partition("/")[0])


def test_one_edited_word_lays_out_and_writes_one_part(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    """The bytes of all others, their margins too, are as they were."""
    store = NotingStore()
    build(manuscript, store)
    compiled.clear()
    store.kinds.clear()
    build(edited(manuscript, 2, "<p>Word</p>"), store)
    assert compiled == ["p2"]
    assert store.kinds.count("pieces") == 2


def test_an_odd_number_of_new_pages_lays_out_no_part_whose_folios_stand_outside(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    """And of other parts only what shows another page number is written again."""
    store = NotingStore()
    before, _ = build(manuscript, store)
    compiled.clear()
    store.kinds.clear()
    after, _ = build(edited(manuscript, 1, WORDS * 7), store)
    assert before.count(b"/Page") < after.count(b"/Page") or before != after
    assert compiled == ["p1"]
    # p3 had a page that was equal to one of p1.
    lasting, late = ["p1", "p3"], ["p0", "p1", "p2", "p3", "p4"]
    assert store.kinds.count("pieces") == len(lasting) + len(late)


GUTTERS = """@page :left { margin-right: 25mm } @page :right { margin-left: 25mm }
.head { position: running(head) } @page { @top-left { content: element(head) } }"""


@pytest.mark.parametrize("side", ["page", "right"])
@pytest.mark.parametrize("css", ["", GUTTERS], ids=["equal", "mirrored"])
def test_a_page_more_lays_out_one_part_where_gutters_are_mirrored_and_parts_begin_on_a_side(
    manuscript: Manuscript, compiled: list[str], css: str, side: str
) -> None:
    breaks = f".part {{ break-before: {side} }} #p0 {{ break-before: auto }}"
    (manuscript.mounts["styles"][0] / "report.css").write_text(PAGE + css + breaks)
    html = (f'<p class="head">Head</p><h1>{i}</h1>{LONG}' for i in range(6))
    made = replace(manuscript, parts=parts(*html))
    store = MemoryStore()
    counts = {pages(build(made, store)[0])}
    for _ in range(3):
        compiled.clear()
        made = edited(made, 1, WORDS * 3)
        pdf, _ = build(made, store)
        assert compiled == ["p1"]
        assert pdf == build(made)[0]
        counts.add(pages(pdf))
    assert len(counts) > 1


def pages(pdf: bytes) -> int:
    return len(pdfs.reader(pdf).pages)


def test_what_cannot_be_moved_is_laid_out_for_each_side_once(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    css = "@page :left { margin-right: 25mm } @page :right { padding-left: 25mm }"
    (manuscript.mounts["styles"][0] / "report.css").write_text(PAGE + css)
    made = replace(manuscript, parts=parts(*(f"<h1>{i}</h1>{WORDS}" for i in range(5))))
    longer, longest = edited(made, 1, WORDS * 3), edited(made, 1, WORDS * 6)
    cold, _ = build(longer)
    store = MemoryStore()
    build(made, store)
    compiled.clear()
    assert build(longer, store)[0] == cold
    assert compiled == ["p1", "p2", "p3", "p4"]
    compiled.clear()
    build(longest, store)
    assert compiled == ["p1"]


def test_a_running_head_that_changes_lays_out_the_parts_that_show_it(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    store = MemoryStore()
    build(manuscript, store)
    compiled.clear()
    style = manuscript.mounts["styles"][0] / "report.css"
    style.write_text(CSS.replace("The Report", "A Report"))
    changed, _ = build(manuscript, store)
    assert set(compiled) == {"p0", "p1", "p2", "p3", "p4"}
    assert changed == build(manuscript)[0]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_bytes_do_not_depend_on_the_hash_seed_or_the_number_of_workers(
    manuscript: Manuscript, tmp_path: Path, seed: str
) -> None:
    cold, _ = build(manuscript)
    made = tmp_path / "made.pdf"
    script = tmp_path / "build.py"
    script.write_text(
        SCRIPT.format(manuscript=repr(manuscript).replace("PosixPath", "Path"), made=str(made))
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, script], env=environment, check=True, timeout=120)
    assert made.read_bytes() == cold


SCRIPT = """
from pathlib import Path
from reportkit.diagnostics import Diagnostics
from reportkit.press import Manuscript, Part, linked
from reportkit.press.pool import Pool
from reportkit.workspace import Workspace

if __name__ == "__main__":
    with Pool(2) as pool:
        pdf = linked.print_pdf({manuscript}, Workspace(Path("/nowhere")), Diagnostics(), pool=pool)
    Path({made!r}).write_bytes(pdf)
"""


def test_counters_are_handed_from_part_to_part_in_two_rounds(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    css = ".fig { counter-increment: fig } .fig::before { content: counter(fig) } "
    style = manuscript.mounts["styles"][0] / "report.css"
    style.write_text(PAGE + css + "body { counter-reset: fig } .own { counter-reset: fig }")
    own = '<div class="own"><p class="fig"></div>'
    html = [f'<h1>{i}</h1><p class="fig">A{own if i == 4 else ""}' for i in range(6)]
    made = replace(manuscript, parts=(*parts(*html), Part("p6", f'<div class="part">{own}</div>')))
    store = MemoryStore()
    pdf, _ = build(made, store)
    assert [text.split()[1] for text in pdfs.texts(pdf)[:6]] == ["1A", "2A", "3A", "4A", "5A", "6A"]
    first, second = compiled[:7], compiled[7:]
    assert sorted(first) == [f"p{i}" for i in range(7)]
    assert sorted(second) == ["p2", "p3", "p4", "p5"]
    compiled.clear()
    build(edited(made, 3, '<p class="fig">B'), store)
    assert set(compiled) == {"p3", "p4", "p5"}


def test_workers_leave_a_script_alone_that_does_not_guard_its_main_part(
    manuscript: Manuscript, tmp_path: Path
) -> None:
    made = tmp_path / "made.pdf"
    script = tmp_path / "build.py"
    text = SCRIPT.format(manuscript=repr(manuscript).replace("PosixPath", "Path"), made=str(made))
    script.write_text(text.replace('__name__ == "__main__"', "True") + "    print('once')\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=120
    )
    assert (run.stdout, run.stderr) == ("once\n", "")
    assert made.read_bytes() == build(manuscript)[0]


def test_a_part_that_is_moved_keeps_its_object_file(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    store = MemoryStore()
    build(manuscript, store)
    compiled.clear()
    one, two, three, four, five = manuscript.parts
    moved = replace(manuscript, parts=(one, four, three, two, five))
    assert build(moved, store)[0] == build(moved)[0]
    assert compiled.count("p1") == compiled.count("p3") == 1


# What parts share.


def test_reports_with_the_same_styles_parse_them_once(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold, _ = build(manuscript)
    parsed: list[str] = []
    original = weasyprint.preprocess_stylesheet

    def preprocess_stylesheet(media: str, url: str, *rest: Any, **named: Any) -> None:
        parsed.append(url)
        original(media, url, *rest, **named)

    monkeypatch.setattr("weasyprint.preprocess_stylesheet", preprocess_stylesheet)
    other = replace(manuscript, head=manuscript.head.replace("<title>", "<title>Another, "))
    assert build(other)[0] != cold
    assert parsed == []
    style = manuscript.mounts["styles"][0] / "report.css"
    style.write_text(CSS + "p { color: red }")
    assert build(manuscript)[0] != cold
    assert parsed == ["file:///report/styles/report.css"]


def test_styles_in_the_text_of_one_part_do_not_reach_others(manuscript: Manuscript) -> None:
    plain, _ = build(manuscript)
    styled = Part("p9", '<section id="p9"><style>p { color: red }</style><p>Red</p></section>')
    build(replace(manuscript, parts=(styled,)))
    assert build(manuscript)[0] == plain


PECULIAR = """
p::first-line { font-variant: small-caps; letter-spacing: 1px } li::marker { color: red }
.wide { width: 50vw; height: 10vh } .bad { color: var(--none, 3px); width: calc(1px * 1px) }
table { border-collapse: collapse; padding: 9px } .same { padding: inherit }
"""
PECULIARITIES = (
    '<h1>A</h1><ul><li>Point</li></ul><p class="wide bad">Words in a line.</p>'
    '<p style="color: green"><b class="same">Bold</b></p>'
    '<table class="wide"><tr><td class="same"><p>Cell</p></td></tr></table>'
)


def test_styles_are_computed_alike_whichever_part_came_first(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = manuscript.mounts["styles"][0] / "report.css"
    style.write_text(CSS + PECULIAR)
    plain = "<h1>B</h1><p>Words in a line.</p><ul><li>Point</li></ul>"
    ways = [(PECULIARITIES, plain, PECULIARITIES), (plain, PECULIARITIES, PECULIARITIES)]
    for way in ways:
        made = replace(manuscript, parts=parts(*way))
        monkeypatch.setattr("reportkit.press.inside.shared._last", None)
        cold = build(made)
        assert "RK0504" in {finding.code for finding in cold[1]}
        build(replace(made, parts=made.parts[::-1]))
        assert build(made) == cold


# Page numbers that grow wider.

FREE = """
.row { position: relative } .row .page-number::after { position: absolute; right: 0 }
a { text-decoration: none } .end { width: 60mm }
.right { text-align: right } .mid { text-align: center }
"""
ROWS = "".join(f'<p class="row">Row {number(f"p{i}")}</p>' for i in range(1, 5)) + "".join(
    f'<p class="end {side}">Some words before the number of page {number(f"p{i}")}</p>'
    for side in ("left", "right", "mid")
    for i in range(1, 5)
)


def test_a_page_that_becomes_the_tenth_lays_out_no_contents(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    style = manuscript.mounts["styles"][0] / "report.css"
    style.write_text(CSS + FREE)
    pages = ["<h1>Next</h1>" + WORDS * 7] * 4
    made = replace(manuscript, parts=parts(ROWS, *pages))
    grown = edited(made, 1, LONG + LONG)
    store = MemoryStore()
    build(made, store)
    compiled.clear()
    pdf, _ = build(grown, store)
    assert compiled == ["p1"]
    assert pdf == build(grown)[0]
    compiled.clear()
    assert build(made, store)[0] == build(made)[0]
    one, other = both(grown)
    assert other == pdf
    for aspect in ASPECTS:
        assert aspect(other) == aspect(one), aspect.__name__
    assert pdfs.pixels_apart(one, other) == 0


def test_a_number_in_the_middle_of_a_text_is_laid_out_again_when_it_grows_wider(
    manuscript: Manuscript, compiled: list[str]
) -> None:
    inline = f"<p>On page {number('p4')} there is more of that.</p>"
    made = replace(manuscript, parts=parts(inline, *["<h1>Next</h1>" + WORDS * 7] * 4))
    store = MemoryStore()
    build(made, store)
    compiled.clear()
    build(edited(made, 1, LONG + LONG), store)
    assert sorted(compiled) == ["p0", "p1"]


def test_a_font_is_cut_again_only_for_other_glyphs(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts: list[int] = []
    original = embed.subset

    def subset(data: bytes, index: int, glyphs: Sequence[int], draws_missing: bool) -> bytes:
        cuts.append(len(glyphs))
        return original(data, index, glyphs, draws_missing)

    monkeypatch.setattr(embed, "subset", subset)
    store = MemoryStore()
    build(manuscript, store)
    cuts.clear()
    assert build(edited(manuscript, 1, "<p>Some words"), store)[0] != build(manuscript, store)[0]
    assert cuts == []
    made, _ = build(edited(manuscript, 1, "<p>Some wørds"), store)
    assert cuts
    assert made == build(edited(manuscript, 1, "<p>Some wørds"))[0]
