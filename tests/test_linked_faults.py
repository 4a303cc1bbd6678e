"""What the linking press does when a part, a font, a worker or the engine is at fault."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pdfs
import pytest
from test_linked import LONG, PAGE, WORDS, Manuscript, both, linked_pdf, number, parts
from test_press import make_manuscript

from reportkit import workers
from reportkit.diagnostics import Diagnostic, Diagnostics
from reportkit.press import linked, plain, pool
from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.press.pool import Pool
from reportkit.press.store import MemoryStore
from reportkit.workspace import Workspace


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    made = make_manuscript(tmp_path / "project")
    (made.mounts["styles"][0] / "report.css").write_text(PAGE)
    return replace(made, parts=parts("<h1>One</h1>" + LONG, "<h1>Two</h1>" + WORDS))


def style(manuscript: Manuscript, css: str) -> None:
    (manuscript.mounts["styles"][0] / "report.css").write_text(PAGE + css)


def said(manuscript: Manuscript, workers: int = 1) -> tuple[bytes | None, list[Diagnostic]]:
    diagnostics = Diagnostics()
    with Pool(workers) as some:
        workspace = Workspace(Path("/nowhere"))
        pdf = linked.print_pdf(manuscript, workspace, diagnostics, pool=some)
    return pdf, list(diagnostics)


@pytest.mark.parametrize(
    "html",
    [
        '<p>See <a href="#nowhere">there</a>.',
        f"<p>See page {number('nowhere')}.",
        '<img src="file:///report/sources/none.png" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        "<p>A glyph that no font has: \u4e2d",
    ],
)
def test_faults_are_found_as_the_plain_press_finds_them(manuscript: Manuscript, html: str) -> None:
    faulty = replace(manuscript, parts=parts("<h1>One</h1>" + html, "<h1>Two</h1>" + html))
    found = []
    for press in (plain.print_pdf, linked.print_pdf):
        diagnostics = Diagnostics()
        assert press(faulty, Workspace(Path("/nowhere")), diagnostics) is None
        found.append([(item.severity, item.code, item.message) for item in diagnostics])
    assert set(found[0]) == set(found[1])


def test_a_file_that_is_missing_for_another_reason_is_looked_at_again(
    manuscript: Manuscript, tmp_path: Path
) -> None:
    image, store = '<img src="file:///report/sources/none.png" alt="x">', MemoryStore()
    faulty, codes = replace(manuscript, parts=parts("<h1>One</h1>" + image)), []
    for target in (None, tmp_path / "elsewhere.png"):
        if target:
            target.write_bytes(b"")
            (faulty.mounts["sources"][0] / "none.png").symlink_to(target)
        diagnostics = Diagnostics()
        linked.print_pdf(faulty, Workspace(Path("/nowhere")), diagnostics, store=store)
        codes.append([item.code for item in diagnostics])
    assert codes == [["RK0501"], ["RK0505"]]


def test_text_cannot_be_taken_for_a_reference_or_a_number(manuscript: Manuscript) -> None:
    tricks = "\x00\x01888\x00K0\x00 8 0 R"
    head = manuscript.head.replace("<title>", f"<title>{tricks} ")
    html = f'<h1 id="x{tricks}">888</h1><p><a href="https://example.org/%00%01">0 R</a>'
    made = replace(manuscript, head=head, parts=parts(html, f"<p>888 {number('p0')} 888"))
    one, other = both(made)
    assert pdfs.words(one) == pdfs.words(other)
    assert pdfs.links(one) == pdfs.links(other)
    assert pdfs.destinations(one) == pdfs.destinations(other)
    assert pdfs.metadata(one) == pdfs.metadata(other)


def test_two_files_under_one_font_name_are_refused(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportkit.press import plan
    from reportkit.press.part import ObjectFile

    settle = plan.settle

    def mixed(*arguments: object) -> list[ObjectFile]:
        one, two = settle(*arguments) or ()  # type: ignore[arg-type]
        fonts = tuple(replace(font, file="0" * 64) for font in two.fonts)
        return [one, replace(two, fonts=fonts)]

    monkeypatch.setattr(linked, "settle", mixed)
    pdf, (finding,) = said(manuscript)
    assert pdf is None
    assert finding.message.startswith("the document cannot be printed: two fonts are called House")


def test_another_engine_prints_the_whole_document_at_once(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = linked_pdf(manuscript)
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    pdf, findings = said(manuscript)
    assert pdf
    assert [(f.severity.value, f.code) for f in findings] == [
        ("note", "RK0903"),
        ("warning", "RK0903"),
    ]
    assert pdfs.words(pdf) == pdfs.words(expected)


@pytest.mark.parametrize(
    ("css", "html", "reason"),
    [
        (".x { position: fixed; top: 0 }", '<p class="x">Fixed</p>', "position: fixed sets"),
        (
            ".x { position: running(r) } @page { @top-left { content: element(r) } }",
            '<p class="x">Head</p>',
            "the running element r is set in one part and shown in another",
        ),
        ("@page { counter-increment: leaf }", "", "@page counts with leaf"),
        (
            "@page { @top-left { content: counter(page, lower-alpha) } }",
            "",
            "counter prints the co",
        ),
        (
            ".x::after { content: target-text(attr(href url)) }",
            '<a class="x" href="#p1">a</a>',
            "target-text() prints the text of #p1 in another part",
        ),
        (".x::before { content: open-quote }", '<p class="x">a</p>', "a quotation begins in one"),
    ],
)
def test_what_cannot_pass_from_part_to_part_is_told_and_laid_out_at_once(
    manuscript: Manuscript, css: str, html: str, reason: str
) -> None:
    style(manuscript, css)
    made = replace(manuscript, parts=parts(f"<h1>One</h1>{html}", "<h1>Two</h1>", "<h1>3</h1>"))
    expected = plain.print_pdf(made, Workspace(Path("/nowhere")), Diagnostics())
    pdf, (finding,) = said(made)
    assert pdf == expected
    assert (finding.severity.value, finding.code) == ("note", "RK0903")
    assert finding.message.startswith(f"the whole document is laid out at once: {reason}")


# Workers.


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is given the part `p1` dies of it."""
    monkeypatch.setattr(pool, "_limited", _dies_of_p1)


