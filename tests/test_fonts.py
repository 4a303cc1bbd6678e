"""Static faces: made from variable fonts, kept, found again, and made anew when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import fontpkg
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from reportkit.diagnostics import Diagnostics, Span
from reportkit.theme import fonts, instance
from reportkit.theme.cache import cache_folder
from reportkit.theme.face import Face
from reportkit.theme.fonts import FontFolder

TEXT = Face("House Text", 600, "italic", "Source Serif 4", (("opsz", 10.0),), "serif")
MONO = Face("IBM Plex Mono", 400, "normal", "IBM Plex Mono")


def prepare(faces: list[Face], cache: Path) -> FontFolder:
    diagnostics = Diagnostics()
    folder = fonts.prepare(faces, cache, diagnostics)
    assert folder, list(diagnostics)
    return folder


def open_font(path: str | Path) -> TTFont:
    return TTFont(BytesIO(Path(path).read_bytes()))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FontFolder:
    return prepare([TEXT, MONO], tmp_path_factory.mktemp("cache"))


def test_a_face_is_static_and_named_as_css_names_it(made: FontFolder) -> None:
    font = open_font(dict(made.files)[TEXT])
    assert "fvar" not in font
    assert font["name"].getBestFamilyName() == "House Text"
    assert font["name"].getDebugName(6) == "HouseText-SemiBoldItalic"
    assert font["OS/2"].usWeightClass == 600
    assert font["head"].macStyle == 2
    assert font["OS/2"].fsSelection & 0b1100001 == 1


def test_the_licence_stays_in_the_font(made: FontFolder) -> None:
    for _, file in made.files:
        assert "SIL Open Font License" in (open_font(file)["name"].getDebugName(13) or "")


def test_the_same_faces_give_the_same_bytes_anywhere(made: FontFolder, tmp_path: Path) -> None:
    assert contents(prepare([TEXT, MONO], tmp_path).path) == contents(made.path)


def test_prepared_fonts_are_found_again_without_opening_one(made: FontFolder) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom reportkit.diagnostics import Diagnostics\n"
        "from reportkit.theme import Face, fonts\n"
        f"faces = {[TEXT, MONO]!r}\n"
        f"assert fonts.prepare(faces, Path({str(made.path.parents[1])!r}), Diagnostics())\n"
        "print(*({'fontTools', 'fontpkg'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("\n", "")


@pytest.mark.parametrize("harm", ["cut", "removed", "added", "manifest"])
def test_a_damaged_folder_is_made_anew(made: FontFolder, tmp_path: Path, harm: str) -> None:
    folder = prepare([MONO], tmp_path).path
    whole = contents(folder)
    font = folder / f"{MONO.name}.ttf"
    match harm:
        case "cut":
            font.write_bytes(font.read_bytes()[:-1])
        case "removed":
            font.unlink()
        case "added":
            (folder / "other.ttf").write_bytes(b"")
        case "manifest":
            (folder / "manifest.json").write_text("[")
    assert contents(prepare([MONO], tmp_path).path) == whole
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_two_builds_at_once_make_one_whole_folder(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(lambda _: prepare([MONO], tmp_path), range(4)))
    assert len({folder.path for folder in folders}) == 1
    assert [path.name for path in (tmp_path / "fonts").iterdir()] == [folders[0].path.name]


def test_other_faces_have_another_folder(tmp_path: Path, made: FontFolder) -> None:
    assert prepare([MONO], tmp_path).key != made.key


def test_a_font_of_the_themes_own_is_known_by_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "own.ttf"
    face = Face("Own", 400, "normal", file=file)
    file.write_bytes(fontpkg.path("IBM Plex Mono").read_bytes())
    first = prepare([face], tmp_path / "cache")
    assert open_font(dict(first.files)[face])["name"].getBestFamilyName() == "Own"
    file.write_bytes(fontpkg.path("IBM Plex Mono", 600).read_bytes())
    assert prepare([face], tmp_path / "cache").key != first.key


def faults(faces: list[Face], cache: Path) -> list[str]:
    diagnostics = Diagnostics()
    assert fonts.prepare(faces, cache, diagnostics) is None
    return [" | ".join((item.code, item.message, *item.hints)) for item in diagnostics]


def test_a_font_that_is_not_installed_is_named_with_the_line_to_type(tmp_path: Path) -> None:
    hint = "install it: pip install fontpkg-no-such-sans"
    expected = [f"RK0405 | the font No Such Sans is not installed | {hint}"]
    missing = [Face("A", weight, "normal", "No Such Sans") for weight in (400, 600)]
    assert faults(missing, tmp_path) == expected


def test_a_weight_that_the_font_lacks_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults([Face("A", 950, "normal", "IBM Plex Mono")], tmp_path)
    assert found.startswith("RK0407 | the font IBM Plex Mono lacks a face: weight 950 is not")


def test_a_file_that_is_no_font_is_a_fault_and_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "own.ttf"
    file.write_bytes(b"not a font at all")
    (found,) = faults([Face("Own", 400, "normal", file=file)], tmp_path)
    assert found.startswith("RK0402 | the font file own.ttf cannot be used: not a TrueType")
    assert list((tmp_path / "fonts").iterdir()) == []


def test_an_axis_that_the_font_lacks_is_a_fault_where_it_is_asked_for(tmp_path: Path) -> None:
    diagnostics, span = Diagnostics(), Span("theme.toml", 2)
    face = Face("A", 400, "normal", "Bitter", (("opsz", 9.0),), span=span)
    assert fonts.prepare([face], tmp_path, diagnostics) is None
    (found,) = diagnostics
    assert found.message == "the font A cannot be used: it has no axis opsz; it has wght"
    assert found.span == span


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert faults([MONO], tmp_path)[0].startswith("RK0904")


def test_a_cache_that_is_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    assert faults([MONO], tmp_path / "cache")[0].startswith("RK0904 | fonts cannot be kept in")


Pairs = dict[tuple[str, str], int]


def kerning(font: TTFont) -> dict[int, Pairs]:
    """What every lookup adds between every two glyphs."""
    found: dict[int, Pairs] = {}
    for number, lookup in enumerate(font["GPOS"].table.LookupList.Lookup):
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            if table.LookupType == 2:
                for pair, value in _pairs(font, table):
                    found.setdefault(number, {}).setdefault(pair, value)
    return found


def _pairs(font: TTFont, table: Any) -> list[tuple[tuple[str, str], int]]:
    covered = table.Coverage.glyphs
    if table.Format == 1:
        return [
            ((left, record.SecondGlyph), getattr(record.Value1, "XAdvance", 0))
            for left, pairs in zip(covered, table.PairSet, strict=True)
            for record in pairs.PairValueRecord
        ]
    first, second = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    rows = table.Class1Record
    return [
        (
            (left, right),
            getattr(
                rows[first.get(left, 0)].Class2Record[second.get(right, 0)].Value1, "XAdvance", 0
            ),
        )
        for left, right in product(covered, font.getGlyphOrder())
    ]


def anchors(font: TTFont) -> list[tuple[int, int]]:
    found = []
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            if table.LookupType == 4:
                records = [record.MarkAnchor for record in table.MarkArray.MarkRecord]
                records += [a for base in table.BaseArray.BaseRecord for a in base.BaseAnchor]
                found += [(a.XCoordinate, a.YCoordinate) for a in records if a]
    return found


@pytest.mark.parametrize(
    ("family", "weight", "axes"),
    [("Source Serif 4", 600, {"opsz": 10.0}), ("Source Sans 3", 300, {})],
)
def test_kerning_and_anchors_are_those_that_fonttools_would_make(
    tmp_path: Path, family: str, weight: int, axes: dict[str, float]
) -> None:
    source = str(tmp_path / "variable.ttf")
    options = subset.Options(layout_features=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(text="AVTLYWoeay.,“”ÄÖ", unicodes=range(0x300, 0x310))
    variable = open_font(fontpkg.path(family))
    cutter.subset(variable)
    variable.save(source)
    theirs = instantiateVariableFont(open_font(source), {"wght": weight, **axes})
    target = str(tmp_path / "static")
    instance.make(instance.Job(source, target, "A", weight, False, tuple(axes.items())))
    ours = open_font(target + ".ttf")
    assert any(value for pairs in kerning(ours).values() for value in pairs.values())
    assert _without_zeros(kerning(ours)) == _without_zeros(kerning(theirs))
    assert sorted(anchors(ours)) == sorted(anchors(theirs))
    assert anchors(ours)


def _without_zeros(kerning: dict[int, Pairs]) -> dict[int, Pairs]:
    return {number: {p: v for p, v in pairs.items() if v} for number, pairs in kerning.items()}


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"REPORTKIT_CACHE": "{0}/a", "XDG_CACHE_HOME": "{0}", "HOME": "{0}"}, "a"),
        ({"XDG_CACHE_HOME": "{0}/b", "HOME": "{0}"}, "b/reportkit"),
        ({"XDG_CACHE_HOME": "b", "HOME": "{0}"}, ".cache/reportkit"),
        ({"HOME": "{0}"}, ".cache/reportkit"),
        ({"REPORTKIT_CACHE": "/dev/null/x", "HOME": "{0}"}, ".cache/reportkit"),
        ({"HOME": "/dev/null"}, "project/.reportkit"),
        ({}, "project/.reportkit"),
    ],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps caches elsewhere")
def test_the_cache_is_the_first_folder_that_can_be_written(
    tmp_path: Path, environ: dict[str, str], expected: str
) -> None:
    filled = {name: value.format(tmp_path) for name, value in environ.items()}
    assert cache_folder(tmp_path / "project", filled) == tmp_path / expected


def test_macos_keeps_caches_in_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    found = cache_folder(tmp_path / "project", {"HOME": str(tmp_path)})
    assert found == tmp_path / "Library/Caches/reportkit"
