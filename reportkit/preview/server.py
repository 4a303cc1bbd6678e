"""The preview's server: what the browser asks for, and what it is told.

In go briefings, out comes an application for uvicorn. It answers only to the names that it is
served under, so that no page from elsewhere can read a report by way of the browser, and builds in
one thread of its own, so that it answers meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import math
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from reportkit.diagnostics import Diagnostic
from reportkit.preview import places, watch
from reportkit.preview.edition import Briefing, Edition

CLIENT = {
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "list.js": "text/javascript",
}
TEXTS = (".yaml", ".yml", ".md", ".csv", ".tsv", ".json")
"""Suffixes of files in which a printed word can have been written."""
SCALES = (1.0, 4.0)
"""The least and the greatest number of pixels a point."""
_STACK = 256 * 2**20
"""Bytes for the thread that builds: layout recurses as deep as the report nests."""
_HEADERS = {
    "Cache-Control": "no-store",
    # Pages from elsewhere can neither show a report as part of theirs nor load its pictures.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


class Preview:
    """Briefings, who builds them, and who listens."""

    def __init__(
        self,
        briefings: Sequence[Briefing],
        editor: str,
        more: Callable[[], Sequence[Briefing]] = tuple,
    ) -> None:
        """`more` gives the briefings that have come since it was asked last."""
        self.briefings = _by_name(briefings)
        self._editor, self._more = editor, more
        self._listeners: set[asyncio.Queue[str]] = set()
        self._over, self._turn = asyncio.Event(), asyncio.Lock()

    def application(self, hosts: Sequence[str]) -> Starlette:
        """What uvicorn serves under the names `hosts`."""
        return Starlette(
            routes=[
                Route("/", self._index),
                Route("/list.json", self._list),
                Route("/events", self._events),
                Route("/client/{file}", self._client),
                Route("/{name}/", self._desk),
                Route("/{name}/state.json", self._state),
                Route("/{name}/page.html", self._page),
                Route("/{name}/report.pdf", self._pdf),
                Route("/{name}/pages/{page:int}.png", self._picture),
                Route("/{name}/place", self._place),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
            lifespan=self._lifespan,
        )

    def stop(self) -> None:
        """Let every open answer end."""
        self._over.set()
        for listener in self._listeners:
            listener.put_nowait("")

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._over.set()
            watching.cancel()

    async def _watch(self) -> None:
        """Build what a change concerns, for as long as there is a preview."""
        if len(self.briefings) == 1:
            await self._build(next(iter(self.briefings)))
        async for concerned in watch.changes(self._shown, self._over.is_set):
            for name, briefing in self.briefings.items():
                if briefing in concerned:
                    await self._build(name)

    def _shown(self) -> list[Briefing]:
        """The briefings that somebody has looked at."""
        return [each for each in self.briefings.values() if each.edition.number]

    async def _build(self, name: str, again: bool = True) -> Edition:
        """Build a briefing when its turn comes; one that is built only if `again`.

        A preview that ends waits for no build: then it is the last edition that is returned.
        """
        async with self._turn:
            briefing = self.briefings[name]
            if not self._over.is_set() and (again or not briefing.edition.number):
                self._tell(name, "building")
                await _first(_in_thread(briefing.build), self._over.wait())
                self._tell(name, "built")
            return briefing.edition

    def _tell(self, name: str, what: str) -> None:
        for listener in self._listeners:
            listener.put_nowait(json.dumps({"name": name, "what": what}))

    async def _events(self, _: Request) -> Response:
        """Server-sent events: which briefing is being built, and which has been."""
        listener: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(listener)

        async def said() -> AsyncIterator[str]:
            try:
                yield "retry: 500\n\n"
                while text := await listener.get():
                    yield f"data: {text}\n\n"
            finally:
                self._listeners.discard(listener)

        return StreamingResponse(said(), media_type="text/event-stream", headers=_HEADERS)

    async def _index(self, _: Request) -> Response:
        self._look_for_more()
        if len(self.briefings) == 1:
            return RedirectResponse(f"/{quote(next(iter(self.briefings)))}/")
        return _client_file("list.html", "text/html")

    async def _list(self, _: Request) -> Response:
        self._look_for_more()
        return _json([self._summary(name) for name in self.briefings])

    def _look_for_more(self) -> None:
        if found := self._more():
            self.briefings = _by_name((*self.briefings.values(), *found))

    async def _client(self, request: Request) -> Response:
        name = request.path_params["file"]
        if name not in CLIENT:
            raise HTTPException(404)
        return _client_file(name, CLIENT[name])

    async def _desk(self, request: Request) -> Response:
        self._named(request)
        return _client_file("desk.html", "text/html")

    async def _state(self, request: Request) -> Response:
        """How a briefing stands; one that nobody has looked at is built first."""
        name, briefing = self._named(request)
        edition = (
            await self._build(name, again=False)
            if not briefing.edition.number
            else briefing.edition
        )
        found = [_told(item, self._editor) for item in edition.findings]
        return _json(
            {**self._summary(name), "pages": edition.pictures.sizes, "findings": found},
        )

    async def _page(self, request: Request) -> Response:
        edition = self._good(request)
        return Response(edition.html, media_type="text/html", headers=_HEADERS)

    async def _pdf(self, request: Request) -> Response:
        edition = self._good(request)
        return Response(edition.pdf, media_type="application/pdf", headers=_HEADERS)

    async def _picture(self, request: Request) -> Response:
        edition, page = self._good(request), request.path_params["page"]
        if not 1 <= page <= len(edition.pictures.sizes):
            raise HTTPException(404)
        scale = min(max(_number(request, "scale"), SCALES[0]), SCALES[1])
        try:
            png = await asyncio.to_thread(edition.pictures.png, page, scale)
        except LookupError:
            raise HTTPException(404, "it has been built again") from None
        return Response(png, media_type="image/png", headers=_HEADERS)

    async def _place(self, request: Request) -> Response:
        """Where the word was written at a point of a page, or at `at` in `text`."""
        _, briefing = self._named(request)
        found: tuple[str, int] | None
        if "text" in request.query_params:
            found = (request.query_params["text"], int(_number(request, "at")))
        else:
            page = int(_number(request, "page"))
            point = _number(request, "x"), _number(request, "y")
            found = await asyncio.to_thread(briefing.edition.pictures.text_at, page, *point)
        if found is None:
            return _json(None)
        place = await asyncio.to_thread(places.find, *found, _texts(briefing.reads))
        return _json(place and _address(place.path, place.line, place.column, self._editor))

    def _named(self, request: Request) -> tuple[str, Briefing]:
        name = request.path_params["name"]
        if name not in self.briefings:
            raise HTTPException(404, f"there is no briefing named {name}")
        return name, self.briefings[name]

    def _good(self, request: Request) -> Edition:
        edition = self._named(request)[1].edition
        if not edition.html:
            raise HTTPException(404, "it has not been built yet")
        return edition

    def _summary(self, name: str) -> dict[str, object]:
        briefing = self.briefings[name]
        edition = briefing.edition
        return {
            "name": name,
            "source": str(briefing.source),
            "number": edition.number,
            "isGood": edition.is_good,
            "hasPage": bool(edition.html),
            "seconds": round(edition.seconds, 2),
        }


async def _first(*work: Coroutine[Any, Any, object]) -> None:
    """Return when one of `work` is done; what it raised is raised here, the others are dropped."""
    tasks = [asyncio.ensure_future(each) for each in work]
    done, late = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in late:
        task.cancel()
    for task in done:
        task.result()


async def _in_thread(work: Callable[[], object]) -> None:
    """Let `work` run in a thread with room on its stack, which nobody waits for at the end."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def run() -> None:
        try:
            work()
        finally:
            with suppress(RuntimeError):  # The preview is over, and its loop with it.
                loop.call_soon_threadsafe(done.set)

    threading.stack_size(_STACK)
    threading.Thread(target=run, name="reportkit-build", daemon=True).start()
    threading.stack_size(0)
    await done.wait()


