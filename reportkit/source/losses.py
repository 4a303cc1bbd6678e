"""What YAML would drop without a word: directives, tags, anchors, words after ` #`.

In go an event and the lines it stands in, out come findings. Tags and directives are refused;
an anchor that nothing uses and a comment that looks like text are warned of.
"""

from __future__ import annotations

import re

from reportkit.diagnostics import Diagnostics
from reportkit.source.events import Event
from reportkit.source.text import Lines, first_control, name_of, without_controls

_HEAD = re.compile(r"(?:[ \t]*(?:[#%][^\r\n]*)?(?:\r\n|\r|\n))*(?:%[^\r\n]*)?")
_DIRECTIVE = re.compile(r"^%[^\r\n]*", re.MULTILINE)
_HASHTAG = re.compile(r" +(#\w\S*)")
_WORD = re.compile(r"\S+")
_QUOTE = "if it belongs to the text, put the whole text in quotes"


def check_directives(lines: Lines, diagnostics: Diagnostics) -> str:
    """The text with comments in place of directives, of which only `%YAML 1.2` is allowed."""
    head = _HEAD.match(lines.text)
    end = head.end() if head else 0
    for match in _DIRECTIVE.finditer(lines.text, 0, end):
        if match[0].split("#")[0].split() != ["%YAML", "1.2"]:
            diagnostics.error(
                "RK0113",
                f"the directive `{match[0].strip()}` is not allowed",
                lines.span(*match.span()),
                "delete the line: a source is YAML 1.2 without directives",
            )
    return _DIRECTIVE.sub(lambda match: "#" + match[0][1:], lines.text[:end]) + lines.text[end:]


def check_tag(lines: Lines, event: Event, diagnostics: Diagnostics) -> None:
    """Refuse the tag of a value."""
    if event.tag is None:
        return
    for word in _WORD.finditer(lines.text, event.start):
        if word[0].startswith("!"):
            diagnostics.error(
                "RK0113",
                f"`{word[0]}` is a YAML tag, and tags are not allowed",
                lines.span(*word.span()),
                _QUOTE,
            )
            return


def check_escapes(lines: Lines, event: Event, diagnostics: Diagnostics) -> str:
    """The value of a scalar; control characters that it holds as escapes are refused."""
    value = event.value
    control = first_control(value) if event.style == '"' else None
    if control is None:
        return value
    diagnostics.error(
        "RK0112",
        f"the text holds {name_of(control)} as an escape",
        lines.span(event.start, event.end),
        "delete the escape, or write the character itself",
    )
    return without_controls(value)


def check_hashtag(lines: Lines, event: Event, diagnostics: Diagnostics) -> None:
    """Warn of a word that ends a plain text because it begins with `#`."""
    may_follow = not event.style and lines.text.startswith(" ", event.end)
    found = _HASHTAG.match(lines.text, event.end) if may_follow else None
    if found is not None and event.value:
        diagnostics.warning(
            "RK0117",
            f"`{found[1]}` is read as a comment and not printed",
            lines.span(*found.span(1)),
            f"{_QUOTE}; if it is a comment, put a space after the `#`",
        )


def report_unused(lines: Lines, anchors: dict[str, int], diagnostics: Diagnostics) -> None:
    """Warn of anchors, given with their offsets, that no alias names."""
    for name, offset in anchors.items():
        diagnostics.warning(
            "RK0108",
            f"`&{name}` is read as an anchor that nothing uses, and not printed",
            lines.span(offset, offset + len(name) + 1),
            _QUOTE,
        )
