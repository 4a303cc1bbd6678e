"""The line of stages, as a recipe: a source in, an HTML page and a PDF out.

Open this file first. A stage takes a value and returns a value; it reports into the one list of
findings; after a stage with errors the next does not start. Nothing is written before all is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit import garbage, memo, results, shelved
from reportkit.called import let_call
from reportkit.diagnostics import Diagnostics, Span
from reportkit.look import Look, lay_out, style, with_scripts
from reportkit.policy import Policy
from reportkit.project import DEFAULT_THEME, PDF_VARIANTS
from reportkit.session import Session
from reportkit.sheets import PAGE_SIZES
from reportkit.workspace import Workspace, is_folder

if TYPE_CHECKING:
    from reportkit.formats.job import Job
    from reportkit.html import Kept, Page
    from reportkit.records import Record
    from reportkit.source import Source
    from reportkit.theme import Theme
    from reportkit.view.assemble import Result
    from reportkit.view.layout import Layout

FORMATS = ("html", "pdf", "md", "txt", "json", "png")
"""All that a briefing can become."""
WORDS = frozenset(["md", "txt", "json"])
"""Those without pages."""
USUAL = ("html", "pdf")
"""What it becomes if nobody says."""
DPI, LEAST_DPI, MOST_DPI = 150, 36, 600


@dataclass(frozen=True, slots=True)
class Request:
    """One briefing to build."""

    source: Path
    output: Path
    """Folder for the results, which take the source's name."""
    theme: str = DEFAULT_THEME
    formats: tuple[str, ...] = USUAL
    strict: bool = False
    """A warning counts as an error, so nothing is written."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What `--set` gives: values of variables, and of what `variables.SETTINGS` names."""
    theme_span: Span | None = None
    """The place in the project file that names the theme, if it does."""
    page_size: str = ""
    """One of `sheets.PAGE_SIZES`, where the command line asks for one."""
    project_page_size: str = ""
    """That of the project file, which a briefing may overrule; "" leaves it to the theme."""
    pdf_variant: str = PDF_VARIANTS[0]
    """One of `PDF_VARIANTS`."""
    attach_sources: bool = False
    """Whether the PDF carries the briefing, what it includes, and its data."""
    policy: Policy = field(default_factory=Policy)
    """How much findings count."""
    brand: Path | None = None
    """A `_brand.yml` or a `.tokens.json`, from which any theme takes its colours and fonts."""
    linked: bool = False
    """Whether styles, images and fonts of the page are files beside it, in a folder of its own."""

    dpi: int = DPI
    """Pixels in an inch of the pictures of pages."""

    def result(self, name: str) -> Path:
        """The file for the format `name`; for pictures, the card."""
        ending = "-card.png" if name == "png" else f".{name}"
        return self.output / f"{self.source.stem}{ending}"

    @property
    def pages(self) -> Path:
        """The folder of the pictures of pages."""
        return self.output / f"{self.source.stem}.pages"

    @property
    def assets(self) -> Path:
        """The folder of the files beside the page."""
        return self.output / f"{self.source.stem}.assets"


def build(
    request: Request,
    workspace: Workspace,
    diagnostics: Diagnostics,
    session: Session | None = None,
) -> tuple[Path, ...]:
    """Build one briefing; the files written, or none if there is an error.

    Where nothing has changed since the last build in `session`, its results stand.
    """
    session = session or Session()
    stage = session.timings.stage
    with stage("look for changes"):
        kept = unchanged(request, session)
    if kept is not None:
        diagnostics.extend(kept.findings)
        workspace.reads.update(kept.reads)
        return kept.written
    if "pdf" in request.formats:
        session.prepare(request.source)
    made = make(request, workspace, diagnostics, session)
    if made is None:
        return ()
    with stage("write"):
        has_files = "html" in request.formats and is_folder(request.assets)
        left = shelved.stale(request.assets, made) if has_files else []
        stale = results.stale(request.pages, made) if "png" in request.formats else []
        written = results.write(made, workspace, diagnostics, stale)
        if written and left:
            results.remove(left, request.assets, workspace, diagnostics)
        return written and keep(request, made, workspace, diagnostics, session)


