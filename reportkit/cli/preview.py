"""`reportkit preview`: a briefing as it is written, in the browser."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.briefings import projects
from reportkit.cli.options import (
    colour_option,
    form_option,
    page_size_option,
    set_option,
    sources_argument,
    theme_option,
)
from reportkit.cli.report import Report
from reportkit.cli.schema import renew
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_sources
from reportkit.session import Session
from reportkit.wishes import Wishes

if TYPE_CHECKING:
    from reportkit.preview.edition import Briefing
    from reportkit.preview.server import Preview

PORT = 8700
"""Taken if it is free and no other is asked for."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NAMES = ("127.0.0.1", "localhost", "[::1]")
"""Those addresses as a browser names the server that it asks."""
EDITOR = "vscode://file{path}:{line}:{column}"
_NEEDED = ("pypdfium2", "starlette", "uvicorn", "watchfiles")
_EXAMPLES = """\b
Examples:
  reportkit preview                                every briefing in sources/, with an index
  reportkit preview sources/briefing.yaml --open   one, in the browser
  reportkit preview --port 9000 --theme plain      elsewhere, in another theme
"""


@click.command(name="preview", epilog=_EXAMPLES)
@sources_argument
@theme_option
@page_size_option
@set_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"The port to serve on.  [default: {PORT}, or another that is free]",
)
@click.option(
    "--host",
    default=LOOPBACK[0],
    show_default=True,
    help="The address to serve on; with any other, other machines can read the reports.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option(
    "--editor",
    default=EDITOR,
    show_default=True,
    help="The address of a line in an editor, with {path}, {line} and {column}.",
)
@form_option
@colour_option
def command(
    sources: tuple[Path, ...],
    port: int | None,
    host: str,
    opens: bool,
    editor: str,
    form: str | None,
    colour: str,
    **wishes: object,
) -> None:
    """Show briefings in the browser as they are written.

    Without SOURCE, every briefing of the project around the working directory. Whenever a file
    changes that went into one, it is built again. The page and the pages in print stand beside each
    other, and keep their place. A click on a page, or with Alt on a word of the HTML, leads to its
    line in the source. Findings lie above the last good build. Nothing is written into out/. Ctrl-C
    ends it.
    """
    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    _check_editor(editor)
    asked, wanted = projects(sources, report), Wishes(**wishes)  # type: ignore[arg-type]
    listening = _listen(host, port, diagnostics) if asked and _is_installed(diagnostics) else None
    report.show(diagnostics)
    if listening is None:
        report.end()
    for root, found in asked.items():
        renew(root, found)
    with ExitStack() as stack, listening:
        from reportkit.preview.server import Preview

        shown = _Shown(asked, not sources, wanted, stack)
        briefings = shown.more()
        address = f"http://{_in_url(host)}:{listening.getsockname()[1]}/"
        click.echo(address)
        if opens:
            click.launch(address)
        _serve(Preview(briefings, editor, shown.more), host, listening)


class _Shown:
    """The briefings that are shown, until `stack` is left."""

    def __init__(
        self, asked: dict[Path, list[Path]], are_all: bool, wishes: Wishes, stack: ExitStack
    ) -> None:
        """`are_all`: those of `asked` are all of their projects, and those to come are too."""
        self._asked, self._are_all, self._wishes, self._stack = asked, are_all, wishes, stack
        self._sessions = {root: stack.enter_context(Session(root, force=True)) for root in asked}
        self._known: set[Path] = set()

    def more(self) -> list[Briefing]:
        """Those that are to be shown and were not given yet."""
        made = [
            self._made(root, source)
            for root, asked in self._asked.items()
            for source in (_sources(root) if self._are_all else asked)
            if source not in self._known
        ]
        self._known.update(briefing.source for briefing in made)
        return made

    def _made(self, root: Path, source: Path) -> Briefing:
        from reportkit.preview.edition import Briefing

        made = Briefing(source, root, self._sessions[root], self._wishes)
        self._stack.callback(made.close)
        return made


def _sources(root: Path) -> list[Path]:
    """The briefings of a project; none while its folder cannot be read."""
    try:
        return find_sources(root)
    except OSError:
        return []


def _check_editor(editor: str) -> None:
    try:
        editor.format(path="/a.yaml", line=1, column=1)
    except (KeyError, IndexError, ValueError, AttributeError):
        message = "only {path}, {line} and {column} may stand in braces"
        raise click.BadParameter(message, param_hint="--editor") from None


def _is_installed(diagnostics: Diagnostics) -> bool:
    """Whether the extra is; else an error."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        message = f"the preview needs {', '.join(missing)}"
        hint = "install them: pip install 'reportkit[preview]'"
        diagnostics.error("RK0907", message, None, hint)
    return not missing


def _listen(host: str, port: int | None, diagnostics: Diagnostics) -> socket.socket | None:
    """A socket that listens; None, with an error, if there can be none."""
    reason = ""
    for number in (PORT, 0) if port is None else (port,):
        try:
            return _bound(host, number)
        except OSError as error:
            reason = error.strerror or str(error)
    message = f"{_in_url(host)}:{port or PORT} cannot be served: {reason}"
    diagnostics.error("RK0908", message, None, "choose another --port, or leave it out")
    return None


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises `OSError`."""
    asked = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, _, _, address = asked[0]
    listening = socket.socket(family, kind)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _serve(preview: Preview, host: str, listening: socket.socket) -> None:
    """Answer until Ctrl-C, which ends every answer that is still open."""
    import uvicorn

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: object) -> None:
            preview.stop()
            super().handle_exit(sig, frame)  # type: ignore[arg-type]

    hosts = NAMES if host in LOOPBACK else ("*",)
    application = preview.application(hosts)
    settings = uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=2)
    Server(settings).run(sockets=[listening])
