"""The JSON Schema of a briefing, for editors: draft-07, which yaml-language-server reads.

In go the nodes of the model with their descriptions, out comes a schema of what an author may
write: shorthands, one item for a list, a number for a text, `include:` and `$(name)` included.
It cannot say all that the model checks: that ids are used once and lead somewhere, that an
interval does not end before it begins, that what is inferred is in the date, how deep things
nest, what a number looked like before YAML read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from reportkit import __version__
from reportkit.model import patterns
from reportkit.model.blocks import BLOCKS
from reportkit.model.briefing import Briefing
from reportkit.model.node import Node
from reportkit.model.patterns import Schema, or_variable

DRAFT = "http://json-schema.org/draft-07/schema#"
_INCLUDE: Schema = {
    "title": "include",
    "description": "What another file holds, or the part of it with this id or key.",
    "type": "object",
    "required": ["include"],
    "additionalProperties": False,
    "properties": {
        "include": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {"type": "string", "minLength": 1},
                        "part": {"type": "string"},
                    },
                },
            ]
        }
    },
}
_NO_ADDRESS: Schema = {
    "type": ["object", "array", "string", "number", "boolean", "null"],
    "propertyNames": {"not": {"enum": ["url", "href"]}},
    "additionalProperties": {"$ref": "#/definitions/vega-lite"},
    "items": {"$ref": "#/definitions/vega-lite"},
}


def _filled(*keys: str) -> list[Schema]:
    """Objects that have one of `keys`."""
    return [{"required": [key]} for key in keys]


_ROWS = {"anyOf": [{"required": ["rows"], "properties": {"rows": {"minItems": 1}}}]}
_ONE_OF_ROWS: Schema = {"oneOf": [*_filled("csv", "tsv"), *_ROWS["anyOf"]]}
_TOGETHER: dict[str, Schema] = {
    "Matter": {"anyOf": _filled("title", "kind")},
    "Contact": {"anyOf": _filled("text", "email", "url")},
    "Handling": {"anyOf": _filled("tlp", "text")},
    "SectionTimeline": {
        "anyOf": [
            *_filled("of"),
            {"required": ["events"], "properties": {"events": {"minItems": 1}}},
        ]
    },
    "Table": _ONE_OF_ROWS,
    "Matrix": _ONE_OF_ROWS,
    "Comparison": _ONE_OF_ROWS,
    "Code": {"oneOf": _filled("text", "file")},
    "Callout": {
        "oneOf": [
            *_filled("text"),
            {"required": ["body"], "properties": {"body": {"minItems": 1}}},
        ]
    },
    "Chart": {"anyOf": [{"required": ["spec"]}, {"required": ["type", "x", "y"]}]},
}
"""What holds between the keys of a node: its validators, as far as a schema can say it."""


def schema() -> Schema:
    """The schema, with its keys in the order of the model."""
    found: dict[str, Schema] = {"include": _INCLUDE, "vega-lite": _NO_ADDRESS}
    root = _object(Briefing, found)
    version = {"$comment": f"reportkit {__version__}"}
    return {
        "$schema": DRAFT,
        **version,
        **root,
        "title": "A briefing of reportkit",
        "definitions": found,
    }


def text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _object(node: type[Node], found: dict[str, Schema]) -> Schema:
    """The keys of a node."""
    hints = get_type_hints(node, include_extras=True)
    fields = node.model_fields
    made: Schema = {
        "title": re.sub(r"^(an?|the) ", "", node.noun),
        "description": " ".join((node.__doc__ or "").split()),
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: _property(node, name, hints[name], field, found) for name, field in fields.items()
        },
    }
    if required := [name for name, field in fields.items() if field.is_required()]:
        made["required"] = required
    return {**made, **_TOGETHER.get(node.__name__, {})}


def _property(
    node: type[Node], name: str, kind: Any, field: FieldInfo, found: dict[str, Schema]
) -> Schema:
    made = _limited(_value(kind, found), field)
    if name in node.alone:
        made = {"anyOf": [made, _alone(_items(kind), found)]}
    if "$ref" in made:
        made = {"allOf": [made]}  # what stands beside a reference is not read
    default = field.default
    shown = {"default": default} if isinstance(default, str | bool | int) else {}
    return {"description": field.description, **made, **shown}


def _limited(made: Schema, field: FieldInfo) -> Schema:
    """`made` with what the field itself says of lengths and ranges."""
    is_list = _first(made).get("type") == "array"
    words = {"min_length": "minItems"} if is_list else {"ge": "minimum", "le": "maximum"}
    for limit in field.metadata:
        for name, key in words.items():
            if hasattr(limit, name):
                _first(made)[key] = getattr(limit, name)
    return made


def _first(made: Schema) -> Schema:
    inner: Schema = made["anyOf"][0] if "anyOf" in made else made
    return inner


def _items(kind: Any) -> Any:
    return get_args(bare(kind)[0])[0]


def bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without `| None`, and what its annotations say."""
    extras: tuple[Any, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            extras = (*more, *extras)
        elif get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind):
            kind = next(part for part in get_args(kind) if part is not NoneType)
        else:
            return kind, extras