@garbage.collected_if_resident()
def make(
    request: Request, workspace: Workspace, diagnostics: Diagnostics, session: Session
) -> Mapping[Path, bytes] | None:
    """The bytes of each result of a briefing; None after what stops them. Writes none of them."""
    stage = session.timings.stage
    with stage("read"):
        source = read(request.source, workspace, diagnostics, request.settings)
    if source is None:
        return None
    origins = list(workspace.reads)
    with stage("choose"):
        theme = choose(request, source, workspace, diagnostics)
    if theme is None or diagnostics.has_errors:
        return None
    with stage("compose"):
        layout = lay_out(theme, workspace)
        known = set(workspace.reads)
        result = compose(source, diagnostics, request.source.parent, workspace, layout)
        origins += [path for path in workspace.reads if path not in known]
    if result is None or diagnostics.has_errors:
        return None
    from reportkit.formats.job import Job

    job = Job(request, source, result, origins, workspace, diagnostics, session)
    made: dict[Path, bytes] | None = {}
    if _has_pages(request.formats):
        made = _paged(job, theme)
    if made is None:
        return None
    if not (WORDS.isdisjoint(request.formats) or diagnostics.has_errors):
        made |= _words(job, theme)
    diagnostics.settle(lambda code: _is_judged(code, request.formats))
    return None if diagnostics.exit_code(request.strict) else made


def _has_pages(formats: tuple[str, ...]) -> bool:
    """Whether templates and styles are needed for one of `formats`."""
    return not WORDS.issuperset(formats)


def _paged(job: Job, theme: Theme) -> dict[Path, bytes] | None:
    """The files of the formats that have pages; None after what stops them."""
    from reportkit.html.styles import linked as styles_of

    if "png" in job.request.formats:
        from reportkit.press import pictures

        if not pictures.can_draw(job.diagnostics):
            return None
    stage, workspace, diagnostics = job.session.timings.stage, job.workspace, job.diagnostics
    with stage("style"):
        look = style(theme, workspace, diagnostics)
    if look is None or diagnostics.has_errors:
        return None
    with stage("images"):
        folder = job.request.source.parent
        mounts = ready_images(job.result, folder, look, workspace, diagnostics)
    if diagnostics.has_errors:
        return None
    memo.turn()
    job.session.warm_up(styles_of(look.theme), mounts, look.fonts.path)
    with stage("render"):
        page = render(job.result, look.theme, workspace, diagnostics, job.session.markup)
    if page is None or diagnostics.has_errors:
        return None
    with stage("fonts"):
        look = with_scripts(look, page, diagnostics)
    if look is None:
        return None
    from reportkit.formats.pages import Pages

    return Pages(job, look, mounts, page).files()


def _words(job: Job, theme: Theme) -> dict[Path, bytes]:
    """The files of the formats that have words alone, for which no image is looked at elsewhere."""
    from reportkit.formats.words import Words

    request = job.request
    words = Words(job, folders(theme, request.source.parent, job.workspace))
    if not _has_pages(request.formats):
        words.check_images()
    return {} if job.diagnostics.has_errors else words.files()


def _is_judged(code: str, formats: tuple[str, ...]) -> bool:
    """Whether a build of `formats` would have found a finding of that code, if there were one."""
    if code.startswith("RK05"):
        return "pdf" in formats or "png" in formats
    return not code.startswith("RK04") or _has_pages(formats)


def unchanged(request: Request, session: Session) -> Record | None:
    """What the last build of `request` came to, if another would come to the same."""
    kept = session.records.find(_options(request, session)) if session.records else None
    return None if session.force else kept


def keep(
    request: Request,
    made: Mapping[Path, bytes],
    workspace: Workspace,
    diagnostics: Diagnostics,
    session: Session,
) -> tuple[Path, ...]:
    """The files written, remembered with all that they came from."""
    if session.records is not None:
        session.records.keep(_options(request, session), workspace, made, diagnostics)
    return tuple(made)


