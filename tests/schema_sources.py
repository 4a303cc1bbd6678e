"""Sources at random: what a JSON Schema allows, and what the nodes of the model allow.

The first knows nothing but the schema, the second nothing but the model, so that each can be held
against the other.
"""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from reportkit.model import shape
from reportkit.model.blocks import BLOCKS
from reportkit.model.briefing import Briefing
from reportkit.model.edtf import Edtf
from reportkit.model.node import Node
from reportkit.model.patterns import VARIABLE

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" \n")
DEEPEST = 7
WORDS = (
    *("A river", "Words with *stars*", "1.10", "a-name", "yes", "2025-02-18", "2022/..", "2021~"),
    *("https://example.org/a", "desk@example.org", "TLP:RED", "amber", "data/a.csv", "60%", "en"),
    *("Two\nlines", "Two\n\nparagraphs", "", " ", "CC-BY-4.0", "de-CH", "word", "full", "Картина"),
)


@st.composite
def from_schema(draw: st.DrawFn, root: dict[str, Any]) -> Any:
    """A value that `root` allows, with neither includes nor variables."""
    return _Maker(draw, root["definitions"]).value(root, 0)


class _Maker:
    def __init__(self, draw: st.DrawFn, definitions: dict[str, Any]) -> None:
        self.draw, self.definitions = draw, definitions

    def value(self, schema: dict[str, Any], depth: int) -> Any:
        if "$ref" in schema:
            return self.value(self.definitions[schema["$ref"].rpartition("/")[2]], depth)
        if "enum" in schema:
            return self.draw(st.sampled_from(schema["enum"]))
        if "properties" in schema:
            return self.keys(schema, depth)
        if schema.get("title") or "type" in schema:
            return self.typed(schema, depth)
        if "allOf" in schema:
            return self.value(schema["allOf"][-1], depth)
        return self.value(self.choice(schema["anyOf"], depth), depth)

    def choice(self, forms: list[dict[str, Any]], depth: int) -> dict[str, Any]:
        usual = [form for form in forms if not _is_elsewhere(form)]
        if depth > DEEPEST:  # texts end what would go on for ever
            usual = [f for f in usual if "properties" not in f and "$ref" not in f] or usual[-1:]
        return self.draw(st.sampled_from(usual))

    def keys(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        way = self.way(schema)
        needed = {*schema.get("required", ()), *way.get("required", ())}
        kinds = dict(schema["properties"])
        for key, more in way.get("properties", {}).items():  # a list that must not be empty
            kinds[key] = {**kinds[key]["anyOf"][0], **more}
        offered = [key for key in schema["properties"] if key not in needed]
        few = (
            self.draw(st.lists(st.sampled_from(offered), max_size=3, unique=True))
            if offered
            else []
        )
        if "oneOf" in schema:
            others = {key for other in schema["oneOf"] for key in other["required"]}
            few = [key for key in few if key not in others]
        chosen = [
            key for key in schema["properties"] if key in needed or (depth < 6 and key in few)
        ]
        return {key: self.value(kinds[key], depth + 1) for key in chosen}

    def way(self, schema: dict[str, Any]) -> dict[str, Any]:
        """One of the ways in which a node is whole."""
        ways = schema.get("oneOf") or schema.get("anyOf") or [{}]
        return dict(self.draw(st.sampled_from(ways)))

    def typed(self, schema: dict[str, Any], depth: int) -> Any:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        kind = self.draw(st.sampled_from(kinds))
        if kind == "array":
            least = schema.get("minItems", 0)
            count = self.draw(st.integers(least, least + (2 if depth < 6 else 0)))
            return [self.value(schema["items"], depth + 1) for _ in range(count)]
        if kind == "object":
            return self.mapping(schema, depth)
        if kind == "string":
            return self.draw(_text(schema.get("pattern", "")))
        low, high = schema.get("minimum", 1000), schema.get("maximum", 9000)
        numbers = {"integer": st.integers(max(low, 1000) if high > 1000 else low, high)}
        numbers["number"] = st.integers(0, 10**9) | st.floats(-1e9, 1e9)
        return self.draw({**numbers, "boolean": st.booleans(), "null": st.none()}[kind])

    def mapping(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        inner = schema.get("additionalProperties")
        if inner is None:
            return {"mark": "bar"}
        names = st.from_regex(r"[a-z]{3,9}", fullmatch=True)
        count = schema.get("minProperties", 0)
        return {name: self.value(inner, depth + 1) for name in self.draw(_names(names, count))}


def _names(names: st.SearchStrategy[str], count: int) -> st.SearchStrategy[list[str]]:
    free = names.filter(lambda name: name not in ("date", "draft", "handling", "number"))
    return st.lists(free, min_size=count, max_size=count + 1, unique=True)


def _is_elsewhere(form: dict[str, Any]) -> bool:
    return form.get("$ref", "").endswith("include") or form.get("pattern", "").startswith("^\\$")


def _text(pattern: str) -> st.SearchStrategy[str]:
    if not pattern:
        return st.sampled_from(["words", "1.10", "a b"])
    own = pattern.removesuffix(f"|{VARIABLE}")
    # In ECMAScript `$` is the end, in Python it may stand before a last line break too.
    made = st.from_regex(re.compile(own.replace("$", r"\Z")), alphabet=LETTERS)
    return made.filter(lambda text: "$(" not in text)


@st.composite
def from_model(draw: st.DrawFn) -> dict[str, Any]:
    """A source by the keys and types of the model, whose values the model may well refuse."""
    return _mapping(draw, Briefing, 0)


def _mapping(draw: st.DrawFn, node: type[Node], depth: int) -> dict[str, Any]:
    fields = node.model_fields
    needed = {name for name, field in fields.items() if field.is_required()}
    few = set(draw(st.lists(st.sampled_from(list(fields)), max_size=4 if depth < 5 else 0)))
    kinds = shape.fields(node)
    return {
        name: _value(draw, kinds[name], depth + 1, name in node.alone)
        for name in fields
        if name in needed | few
    }


def _value(draw: st.DrawFn, kind: Any, depth: int, alone: bool = False) -> Any:
    if (item := shape.item(kind)) is not None:
        if alone and draw(st.booleans()):
            return _scalar(draw, item)
        return [_value(draw, item, depth + 1) for _ in range(draw(st.integers(0, 2)))]
    if kind is BLOCKS:
        block = draw(st.sampled_from(list(BLOCKS.values())))
        return draw(st.sampled_from(WORDS)) if depth > 6 else _mapping(draw, block, depth + 1)
    if shape.is_node(kind):
        is_short = kind.shorthand and draw(st.booleans())
        return _scalar(draw, str) if is_short else _mapping(draw, kind, depth + 1)
    if kind is Any:
        return draw(st.sampled_from([["a", 1, None], {"year": 2024, "flow": 1.5}, "data/a.csv"]))
    if get_origin(kind) is dict:
        return (
            {"name": draw(st.sampled_from(WORDS))} if shape.entry(kind) is str else {"mark": "bar"}
        )
    return _scalar(draw, kind)


def _scalar(draw: st.DrawFn, kind: Any) -> Any:
    if get_origin(kind) is Literal:
        return draw(st.sampled_from(get_args(kind)))
    if kind is Edtf:
        return draw(st.sampled_from(["2025-02-18", "2022/..", "2021~", "201X", 2024, "2025-34"]))
    if kind in (bool, int, float):
        return draw(st.booleans() if kind is bool else st.integers(1, 100))
    return draw(st.sampled_from([*WORDS, 7, 1.5, True]))
