"""Faces cut down to the characters of one page, for a page that carries its own fonts.

In go the prepared faces and the text that each sets, out come WOFF2 files of 5 to 20 kB. They are
kept under a hash of what went into them, and characters come in groups (all letters, all figures),
so that an edit rarely asks for a new cut and an unchanged page never opens a font.
"""

from __future__ import annotations

import hashlib
import json
import os
import string
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from reportkit.frozen import frozen
from reportkit.theme.face import Face
from reportkit.theme.fonts import FontFolder
from reportkit.theme.scripts import text_for

_RECIPE = "4"
"""Counts up when the same characters are cut in another way."""
_GROUPS = (
    frozenset(string.ascii_letters),
    frozenset(string.digits + string.punctuation),
    frozenset("‘’“”–—…·•−×\u00a0"),
    frozenset(map(chr, (*range(0x410, 0x450), 0x401, 0x451))),
)
"""Latin letters, figures and signs, marks of typesetting, Russian letters."""
_FEATURES = [
    *("ccmp", "locl", "mark", "mkmk", "kern", "liga", "clig", "calt"),
    *("lnum", "onum", "pnum", "tnum"),
    *("isol", "init", "medi", "fina", "rlig", "mset", "curs"),
]
"""OpenType features that stay: those that are on by themselves, and figures of every kind."""
_ON_REQUEST = {"smcp": "small-caps", "c2sc": "all-small-caps"}
"""OpenType features with glyphs of their own for every letter -> the word of CSS for them."""
_DROPPED_TABLES = ["BASE", "DSIG", "LTSH", "gasp", "meta"]
_DIGEST_SIZE = hashlib.sha256().digest_size


@frozen
class WebFont:
    """A face for the web."""

    face: Face
    data: bytes
    """WOFF2."""
    mime: str = "font/woff2"


def asked_features(sheets: Iterable[str]) -> tuple[str, ...]:
    """The OpenType features that pages have only where their stylesheets name them."""
    css = "\n".join(sheets)
    return tuple(tag for tag, word in _ON_REQUEST.items() if tag in css or word in css)


def subset(
    folder: FontFolder, texts: Mapping[Face, str], cache_folder: Path, asked: Sequence[str] = ()
) -> tuple[WebFont, ...]:
    """Each face of `texts` holding the characters given for it, in the theme's order.

    Characters may repeat and come in any order; those that a face lacks are passed over, and a
    face without text is left out. `asked` are features of `asked_features`, whose glyphs stay
    then. Nothing is wrong if `cache_folder` cannot be written.
    """
    cut = []
    for face, file in folder.files:
        if characters := _characters(text_for(face.script, texts.get(face, ""))):
            kept = cache_folder / "webfonts" / _key(folder, face, characters, asked)
            data = _read(kept)
            if data is None:
                data = _cut(file, characters, asked)
                _keep(kept, data)
            cut.append(WebFont(face, data))
    return tuple(cut)


def _characters(text: str) -> str:
    found = {
        character for character in set(text) if character.isprintable() or character == "\u00a0"
    }
    for group in _GROUPS:
        if found & group:
            found |= group
    return "".join(sorted(found))


def _key(folder: FontFolder, face: Face, characters: str, asked: Sequence[str]) -> str:
    versions = [_RECIPE, *map(version, ("uharfbuzz", "fonttools", "brotli"))]
    ingredients = json.dumps([versions, folder.key, face.name, characters, asked])
    return hashlib.sha256(ingredients.encode()).hexdigest()[:32]


def _cut(file: Path, characters: str, asked: Sequence[str]) -> bytes:
    """WOFF2 with what `characters` need; HarfBuzz cuts in a tenth of the time of fontTools."""
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, (*_FEATURES, *asked)))
    wanted.drop_table_tag_set.update(map(_tag, _DROPPED_TABLES))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    buffer = BytesIO()
    with TTFont(BytesIO(uharfbuzz.subset(face, wanted).blob.data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(buffer)
    return buffer.getvalue()


def _tag(name: str) -> int:
    """The number that OpenType has for a name of four letters."""
    return int.from_bytes(name.encode())


def _read(path: Path) -> bytes | None:
    """The font kept at `path` behind its own hash; None if there is none or it is damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    digest, data = kept[:_DIGEST_SIZE], kept[_DIGEST_SIZE:]
    return data if hashlib.sha256(data).digest() == digest else None


def _keep(path: Path, data: bytes) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            os.replace(name, path)  # noqa: PTH105
        except OSError:
            Path(name).unlink(missing_ok=True)
