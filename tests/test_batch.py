"""Many briefings: in order, each on its own, whatever becomes of the others."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Cli, Project, heed_interrupts
from pypdf import PdfReader

from reportkit import batch, workers
from reportkit import build as stages
from reportkit.batch import Outcome, build_all
from reportkit.build import Request
from reportkit.cli.progress import Progress
from reportkit.session import Session

SOURCE = "title: Made-up {}\nsections:\n  - title: One\n    body: {}\n"


def source(name: str, body: str = "Text.") -> str:
    return SOURCE.format(name, body)


@pytest.fixture
def root(project: Project) -> Path:
    files = {f"sources/{name}.yaml": source(name) for name in "abcd"}
    return project({**files, "sources/c.yaml": "titel: Misspelt\n"})


def requests(root: Path, names: str = "abcd", formats: str = "html") -> list[Request]:
    return [
        Request(root / f"sources/{name}.yaml", root / "out", formats=tuple(formats.split(",")))
        for name in names
    ]


def summary(outcomes: Iterator[Outcome]) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            outcome.request.source.stem,
            [path.name for path in outcome.written],
            [item.code for item in outcome.diagnostics],
        )
        for outcome in outcomes
    ]


EXPECTED = [
    ("a", ["a.html"], []),
    ("b", ["b.html"], []),
    ("c", [], ["RK0201", "RK0202"]),
    ("d", ["d.html"], []),
]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_the_order_asked_for_and_a_fault_costs_only_itself(
    root: Path, jobs: int
) -> None:
    with Session(root, jobs=jobs) as session:
        found = summary(build_all(requests(root), session))
    assert [(stem, written) for stem, written, _ in found] == [(s, w) for s, w, _ in EXPECTED]
    assert [bool(codes) for *_, codes in found] == [False, False, True, False]


def test_what_ends_first_waits_for_its_turn(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = requests(root)
    reverse = [(index, Outcome(asked[index], (), stages.Diagnostics())) for index in (3, 1, 0, 2)]
    monkeypatch.setattr(batch, "_in_any_order", lambda *_: iter(reverse))
    heard: list[Outcome] = []
    with Session(root) as session:
        told = [o.request for o in build_all(asked, session, heard.append)]
    assert told == asked
    assert [outcome.request for outcome in heard] == [asked[i] for i in (3, 1, 0, 2)]


def test_bytes_do_not_depend_on_the_number_of_workers(root: Path) -> None:
    made = []
    for jobs in (1, 2):
        with Session(root, jobs=jobs, force=True) as session:
            list(build_all(requests(root, "ab", "html,pdf"), session))
        made.append({p.name: p.read_bytes() for p in sorted((root / "out").iterdir())})
    assert made[0] == made[1]
    assert len(made[0]) == 4


def test_pages_are_counted_by_either_press(root: Path) -> None:
    for press in ("linked", "plain"):
        with Session(root, press=press, jobs=1, force=True) as session:
            (outcome,) = build_all(requests(root, "a", "pdf"), session)
        assert outcome.pages == len(PdfReader(root / "out/a.pdf").pages) > 1, press


def test_a_briefing_that_kills_its_worker_costs_only_itself(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (root / "sources/b.yaml").write_text(source("b", "Deadly."))
    monkeypatch.setattr(batch, "_work", deadly)
    with Session(root, jobs=2) as session:
        found = summary(build_all(requests(root), session))
    assert [stem for stem, *_ in found] == ["a", "b", "c", "d"]
    assert found[1] == ("b", [], ["RK0508"])
    assert [bool(written) for _, written, _ in found] == [True, False, False, True]


_WORK = batch._work


def deadly(request: Request, root: Path, press: str) -> Outcome:
    """Ends the worker in which it meets a certain word."""
    if "Deadly" in request.source.read_text():
        os.kill(os.getpid(), signal.SIGKILL)
    return _WORK(request, root, press)


def test_a_worker_is_limited_in_memory_and_time() -> None:
    with workers.executor(1, "json") as pool:
        memory, seconds = pool.submit(limits).result()
    assert memory == workers.MAX_MEMORY
    assert 0 < seconds <= workers.MAX_SECONDS + 60


def limits() -> tuple[int, int]:
    import resource

    with workers.job():
        memory, seconds = map(resource.getrlimit, (resource.RLIMIT_AS, resource.RLIMIT_CPU))
    return memory[0], seconds[0]


@pytest.mark.parametrize(("within", "left"), [("workers.job()", "cleaned up\n"), ("open('x')", "")])
def test_a_worker_that_is_ended_cleans_up_behind_a_job(
    tmp_path: Path, within: str, left: str
) -> None:
    (tmp_path / "x").touch()
    code = (
        "import os, signal\nfrom reportkit import workers\n"
        f"workers._begin()\nwith {within}:\n"
        "    try:\n        os.kill(os.getpid(), signal.SIGTERM)\n        signal.pause()\n"
        "    finally:\n        print('cleaned up', flush=True)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stdout, run.stderr) == (1, left, "")


def test_workers_get_ready_while_a_briefing_is_read_that_has_to_be_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: list[str] = []
    monkeypatch.setattr(workers, "prepare", ready.append)
    briefing = tmp_path / "briefing.yaml"
    briefing.write_text(source("A"))
    alone, short, plain = Session(tmp_path, jobs=1), Session(tmp_path), Session(tmp_path, "plain")
    for session in (alone, short, plain, Session(None, jobs=2)):
        session.prepare(briefing)
    assert ready == []
    Session(tmp_path, jobs=2).prepare(briefing)
    assert ready == [workers.PARTS]
    (tmp_path / ".reportkit/press/objects").mkdir(parents=True)
    Session(tmp_path, jobs=2).prepare(briefing)
    assert ready == [workers.PARTS]


def test_an_interrupt_while_workers_get_ready_is_not_theirs(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(1)\n")
    code = (
        "import os, signal\nfrom reportkit import workers\n"
        "workers.prepare('slow')\n"
        "signal.signal(signal.SIGINT, lambda *_: None)\n"
        "os.killpg(0, signal.SIGINT)\n"
        "print(workers.executor(1, 'slow').submit(len, 'three').result())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
    )
    assert (run.stdout, run.stderr) == ("5\n", "")


def test_a_bug_in_one_briefing_is_a_finding_of_its_own(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "compose", lambda *_: 1 / 0)
    monkeypatch.delenv("REPORTKIT_TRACEBACK", raising=False)
    with Session(root, jobs=1) as session:
        found = summary(build_all(requests(root, "ab"), session))
    assert [codes for *_, codes in found] == [["RK0999"], ["RK0999"]]


def test_what_has_not_changed_goes_to_no_worker(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session(root, jobs=1) as session:
        first = summary(build_all(requests(root, "abd"), session))

    def start(*arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workers, "executor", start)
    with Session(root, jobs=2) as session:
        assert summary(build_all(requests(root, "abd"), session)) == first


def test_an_interrupt_leaves_whole_files_and_no_worker(root: Path) -> None:
    for number in range(30):
        (root / f"sources/n{number}.yaml").write_text(source(str(number), "Text. " * 4000))
    (root / "sources/c.yaml").unlink()
    run = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "build", "-j", "2"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    assert run.stdout is not None
    assert run.stdout.readline().strip() == "out/a.pdf"
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert no_process_is_left(run.pid)
    names = sorted(path.name for path in (root / "out").iterdir())
    assert not [name for name in names if name.startswith(".")]
    for path in (root / "out").glob("*.pdf"):
        assert path.read_bytes().endswith(b"%%EOF\n")


def no_process_is_left(group: int) -> bool:
    """Whether all processes of `group` have ended, which may take them a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_worker_ends_with_the_process_it_works_for(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom reportkit import workers\n"
        "if __name__ == '__main__':\n"
        "    pool = workers.executor(1, 'json')\n"
        "    pool.submit(os.getpid).result()\n"
        "    print('ready', flush=True)\n"
        "    pool.submit(sys.stdin.read).result()\n"
    )
    (tmp_path / "run.py").write_text(code)
    run = subprocess.Popen(
        [sys.executable, tmp_path / "run.py"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"ready\n"
    run.kill()
    run.communicate()
    assert no_process_is_left(run.pid)


def test_the_command_line_tells_in_order_and_ends_in_the_gravest_code(root: Path, cli: Cli) -> None:
    run = cli("build", "-j", "2", "-f", "html", "--diagnostic-format", "short", cwd=root)
    assert run.stdout.split() == ["out/a.html", "out/b.html", "out/d.html"]
    assert run.returncode == 1
    assert "sources/c.yaml:1:1: error: " in run.stderr
    assert "4 of 4 briefings" in run.stderr


def test_a_quiet_batch_says_nothing_but_findings(root: Path, cli: Cli) -> None:
    (root / "sources/c.yaml").unlink()
    run = cli("build", "-q", "-f", "html", cwd=root)
    assert (run.returncode, run.stderr) == (0, "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_redrawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    progress = Progress(2, quiet=False)
    progress.done(8)
    progress.clear()
    progress.done(8)
    progress.clear()
    drawn = terminal.getvalue()
    assert "\n" not in drawn
    assert drawn.count("\r\x1b[K") == 4
    assert "2 of 2 briefings" in drawn
    assert drawn.endswith("\r\x1b[K")


@pytest.mark.parametrize(("ci", "terminal"), [("true", Terminal()), ("", io.StringIO())])
def test_progress_is_a_few_plain_lines_elsewhere(
    ci: str, terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("sys.stderr", terminal)
    progress = Progress(200, quiet=False)
    for _ in range(200):
        progress.done(8)
        progress.clear()
    lines = terminal.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[-1].startswith("200 of 200 briefings, ")
    assert not [line for line in lines if "\r" in line or "\x1b" in line]


@pytest.mark.parametrize(("total", "quiet"), [(1, False), (200, True)])
def test_a_single_or_quiet_build_has_no_progress(
    total: int, quiet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    progress = Progress(total, quiet)
    progress.done(8)
    progress.clear()
    assert terminal.getvalue() == ""
