"""What an import writes: the briefing, its receipt and its images, new or merged.

In goes the path of a text, out come bytes by path, or None after a finding; nothing is written
here. A briefing that somebody edited is never replaced: it is merged by its receipt, or left alone.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from reportkit import source
from reportkit.diagnostics import Diagnostics, Span
from reportkit.frozen import frozen
from reportkit.importing import receipt
from reportkit.importing.convert import Imported, Options, convert
from reportkit.importing.merge import merge
from reportkit.workspace import Workspace, is_file, is_folder

PREFERENCES = ("edits", "text")


@frozen
class Request:
    """One text to import."""

    text: Path
    briefing: Path
    """The YAML file to write, or to merge into."""
    options: Options
    prefer: str = ""
    """One of `PREFERENCES`: whose lines stand where text and briefing both changed."""
    force: bool = False
    """Replace the briefing, whatever it holds."""

    @property
    def receipt(self) -> Path:
        return self.briefing.with_suffix(receipt.SUFFIX)


def plan(
    request: Request, workspace: Workspace, diagnostics: Diagnostics
) -> dict[Path, bytes] | None:
    """The files that the import of `request` writes; None after a finding."""
    data = _read(request.text, workspace, diagnostics)
    if data is None:
        return None
    kept: receipt.Receipt | None = None
    if os.path.lexists(request.briefing) and not request.force:
        kept = _receipt(request, workspace, diagnostics)
        if kept is None:
            return None
        request = replace(request, options=_completed(request.options, kept.options))
    made = _convert(request, data, workspace, diagnostics)
    if made is None:
        return None
    yaml = _merged(request, kept, made, workspace, diagnostics) if kept else made.yaml
    if yaml is None:
        return None
    proof = receipt.to_json(data, request.text.name, request.options, made)
    folder = request.briefing.parent
    images = {folder / path: content for path, content in made.files.items()}
    return {request.briefing: yaml.encode(), request.receipt: proof.encode(), **images}


def _read(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> bytes | None:
    shown = workspace.shown(path)
    try:
        return workspace.read(path)
    except (FileNotFoundError, NotADirectoryError):
        hint = f"look into {workspace.shown(path.parent)}, or give its path from here"
        diagnostics.error("RK0101", "the text does not exist", Span(shown), hint)
    except IsADirectoryError:
        diagnostics.error("RK0102", "the text is a directory", Span(shown), "name a file in it")
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.error("RK0111", f"the text cannot be read: {reason}", Span(shown))
    return None


def _convert(
    request: Request, data: bytes, workspace: Workspace, diagnostics: Diagnostics
) -> Imported | None:
    folder = request.text.parent

    def beside(name: str) -> bytes | None:
        try:
            return workspace.read(folder / name) if is_file(folder / name) else None
        except OSError:
            return None

    shown = workspace.shown(request.text)
    slug = request.briefing.stem
    return convert(data, shown, slug, request.options, beside, diagnostics)


def _receipt(
    request: Request, workspace: Workspace, diagnostics: Diagnostics
) -> receipt.Receipt | None:
    """The receipt of the briefing that is there already."""
    place = Span(workspace.shown(request.briefing))
    hints = ("give another name: -o sources/NAME.yaml", "replace it: --force")
    if is_folder(request.briefing) or not is_file(request.receipt):
        message = "the briefing is there already, and no receipt says that it was imported"
        diagnostics.error("RK0611", message, place, *hints)
        return None
    try:
        return receipt.read(request.receipt.read_bytes())
    except (OSError, receipt.ReceiptError) as error:
        message = f"the receipt cannot be used: {error}"
        where = Span(workspace.shown(request.receipt))
        hint = "take it from version control, or import under another name: -o sources/NAME.yaml"
        diagnostics.error("RK0612", message, where, hint)
        return None


def _completed(options: Options, earlier: dict[str, str]) -> Options:
    """`options`, with those of the last import for what is not said this time."""
    said = earlier.get("as_of", "")
    try:
        as_of = options.as_of or (date.fromisoformat(said) if said else None)
    except ValueError:
        as_of = None
    return Options(
        options.form or earlier.get("from", ""),
        options.encoding or earlier.get("encoding", ""),
        options.language or earlier.get("language", ""),
        as_of,
    )


def _merged(
    request: Request,
    kept: receipt.Receipt,
    made: Imported,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> str | None:
    """The briefing with what changed in the text; None after a conflict."""
    shown = workspace.shown(request.briefing)
    try:
        edited = request.briefing.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the briefing cannot be read: {error}"
        diagnostics.error("RK0111", message, Span(shown), "save it as UTF-8")
        return None
    merged = merge(kept.lines, edited, made.yaml, request.prefer)
    for conflict in merged.conflicts:
        place = Span(shown, conflict.line, 1, conflict.line, 1)
        diagnostics.error(
            "RK0610",
            "the text changed where the briefing was edited; nothing is written",
            place,
            f"edited: {_excerpt(conflict.edited)}",
            f"text: {_excerpt(conflict.imported)}",
            "make the lines agree, or say whose stand: --prefer edits, --prefer text",
        )
    if merged.conflicts:
        return None
    found = Diagnostics()
    if source.load(merged.text.encode(), shown, found) is None or found.has_errors:
        diagnostics.extend(found)
        message = "what was edited and what the text changed do not go together"
        hint = "say whose lines stand: --prefer edits, or --force for the text alone"
        diagnostics.error("RK0610", message, Span(shown), hint)
        return None
    return merged.text


def _excerpt(lines: tuple[str, ...]) -> str:
    text = " ".join(" ".join(lines).split())
    return (text if len(text) <= 100 else f"{text[:99]}…") or "(deleted)"
