"""`reportkit themes show`: what a theme is, and its pages side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit import results
from reportkit.cli.options import colour_option, complete_themes, form_option, page_size_option
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_root, read_settings
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.kit.show import Portrait
    from reportkit.theme import Theme

_EXAMPLES = """\b
Examples:
  reportkit themes show ministry             its fonts and tokens, out/themes/ministry.png and .pdf
  reportkit themes show ministry --no-sheet  its fonts and tokens alone
  reportkit themes show ministry --json --no-sheet | jq .tokens
"""
_SCHEMA = 1
"""Counts up when a field of the JSON goes or changes its meaning."""
_FOLDER = "themes"
"""Below the results of the project."""


@click.command(name="show", epilog=_EXAMPLES)
@click.argument("name", shell_complete=complete_themes)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the sheet.  [default: themes in that of the project's results]",
)
@click.option("--sheet/--no-sheet", default=True, help="Whether to draw the pages.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@page_size_option
@form_option
@colour_option
def command(
    name: str,
    output: Path | None,
    sheet: bool,
    as_json: bool,
    page_size: str | None,
    form: str | None,
    colour: str,
) -> None:
    """Say what the theme NAME is, and draw its pages.

    Told are its options, its fonts with their licences, and its tokens with their values. The pages
    of a made-up report that has every block are drawn side by side, as a PNG and a PDF.
    """
    from reportkit import theme

    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    workspace = Workspace(find_root(Path.cwd()))
    folder = output.absolute() if output else _folder(workspace, diagnostics)
    found = theme.load(name, workspace, diagnostics, None, page_size or "")
    if found and not diagnostics.has_errors:
        files = _draw(found, page_size or "", folder, workspace, diagnostics) if sheet else ()
        _say(found, files, as_json, workspace)
    report.show(diagnostics)
    report.end()


def _folder(workspace: Workspace, diagnostics: Diagnostics) -> Path:
    return workspace.root / read_settings(workspace, diagnostics).output / _FOLDER


def _draw(
    theme: Theme, page_size: str, folder: Path, workspace: Workspace, diagnostics: Diagnostics
) -> tuple[Path, ...]:
    """The files of the sheet; none, with errors, if it cannot be drawn."""
    from reportkit.kit import picture, show

    if find_spec("pypdfium2") is None:
        hint = "install it: pip install 'reportkit[preview]', or say --no-sheet"
        diagnostics.error("RK0907", "the pages cannot be drawn without pypdfium2", None, hint)
        return ()
    pdf = show.pages(theme, page_size, workspace, diagnostics)
    if pdf is None:
        return ()
    sheet = picture.sheet(pdf)
    made = {".pdf": sheet, ".png": picture.png(sheet)}
    files = {folder / f"{theme.name}{suffix}": data for suffix, data in made.items()}
    return results.write(files, workspace, diagnostics)


def _say(theme: Theme, files: tuple[Path, ...], as_json: bool, workspace: Workspace) -> None:
    from reportkit.kit import show

    found, paths = show.portrait(theme, workspace), [workspace.shown(path) for path in files]
    if as_json:
        tokens = {name: {"print": a, "dark": b} for name, (a, b) in found.tokens.items()}
        data = {"schema": _SCHEMA, **asdict(found), "tokens": tokens, "files": paths}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found)))
        for path in paths:
            click.echo(path)


def _lines(found: Portrait) -> Iterator[str]:
    yield f"{found.title}: {found.description}" if found.description else found.title
    if found.chain[1:]:
        yield f"extends {', which extends '.join(found.chain[1:])}"
    yield ""
    yield from (f"{key} = {value}" for key, value in found.options.items())
    yield ""
    for font in found.fonts:
        script = f" for {font.script}" if font.script else ""
        licence = font.licence or "licence unknown"
        yield f"{font.family}{script}: {', '.join(font.faces)} ({font.source}, {licence})"
    yield ""
    for name, (in_print, dark) in found.tokens.items():
        yield f"{name}: {in_print}" + (f"  dark: {dark}" if dark != in_print else "")
    yield ""
