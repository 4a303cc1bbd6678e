"""The markup of parts, found again by what went into it.

In goes a part of the view with a way to make its markup, out comes the markup: that of an earlier
build, in whichever process, if all that it came from is as it was. Which templates a part runs, and
what of the report they read, is known only after they have run; so these questions are kept with
their answers, and asked again. What was made with a finding is not kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from reportkit.frozen import frozen

if TYPE_CHECKING:
    from reportkit.html.engine import Engine

_FORMAT = "2"


class Store(Protocol):
    """Bytes by name, which may be lost: `press.store` has two."""

    def get(self, name: str) -> bytes | None:
        """What was put under `name`, unless it is lost or damaged."""

    def put(self, name: str, data: bytes) -> None:
        """Keep `data`, if that can be done."""


@frozen
class Kept:
    """Markup that outlives a build."""

    store: Store
    tools: str
    """Hash of the programs that make markup: those of reportkit and of all that it leans on."""

    def markup(self, engine: Engine, kind: str, value: object, make: Callable[[], str]) -> str:
        """What `make` gives for `value`, a part of that kind, by the templates of `engine`."""
        own = _hash(_FORMAT, self.tools, engine.look, kind, repr(value))
        found = self._find(own, engine)
        return self._make(own, engine, make) if found is None else found

    def drawing(self, question: str, draw: Callable[[], str]) -> str:
        """What `draw` gives for `question`, on which alone it depends. Raises what it raises."""
        name = f"drawings/{_hash(_FORMAT, self.tools, question)}"
        data = self.store.get(name)
        if data is not None:
            with suppress(UnicodeDecodeError):
                return data.decode()
        made = draw()
        self.store.put(name, made.encode())
        return made

    def _find(self, own: str, engine: Engine) -> str | None:
        data = self.store.get(f"markup/{own}")
        head, _, markup = (data or b"").partition(b"\n")
        with suppress(ValueError, TypeError):
            answers = json.loads(head)
            if answers and all(
                engine.answer((what, name)) == answer for what, name, answer in answers
            ):
                return markup.decode("utf-8", "surrogatepass")
        return None

    def _make(self, own: str, engine: Engine, make: Callable[[], str]) -> str:
        heard = engine.forget()
        made = make()
        if engine.heard == heard:
            answers = [(*question, engine.answer(question)) for question in engine.asked]
            head = json.dumps(answers, separators=(",", ":")).encode()
            self.store.put(f"markup/{own}", head + b"\n" + made.encode("utf-8", "surrogatepass"))
        return made


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
