"""The fonts of all parts, each embedded once with the glyphs that any part uses.

What goes in: the parts' fonts and a way to their files. What comes out: for each part the object
number of its font dictionary. Parts share one, but a part that prints characters that a font lacks
has its own: there glyph numbers beyond the font stand for those characters, so that the text can
still be copied, and each part counts them from the same number.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from itertools import islice

from reportkit.frozen import frozen
from reportkit.press.part import Font, ObjectFile
from reportkit.press.pdf import PdfFile, array, compressed, dictionary, reference, string
from reportkit.press.store import Store

_FIXED_PITCH = 1
_BATCH = 100
"""Entries in one section of a character map, at most."""
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
_SYSTEM = dictionary(Registry=b"(Adobe)", Ordering=b"(Identity)", Supplement=0)


class FontClashError(ValueError):
    """Two font files go by one name, so text would be printed in the wrong one."""


@frozen
class _Embedded:
    """A face with what all parts use of it."""

    font: Font
    file: int
    """Object number of the font file."""


def add_fonts(
    pdf: PdfFile,
    parts: Sequence[ObjectFile],
    read: Callable[[str], bytes],
    shared: int,
    own: Sequence[int],
    store: Store | None = None,
) -> None:
    """Embed the fonts of `parts`; `read` gives the file with a SHA-256.

    `store` keeps them as they are embedded, since an edit seldom brings another glyph.

    The dictionary of all fonts gets the object number `shared`, and that of a part those in `own`,
    or none for 0.

    Raises `FontClashError`, and what `read` raises.
    """
    united = sorted(_united(parts).items())
    embedded = {key: _embed(pdf, font, read, store) for key, font in united}
    pdf.add(_dictionary({key: _add_font(pdf, e) for key, e in embedded.items()}), shared)
    for part, target in zip(parts, own, strict=True):
        if target:
            with_missing = {font.key: _lacking(embedded[font.key], font) for font in part.fonts}
            fonts = {key: _add_font(pdf, e) for key, e in with_missing.items()}
            pdf.add(_dictionary(fonts), target)


def _lacking(embedded: _Embedded, font: Font) -> _Embedded:
    return replace(embedded, font=_with_missing(embedded.font, font))


def _dictionary(fonts: Mapping[str, int]) -> bytes:
    return dictionary(**{key: reference(number) for key, number in fonts.items()})


def _united(parts: Iterable[ObjectFile]) -> dict[str, Font]:
    """Each font with the glyphs of all parts, but for what stands for characters it lacks."""
    united: dict[str, list[Font]] = {}
    for font in (font for part in parts for font in part.fonts):
        same = united.setdefault(font.key, [])
        if same and (same[0].file, same[0].index) != (font.file, font.index):
            raise FontClashError(f"two fonts are called {font.family}")
        same.append(font)
    return {key: _merged(fonts) for key, fonts in united.items()}


def _merged(fonts: Sequence[Font]) -> Font:
    widths: dict[int, int] = {}
    texts: dict[int, str] = {}
    for font in fonts:
        lacking = set(font.missing.values())
        widths |= {glyph: font.widths[glyph] for glyph in font.widths.keys() - widths - lacking}
        texts |= {glyph: font.texts[glyph] for glyph in font.texts.keys() - texts - lacking}
    missing = {0: 0} if any(font.missing for font in fonts) else {}
    return replace(fonts[0], widths=widths, texts=texts, missing=missing)


def _with_missing(united: Font, font: Font) -> Font:
    widths, texts = {**united.widths, **font.widths}, {**united.texts, **font.texts}
    return replace(united, widths=widths, texts=texts, missing=font.missing)


def _embed(
    pdf: PdfFile, font: Font, read: Callable[[str], bytes], store: Store | None
) -> _Embedded:
    glyphs, has_missing = sorted(font.texts), bool(font.missing)
    facts = [*_cutters(), font.file, font.index, glyphs, has_missing]
    name = f"subsets/{hashlib.sha256(json.dumps(facts).encode()).hexdigest()}"
    kept = store.get(name) if store else None
    if kept is None:
        data = subset(read(font.file), font.index, glyphs, has_missing)
        kept = b"%d\n" % len(data) + compressed(data)
        if store:
            store.put(name, kept)
    length, _, packed = kept.partition(b"\n")
    kind = b"/Subtype /OpenType" if font.is_otf else b"/Length1 %s" % length
    number = pdf.stream(packed, kind + b"/Filter /FlateDecode", packed=True)
    return _Embedded(replace(font, missing={}), number)


@cache
def _cutters() -> tuple[str, str]:
    """What subsets depend on besides their font and glyphs."""
    return version("uharfbuzz"), zlib.ZLIB_RUNTIME_VERSION


def subset(data: bytes, index: int, glyphs: Sequence[int], draws_missing: bool) -> bytes:
    """The font file reduced to `glyphs`, which keep their numbers."""
    import uharfbuzz as hb

    flags = hb.SubsetFlags
    base = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE
    base |= flags.NOTDEF_OUTLINE if draws_missing else flags.DEFAULT
    face = hb.Face(data, index)
    keep = range(max(glyphs, default=0) + 1)
    for chosen, extra in ((glyphs, flags.RETAIN_GIDS), (keep, flags.NO_HINTING)):
        wanted = hb.SubsetInput()
        wanted.flags = base | extra
        wanted.glyph_set.update(chosen)
        wanted.drop_table_tag_set.update(int.from_bytes(t.encode(), "big") for t in _DROPPED)
        face = hb.subset(face, wanted)
    return bytes(face.blob.data)


def _add_font(pdf: PdfFile, embedded: _Embedded) -> int:
    font = embedded.font
    name = font.name.encode()
    descendant = dictionary(
        Type=b"/Font",
        Subtype=b"/CIDFontType0" if font.is_otf else b"/CIDFontType2",
        BaseFont=name,
        CIDSystemInfo=_SYSTEM,
        CIDToGIDMap=b"/Identity",
        W=_widths(font.widths),
        FontDescriptor=reference(pdf.add(_descriptor(embedded))),
    )
    encoding = reference(_add_encoding(pdf, font)) if font.missing else b"/Identity-H"
    return pdf.add(
        dictionary(
            Type=b"/Font",
            Subtype=b"/Type0",
            BaseFont=name,
            ToUnicode=reference(pdf.stream(_to_unicode(font.texts))),
            Encoding=encoding,
            DescendantFonts=array([reference(pdf.add(descendant))]),
        )
    )


def _descriptor(embedded: _Embedded) -> bytes:
    font = embedded.font
    widths = set(font.widths.values())
    fixed = _FIXED_PITCH if len(font.widths) > 1 and len(widths) == 1 else 0
    file_key = "FontFile3" if font.is_otf else "FontFile2"
    box = b"[0 %d %d %d]" % (font.descent, max(widths, default=0), font.ascent)
    return dictionary(
        Type=b"/FontDescriptor",
        FontName=font.name.encode(),
        FontFamily=string(font.family),
        Flags=font.flags + fixed,
        FontBBox=box,
        ItalicAngle=font.italic_angle,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.ascent,
        StemV=font.stem_v,
        StemH=font.stem_h,
        **{file_key: reference(embedded.file)},
    )


def _widths(widths: Mapping[int, int]) -> bytes:
    """Runs of neighbouring glyphs: the first one's number and the widths."""
    runs: list[tuple[int, list[bytes]]] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            runs.append((glyph, []))
        runs[-1][1].append(b"%d" % widths[glyph])
    return array([b"%d %s" % (first, array(run)) for first, run in runs])


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    rows = [
        b"<%04x> <%s>" % (glyph, text.encode("utf-16-be").hex().encode())
        for glyph, text in sorted(texts.items())
    ]
    return _map(b"Adobe-Identity-UCS", b"UCS", 2, _sections(rows, b"bfchar"))


def _add_encoding(pdf: PdfFile, font: Font) -> int:
    """A map that sends the characters that the face lacks to its sign for them."""
    lacking = set(font.missing.values())
    rows = [b"<%04x> %d" % (g, 0 if g in lacking else g) for g in sorted(font.texts)]
    extra = b"/Type /CMap/CMapName /Missing/CIDSystemInfo " + _SYSTEM
    data = _map(b"Missing", b"Identity", 1, _sections(rows, b"cidchar"))
    return pdf.stream(data, extra)


def _sections(rows: Iterable[bytes], kind: bytes) -> list[bytes]:
    left = iter(rows)
    lines: list[bytes] = []
    while batch := list(islice(left, _BATCH)):
        lines += [b"%d begin%s" % (len(batch), kind), *batch, b"end" + kind]
    return lines


def _map(name: bytes, ordering: bytes, kind: int, sections: Sequence[bytes]) -> bytes:
    head = (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (%s)\n/Supplement 0\n>> def\n"
        b"/CMapName /%s def\n/CMapType %d def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
    ) % (ordering, name, kind)
    tail = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    return b"\n".join((head, *sections, tail))
