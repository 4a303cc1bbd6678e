"""The showcase in a theme: what its pages show, and how many there are.

In go the name of a theme and the scripts that lack their fonts, out come the findings of each
report of the showcase. Nothing is written but a cache, so that a second look is quick.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import reportkit.build as stages
from reportkit.build import Request
from reportkit.diagnostics import Diagnostic, Diagnostics, Span
from reportkit.kit import inks, showcase
from reportkit.kit.sheets import Sheet
from reportkit.kit.showcase import Piece
from reportkit.policy import Policy
from reportkit.session import Session
from reportkit.theme import Theme
from reportkit.view import language
from reportkit.workspace import Workspace

_OBJECTS = re.compile(rb"/Type /ObjStm.*?stream\r?\n", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b")
_IGNORED = re.compile(r"ignored `[\w-]+: (.+?)`")
_LAYOUT = frozenset(["RK0512", "RK0513", "RK0514", "RK0515", "RK0516"])
_OF_ONE = re.compile(r" “[^”]*”|“[^”]*” | \(pages? .*\)$")
"""What a finding says of the one block that it is about."""
_BEARABLE = Policy(((("RK0503", "warning"),),))
"""A theme may lack the letters of a language."""


def check(
    theme: Theme,
    span: Span,
    own: Sequence[Sheet],
    lacking: Collection[str],
    page_size: str,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Report what is wrong with the pages of the showcase in `theme`, whose file is at `span` and
    which gives tokens their values in `own`."""
    alike = _Alike()
    given = {each.value: each.span for sheet in own for each in sheet.declared if each.value}
    with tempfile.TemporaryDirectory() as folder, Session(workspace.root) as session:
        for piece in _pieces(Path(folder), lacking):
            found = Diagnostics(_BEARABLE)
            formats = ("pdf", "html") if piece.name == showcase.SINK else ("pdf",)
            output = Path(folder) / "out"
            request = Request(piece.source, output, theme.name, formats, page_size=page_size)
            made = stages.make(request, workspace, found, session)
            layout = [item for item in found if item.code in _LAYOUT]
            alike.add(layout, piece)
            others = (item for item in found if item not in layout)
            diagnostics.extend(_placed(item, piece, Path(folder), given) for item in others)
            if made is None:
                break  # the other reports would say the same
            if request.result("html") in made:
                markup = made[request.result("html")].decode()
                inks.check(markup, theme, workspace, diagnostics)
            count = page_count(made[request.result("pdf")])
            _check_count(count, piece, span, diagnostics)
    diagnostics.extend(alike.findings(span))


def page_count(pdf: bytes) -> int:
    """How many pages `pdf` has, which this reportkit has made."""
    bodies = (zlib.decompressobj().decompress(pdf[m.end() :]) for m in _OBJECTS.finditer(pdf))
    return sum(len(_PAGE.findall(body)) for body in bodies)


@dataclass(slots=True)
class _Alike:
    """Findings of layouts: a theme that is at fault in one place is so in every report."""

    _found: dict[tuple[str, str], list[tuple[Diagnostic, str]]] = field(default_factory=dict)

    def add(self, items: Iterable[Diagnostic], piece: Piece) -> None:
        for item in items:
            key = item.code, _OF_ONE.sub("", item.message)
            self._found.setdefault(key, []).append((item, piece.name))

    def findings(self, span: Span) -> Iterator[Diagnostic]:
        """One for each kind of block and what is wrong with it, at the theme's file."""
        for (item, report), *others in self._found.values():
            more = f"so in {len(others)} more places" if len(others) > 1 else "so in one more place"
            hints = (*item.hints, more) if others else item.hints
            yield replace(item, message=f"{item.message}, in the {report}", span=span, hints=hints)


def _pieces(folder: Path, lacking: Collection[str]) -> Iterator[Piece]:
    yield showcase.kitchen_sink()
    yield from showcase.stress()
    for tag, piece in showcase.labels(folder):
        words = language.load(tag)
        if words is None or words.script not in lacking:
            yield piece


def _placed(item: Diagnostic, piece: Piece, folder: Path, given: Mapping[str, Span]) -> Diagnostic:
    """`item` with the name of the report, where its place will be gone or is all of that report."""
    span = item.span
    # A rule that is ignored for the value of a token is mended where that is given.
    ignored = _IGNORED.match(item.message)
    own = {place.file for place in given.values()}
    if ignored and ignored[1] in given and (span is None or span.file not in own):
        return replace(item, span=given[ignored[1]])
    is_whole = span is not None and not span.line and span.file.endswith(piece.source.name)
    if span is None or is_whole or span.file.startswith(str(folder)):
        return replace(item, message=f"{item.message}, in the {piece.name}", span=None)
    return item


def _check_count(count: int, piece: Piece, span: Span, diagnostics: Diagnostics) -> None:
    if not piece.least <= count <= piece.most:
        message = f"the {piece.name} has {count} pages, not {piece.least} to {piece.most}"
        hint = "look at margins, at sizes, and at what begins a page"
        diagnostics.warning("RK0413", message, span, hint)
