"""What a mistake in the YAML means to the author, and how to mend it.

In goes the parser's `Trouble`, out comes one finding. The rules are tried in order; each looks at
the parser's words and at the lines around them, since the parser often notices a mistake after
the place where it was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.frozen import frozen
from reportkit.source.text import Lines

_KEY = re.compile(r"(?:- +)*[\w-]+")
_ANY_KEY = re.compile(r"^[\w\"'-]+ *:(?:\s|$)", re.MULTILINE)
_SPLIT = re.compile(r"(?P<key> *(?:- +)*[\w-]+: +)(?P<text>\S.*?) *")
_TIGHT = re.compile(r"(?P<key>(?:- +)*[\w-]+):(?P<text>\S.*)")
_QUOTE = "a text with special characters must stand in quotes"


@frozen
class Trouble:
    """Where the parser gave up."""

    lines: Lines
    problem: str
    """In the parser's words; empty if it has none."""
    context: str
    """What the parser was reading, in its words."""
    at: int
    """Offset where it gave up."""
    began: int | None
    """Offset where that which it was reading began."""
    last: tuple[int, int]
    """Start and end of the last thing that it read well."""

    @property
    def character(self) -> str:
        return self.lines.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.lines.text[self.lines.start(self.at) : self.at]

    def line_of(self, offset: int) -> int:
        return self.lines.position(offset)[0]


class NotYaml(Exception):  # noqa: N818
    """The text is no YAML; `trouble` says where and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.problem)
        self.trouble = trouble


@frozen
class _Advice:
    message: str
    start: int
    hints: tuple[str, ...] = (_QUOTE,)
    code: str = "RK0105"
    length: int = 1


def explain(trouble: Trouble) -> Diagnostic:
    """The finding for `trouble`."""
    advice = next(filter(None, (rule(trouble) for rule in _RULES)), None)
    advice = advice or _Advice("the YAML cannot be read here", trouble.at)
    end = min(advice.start + advice.length, len(trouble.lines.text))
    span = trouble.lines.span(advice.start, max(end, advice.start))
    return Diagnostic(Severity.ERROR, advice.code, advice.message, span, advice.hints)


def quoted(text: str) -> str:
    """`text` in the quotes that need the fewest escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _tab(trouble: Trouble) -> _Advice | None:
    if trouble.character != "\t" or "cannot start" not in trouble.problem:
        return None
    if not trouble.before.strip(" -"):
        return _Advice("a tab indents this line", trouble.at, ("indent with spaces",), "RK0106")
    hint = "put spaces in its place, or the whole text in quotes"
    return _Advice("a tab stands outside quotes", trouble.at, (hint,), "RK0106")


def _reserved(trouble: Trouble) -> _Advice | None:
    is_closing = "block node" in trouble.context and trouble.character in (",", "]", "}")
    is_sign = "cannot start" in trouble.problem or "mapping keys are not" in trouble.problem
    return _needs_quotes(trouble, trouble.at) if is_closing or is_sign else None


def _needs_quotes(trouble: Trouble, start: int) -> _Advice:
    sign = trouble.lines.text[start : start + 1]
    shown = "a backquote" if sign == "`" else f"`{sign}`"
    hint = f"put the text in quotes: {_mended(trouble)}"
    return _Advice(f"a text without quotes cannot begin with {shown}", start, (hint,))


def _mended(trouble: Trouble) -> str:
    """The line of the place with its value in quotes, in backquotes."""
    line = trouble.lines.line(trouble.at)
    split = _SPLIT.fullmatch(line)
    if split is None:
        return '`"…"`'
    text = split["text"] if len(split["text"]) < 80 else split["text"][:40] + "…"
    return f"`{split['key'].strip()} {quoted(text)}`"


def _open_quote(trouble: Trouble) -> _Advice | None:
    if "quoted" not in trouble.context or "found unexpected" not in trouble.problem:
        return None
    hints: tuple[str, ...] = ("close it at the end of the text",)
    if trouble.lines.text[trouble.began or 0] == "'":
        hints += ("a text that begins with an apostrophe must stand in double quotes",)
    return _Advice("the quote that opens here is never closed", trouble.began or 0, hints)


def _escape(trouble: Trouble) -> _Advice | None:
    if "double-quoted" not in trouble.context and trouble.problem:
        return None
    start = trouble.lines.text.rfind("\\", 0, trouble.at + 1)
    if start < 0:
        return None
    hints = (
        "in double quotes a backslash begins an escape: write `\\\\` for a backslash, "
        "or use single quotes",
    )
    shown = trouble.lines.text[start : start + 2].strip()
    return _Advice(f"`{shown}` is no escape", start, hints, length=2)


def _no_keys(trouble: Trouble) -> _Advice | None:
    if "mapping values are not" not in trouble.problem and "expected ':'" not in trouble.problem:
        return None
    above = trouble.lines.text[: trouble.lines.start(trouble.at)]
    if not above.strip() or _ANY_KEY.search(above) or above.lstrip()[0] in "[{-\"'":
        return None
    return _Advice(
        "the file is text without keys, not a briefing",
        len(above) - len(above.lstrip()),
        ("a briefing is made of keys and values: begin with `title:` and the title",),
        "RK0116",
    )


def _colon(trouble: Trouble) -> _Advice | None:
    if "mapping values are not" not in trouble.problem:
        return None
    word = trouble.before.strip()
    if _KEY.fullmatch(word):
        start = trouble.at - len(word)
        hint = "align it with the key that it belongs beside; put a text with a colon in quotes"
        return _Advice(f"`{word}:` is indented too deep", start, (hint,), length=len(word))
    hint = f"put the whole text in quotes: {_mended(trouble)}"
    return _Advice("a colon stands inside a text without quotes", trouble.at, (hint,))


