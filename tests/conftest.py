"""What all tests share: the command line, project folders, the example, snapshots, programs."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from syrupy.assertion import SnapshotAssertion
from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
EXAMPLE = ROOT / "sources" / "us-russia-thaw.yaml"

_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("default", deadline=None, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("soak", deadline=None, max_examples=10_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """All tests share one cache, in which fonts are prepared once; the user's is left alone."""
    os.environ["REPORTKIT_CACHE"] = str(ROOT / ".reportkit" / "test-cache")
    marks = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE")
    plain = ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "REPORTKIT_TRACEBACK")
    for name in (*plain, *marks):
        os.environ.pop(name, None)


Cli = Callable[..., subprocess.CompletedProcess[str]]


def run_cli(
    *arguments: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`reportkit ARGUMENTS` in a process of its own; a Python warning in it is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "reportkit", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


def heed_interrupts() -> None:
    """As `preexec_fn`: a shell that starts tests in the background has them ignore SIGINT, and all
    that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="session")
def cli() -> Cli:
    """`cli("build", source, "-o", folder, cwd=…, env={…})`: exit code, stdout and stderr."""
    return run_cli


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Cli:
    """As `cli`, but in the process of the test, which is faster: for what needs no process."""
    from reportkit.cli import reportkit

    def run(
        *arguments: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(cwd)
        result = CliRunner().invoke(reportkit, [*map(str, arguments)], env=env)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return subprocess.CompletedProcess(
            arguments, result.exit_code, result.stdout, result.stderr
        )

    return run


Project = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Makes a project: `project({"sources/a.yaml": "…"})` writes the files, gives the folder.

    Texts are dedented. `reportkit.toml` is there, and empty unless it is given.
    """

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "project"
        for name, content in {"reportkit.toml": "", **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else dedent(content).encode()
            path.write_bytes(data)
        return root

    return make


@dataclass(frozen=True, slots=True)
class Example:
    """The example as built by `reportkit build`; read it, and leave it as it is."""

    html: Path
    pdf: Path
    run: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all workers, for what is made once: see `locked`."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def example(shared: Path) -> Example:
    """The example's page and PDF, built once for all tests and all workers."""
    folder = shared / "example"
    with locked(shared / "example.lock"):
        if not folder.exists():
            run = run_cli("build", EXAMPLE, "-o", folder)
            assert run.returncode == 0, run.stderr
            (folder / "stdout").write_text(run.stdout)
            (folder / "stderr").write_text(run.stderr)
    done = subprocess.CompletedProcess(
        ["reportkit", "build"], 0, (folder / "stdout").read_text(), (folder / "stderr").read_text()
    )
    return Example(folder / f"{EXAMPLE.stem}.html", folder / f"{EXAMPLE.stem}.pdf", done)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold `path` against the other workers."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class CasePage(SingleFileSnapshotExtension):
    """Keeps the snapshot NAME as tests/cases/NAME/page.html, which a browser can open, and that of
    NAME/OTHER as OTHER.html beside it."""

    file_extension = "html"
    _write_mode = WriteMode.TEXT

    @classmethod
    def get_location(cls, *, test_location: PyTestLocation, index: int | str) -> str:
        assert isinstance(index, str), "name the case: html_snapshot(name=…)"
        folder, _, other = index.partition("/")
        return str(CASES / folder / f"{other or 'page'}.html")

    @classmethod
    def matches_test_location(
        cls, *, test_location: PyTestLocation, snapshot_location: str
    ) -> bool:
        return Path(snapshot_location).parent.parent == CASES

    def discover_snapshots(
        self, *, test_location: PyTestLocation, ignore_extensions: list[str] | None = None
    ) -> SnapshotCollections:
        """None: what is unused gets deleted, and a case's folder holds what people wrote."""
        return SnapshotCollections()


@pytest.fixture
def html_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """`assert html == html_snapshot(name=CASE)`; `pytest --snapshot-update` writes it anew."""
    return snapshot.use_extension(CasePage)


Tool = Callable[..., str]


@pytest.fixture(scope="session")
def tool() -> Tool:
    """`tool("chromium", "google-chrome")`: the path of the first program that is installed.

    Where none is, the test is skipped, but fails under CI.
    """

    def find(*names: str) -> str:
        for name in names:
            if path := shutil.which(name):
                return path
        if os.environ.get("CI") == "true":
            pytest.fail(f"{names[0]} is not installed")
        pytest.skip(f"{names[0]} is not installed")

    return find


@pytest.fixture(scope="module")
def browser(tool: Tool) -> Iterator[Browser]:
    """Chromium, as the system has it."""
    path = tool("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