def _options(request: Request, session: Session) -> list[str]:
    """All that a build depends on besides files."""
    settings = [f"{name}={value}" for name, value in request.settings.items()]
    paths = [str(request.source), str(request.output)]
    looks = [request.theme, request.page_size, request.project_page_size, str(request.brand)]
    ways = [*request.formats, str(request.strict), session.press, repr(request.policy)]
    ways += [request.pdf_variant, str(request.attach_sources)]
    ways += [str(request.linked), str(request.dpi)]
    return [*paths, *looks, *ways, *settings]


def read(
    path: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
    settings: Mapping[str, str] | None = None,
) -> Source | None:
    """Bytes to data and places, with what is included and the values of variables."""
    from reportkit import include, opening, variables

    source = opening.load(path, workspace, diagnostics)
    if source is not None:
        source = include.resolve(source, path, workspace, diagnostics)
    return variables.apply(source, settings or {}, diagnostics) if source else None


def choose(
    request: Request, source: Source, workspace: Workspace, diagnostics: Diagnostics
) -> Theme | None:
    """The theme that is asked for, on the sheet that the command line, the briefing, the project
    or the theme itself asks for, in this order; in the colours and fonts of a brand, if any."""
    from reportkit import theme

    # The model is not made yet; it says what is wrong with any other value.
    own = source.data.get("page_size") if source.data.get("page_size") in PAGE_SIZES else ""
    page_size = request.page_size or own or request.project_page_size
    found = theme.load(request.theme, workspace, diagnostics, request.theme_span, page_size)
    if found is None or request.brand is None:
        return found
    from reportkit import brand

    own_brand = brand.read(request.brand, workspace, diagnostics)
    return brand.dress(found, own_brand, workspace, diagnostics) if own_brand else None


def compose(
    source: Source,
    diagnostics: Diagnostics,
    folder: Path,
    workspace: Workspace,
    layout: Layout | None = None,
) -> Result | None:
    """Data to the valid briefing, and with the files that it names to all that is printed.

    Their names are from `folder`.

    `layout` is what the theme decides; None for the default's.
    """
    from reportkit import model
    from reportkit.gather import gather
    from reportkit.view.assemble import assemble
    from reportkit.view.layout import PLAIN

    briefing = model.validate(source, diagnostics)
    if briefing is None or diagnostics.has_errors:
        return None
    files = gather(briefing, source, folder, workspace, diagnostics)
    tables, texts = files.tables, files.texts
    return assemble(briefing, source, diagnostics, tables, layout or PLAIN, texts)


def folders(theme: Theme, folder: Path, workspace: Workspace) -> Mapping[str, tuple[Path, ...]]:
    """The folders behind the URLs of a report whose source stands in `folder`."""
    return {**theme.mounts, "sources": (folder,), "project": (workspace.root,)}


def ready_images(
    result: Result, folder: Path, look: Look, workspace: Workspace, diagnostics: Diagnostics
) -> Mapping[str, tuple[Path, ...]]:
    """The folders behind the report's URLs; images that must not be used as they are put right."""
    from reportkit import images

    mounts = folders(look.theme, folder, workspace)
    return images.prepare(result.images, mounts, look.cache, workspace, diagnostics)


def render(
    result: Result,
    theme: Theme,
    workspace: Workspace,
    diagnostics: Diagnostics,
    kept: Kept | None = None,
) -> Page | None:
    """What templates print to HTML, part by part; `kept` are parts of earlier builds."""
    from reportkit import html

    return html.render(result.report, theme, workspace, diagnostics, kept)


def themes(root: Path) -> tuple[str, ...]:
    """The names of all themes that the project at `root` can use, sorted."""
    from reportkit import theme

    return theme.themes(root)


def schema() -> str:
    """The JSON Schema of briefings, for editors."""
    from reportkit.model import schema

    return schema.text()


let_call(__name__)
