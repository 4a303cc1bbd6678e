"""reportkit for programs: `build`, `check` and `load`, with typed results.

In goes the path of a briefing with what the command line would be told, out comes what became of
it. Faults of a briefing are findings in the result, never exceptions; `load` alone raises
`BriefingError`, since without a briefing it has nothing to give. Messages and hints may change from
version to version, names and types here do not.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import reportkit.build as stages
from reportkit import policy
from reportkit.build import DPI, FORMATS, LEAST_DPI, MOST_DPI, USUAL, Request
from reportkit.diagnostics import Diagnostic, Diagnostics
from reportkit.project import find_root, read_settings
from reportkit.session import Session
from reportkit.sheets import PAGE_SIZES
from reportkit.wishes import Wishes, request
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.model.briefing import Briefing

__all__ = ["BriefingError", "Built", "Checked", "build", "check", "load"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a briefing."""

    source: Path
    findings: tuple[Diagnostic, ...] = field(repr=False)
    """In the order in which they were made."""
    exit_code: int
    """That of the command line: 0 fine, 1 the document, 2 the call, 3 the machine, 4 a bug."""

    @property
    def is_fine(self) -> bool:
        """Whether nothing stops a result, which is what `strict` counts too."""
        return self.exit_code == 0


@dataclass(frozen=True, slots=True)
class Built(Checked):
    """What became of a build."""

    files: Mapping[str, Path]
    """Format -> the file that holds the result, for "png" the card; empty if there is none."""
    pages: tuple[Path, ...] = ()
    """The pictures of pages in their order, if "png" is asked for."""


class BriefingError(ValueError):
    """A source that holds no valid briefing."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        self.findings = tuple(findings)
        first = findings[0]
        place = f"{first.span}: " if first.span else ""
        super().__init__(f"{place}{first.message} [{first.code}]")


def build(
    source: str | os.PathLike[str],
    *,
    output: str | os.PathLike[str] | None = None,
    formats: Sequence[str] = USUAL,
    theme: str | None = None,
    page_size: str | None = None,
    settings: Mapping[str, str] | None = None,
    strict: bool = False,
    force: bool = False,
    linked: bool = False,
    dpi: int = DPI,
) -> Built:
    """Build the briefing `source` as `reportkit build` does, by the settings of its project.

    `output` is the folder for the results, `formats` what to make of `FORMATS`, `settings` what
    `--set` gives. With `strict`, a warning keeps results from being written. What has not
    changed since the last build stands, unless `force` is given. `linked` puts the page's styles,
    images and fonts into files beside it; `dpi` is for pictures of pages. Raises `ValueError` for a
    format, a sheet or a resolution that there is not, or for no format.
    """
    if not formats:
        raise ValueError(f"no format is named: there are {', '.join(FORMATS)}")
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise ValueError(f"dpi is {dpi}, and not between {LEAST_DPI} and {MOST_DPI}")
    wishes = Wishes(
        theme=theme,
        page_size=_among(PAGE_SIZES, [page_size])[0] if page_size else None,
        output=Path(output) if output is not None else None,
        formats=_among(FORMATS, _listed("formats", formats)),
        strict=strict,
        settings=settings or {},
        linked=linked,
        dpi=dpi,
    )
    call = _Call(source, wishes)
    files: tuple[Path, ...] = ()
    if call.request is not None:
        with Session(call.root, force=force) as session:
            files = stages.build(call.request, call.workspace, call.diagnostics, session)
    made = {name: path for name in formats if (path := call.result_of(name)) in files}
    pages = (path for path in files if call.request and path.parent == call.request.pages)
    return Built(*call.result(), made, tuple(pages))


def check(
    source: str | os.PathLike[str],
    *,
    layout: bool = False,
    theme: str | None = None,
    settings: Mapping[str, str] | None = None,
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Checked:
    """Check the briefing `source` as `reportkit check` does; nothing is written.

    With `layout`, its pages are laid out and checked too. `select` and `ignore` name codes, or how
    they begin. Raises `ValueError` where none does.
    """
    import reportkit.check as checking

    wishes = Wishes(
        theme=theme,
        formats=("pdf",),
        strict=strict,
        settings=settings or {},
        select=_codes(_listed("select", select)),
        ignore=_codes(_listed("ignore", ignore)),
        tells_pages=layout,
    )
    call = _Call(source, wishes)
    if call.request is not None and layout:
        with Session(call.root) as session:
            checking.check_pages(call.request, call.workspace, call.diagnostics, session)
    elif call.request is not None:
        checking.check(call.request, call.workspace, call.diagnostics)
    return Checked(*call.result())


def load(source: str | os.PathLike[str], *, settings: Mapping[str, str] | None = None) -> Briefing:
    """The valid briefing in `source`, with what it includes; frozen, and typed by `model`.

    References, data files and images are not looked at. Raises `BriefingError` with the findings.
    """
    from reportkit import model

    call = _Call(source, Wishes(settings=settings or {}))
    found, diagnostics = None, call.diagnostics
    if call.request is not None:
        found = stages.read(call.request.source, call.workspace, diagnostics, call.request.settings)
    briefing = model.validate(found, diagnostics) if found else None
    if briefing is None:
        raise BriefingError(tuple(diagnostics))
    return briefing


def _listed(name: str, given: Sequence[str]) -> Sequence[str]:
    """`given`, which is no text: that would be taken for a list of its letters."""
    if isinstance(given, str):
        raise ValueError(f"{name} is a list: write {name}=[{given!r}]")
    return given


def _among(known: Sequence[str], given: Sequence[str]) -> tuple[str, ...]:
    """`given`, all of which is known."""
    if unknown := [name for name in given if name not in known]:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(known)}")
    return tuple(given)


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    """`given`, with each of which a code begins."""
    for start in given:
        if (hint := policy.fault(start)) is not None:
            raise ValueError(f"no code begins with {start!r}; {hint}")
    return tuple(given)


class _Call:
    """One call about one briefing."""

    def __init__(self, source: str | os.PathLike[str], wishes: Wishes) -> None:
        self.source = Path(source).absolute()
        self.root = find_root(self.source)
        self.workspace = Workspace(self.root)
        self.request: Request | None = None
        """None if the project is at fault."""
        self.strict = wishes.strict
        self.diagnostics = Diagnostics()
        settings = read_settings(Workspace(self.root), self.diagnostics)
        if not self.diagnostics.exit_code(wishes.strict):
            self.request = request(self.root, self.source, wishes, settings)
            self.diagnostics = Diagnostics(self.request.policy)

    def result_of(self, name: str) -> Path | None:
        """The file for the format `name`, if anything can be made."""
        return self.request.result(name) if self.request else None

    def result(self) -> tuple[Path, tuple[Diagnostic, ...], int]:
        """The fields of `Checked`."""
        code = self.diagnostics.exit_code(self.strict)
        return self.source, tuple(self.diagnostics), code
