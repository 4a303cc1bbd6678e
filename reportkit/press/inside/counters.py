"""Counters of a stylesheet that one part hands to the next.

What goes in: the counters that WeasyPrint keeps while it builds the boxes of a part. What comes
out: their values as if the parts before had been there, and what this part leaves to the next. A
counter is asked for when it is first used, so a part that resets what it counts asks nothing.

Only counters that outlive the part matter: those of `<body>`, of what is above it, and of the
part's own elements, whose scope takes in the elements beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from reportkit.press.engine import UnfitError
from reportkit.press.inside.session import Session

Ask = Callable[[str], str]
"""Counter -> its value at the end of the part before, "" if it had none."""

_BODY = 3
"""Scopes that are open where the children of `<body>` begin: the root's, `<html>`'s, `<body>`'s."""
_STATE = 7
"""Arguments besides the element, if the state is among them."""
_NOTES = ("footnote", "note")
"""Counters that WeasyPrint begins with."""


class Values(list[int]):
    """The values of one counter, the innermost last; the outermost may come from other parts."""

    def __init__(self, values: list[int], resolve: Callable[[Values], None]) -> None:
        super().__init__(values)
        self.resolve = resolve
        self.is_pending = True
        self.is_own = bool(values)
        """The outermost value is this part's until it is known what was before."""
        self._is_closing = False

    def _settle(self) -> None:
        if self.is_pending:
            self.is_pending = False
            self.resolve(self)

    def pop(self, index: Any = -1) -> int:
        value = super().pop(index)
        self._is_closing = not len(self)
        return value

    def __bool__(self) -> bool:
        # A scope that ends looks whether anything is left; only one that begins asks what was.
        is_closing, self._is_closing = self._is_closing, False
        if not len(self) and not is_closing:
            self._settle()
        return len(self) > 0

    def __getitem__(self, index: Any) -> Any:
        if len(self) <= self.is_own:
            self._settle()
        return super().__getitem__(index)

    def __setitem__(self, index: Any, value: Any) -> None:
        if len(self) <= self.is_own:
            self.is_pending = False
        super().__setitem__(index, value)

    def __iter__(self) -> Iterator[int]:
        self._settle()
        return super().__iter__()


class Counters(dict[str, Any]):
    """Values by counter, for the elements of a document."""

    def __init__(self) -> None:
        super().__init__({name: [0] for name in _NOTES})
        self._is_begun = False
        self._scope: set[str] = set()
        self._ask: Ask = str

    def begin(self, scope: set[str], ask: Ask) -> None:
        """Before the elements of the part, which open their counters in `scope`."""
        if self._is_begun:
            return
        self._is_begun, self._scope, self._ask = True, scope, ask
        for name, values in self.items():
            self[name] = Values(values, self._resolver(name))

    def _resolver(self, name: str) -> Callable[[Values], None]:
        def resolve(values: Values) -> None:
            answer = self._ask(name)
            if answer and values.is_own:
                list.__setitem__(values, 0, int(answer))
            elif answer:
                values.insert(0, int(answer))
                values.is_own = True
                self._scope.add(name)

        return resolve

    def setdefault(self, name: str, default: Any = None) -> Any:
        if name not in self:
            self[name] = Values([], self._resolver(name)) if self._is_begun else []
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self and self._is_begun:
            values = Values([], self._resolver(name))
            if values:
                self[name] = values
        return super().get(name, default)

    def left(self, scopes: list[set[str]]) -> dict[str, int]:
        """What is left for the next part, of counters that this part has used."""
        names = sorted(set().union(*scopes))
        used = (name for name in names if not (self[name].is_own and self[name].is_pending))
        return {name: list.__getitem__(self[name], -1) for name in used}


def element_boxes(session: Session, original: Callable[..., Any], element: Any, *rest: Any) -> Any:
    """`element_to_box` of WeasyPrint, with the counters of the parts before."""
    if len(rest) < _STATE:
        return original(element, *rest, ([0], Counters(), [set(_NOTES)], []))
    quotes, counters, scopes, _ = rest[-1]
    if len(scopes) != _BODY:
        return original(element, *rest)
    if session.is_first or session.elements:
        ask = (lambda _: "") if session.is_first else partial(session.ask, "counter")
        counters.begin(scopes[-1], ask)
    session.elements += 1
    made = original(element, *rest)
    session.counters = counters.left(scopes) if session.is_first or session.elements > 1 else {}
    if quotes[0]:
        raise UnfitError("a quotation begins in one part and ends in another")
    return made
