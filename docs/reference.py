"""Write docs/source.md, the reference of the format: `python docs/reference.py`.

In go the model's own descriptions, docs/examples.yaml and the examples of CommonMark; a test holds
the file against what comes out. The guide's table of blocks is written along with it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BeforeValidator

from reportkit.diagnostics import Diagnostics
from reportkit.model import checks, handling
from reportkit.model.blocks import BLOCKS
from reportkit.model.blocks.figure import a_width
from reportkit.model.blocks.grid import a_data_file
from reportkit.model.briefing import Briefing
from reportkit.model.node import Node
from reportkit.model.schema import bare
from reportkit.view.prose import Prose

DOCS = Path(__file__).parent
FILE = DOCS / "source.md"
GUIDE = DOCS / "guide/data/blocks.csv"
COMMONMARK = DOCS.parent / "tests" / "commonmark.json"
WORDS: dict[Callable[..., Any], str] = {
    checks.one_line: "a line of text",
    checks.a_title: "a line of text",
    checks.one_paragraph: "Markdown, one paragraph",
    checks.a_file_of_the_project: "a file",
    checks.an_id: "an id",
    checks.a_language: "a language tag",
    checks.a_url: "an address",
    checks.a_date: "a date",
    checks.a_single_date: "a date",
    checks.a_row: "a row of cells",
    handling.an_email: "an e-mail address",
    handling.an_address: "an e-mail or web address",
    handling.a_tlp_label: "a TLP label",
    a_data_file: "a data file",
    a_width: "a width",
}
"""What an author calls the values that a check lets through."""
NOT_ALLOWED = {
    "RK0302": "raw HTML",
    "RK0303": "links and images that lead neither to https:, http:, mailto: nor to a file beside "
    "the source, and images within links",
    "RK0305": "headings, since a section has a title",
    "RK0311": "link definitions that nothing uses, which print would lose (a warning)",
    "RK0304": "images without a text for those who do not see them",
}
"""What of CommonMark ends in a finding, by its code."""


def text() -> str:
    """The reference as Markdown."""
    intro = (DOCS / "source.intro.md").read_text("utf-8").rstrip()
    blocks, others = _nodes()
    parts = [intro, _commonmark(), _node(Briefing, 2)]
    parts += [_node(node, 3) for node in others]
    parts.append("## Blocks\n\nWhat may stand in a `body`, each below the key that names it.")
    parts += [_block(name, owned) for name, owned in blocks.items()]
    return "\n\n".join(parts) + "\n"


def guide_table() -> str:
    """The blocks and their keys as CSV, for the appendix of the guide; needed keys in bold."""
    rows = ["Block,What it is,Keys"]
    for name, block in BLOCKS.items():
        what = _docstring(block).partition(". ")[0].rstrip(".")
        rows.append(f'`{name}`,"{what}","{_keys(name, block)}"')
    return "\n".join(rows) + "\n"


def _keys(name: str, block: type[Node]) -> str:
    kind = get_type_hints(block, include_extras=True)[name]
    node = _inner(kind) if _is_node(_inner(kind)) else block
    beside = [key for key in block.model_fields if key != name and node is not block]
    keys = [f"**`{k}`**" if f.is_required() else f"`{k}`" for k, f in node.model_fields.items()]
    each = "in each: " if get_origin(bare(kind)[0]) is tuple else ""
    return each + ", ".join(keys) + "".join(f"; beside it `{key}`" for key in beside)


def _nodes() -> tuple[dict[str, list[type[Node]]], list[type[Node]]]:
    """For each block the nodes that it alone has, and all other nodes below the briefing."""
    others = [node for node in _below(Briefing, frozenset()) if node is not Briefing]
    blocks: dict[str, list[type[Node]]] = {}
    told = set(others)
    for name, block in BLOCKS.items():
        blocks[name] = [node for node in _below(block, frozenset()) if node not in told]
        told.update(blocks[name])
    return blocks, others


def _below(node: type[Node], seen: frozenset[type[Node]]) -> Iterator[type[Node]]:
    """`node` and the nodes in its keys, without those of blocks, each once."""
    found = [node]
    for one in found:
        for kind in get_type_hints(one, include_extras=True).values():
            inner = _inner(kind)
            if _is_node(inner) and inner not in found:
                found.append(inner)
    yield from found


def _inner(kind: Any) -> Any:
    kind = bare(kind)[0]
    return _inner(get_args(kind)[0]) if get_origin(kind) is tuple else kind


def _is_node(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Node)


def _docstring(node: type[Node]) -> str:
    return " ".join((node.__doc__ or "").split())


def _node(node: type[Node], level: int) -> str:
    title = re.sub(r"^(an?|the) ", "", node.noun)
    words = _docstring(node)
    short = f" Its `{node.shorthand}` may stand alone for it." if node.shorthand else ""
    return f"{'#' * level} {title.capitalize()}\n\n{words}{short}\n\n{_table(node)}"


def _block(name: str, nodes: list[type[Node]]) -> str:
    block, *inner = nodes
    words = _docstring(block)
    parts = [f"### `{name}`", words, f"```yaml\n{examples()[name].rstrip()}\n```", _table(block)]
    return "\n\n".join([*parts, *(_node(node, 4) for node in inner)])


@cache
def examples() -> dict[str, str]:
    """For each block a body that has it, as YAML."""
    found = re.split(r"^# (\w+)\n", (DOCS / "examples.yaml").read_text("utf-8"), flags=re.M)
    return dict(zip(found[1::2], found[2::2], strict=True))


def _table(node: type[Node]) -> str:
    hints = get_type_hints(node, include_extras=True)
    rows = ["| key | holds | |", "| --- | --- | --- |"]
    for name, field in node.model_fields.items():
        needed = "**needed.** " if field.is_required() else ""
        one = "; one may stand alone" if name in node.alone else ""
        rows.append(f"| `{name}` | {_kind(hints[name])}{one} | {needed}{field.description} |")
    return "\n".join(rows)


def _kind(kind: Any) -> str:
    """What a key holds, in the words of an author."""
    kind, extras = bare(kind)
    if get_origin(kind) is tuple:
        return f"a list: {_kind(get_args(kind)[0])}"
    if get_origin(kind) is Literal:
        return ", ".join(f"`{word}`" for word in get_args(kind))
    if get_origin(kind) is Union:
        return "blocks"
    if get_origin(kind) is dict:
        return "names and texts" if get_args(kind)[1] is not Any else "keys and values"
    if _is_node(kind):
        return str(kind.noun)
    if kind in (bool, int, float):
        return "`true` or `false`" if kind is bool else "a number"
    asked = [e.func for e in extras if isinstance(e, AfterValidator | BeforeValidator)]
    named = [WORDS[check] for check in asked if check in WORDS]
    return named[-1] if named else ("data" if kind is Any else "Markdown")


@cache
def counts() -> Counter[str]:
    """How many examples of CommonMark end in each finding; under "" those that pass."""
    found: Counter[str] = Counter()
    for example in json.loads(COMMONMARK.read_text("utf-8")):
        diagnostics = Diagnostics()
        Prose(diagnostics).blocks(example["markdown"], lambda offset: None)
        codes = {item.code for item in diagnostics}
        found.update([next(code for code in NOT_ALLOWED if code in codes)] if codes else [""])
    return found


def _commonmark() -> str:
    number = counts()
    total, passed = number.total(), number[""]
    rows = [f"| {what} | `{code}` | {number[code]} |" for code, what in NOT_ALLOWED.items()]
    return "\n".join(
        [
            f"Of the {total} examples of the CommonMark specification, {passed} become what it "
            f"gives, and {total - passed} end in a finding, for what is not allowed:",
            "",
            "| not allowed | finding | examples |",
            "| --- | --- | --- |",
            *rows,
            "",
            "An example with several of these is counted by the first. What is done otherwise on "
            "purpose: an item with one paragraph is always tight, a paragraph that is one image is "
            "a figure, code has no colours, a link in which emphasis begins or ends is two links "
            "to the same place.",
        ]
    )


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
    GUIDE.write_text(guide_table(), "utf-8")
