"""veraPDF, the reference validator, run over many files in one Java process.

The engine is one jar from Maven Central, fetched once into `.tools/`. Where Java, Maven or the
network is missing a test that needs it is skipped with the reason, but fails under `CI=true`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

VERSION = "1.28.2"
TOOLS = Path(__file__).resolve().parent.parent / ".tools"
JAR = TOOLS / f"greenfield-apps-{VERSION}.jar"
MAIN_CLASS = "org.verapdf.apps.GreenfieldCliWrapper"
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
"""For a process that lives for seconds: half the CPU time of Java's own choice."""


def failures(paths: Sequence[Path], archival: Collection[Path] = ()) -> dict[Path, list[str]]:
    """What each file of `paths` breaks in PDF/UA-1, and those that are `archival` in PDF/A-3a too;
    a line a rule, [] if nothing.

    A line reads `7.2-20 LI element contains P element(s) …`. A file is judged by what it claims to
    be, so that one run does for both; what it ought to claim and does not is a line as well.
    """
    arguments = [MAIN_CLASS, "-f", "0", "--format", "json", "--loglevel", "0"]
    run = subprocess.run(
        [_java(), *QUICK, "-cp", str(_jar()), *arguments, *(str(path.resolve()) for path in paths)],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.stdout.startswith("{"), f"veraPDF did not answer: {run.stderr[:2000]}"
    jobs = json.loads(run.stdout)["report"]["jobs"]
    found = {Path(job["itemDetails"]["name"]): job for job in jobs}
    return {
        path: list(_broken_rules(found.get(path.resolve(), {}), _wanted(path in archival)))
        for path in paths
    }


def _wanted(is_archival: bool) -> tuple[str, ...]:
    return ("PDF/UA-1", "PDF/A-3A") if is_archival else ("PDF/UA-1",)


def _broken_rules(job: dict[str, Any], wanted: Sequence[str]) -> Iterator[str]:
    if "validationResult" not in job:
        yield f"not validated: {job.get('taskException', {}).get('exceptionMessage', 'unknown')}"
        return
    judged = {result["profileName"].split()[0] for result in job["validationResult"]}
    yield from (f"does not claim {name}" for name in wanted if name not in judged)
    for result in job["validationResult"]:
        for rule in result["details"]["ruleSummaries"]:
            first = rule["checks"][0]
            why = first.get("errorMessage") or rule["description"]
            yield f"{rule['clause']}-{rule['testNumber']} {why} @ {first['context']}"


def _java() -> str:
    return shutil.which("java") or _unavailable("Java is not installed")


def _jar() -> Path:
    if not JAR.exists():
        _download()
    return JAR


def _download() -> None:
    maven = shutil.which("mvn") or _unavailable("Maven is not installed")
    TOOLS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        artifact = f"-Dartifact=org.verapdf.apps:greenfield-apps:{VERSION}"
        command = [maven, "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={folder}"]
        run = subprocess.run(command, capture_output=True, text=True, timeout=600)
        fetched = Path(folder) / JAR.name
        if run.returncode or not fetched.exists():
            _unavailable(f"Maven could not fetch veraPDF: {(run.stdout + run.stderr)[-300:]}")
        fetched.replace(JAR)


def _unavailable(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