def _by_name(briefings: Sequence[Briefing]) -> Mapping[str, Briefing]:
    """Each under the name of its source, with a number where that is taken."""
    named: dict[str, Briefing] = {}
    for briefing in briefings:
        name, number = briefing.slug, 2
        while name in named or name in ("client", "events", "list.json"):
            name, number = f"{briefing.slug}-{number}", number + 1
        named[name] = briefing
    return named


def _told(item: Diagnostic, editor: str) -> dict[str, object]:
    span = item.span
    place = _address(Path(span.file), span.line, span.column, editor) if span else None
    return {
        "severity": item.severity.value,
        "code": item.code,
        "message": item.message,
        "hints": item.hints,
        "place": {**place, "shown": str(span)} if place else None,
    }


def _address(path: Path, line: int, column: int, editor: str) -> dict[str, object]:
    """A place as the browser shows it, and the address under which an editor opens it."""
    whole = path.absolute()
    shown = whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole
    name = quote(whole.as_posix(), safe="/")
    url = editor.format(path=name, line=max(line, 1), column=max(column, 1))
    return {"shown": f"{shown.as_posix()}:{line}:{column}", "url": url, "line": line}


def _texts(reads: Sequence[Path]) -> list[tuple[Path, str]]:
    found = []
    for path in reads:
        if path.suffix in TEXTS:
            try:
                found.append((path, path.read_text("utf-8-sig", errors="replace")))
            except OSError:
                continue  # It has just gone; the watcher has more to say about it.
    return found


def _number(request: Request, name: str) -> float:
    try:
        number = float(request.query_params.get(name, "0"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise HTTPException(400, f"{name} is no number")
    return number


def _json(value: object) -> Response:
    return JSONResponse(value, headers=_HEADERS)


def _client_file(name: str, kind: str) -> Response:
    data = files("reportkit.preview").joinpath("client", name).read_bytes()
    return Response(data, media_type=kind, headers=_HEADERS)
