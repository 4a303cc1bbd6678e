"""Vega-Lite drawn in a process of its own, which ends where a specification asks for too much.

In goes a specification as JSON, out comes SVG. It is apart from `charts` because a specification
is a program of the author's: it may run without end or use up the machine, and V8 then takes its
process with it. Run as a program, this file answers each line on standard input by another; it
imports nothing of reportkit, so that it starts at once.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

VERSION = "6.1"
"""Of Vega-Lite; one that stays, whatever else the library brings."""
MAX_SECONDS = 20
"""CPU seconds that one drawing may take."""
MAX_MEMORY = 1_000_000_000
"""Bytes that it may use."""
MOST_CHARACTERS = 4_000_000
"""Of one drawing."""
_ERROR = re.compile(r"^(\w*Error: )+(?P<reason>.+)$", re.MULTILINE)


class UndrawableError(Exception):
    """Why there is no drawing, in a clause."""


class Vega:
    """Draws one specification after the other; its process starts with the first."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def svg(self, spec: str, formats: Mapping[str, Any]) -> str:
        """The drawing of `spec`, with numbers and dates by `formats`. Raises `UndrawableError`."""
        answer = self._ask(json.dumps({"spec": spec, **formats}))
        if answer is None:
            raise UndrawableError(f"it takes more than {MAX_SECONDS} seconds, or too much memory")
        if "reason" in answer:
            raise UndrawableError(answer["reason"])
        if len(answer["svg"]) > MOST_CHARACTERS:
            raise UndrawableError("it has too many shapes")
        return answer["svg"]

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    def _ask(self, question: str) -> dict[str, str] | None:
        """The answer to `question`; None if there is none, and the process has ended."""
        process = self._process = self._process or _start()
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):
            print(question, file=process.stdin, flush=True)
        answer = process.stdout.readline()
        if not answer.endswith("\n"):
            self.close()
            return None
        found: dict[str, str] = json.loads(answer)
        return found


def _start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


def main() -> None:
    """Answer every question on standard input."""
    answers = sys.stdout
    for question in sys.stdin:
        _answer(json.loads(question), answers)


def _answer(question: dict[str, Any], answers: IO[str]) -> None:
    import vl_convert

    _limit()
    try:
        svg = vl_convert.vegalite_to_svg(
            question.pop("spec"), vl_version=VERSION, allowed_base_urls=[], **question
        )
        answer = {"svg": svg}
    except ValueError as error:
        answer = {"reason": reason(str(error))}
    print(json.dumps(answer), file=answers, flush=True)


def _limit() -> None:
    """Let the system end this process if its next drawing takes too much.

    V8 reserves more addresses than workers may have, so that memory in use is what counts.
    """
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    wanted = {
        resource.RLIMIT_AS: resource.RLIM_INFINITY,
        resource.RLIMIT_DATA: MAX_MEMORY,
        resource.RLIMIT_CPU: int(spent.ru_utime + spent.ru_stime) + MAX_SECONDS,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        with suppress(ValueError, OSError):  # a limit that the system does not know
            resource.setrlimit(kind, (_lower(most, hard), hard))


def _lower(limit: int, other: int) -> int:
    """The lower of two limits, of which -1 is none."""
    return min(limit, other) if min(limit, other) >= 0 else max(limit, other)


def reason(told: str) -> str:
    """What Vega says in `told`, without its machinery."""
    found = _ERROR.search(told)
    if found is None:
        return "it is no Vega-Lite"
    if found[1] == "Error: ":
        return found["reason"].strip().rstrip(".")[:200]
    return f"it is no Vega-Lite ({found['reason'].strip().rstrip('.')[:200]})"


if __name__ == "__main__":
    main()
