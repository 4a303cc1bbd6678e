"""Object files, found again by what went into them.

What goes in: a part's HTML and the answers to its questions. What comes out: the object file that
was compiled for the same, if it is still kept. Which questions a part asks is known only after it
was compiled, so the store keeps them under what is known before (`Library.own`), and the object
file under that together with the answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from reportkit import __version__, tools
from reportkit.press.findings import Finding
from reportkit.press.inputs import Inputs, Question
from reportkit.press.inside import PINNED
from reportkit.press.part import FORMAT, DamagedPartError, ObjectFile, decode
from reportkit.press.store import Store

_LISTS = 8
"""Lists of questions kept for one text: a part asks others when its stylesheets change."""


@dataclass(slots=True)
class Library:
    """The object files of one manuscript."""

    store: Store
    surroundings: str
    """Hash of what all parts share: the document around them and the fonts."""
    digest: Callable[[str], str]
    """URL -> SHA-256 of its file, or why it cannot be read."""
    _digests: dict[str, str] = field(default_factory=dict)
    _installed: str = field(default_factory=tools.installed)
    """Hash of all packages: words are hyphenated and fonts are cut by some of them."""

    def own(self, html: str) -> str:
        """Hash of what is known of a part before it is laid out."""
        return _hash(FORMAT, __version__, PINNED, self._installed, self.surroundings, html)

    def find(self, own: str, inputs: Inputs) -> ObjectFile | None:
        """The object file of the part for `inputs`."""
        for questions in self._questions(own):
            data = self.store.get(f"objects/{self.key(own, questions, inputs)}")
            if data is not None:
                with suppress(DamagedPartError):
                    return decode(data)
        return None

    def keep(self, own: str, inputs: Inputs, data: bytes, files: Mapping[str, str]) -> ObjectFile:
        """Keep the object file that was compiled for `inputs` from `files`; it, decoded."""
        part = decode(data)
        self._digests.update(files)
        self.store.put(f"objects/{self.key(own, part.asked, inputs)}", data)
        known = [questions for questions in self._questions(own) if questions != part.asked]
        lists = json.dumps([part.asked, *known][:_LISTS]).encode()
        self.store.put(f"questions/{own}", lists)
        return part

    def find_document(self, owns: Sequence[str]) -> tuple[bytes, tuple[Finding, ...]] | None:
        """The PDF of the parts known as `owns` and what was found, if no file has changed."""
        data = self.store.get(f"documents/{_hash(*owns)}")
        if data is None:
            return None
        head, _, pdf = data.partition(b"\n")
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            said = json.loads(head)
            if all(self.digest_of(url) == sha for url, sha in said["files"].items()):
                findings = (Finding(s, c, m, tuple(h), *w) for s, c, m, h, *w in said["findings"])
                return pdf, tuple(findings)
        return None

    def keep_document(self, owns: Sequence[str], parts: Sequence[ObjectFile], pdf: bytes) -> None:
        """Keep the PDF of `parts`."""
        names = sorted({name for part in parts for kind, name in part.asked if kind == "file"})
        findings = [finding for part in parts for finding in part.findings]
        said = {"files": {name: self.digest_of(name) for name in names}, "findings": findings}
        head = json.dumps(said, separators=(",", ":")).encode()
        self.store.put(f"documents/{_hash(*owns)}", head + b"\n" + pdf)

    def key(self, own: str, questions: Iterable[Question], inputs: Inputs) -> str:
        """Hash of all that goes into a part that asks `questions`."""
        return _hash(
            own, *((kind, name, self._answer(kind, name, inputs)) for kind, name in questions)
        )

    def _answer(self, kind: str, name: str, inputs: Inputs) -> str:
        return self.digest_of(name) if kind == "file" else inputs.answer((kind, name))

    def digest_of(self, url: str) -> str:
        """SHA-256 of the file at `url`, as the parts were made from it."""
        if url not in self._digests:
            self._digests[url] = self.digest(url)
        return self._digests[url]

    def knows(self, own: str) -> bool:
        """Whether a part of that hash was ever compiled."""
        return self.store.get(f"questions/{own}") is not None

    def _questions(self, own: str) -> list[tuple[Question, ...]]:
        data = self.store.get(f"questions/{own}")
        with suppress(ValueError, TypeError):
            lists = json.loads(data or b"[]")
            return [tuple((kind, name) for kind, name in questions) for questions in lists]
        return []


def _hash(*values: object) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()
