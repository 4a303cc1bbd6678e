"""A pytest plugin: the fixture `reportkit` builds a briefing and compares it with how it was.

pytest finds it by itself once reportkit is installed. In goes the path of a briefing, out comes a
`Report`; snapshots stand in `snapshots/` beside the test, and `pytest --reportkit-update` writes
them. It imports nothing until a test asks for it.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PIL.Image import Image

    from reportkit.diagnostics import Diagnostic

OPTION = "--reportkit-update"
FOLDER = "snapshots"
RESOLUTION = 72
"""Pixels an inch, by which pages are compared."""
_MOST = 60
"""Lines of a difference that are shown."""
_STYLE = re.compile(r"(<style[^>]*>).*?(</style>)", re.DOTALL)
_DATA = re.compile(r"data:[\w/+.-]+;base64,[\w+/=]+")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option by which snapshots are written."""
    parser.getgroup("reportkit").addoption(
        OPTION, action="store_true", help="Write the snapshots of reports anew."
    )


@dataclass(frozen=True)
class Report:
    """A briefing as it was built."""

    html: str = field(repr=False)
    """The self-contained page."""
    pdf: bytes = field(repr=False)
    findings: tuple[Diagnostic, ...]
    """Warnings and notes; with an error there is no report."""

    @cached_property
    def markup(self) -> str:
        """The page without its styles, fonts and images, of which only a hash is left."""
        bare = _STYLE.sub(r"\1\2", self.html)
        return _DATA.sub(lambda found: f"data:{_hash(found[0].encode())}", bare)

    @cached_property
    def pages(self) -> tuple[Image, ...]:
        """The pages in print, in grey, by `RESOLUTION`."""
        try:
            from pypdfium2 import PdfDocument
        except ImportError:
            message = "pages need pypdfium2: pip install 'reportkit[pytest]'"
            pytest.fail(message, pytrace=False)

        scale = RESOLUTION / 72
        found = (page.render(scale=scale).to_pil().convert("L") for page in PdfDocument(self.pdf))
        return tuple(found)


@dataclass(frozen=True)
class Reports:
    """What the fixture `reportkit` gives."""

    folder: Path
    """Where the snapshots of the test stand."""
    scratch: Path
    """Where results go, and pages that differ."""
    is_update: bool

    def build(
        self,
        source: str | Path,
        *,
        theme: str | None = None,
        page_size: str | None = None,
        settings: Mapping[str, str] | None = None,
        strict: bool = False,
    ) -> Report:
        """Build the briefing `source` by the settings of its project, as `reportkit.build` does.

        The test fails, with the findings, if there is no result.
        """
        from reportkit import api, console

        wishes = {"theme": theme, "page_size": page_size, "settings": settings}
        built = api.build(source, output=self.scratch, strict=strict, **wishes)  # type: ignore[arg-type]
        if not built.is_fine:
            findings = "\n".join(console.short(item) for item in built.findings)
            pytest.fail(f"{source} cannot be built\n{findings}", pytrace=False)
        html = built.files["html"].read_text("utf-8")
        return Report(html, built.files["pdf"].read_bytes(), built.findings)

    def compare_html(self, report: Report, name: str = "page") -> None:
        """Fail if the markup of `report` is not that of the snapshot `name`."""
        kept = self.folder / f"{name}.html"
        if self.is_update:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(report.markup, "utf-8")
            return
        before = self._kept(kept).read_text("utf-8")
        if before != report.markup:
            rows = difflib.unified_diff(
                before.splitlines(), report.markup.splitlines(), str(kept), "now", lineterm=""
            )
            shown = "\n".join(row for row, _ in zip(rows, range(_MOST), strict=False))
            pytest.fail(f"the page is not what it was\n{shown}", pytrace=False)

    def compare_pages(self, report: Report, name: str = "page", tolerance: float = 0.0) -> None:
        """Fail if a page of `report` does not look as in the snapshot `name`.

        `tolerance` is the share of its pixels that may differ, 0 to 1.
        """
        kept = [self.folder / f"{name}-{n}.png" for n in range(1, len(report.pages) + 1)]
        if self.is_update:
            self._keep(report, name, kept)
            return
        self._kept(kept[0])
        before = len(self._pictures(name))
        if before != len(kept):
            message = f"the report has {len(kept)} pages; it had {before}"
            pytest.fail(message, pytrace=False)
        pairs = zip(report.pages, kept, strict=True)
        changed = [path for page, path in pairs if self._differs(page, path, tolerance)]
        if changed:
            names = ", ".join(path.name for path in changed)
            message = f"pages do not look as they did: {names}; see {self.scratch}"
            pytest.fail(message, pytrace=False)

    def _keep(self, report: Report, name: str, paths: list[Path]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self._pictures(name):
            path.unlink()
        for page, path in zip(report.pages, paths, strict=True):
            page.save(path, optimize=True)

    def _pictures(self, name: str) -> list[Path]:
        """Those of the snapshot `name`, and not of another whose name begins so."""
        its = re.compile(rf"{re.escape(name)}-[0-9]+\.png")
        return [path for path in self.folder.glob("*.png") if its.fullmatch(path.name)]

    def _kept(self, path: Path) -> Path:
        if not path.exists():
            message = f"there is no snapshot {path}; `pytest {OPTION}` writes it"
            pytest.fail(message, pytrace=False)
        return path

    def _differs(self, page: Image, path: Path, tolerance: float) -> bool:
        """Whether `page` looks otherwise than the picture at `path`; what differs is kept."""
        from PIL import Image, ImageChops

        with Image.open(path) as before:
            if before.size == page.size:
                difference = ImageChops.difference(before.convert("L"), page)
                changed = sum(difference.histogram()[1:]) / (page.width * page.height)
                if changed <= tolerance:
                    return False
                difference.point(lambda value: 255 if value else 0).save(
                    self.scratch / f"{path.stem}-difference.png"
                )
        page.save(self.scratch / path.name)
        return True


@pytest.fixture
def reportkit(request: pytest.FixtureRequest, tmp_path: Path) -> Reports:
    """Builds briefings, and compares their page and their look with snapshots."""
    test = re.sub(r"[^\w-]+", "-", request.node.name).strip("-")
    folder = request.path.parent / FOLDER / request.path.stem / test
    config: Any = request.config
    return Reports(folder, tmp_path, bool(config.getoption(OPTION)))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
