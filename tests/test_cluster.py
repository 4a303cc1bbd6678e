"""Parts compiled on a cluster: the same bytes, no shared disk, nothing lost with a worker."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli, Project
from test_linked import Manuscript
from test_linked_cache import CSS, build, manuscript  # noqa: F401

from reportkit.diagnostics import Diagnostics
from reportkit.press import cluster, linked
from reportkit.press.cluster import Cluster
from reportkit.press.compile import Compiled, Job
from reportkit.workspace import Workspace

QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical"}


@dataclass
class Machines:
    """A scheduler and two workers, each a process of its own."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    def start(self, *arguments: str) -> None:
        place = self.folder / str(len(self.processes))
        place.mkdir()
        self.processes.append(
            subprocess.Popen(
                [sys.executable, "-m", *arguments, "--no-dashboard"],
                cwd=place,
                env={**os.environ, **QUIET, "TMPDIR": str(place)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def address(self) -> str:
        for _ in range(600):
            if self.file.exists() and (text := self.file.read_text()).endswith("}"):
                return str(json.loads(text)["address"])
            time.sleep(0.05)
        pytest.fail("the scheduler did not start")

    def kill_a_worker(self) -> None:
        self.processes[1].kill()
        self.processes[1].wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path / "machines")
    made.folder.mkdir()
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    try:
        made.start(*scheduler, "--scheduler-file", str(made.file))
        made.address()
        for _ in range(2):
            options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
            made.start("distributed.cli.dask_worker", made.address(), *options)
        yield made
    finally:
        for process in reversed(made.processes):
            process.kill()
            process.wait()


@pytest.fixture
def connected(machines: Machines) -> Iterator[Cluster]:
    diagnostics = Diagnostics()
    found = cluster.connect(machines.address(), diagnostics)
    assert found is not None, list(diagnostics)
    with found:
        found._client.wait_for_workers(2, timeout=60)
        yield found


@dataclass
class Watched:
    """A cluster that counts parts, and calls `after` when the second has come back."""

    compiler: Cluster
    after: object = None
    names: list[str] = field(default_factory=list)

    def warm_up(self, job: Job) -> None:
        self.compiler.warm_up(job)

    def expect(self, jobs: int, characters: int) -> int:
        return self.compiler.expect(jobs, characters)

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        for index, compiled in self.compiler.compile(jobs):
            self.names.append(jobs[index].name)
            if len(self.names) == 2 and callable(self.after):
                self.after()
            yield index, compiled


@pytest.fixture
def pictured(manuscript: Manuscript) -> Manuscript:  # noqa: F811
    """A report that reads an image and a stylesheet that another one imports."""
    styles = manuscript.mounts["styles"][0]
    (styles / "report.css").write_text('@import url("more.css");\n' + CSS)
    (styles / "more.css").write_text("p { color: #123456 } h1 { background: url(dot.svg) }")
    (styles / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<circle cx="4" cy="4" r="4"/></svg>'
    )
    return manuscript


def test_a_cluster_makes_the_bytes_that_one_machine_makes(
    pictured: Manuscript, connected: Cluster
) -> None:
    watched = Watched(connected)
    assert build(pictured, pool=watched) == build(pictured)  # type: ignore[arg-type]
    assert set(watched.names) == {part.name for part in pictured.parts}


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    pictured: Manuscript, connected: Cluster, machines: Machines
) -> None:
    watched = Watched(connected, machines.kill_a_worker)
    pdf, findings = build(pictured, pool=watched)  # type: ignore[arg-type]
    assert machines.processes[1].poll() is not None
    assert (pdf, findings) == build(pictured)


def test_a_build_by_a_scheduler_writes_the_same_files(
    machines: Machines, project: Project, cli: Cli
) -> None:
    root = project({"sources/a.yaml": "title: Made up\nsections: [{title: One, body: Text.}]\n"})
    local = cli("build", "-o", "local", cwd=root)
    shutil.rmtree(root / ".reportkit")
    remote = cli("build", "-o", "remote", "--force", "--scheduler", machines.address(), cwd=root)
    assert (local.returncode, remote.returncode, remote.stderr) == (0, 0, "")
    for name in ("a.html", "a.pdf"):
        assert (root / "local" / name).read_bytes() == (root / "remote" / name).read_bytes()


def test_a_cluster_without_workers_is_given_up(
    connected: Cluster,
    machines: Machines,
    pictured: Manuscript,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "ALONE", 2.0)
    machines.processes[1].kill()
    machines.processes[2].kill()
    diagnostics = Diagnostics()
    workspace = Workspace(Path("/nowhere"))
    pdf = linked.print_pdf(pictured, workspace, diagnostics, pool=connected)
    assert (pdf, {item.code for item in diagnostics}) == (None, {"RK0911"})


def nearby(sent: list[bytes]) -> object:
    """A client whose one worker is this process; parcels go by way of bytes, kept in `sent`."""

    class Executor:
        def submit(self, function: object, parcel: object) -> Future[object]:
            sent.append(pickle.dumps(parcel))
            future: Future[object] = Future()
            future.set_result(cluster.compile_parcel(pickle.loads(sent[-1])))
            return future

    class Client:
        def get_executor(self, **options: object) -> Executor:
            return Executor()

        def nthreads(self) -> dict[str, int]:
            return {"one": 1}

    return Client()


@pytest.fixture(autouse=True)
def no_files_from_before() -> Iterator[None]:
    """As a worker, this process begins without files."""
    cluster._home.cache_clear()
    yield
    cluster._home.cache_clear()


def test_a_parcel_names_no_folder_of_this_machine(pictured: Manuscript) -> None:
    sent: list[bytes] = []
    made, _ = build(pictured, pool=Cluster(nearby(sent)))  # type: ignore[arg-type]
    assert made == build(pictured)[0]
    folders = [pictured.font_folder, *(f for m in pictured.mounts.values() for f in m)]
    assert sent
    assert not [folder for folder in folders if any(str(folder).encode() in data for data in sent)]


def test_files_travel_once_to_a_worker(pictured: Manuscript) -> None:
    sent: list[bytes] = []
    build(pictured, pool=Cluster(nearby(sent)))  # type: ignore[arg-type]
    assert sum(b"glyf" in parcel for parcel in sent) == 1


def test_a_scheduler_that_is_gone_in_the_middle_is_a_finding(pictured: Manuscript) -> None:
    client: Any = nearby(sent := [])

    def nthreads() -> dict[str, int]:
        if len(sent) > 2:
            raise OSError("Timed out trying to connect")
        return {"one": 1}

    client.nthreads = nthreads
    diagnostics, workspace = Diagnostics(), Workspace(Path("/nowhere"))
    assert linked.print_pdf(pictured, workspace, diagnostics, pool=Cluster(client)) is None
    assert {item.code for item in diagnostics} == {"RK0911"}


def test_a_worker_with_other_versions_refuses() -> None:
    parcel = cluster.Parcel(None, (), (), (), "reportkit 0.0.1")  # type: ignore[arg-type]
    refused = cluster.compile_parcel(parcel)
    assert isinstance(refused, cluster.Refused)
    assert {"pyphen", "zlib"} <= {found.split()[0] for found in refused.versions.split(", ")}


def test_a_scheduler_that_does_not_answer_is_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    diagnostics = Diagnostics()
    assert cluster.connect("tcp://127.0.0.1:9", diagnostics) is None
    (finding,) = diagnostics
    assert (finding.code, "127.0.0.1:9" in finding.message) == ("RK0911", True)


def test_without_dask_the_finding_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    diagnostics = Diagnostics()
    assert cluster.connect("tcp://127.0.0.1:9", diagnostics) is None
    (finding,) = diagnostics
    assert finding.hints == ("install it: pip install 'reportkit[dask]'",)
