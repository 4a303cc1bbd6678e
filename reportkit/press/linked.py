"""The press: parts are compiled, each by itself and only if it has changed, then linked.

In goes a manuscript, out come the bytes of a tagged PDF (PDF/UA-1) or findings: the same as from
the plain press, in less time. `docs/press.md` says how it works.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.press import glyphs, plain
from reportkit.press.compile import Compiled, Job, digest
from reportkit.press.embed import FontClashError
from reportkit.press.fetch import Fetcher
from reportkit.press.findings import Finding, moved, reported
from reportkit.press.fontconfig import has_fonts
from reportkit.press.inputs import Inputs
from reportkit.press.library import Library
from reportkit.press.link import link
from reportkit.press.log import Locate
from reportkit.press.manuscript import Manuscript, Part
from reportkit.press.numbering import Numbering
from reportkit.press.part import ObjectFile
from reportkit.press.plan import ahead, holds, settle
from reportkit.press.pool import Compiler, Pool
from reportkit.press.store import MemoryStore, Store
from reportkit.workspace import Workspace

Stage = Callable[[str], AbstractContextManager[None]]
"""Gives what is open while the stage of that name lasts."""


def print_pdf(
    manuscript: Manuscript,
    workspace: Workspace,
    diagnostics: Diagnostics,
    locate: Locate = lambda _: None,
    *,
    store: Store | None = None,
    pool: Compiler | None = None,
    stage: Stage = lambda _: nullcontext(),
) -> bytes | None:
    """The PDF of `manuscript`; None, with errors, if it cannot be printed.

    `locate` finds the place in the source that names a URL (`file:///report/sources/map.png`) or
    an anchor (`#trade`), or that holds a character. `store` keeps object files from build to build;
    `pool` compiles them, in this process unless it has workers. `stage` is entered with the name of
    each stage, for whoever times them.
    """
    if not has_fonts(manuscript.font_folder):
        diagnostics.error("RK0407", f"there are no fonts in {manuscript.font_folder}")
        return None
    store, pool = store or MemoryStore(), pool or Pool()
    findings = diagnostics.fresh()
    run = _Run(manuscript, workspace, locate, store, pool, stage, findings)
    pdf = run.pdf()
    if run.unfit:
        diagnostics.note("RK0903", f"the whole document is laid out at once: {run.unfit}")
        return plain.print_pdf(manuscript, workspace, diagnostics, locate)
    diagnostics.extend(run.findings)
    return None if run.findings.has_errors else pdf


def warm_up(manuscript: Manuscript, pool: Compiler) -> None:
    """Let workers read the styles of `manuscript`, which has no parts yet."""
    fonts = _files(manuscript.font_folder)
    pool.warm_up(_job(manuscript, Part("", ""), fonts, Inputs()))


@dataclass(slots=True)
class _Run:
    """One manuscript under way."""

    manuscript: Manuscript
    workspace: Workspace
    locate: Locate
    store: Store
    pool: Compiler
    stage: Stage
    findings: Diagnostics
    unfit: str = ""
    """Why this press cannot print the manuscript."""
    failed: dict[int, Compiled] = field(default_factory=dict)
    """Parts that came to nothing, by index; told of in this order, not in that of their arrival."""
    missing: dict[str, None] = field(default_factory=dict)
    """Characters that no font has."""
    fetcher: Fetcher = field(init=False)
    library: Library = field(init=False)
    noted: set[str] = field(default_factory=set)
    """URLs that the workspace knows as read."""
    coming: dict[int, Job] = field(default_factory=dict)
    """Parts that workers compile before anybody waits for them."""
    arriving: Iterator[tuple[int, Compiled]] = field(default_factory=lambda: iter(()))
    """The same as they are done."""
    early: dict[int, tuple[Inputs, ObjectFile]] = field(default_factory=dict)
    """What they came to, and what they were told."""
    fonts: dict[str, bytes] = field(init=False)
    """The files of the font folder by their SHA-256."""

    def __post_init__(self) -> None:
        self.fetcher = Fetcher(self.manuscript.mounts, self.workspace)
        self.fonts = _files(self.manuscript.font_folder)
        kind = str(self.manuscript.is_archival)
        around = "\0".join((*_around(self.manuscript), *self.fonts, kind))
        surroundings = hashlib.sha256(around.encode()).hexdigest()
        self.library = Library(self.store, surroundings, partial(digest, self.fetcher))

    def pdf(self) -> bytes | None:
        owns = [self.library.own(part.html) for part in self.manuscript.parts]
        kept = self.library.find_document(owns + self._attached())
        if kept is not None:
            self._report(kept[1])
            self._report_missing()
            pdf: bytes | None = kept[0]
        else:
            pdf = self._made(owns)
        self.store.close()
        if self.store.trouble:
            self.findings.note("RK0904", f"the cache is of no use: {self.store.trouble}")
        return pdf

    def _made(self, owns: Sequence[str]) -> bytes | None:
        manuscript, is_ltr = self.manuscript, self.manuscript.direction != "rtl"
        texts = zip(owns, (part.html for part in manuscript.parts), strict=True)
        new = [html for own, html in texts if not self.library.knows(own)]
        with self.stage("compile"):
            if workers := self.pool.expect(len(new), sum(map(len, new))):
                self._begin(ahead(manuscript.parts, is_ltr, workers))
            parts = settle(manuscript.parts, is_ltr, self._compile)
        for index in sorted(self.failed):
            self.unfit = self.unfit or self.failed[index].unfit
            self._report(self.failed[index].findings)
        parts = parts and _with_pages(parts, is_ltr)
        for part in parts or ():
            self._note_reads(part)
            self._report(part.findings)
        self._report_missing()
        if not parts or self.findings.has_errors:
            return None
        with self.stage("link"):
            pdf = self._link(parts, is_ltr)
        if pdf is not None:
            self.library.keep_document([*owns, *self._attached()], parts, pdf)
        return pdf

    def _attached(self) -> list[str]:
        return [attachment.digest for attachment in self.manuscript.attachments]

    def _report(self, findings: Iterable[Finding]) -> None:
        found = tuple(findings)
        self.missing |= dict.fromkeys(item.place for item in found if item.code == glyphs.CODE)
        self.findings.extend(reported(found, self.fetcher, self.locate))

    def _report_missing(self) -> None:
        self.findings.extend(glyphs.diagnose(self.missing, self.locate))

    def _note_reads(self, part: ObjectFile) -> None:
        """Let the workspace know what was read for `part`, in whichever process or build."""
        for url in (name for kind, name in part.asked if kind == "file" and name not in self.noted):
            self.noted.add(url)
            if digest(self.fetcher, url) != self.library.digest_of(url):
                self.workspace.unsettle()

    def _begin(self, wanted: Sequence[tuple[int, Inputs]]) -> None:
        """Let workers compile what the library lacks, before anybody waits for it."""
        self.coming = {i: self._job(i, inputs) for i, inputs in wanted if not self._find(i, inputs)}
        self.arriving = self.pool.compile(dict(self.coming))

    def _compile(self, wanted: Sequence[tuple[int, Inputs]]) -> Mapping[int, ObjectFile]:
        """Object files from the library, and compiled ones for what it lacks."""
        now = [(index, inputs) for index, inputs in wanted if index not in self.coming]
        later = [(index, inputs) for index, inputs in wanted if index in self.coming]
        made, arriving = self._start(now)
        for index, _ in later:
            self._await(index)
        found, more = self._start(later)
        return made | found | dict(arriving) | dict(more)

    def _start(
        self, wanted: Sequence[tuple[int, Inputs]]
    ) -> tuple[dict[int, ObjectFile], Iterator[tuple[int, ObjectFile]]]:
        """What the library has, and what it lacks as it is compiled, the longest first."""
        found = {index: self._find(index, inputs) for index, inputs in wanted}
        jobs = [(i, self._job(i, inputs)) for i, inputs in wanted if not found[i]]
        jobs.sort(key=lambda item: -len(item[1].html))
        made = {index: part for index, part in found.items() if part}
        return made, self._arrived(self.pool.compile(dict(jobs)), dict(jobs))

    def _arrived(
        self, compiled: Iterable[tuple[int, Compiled]], jobs: Mapping[int, Job]
    ) -> Iterator[tuple[int, ObjectFile]]:
        for index, one in compiled:
            part = self._keep(jobs[index], one)
            if part:
                yield index, part
            else:
                self.failed[index] = one

    def _await(self, index: int) -> None:
        """Wait for a part that is under way. If it does not hold, or came to nothing, it will be
        compiled again."""
        while index in self.coming and (arrived := next(self.arriving, None)):
            job = self.coming.pop(arrived[0])
            if part := self._keep(job, arrived[1]):
                self.early[arrived[0]] = job.inputs, part
        self.coming.pop(index, None)

    def _find(self, index: int, inputs: Inputs) -> ObjectFile | None:
        told, part = self.early.get(index, (inputs, None))
        if part and holds(part, told, inputs):
            return part
        part = self.library.find(self.library.own(self.manuscript.parts[index].html), inputs)
        return part if part and self._has_fonts(part) else None

    def _keep(self, job: Job, compiled: Compiled) -> ObjectFile | None:
        if compiled.data is None:
            return None
        for sha, data in compiled.fonts.items():
            self.store.put(f"fonts/{sha}", data)
        own = self.library.own(job.html)
        return self.library.keep(own, job.inputs, compiled.data, compiled.files)

    def _job(self, index: int, inputs: Inputs) -> Job:
        return _job(self.manuscript, self.manuscript.parts[index], self.fonts, inputs)

    def _link(self, parts: Sequence[ObjectFile], is_ltr: bool) -> bytes | None:
        try:
            return link(parts, self._font, is_ltr, self.manuscript.attachments, self.store)
        except FontClashError as error:
            self.findings.error("RK0508", f"the document cannot be printed: {error}")
        return None

    def _font(self, sha: str) -> bytes:
        return self.fonts.get(sha) or self.store.get(f"fonts/{sha}") or b""

    def _has_fonts(self, part: ObjectFile) -> bool:
        return all(self._font(font.file) for font in part.fonts)


def _job(manuscript: Manuscript, part: Part, fonts: Iterable[str], inputs: Inputs) -> Job:
    before, after = _around(manuscript)
    return Job(
        part.name,
        before,
        part.html,
        after,
        dict(manuscript.mounts),
        manuscript.font_folder,
        frozenset(fonts),
        inputs,
        manuscript.is_archival,
    )


def _with_pages(parts: Sequence[ObjectFile], is_ltr: bool) -> list[ObjectFile]:
    """`parts`, whose findings name pages of the document."""
    before, made = 0, []
    for part, place in zip(parts, Numbering(parts, is_ltr).places, strict=True):
        findings = moved(part.findings, before - place.first)
        made.append(replace(part, findings=findings) if findings != part.findings else part)
        before += place.count
    return made


def _around(manuscript: Manuscript) -> tuple[str, str]:
    """The document's HTML before and after its parts."""
    empty = replace(manuscript, parts=()).document()
    mark = "\0"
    while mark in empty:
        mark += "\0"
    before, _, after = replace(manuscript, parts=(Part("", mark),)).document().partition(mark)
    return before, after


def _files(folder: Path) -> dict[str, bytes]:
    """The files in `folder` by their SHA-256, in the order of their names."""
    found = (path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
    return {hashlib.sha256(data).hexdigest(): data for data in found}
