"""brand-yml: `_brand.yml` to a brand.

Read are `color`, `typography`, `logo` and the name in `meta`. What other tools alone have a use for
is known and noted; what the format does not have is warned of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportkit.brand import colours
from reportkit.brand.brand import Brand, Pair
from reportkit.brand.reader import Keys, Reader
from reportkit.brand.typefaces import faces, weight
from reportkit.theme import Face, Logo

ROLES = ("foreground", "background", "primary", "secondary", "tertiary", "light")
"""The roles of colours that themes have a use for."""
_OTHER_ROLES = ("success", "info", "warning", "danger", "dark")
_TEXTS = ("base", "headings", "monospace")
_OTHER_TEXTS = ("monospace-inline", "monospace-block", "link")
_SIZES = ("large", "medium", "small")
"""Of logos; the first is the best for a cover."""
_LEAST, _MOST = 6.0, 24.0
"""Sizes of text, in pt."""
_UNITS = {"pt": 1.0, "px": 0.75}


def read(reader: Reader) -> Brand:
    """The brand that the file of `reader` describes."""
    data = reader.data
    reader.unknown(data, ("meta", "logo", "color", "typography", "defaults"), ())
    meta = data.get("meta")
    name = meta.get("name") if isinstance(meta, dict) else None
    name = name.get("full") or name.get("short") if isinstance(name, dict) else name
    typography = reader.table(data.get("typography"), ("typography",))
    light, dark = _logos(reader, data.get("logo"), name if isinstance(name, str) else "")
    fonts, tokens = _texts(reader, typography)
    found = _colours(reader, reader.table(data.get("color"), ("color",)))
    spans = {token: reader.span(("typography",)) for token in tokens}
    return Brand(
        file=reader.source.file,
        colours=found,
        fonts=fonts,
        faces=tuple(_faces(reader, typography, fonts)),
        tokens=tokens,
        spans={**spans, **{role: reader.span(("color", role)) for role in found}},
        logo=light,
        dark_logo=dark,
    )


def _colours(reader: Reader, table: dict[str, Any]) -> dict[str, Pair]:
    reader.unknown(table, ("palette", *ROLES, *_OTHER_ROLES), ("color",))
    palette = reader.table(table.get("palette"), ("color", "palette"))
    _check_palette(reader, palette)
    found = {}
    for role, value in table.items():
        if role in _OTHER_ROLES:
            reader.unused(("color", role))
        elif role in ROLES and (pair := _pair(reader, value, palette, ("color", role))):
            found[role] = pair
    return found


def _check_palette(reader: Reader, palette: dict[str, Any]) -> None:
    """A warning for each colour that is none and that nothing asks for, as yet."""
    for name, value in palette.items():
        is_known = isinstance(value, str) and (value in palette or colours.parse(value))
        if not is_known:
            message = f"`{name}` is no opaque colour: {value}"
            reader.warning(message, ("color", "palette", name), "write it as #rrggbb")


def _pair(reader: Reader, value: Any, palette: dict[str, Any], keys: Keys) -> Pair | None:
    if not isinstance(value, dict):
        light = _colour(reader, value, palette, keys)
        return Pair(light) if light else None
    reader.unknown(value, ("light", "dark"), keys)
    light = _colour(reader, value.get("light"), palette, (*keys, "light"))
    dark = _colour(reader, value.get("dark"), palette, (*keys, "dark"))
    return Pair(light, dark) if light else None


def _colour(
    reader: Reader, value: Any, palette: dict[str, Any], keys: Keys
) -> colours.Colour | None:
    """A colour, which may be the name of one in the palette, and that of another."""
    seen: set[str] = set()
    while isinstance(value, str) and value in palette and value not in seen:
        seen.add(value)
        value = palette[value]
    found = colours.parse(value) if isinstance(value, str) else None
    if found is None and value is not None:
        named = ", ".join(palette) or "none"
        hint = f"write it as #rrggbb, or as a name of the palette, which has: {named}"
        reader.error(f"`{keys[-1]}` is no opaque colour: {value}", keys, hint)
    return found


def _texts(reader: Reader, table: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Family by role, and what else becomes a token."""
    reader.unknown(table, ("fonts", *_TEXTS, *_OTHER_TEXTS), ("typography",))
    fonts: dict[str, str] = {}
    tokens: dict[str, str] = {}
    for role, value in table.items():
        keys = ("typography", role)
        if role in _OTHER_TEXTS:
            reader.unused(keys)
        elif role in _TEXTS:
            values = {"family": value} if isinstance(value, str) else reader.table(value, keys)
            known = ("family", "size", "weight", "style", "line-height", "color")
            reader.unknown(values, known, keys)
            if family := reader.text(values.get("family"), (*keys, "family")):
                fonts[role] = family
            tokens |= dict(_details(reader, values, keys))
    return fonts, tokens


