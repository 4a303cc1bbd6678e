"""What an import writes: the briefing, its receipt and its images, new or merged.

In goes the path of a text, out come bytes by path, or None after a finding; nothing is written
here. A briefing that somebody edited is never replaced: it is merged by its receipt, or left alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
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
_HINTS = ("give another name: -o sources/NAME.yaml", "replace it: --force")
_STRUCTURE = re.compile(r"\s*(?:- )?(?:#.*|language: .*|[\w\"]+:(?: [>|]-?)?)")
"""Lines that two texts may well have in common."""


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
    images = _images(request, kept, made, workspace, diagnostics)
    if images is None:
        return None
    proof = receipt.to_json(data, request.text.name, request.options, made)
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
    if is_folder(request.briefing) or not is_file(request.receipt):
        message = "the briefing is there already, and no receipt says that it was imported"
        diagnostics.error("RK0611", message, place, *_HINTS)
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
    if not request.prefer and not _is_same_text(kept.lines, made.yaml):
        message = "the briefing was imported from another text: no line is the same"
        diagnostics.error("RK0611", message, Span(shown), *_HINTS)
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


def _is_same_text(written: Sequence[str], yaml: str) -> bool:
    """Whether a line with words of the new import was in the last one."""
    known = set(written)
    rows = zip(yaml.splitlines(), receipt.line_hashes(yaml), strict=True)
    return any(sign in known for row, sign in rows if not _STRUCTURE.fullmatch(row))


def _images(
    request: Request,
    kept: receipt.Receipt | None,
    made: Imported,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> dict[Path, bytes] | None:
    """The images to write: an edited one stays; None where the text changed it too."""
    out: dict[Path, bytes] = {}
    clashes = []
    for name, content in made.files.items():
        path = request.briefing.parent / name
        here = receipt.image_hash(path.read_bytes()) if is_file(path) else ""
        known = kept.images.get(name, "") if kept else ""
        is_ours = here in ("", known, receipt.image_hash(content)) or request.force
        if is_ours or request.prefer == "text":
            out[path] = content
        elif known != receipt.image_hash(content) and not request.prefer:
            clashes.append(path)
    for path in clashes:
        message = "the text has another image than stands there; nothing is written"
        hint = "say which stays: --prefer edits, --prefer text"
        diagnostics.error("RK0610", message, Span(workspace.shown(path)), hint)
    return None if clashes else out


def _excerpt(lines: tuple[str, ...]) -> str:
    text = " ".join(" ".join(lines).split())
    return (text if len(text) <= 100 else f"{text[:99]}…") or "(deleted)"
