"""The line of stages, as a recipe: a source in, an HTML page and a PDF out.

Open this file first. A stage takes a value and returns a value; it reports into the one list of
findings; after a stage with errors the next does not start. Nothing is written before all is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import DEFAULT_THEME
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.html import Page
    from reportkit.press import Manuscript
    from reportkit.source import Source
    from reportkit.theme.fonts import FontFolder
    from reportkit.view.assemble import Result

FORMATS = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class Request:
    """One briefing to build."""

    source: Path
    output: Path
    """Folder for the results, which take the source's name."""
    theme: str = DEFAULT_THEME
    formats: tuple[str, ...] = FORMATS
    strict: bool = False
    """A warning counts as an error, so nothing is written."""


def build(request: Request, workspace: Workspace, diagnostics: Diagnostics) -> tuple[Path, ...]:
    """Build one briefing; the files written, or none if there is an error."""
    source = read(request.source, workspace, diagnostics)
    result = source and compose(source, diagnostics)
    if source is None or result is None or diagnostics.has_errors:
        return ()
    check_images(result, request.source.parent, diagnostics)
    if diagnostics.has_errors:
        return ()
    made = produce(result, source, request, workspace, diagnostics)
    if made is None or diagnostics.exit_code(request.strict):
        return ()
    return write(made, workspace, diagnostics)


def read(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> Source | None:
    """Bytes to data and places."""
    from reportkit import source

    shown = workspace.shown(path)
    try:
        data = workspace.read(path)
    except FileNotFoundError:
        diagnostics.error("RK0101", "the source does not exist", Span(shown), *_near(path))
    except IsADirectoryError:
        hint = f"name a file in it, such as {shown}/briefing.yaml"
        diagnostics.error("RK0102", "the source is a directory", Span(shown), hint)
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.error("RK0111", f"the source cannot be read: {reason}", Span(shown))
    else:
        return source.load(data, shown, diagnostics)
    return None


def compose(source: Source, diagnostics: Diagnostics) -> Result | None:
    """Data to the valid briefing, and to all that templates print."""
    from reportkit import model
    from reportkit.view.assemble import assemble

    briefing = model.validate(source, diagnostics)
    if briefing is None or diagnostics.has_errors:
        return None
    return assemble(briefing, source, diagnostics)


def check_images(result: Result, folder: Path, diagnostics: Diagnostics) -> None:
    """Images that the source names must be there, before anything is laid out."""
    for name, span in result.images.items():
        if not (folder / unquote(name)).is_file():
            hint = f"images are looked for beside the source, in {folder.name}/"
            diagnostics.error("RK0501", f"the image {name} cannot be found", span, hint)


def produce(
    result: Result, source: Source, request: Request, workspace: Workspace, diagnostics: Diagnostics
) -> Mapping[Path, bytes] | None:
    """What templates print to the files that readers open."""
    from reportkit import html, press, theme
    from reportkit.theme import cache, fonts

    look = theme.load(request.theme, workspace, diagnostics)
    if look is None or diagnostics.has_errors:
        return None
    cache_folder = cache.cache_folder(workspace.root, workspace.environ)
    folder = fonts.prepare(look.faces, cache_folder, diagnostics)
    if folder is None or diagnostics.has_errors:
        return None
    pages = html.render(result.report, look, workspace, diagnostics)
    if pages is None or diagnostics.has_errors:
        return None
    mounts = {**look.mounts, "sources": (request.source.parent,), "fonts": (folder.path,)}
    locate = locator(source, result)
    made: dict[Path, bytes] = {}
    if "pdf" in request.formats:
        manuscript = _manuscript(result, pages, mounts, folder)
        pdf = press.print_pdf(manuscript, workspace, diagnostics, locate)
        made[request.output / f"{request.source.stem}.pdf"] = pdf or b""
    if "html" in request.formats and not diagnostics.has_errors:
        page = html.standalone(pages, look, folder, mounts, cache_folder, workspace, diagnostics)
        made[request.output / f"{request.source.stem}.html"] = (page or "").encode()
    return made


def _manuscript(
    result: Result, page: Page, mounts: Mapping[str, tuple[Path, ...]], fonts: FontFolder
) -> Manuscript:
    from reportkit.press import Manuscript, Part

    return Manuscript(
        language=result.report.language,
        direction=result.report.direction,
        head=page.head,
        body_class=page.body_class,
        parts=tuple(Part(part.name, part.html) for part in page.parts),
        mounts=mounts,
        font_folder=fonts.path,
    )


def write(
    made: Mapping[Path, bytes], workspace: Workspace, diagnostics: Diagnostics
) -> tuple[Path, ...]:
    """All results or none."""
    try:
        workspace.write(made)
    except OSError as error:
        place = Span(workspace.shown(Path(error.filename or next(iter(made)).parent)))
        reason = error.strerror or str(error)
        hint = "choose another folder with --output, or make this one writable"
        diagnostics.error("RK0902", f"the result cannot be written: {reason}", place, hint)
        return ()
    return tuple(made)


def locator(source: Source, result: Result) -> Callable[[str], Span | None]:
    """Finds where the source names an image's URL, or first holds a character."""

    def locate(what: str) -> Span | None:
        name = what.removeprefix("file:///report/sources/")
        if name in result.images:
            return result.images[name]
        return source.find(what) if len(what) == 1 else None

    return locate


def _near(path: Path) -> tuple[str, ...]:
    """Hints for a source that is not there: what else its folder holds."""
    from reportkit.diagnostics import did_you_mean

    if not path.parent.is_dir():
        return (f"there is no folder {path.parent.as_posix()}",)
    names = sorted(p.name for p in path.parent.iterdir() if p.suffix in (".yaml", ".yml"))
    meant = did_you_mean(path.name, names)
    return (f"did you mean {(path.parent / meant).as_posix()}?",) if meant else ()
