"""Design tokens (DTCG): a `.tokens.json` to a brand.

Tokens below the group `rk` are values for the tokens of the contract: `rk.accent`, or
`rk.size.root`, whose names are joined by hyphens. All other groups are there to be referred to.
`$extensions: {"reportkit": {"dark": …}}` gives a colour its value for dark screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportkit.brand import colours
from reportkit.brand.brand import Brand
from reportkit.brand.reader import Keys, Reader
from reportkit.brand.typefaces import WEIGHTS, faces
from reportkit.diagnostics import suggestion

GROUP = "rk"
_ALIAS = re.compile(r"\{([^{}]+)\}")
_MOST_DEEP = 50
_KEYS = ("$value", "$type", "$description", "$extensions", "$deprecated")
_ELSEWHERE = {
    "$extends": "write the tokens of the other group here, each with a value such as {group.token}",
    "$ref": "write it as an alias: {group.token}",
    "$root": "give the token a name of its own",
}
"""What design tokens have and reports do not read -> how to write it."""
_HINT = "values are of the types color, dimension, fontFamily, fontWeight, number and border"


def read(reader: Reader) -> Brand:
    """The brand that the file of `reader` describes."""
    heard = reader.diagnostics.heard
    data = reader.data
    if reader.diagnostics.heard > heard:
        return Brand(reader.source.file)
    if not isinstance(data.get(GROUP), dict):
        hint = f'begin with {{"{GROUP}": {{"accent": {{"$type": "color", "$value": "#0b4a5c"}}}}}}'
        reader.error(f"the file has no group `{GROUP}` of tokens for reports", (), hint)
        return Brand(reader.source.file)
    found = {}
    for keys, token, kind in _tokens(reader, data[GROUP], (GROUP,), str(data.get("$type", ""))):
        value = _light_dark(reader, token, kind, keys)
        if value:
            found["-".join(map(str, keys[1:]))] = (value, reader.span(keys))
    families = dict.fromkeys(
        family
        for name, (value, _) in found.items()
        if name.startswith("font-")
        for family in re.findall(r'"([^"]+)"', value)[:1]
    )
    packaged = {"source": "google"}
    return Brand(
        file=reader.source.file,
        faces=tuple(face for name in families for face in faces(reader, name, packaged, (GROUP,))),
        tokens={name: value for name, (value, _) in found.items()},
        spans={name: span for name, (_, span) in found.items()},
    )


def _tokens(
    reader: Reader, group: dict[str, Any], keys: Keys, kind: str
) -> Iterator[tuple[Keys, dict[str, Any], str]]:
    """Each token with its keys and its type, which it may have from a group around it."""
    kind = str(group.get("$type", kind))
    _check_keys(reader, group, keys)
    if "$value" in group:
        yield keys, group, kind
        return
    for name, inner in group.items():
        if name.startswith("$"):
            continue
        if not isinstance(inner, dict):
            hint = 'a token is written as {"$value": …}'
            reader.error(f"`{_named((*keys, name))}` is no token", (*keys, name), hint)
        elif len(keys) < _MOST_DEEP:
            yield from _tokens(reader, inner, (*keys, name), kind)


def _check_keys(reader: Reader, group: dict[str, Any], keys: Keys) -> None:
    """Report what the token or group at `keys` says in a way that is not known here."""
    for name in group:
        if name in _ELSEWHERE:
            message = f"`{name}` of `{_named(keys)}` is not known here"
            reader.error(message, (*keys, name), _ELSEWHERE[name])
        elif name.startswith("$") and name not in _KEYS:
            hint = suggestion(name, _KEYS) or f"a token has {', '.join(_KEYS)}"
            reader.error(f"`{_named(keys)}` has no `{name}`", (*keys, name), hint)


def _named(keys: Keys) -> str:
    return ".".join(map(str, keys))


def _light_dark(reader: Reader, token: dict[str, Any], kind: str, keys: Keys) -> str:
    light = _value(reader, token["$value"], kind, keys, 0)
    own = token.get("$extensions", {})
    own = own.get("reportkit", {}) if isinstance(own, dict) else {}
    if not (light and isinstance(own, dict) and "dark" in own):
        return light
    dark = _value(reader, own["dark"], kind, keys, 0)
    return f"light-dark({light}, {dark})" if dark else ""


def _value(reader: Reader, value: Any, kind: str, keys: Keys, depth: int) -> str:
    """A value as CSS has it; "", with an error, if it is none that reports can use."""
    if isinstance(value, str) and (alias := _ALIAS.fullmatch(value.strip())):
        return _referred(reader, alias[1], kind, keys, depth)
    heard = reader.diagnostics.heard
    made = _MAKERS.get(kind, _none)(value)
    if kind == "border" and isinstance(value, dict):
        made = _border(reader, value, keys, depth)
    # What is wrong with a part of a border has been told.
    if not made and reader.diagnostics.heard == heard:
        what = f"of the type {kind}" if kind else "without a type"
        hint = suggestion(kind, _MAKERS) if kind and kind not in _MAKERS else ""
        reader.error(f"`{_named(keys)}` {what} cannot be used", keys, hint or _HINT)
    return made


def _referred(reader: Reader, name: str, kind: str, keys: Keys, depth: int) -> str:
    """The value of the token that `{name}` refers to."""
    found: Any = reader.data
    inherited = kind
    for step in name.split("."):
        found = found.get(step) if isinstance(found, dict) else None
        if isinstance(found, dict):
            inherited = str(found.get("$type", inherited))
    if not isinstance(found, dict) or "$value" not in found or depth > _MOST_DEEP:
        reason = "refers to itself" if depth > _MOST_DEEP else "refers to what there is not"
        hint = "an alias names all groups from the top of the file: {house.plum}"
        reader.error(f"`{_named(keys)}` {reason}: {name}", keys, hint)
        return ""
    return _value(reader, found["$value"], inherited, keys, depth + 1)


def _colour(value: Any) -> str:
    if isinstance(value, dict):
        parts = value.get("components")
        is_srgb = value.get("colorSpace") == "srgb" and value.get("alpha", 1) == 1
        if is_srgb and isinstance(parts, list) and len(parts) == 3 and all(map(_is_number, parts)):
            return colours.text((float(parts[0]), float(parts[1]), float(parts[2])))
        value = value.get("hex")
    found = colours.parse(value) if isinstance(value, str) else None
    return colours.text(found) if found else ""


def _dimension(value: Any) -> str:
    if isinstance(value, dict) and _is_number(value.get("value")):
        value = f"{value['value']:g}{value.get('unit', '')}"
    is_length = isinstance(value, str) and re.fullmatch(
        r"-?\d+(\.\d+)?(px|rem|pt|mm|cm|in|em)|0", value
    )
    return str(value) if is_length else ""


def _family(value: Any) -> str:
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) and re.fullmatch(r"[\w .&'-]+", name) for name in names):
        return ""
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in names)


def _weight(value: Any) -> str:
    found = WEIGHTS.get(value, 0) if isinstance(value, str) else value
    return f"{found:g}" if _is_number(found) and 1 <= found <= 1000 else ""


def _number(value: Any) -> str:
    return f"{value:g}" if _is_number(value) else ""


def _none(_: Any) -> str:
    return ""


def _border(reader: Reader, value: dict[str, Any], keys: Keys, depth: int) -> str:
    width = _value(reader, value.get("width"), "dimension", keys, depth)
    colour = _value(reader, value.get("color"), "color", keys, depth)
    style = value.get("style", "solid")
    is_style = style in ("solid", "dashed", "dotted", "double")
    return f"{width} {style} {colour}" if width and colour and is_style else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_GENERIC = ("serif", "sans-serif", "monospace")
_MAKERS = {
    "color": _colour,
    "dimension": _dimension,
    "fontFamily": _family,
    "fontWeight": _weight,
    "number": _number,
    "border": _none,
}