def _no_colon(trouble: Trouble) -> _Advice | None:
    if "expected ':'" not in trouble.problem or trouble.began is None:
        return None
    line = trouble.lines.line(trouble.began).strip()
    tight = _TIGHT.fullmatch(line)
    if tight:
        hint = f"write `{tight['key']}: {tight['text'][:40]}`"
        start = trouble.began + len(tight["key"].lstrip("- "))
        return _Advice("a space is missing after the colon", start, (hint,))
    return _Advice(
        "this line is neither a key with a value nor part of the text above",
        trouble.began,
        ("a text of several lines goes below `key: |`, each line indented",),
        length=len(line),
    )


def _dash(trouble: Trouble) -> _Advice | None:
    if "sequence entries are not" not in trouble.problem:
        return None
    hints = (
        "put each `- item` into a line of its own below the key",
        "a text that begins with a hyphen and a space must stand in quotes",
    )
    return _Advice("a list cannot begin in the line of its key", trouble.at, hints)


def _block_text(trouble: Trouble) -> _Advice | None:
    if "block scalar" not in trouble.context:
        return None
    if "more indented" in trouble.problem:
        hint = "take the spaces out of the empty lines above the text"
        return _Advice("the first lines of this text are indented unevenly", trouble.at, (hint,))
    start = trouble.began if trouble.began is not None else trouble.at
    sign = trouble.lines.text[start]
    hints = (
        f"after `{sign}` the text begins in the next line, indented",
        f"a text that begins with `{sign}` must stand in quotes",
    )
    return _Advice(f"text follows `{sign}` in its line", start, hints)


def _after_quote(trouble: Trouble) -> _Advice | None:
    start, end = trouble.last
    text = trouble.lines.text
    if "<block end>" not in trouble.problem or text[start : start + 1] not in ("'", '"'):
        return None
    if trouble.line_of(start) != trouble.line_of(end):
        line = trouble.line_of(end)
        message = f"the quote that opens here is closed only in line {line}"
        return _Advice(message, start, ("a quote is missing at the end of the text",))
    if trouble.line_of(end) != trouble.line_of(trouble.at):
        return None
    whole = text[start:].split("\n", 1)[0].strip()
    if text[end : end + 1].isalnum() and whole.endswith(text[start]):
        whole = whole[1:-1]
    hints = (f"put the whole text in quotes: `{quoted(whole[:80])}`",)
    return _Advice("text follows the closing quote", trouble.at, hints)


def _after_bracket(trouble: Trouble) -> _Advice | None:
    _, end = trouble.last
    closing = trouble.lines.text[end - 1 : end]
    if "<block end>" not in trouble.problem or closing not in ("]", "}"):
        return None
    if trouble.line_of(end) != trouble.line_of(trouble.at):
        return None
    hint = "a text that begins with `[` or `{` must stand in quotes"
    return _Advice(f"text follows the closing `{closing}`", trouble.at, (hint,))


def _indent(trouble: Trouble) -> _Advice | None:
    if "<block end>" not in trouble.problem or trouble.began is None:
        return None
    if trouble.before.strip(" -"):
        return _Advice(f"`{trouble.character}` cannot stand here", trouble.at)
    if trouble.character in ",]}":
        return _Advice(f"a line cannot begin with `{trouble.character}`", trouble.at)
    hint = _neighbour(trouble)
    length = len(trouble.lines.line(trouble.at).strip())
    return _Advice("this line is not in line with those above", trouble.at, (hint,), length=length)


def _neighbour(trouble: Trouble) -> str:
    """Which line above the place the line should begin like."""
    is_item = trouble.lines.line(trouble.at).lstrip().startswith("- ")
    above = trouble.lines.text[: trouble.lines.start(trouble.at)].splitlines()
    for number, line in reversed(list(enumerate(above, 1))):
        if line.strip() and line.lstrip().startswith("- ") == is_item:
            return f"begin it in the same column as line {number}, or as a line above that"
    return "a list stands below a key that has nothing after its colon"


def _bracket(trouble: Trouble) -> _Advice | None:
    if "flow" not in trouble.context or trouble.began is None:
        return None
    opening = trouble.lines.text[trouble.began : trouble.began + 1]
    if opening not in ("[", "{"):
        what = (
            f"`{trouble.character}` cannot stand here"
            if trouble.character
            else "a bracket is not closed"
        )
        return _Advice(what, trouble.at)
    closing = "]" if opening == "[" else "}"
    hint = f"a text with `{opening}` in it must stand in quotes"
    if trouble.line_of(trouble.began) != trouble.line_of(trouble.at) or not trouble.character:
        return _Advice(f"the `{opening}` that opens here is never closed", trouble.began, (hint,))
    return _Advice(f"a comma or `{closing}` is missing here", trouble.at, (hint,))


def _indicator(trouble: Trouble) -> _Advice | None:
    if not trouble.context.startswith(("while scanning an a", "while scanning a tag")) and (
        "tag" not in trouble.context + trouble.problem
    ):
        return None
    return _needs_quotes(trouble, trouble.at if trouble.began is None else trouble.began)


def _percent(trouble: Trouble) -> _Advice | None:
    found = re.compile(r"^%", re.MULTILINE).search(trouble.lines.text, max(trouble.last[1] - 1, 0))
    if found is None or trouble.line_of(found.start()) > trouble.line_of(trouble.at):
        return None
    return _Advice("a line cannot begin with `%`", found.start())


_RULES: tuple[Callable[[Trouble], _Advice | None], ...] = (
    _tab,
    _percent,
    _reserved,
    _open_quote,
    _escape,
    _no_keys,
    _colon,
    _no_colon,
    _dash,
    _block_text,
    _after_quote,
    _after_bracket,
    _indent,
    _bracket,
    _indicator,
)