def _value(kind: Any, found: dict[str, Schema]) -> Schema:
    kind, extras = bare(kind)
    if isinstance(kind, type) and issubclass(kind, Node):
        return _node(kind, found)
    if get_origin(kind) is tuple:
        items = {"type": "array", "items": _value(get_args(kind)[0], found)}
        return {"anyOf": [items, {"$ref": "#/definitions/include"}]}
    if get_origin(kind) is Literal:
        return or_variable({"enum": list(get_args(kind))})
    if get_origin(kind) is dict:
        return _named(get_args(kind)[1], found)
    if get_origin(kind) in (Union, UnionType):
        return _block([bare(part)[0] for part in get_args(kind)], found)
    if kind in (bool, int, float):
        return or_variable({"type": {bool: "boolean", int: "integer", float: "number"}[kind]})
    return _text(extras)


def _text(extras: tuple[Any, ...]) -> Schema:
    """What the checks of a text let through; without checks it is prose."""
    asked = [e.func for e in extras if isinstance(e, AfterValidator | BeforeValidator)]
    if not asked and (given := [e for e in extras if isinstance(e, WithJsonSchema)]):
        return given[0].json_schema or {}
    made = [patterns.of(check) for check in asked]
    if not made:
        return patterns.text(patterns.FILLED, patterns.WRITTEN)
    return made[0] if len(made) == 1 else {"allOf": made}


def _named(kind: Any, found: dict[str, Schema]) -> Schema:
    """Values under names of the author's own."""
    if kind is Any:
        return {
            "type": "object",
            "allOf": [{"$ref": "#/definitions/vega-lite"}],
            "propertyNames": {"not": {"enum": ["data"]}},
        }
    made: Schema = {"type": "object", "additionalProperties": _value(kind, found)}
    if kind is str:
        made["propertyNames"] = {"pattern": "^[A-Za-z][A-Za-z0-9_-]*$"}
        made["additionalProperties"] = {"type": patterns.WRITTEN, "pattern": r"^\s*\S"}
    return {"anyOf": [made, {"$ref": "#/definitions/include"}]}


def _node(node: type[Node], found: dict[str, Schema]) -> Schema:
    """A reference to the node, which may be written short or stand in another file."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", node.__name__).lower()
    if name not in found:
        found[name] = {}  # keeps its place, since nodes hold themselves
        forms = [_object(node, found)]
        if node.shorthand:
            forms.append(_short(node, found))
        found[name] = {"anyOf": [*forms, {"$ref": "#/definitions/include"}]}
    return {"$ref": f"#/definitions/{name}"}


def _short(node: type[Node], found: dict[str, Schema]) -> Schema:
    hints = get_type_hints(node, include_extras=True)
    return _value(hints[str(node.shorthand)], found)


def _block(nodes: Sequence[type[Node]], found: dict[str, Schema]) -> Schema:
    """A block: prose as a text, or one key that names it."""
    name = "block" if len(nodes) == len(BLOCKS) else "block-inside"
    if name not in found:
        found[name] = {}
        prose = patterns.text(patterns.FILLED, patterns.WRITTEN)
        named = [_object(node, found) for node in nodes]
        found[name] = {"anyOf": [prose, *named, {"$ref": "#/definitions/include"}]}
    return {"$ref": f"#/definitions/{name}"}


def _alone(kind: Any, found: dict[str, Schema]) -> Schema:
    """One item where a list is wanted; only a scalar can be one."""
    kind, extras = bare(kind)
    if isinstance(kind, type) and issubclass(kind, Node):
        return _short(kind, found)
    if get_origin(kind) in (Union, UnionType):
        return patterns.text(patterns.FILLED, patterns.WRITTEN)
    return _value(Annotated[(kind, *extras)] if extras else kind, found)