def _details(reader: Reader, values: dict[str, Any], keys: Keys) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name == "weight" and keys[-1] == "headings":
            if found := weight(reader, value, (*keys, name)):
                yield "weight-display", str(found)
                yield "weight-heading", str(found)
        elif name == "size" and keys[-1] == "base":
            size = re.fullmatch(r"(\d+(?:\.\d+)?)(pt|px)", str(value))
            points = float(size[1]) * _UNITS[size[2]] if size else 0.0
            if size is None:
                reader.unused((*keys, name), "write it in pt or px")
            elif _LEAST <= points <= _MOST:
                yield "size-root", f"{points:g}pt"
            else:
                hint = f"text of a report is {_LEAST:g} to {_MOST:g} pt; most have 10"
                reader.error(f"no text can be read in {value}", (*keys, name), hint)
        elif name in ("size", "weight", "style", "line-height", "color"):
            reader.unused((*keys, name))


def _faces(reader: Reader, table: dict[str, Any], fonts: dict[str, str]) -> Iterator[Face]:
    """The faces of the families that are used."""
    listed = table.get("fonts") or []
    if not isinstance(listed, list):
        reader.error("`fonts` must be a list", ("typography", "fonts"))
        listed = []
    made: set[str] = set()
    for i, entry in enumerate(listed):
        keys = ("typography", "fonts", i)
        family = reader.text(reader.table(entry, keys).get("family"), (*keys, "family"))
        if family in fonts.values():
            made.add(family)
            yield from faces(reader, family, entry, keys)
    for role, family in fonts.items():
        if family not in made:
            made.add(family)
            yield from faces(reader, family, {"source": "google"}, ("typography", role))


def _logos(reader: Reader, value: Any, name: str) -> tuple[Logo | None, Logo | None]:
    """The logo for a light ground, and that for a dark one if it is another."""
    if isinstance(value, str):
        return _logo(reader, value, name, ("logo",)), None
    table = reader.table(value, ("logo",))
    reader.unknown(table, ("images", "path", "alt", *_SIZES), ("logo",))
    images = reader.table(table.get("images"), ("logo", "images"))
    if "path" in table:
        return _logo(reader, table, name, ("logo",)), None
    size = next((size for size in _SIZES if size in table), "")
    keys: Keys = ("logo", size)
    chosen = table.get(size)
    is_pair = isinstance(chosen, dict) and "path" not in chosen
    pair = chosen if is_pair and isinstance(chosen, dict) else {"light": chosen}
    found = [
        _logo(reader, images.get(one, one) if isinstance(one, str) else one, name, keys)
        for one in (pair.get("light"), pair.get("dark"))
    ]
    return found[0], found[1]


def _logo(reader: Reader, value: Any, name: str, keys: Keys) -> Logo | None:
    if value is None:
        return None
    values = value if isinstance(value, dict) else {"path": value}
    file = reader.text(values.get("path"), keys)
    if not file:
        return None
    path = (reader.path.parent / file).resolve()
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", file) or not path.is_relative_to(
        reader.workspace.root.resolve()
    ):
        hint = "copy it into the project and name it from the brand file"
        reader.error(f"the logo {file} lies outside the project", keys, hint)
        return None
    alt = values.get("alt") or name
    if not isinstance(alt, str) or not alt:
        hint = "give it `alt:`, or the brand a `name` in `meta`"
        reader.error("the logo has no text for those who do not see it", keys, hint)
        return None
    return Logo(path, alt, reader.span(keys))