def _dies_of_p1(job: Job) -> Compiled:
    if job.name == "p1":
        os.kill(os.getpid(), signal.SIGKILL)
    return compile_part(job)


@pytest.mark.usefixtures("deadly")
def test_a_part_that_kills_its_worker_is_named_and_the_others_are_laid_out(
    manuscript: Manuscript,
) -> None:
    html = [f"<h1>{i}</h1>{WORDS}" for i in range(4)]
    pdf, (finding,) = said(replace(manuscript, parts=parts(*html)), workers=2)
    assert pdf is None
    assert finding.code == "RK0508"
    assert "the part p1 takes more memory or time" in finding.message


def _dies_once(job: Job) -> Compiled:
    marker = job.mounts["styles"][0] / "killed"
    if job.name == "p1" and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return compile_part(job)


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_limited", _dies_once)
    html = [f"<h1>{i}</h1>{WORDS}" for i in range(4)]
    made = replace(manuscript, parts=parts(*html))
    pdf, findings = said(made, workers=2)
    assert findings == []
    assert (manuscript.mounts["styles"][0] / "killed").exists()
    assert pdf == linked_pdf(made)


def test_a_worker_is_ended_when_a_part_takes_too_long(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_limited", _slow)
    html = [f"<h1>{i}</h1>{WORDS}" for i in range(3)]
    pdf, findings = said(replace(manuscript, parts=parts(*html)), workers=2)
    assert pdf is None
    assert {finding.code for finding in findings} == {"RK0508"}


def _slow(job: Job) -> Compiled:
    workers.MAX_SECONDS = 1
    with workers.job():
        while job.name == "p1":
            pass
        return compile_part(job)
