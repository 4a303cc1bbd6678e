"""Standard streams that may be closed, full or cut off without stopping a build.

`guard` puts streams in their place that never raise, `settle` says at the end what was lost. It is
apart so that no command need know.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO

import click

from reportkit.diagnostics import Blame


class _Outlet(io.FileIO):
    """Remembers why it could not be written, and swallows what comes after that."""

    failure: OSError | None = None

    def write(self, data: Any, /) -> int:
        if self.failure is None:
            try:
                return super().write(data)
            except OSError as error:
                self.failure = error
        return memoryview(data).nbytes


def guard() -> None:
    """Guard the streams of this process; those that a caller has put in their place are his."""
    if sys.__stdin__ is None:
        _closed()
    if sys.stdout is sys.__stdout__:
        sys.stdout = _guarded(sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _guarded(sys.stderr)


def settle(code: int) -> int:
    """The exit code of a run that would end in `code`, once its output is out or lost.

    A reader who has seen enough and leaves, such as `head`, is no fault.
    """
    failure = _flushed(sys.stdout)
    if failure is None or isinstance(failure, BrokenPipeError):
        return code
    reason = "it is closed" if failure.errno == errno.EBADF else failure.strerror
    click.echo(f"error: standard output cannot be written: {reason} [RK0902]", err=True)
    return max(code, Blame.MACHINE.value)


def _guarded(stream: TextIO | None) -> TextIO:
    outlet = _Outlet(stream.fileno() if stream else _closed(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(outlet),
        encoding=stream.encoding if stream else "utf-8",
        errors=stream.errors if stream else "replace",
        line_buffering=True,
    )


def _closed() -> int:
    """A file that cannot be written, at the number of the stream that is not there.

    Without it the next file to be opened would get that number, and what libraries print.
    """
    return os.open(os.devnull, os.O_RDONLY)


def _flushed(stream: TextIO) -> OSError | None:
    stream.flush()
    buffer = getattr(stream, "buffer", None)
    outlet = getattr(buffer, "raw", None)
    return outlet.failure if isinstance(outlet, _Outlet) else None
