"""Fonts for the page: small, cut once, the same every time."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reportkit.diagnostics import Diagnostics
from reportkit.theme import fonts, lookup, theme, webfonts
from reportkit.theme.face import Face
from reportkit.theme.fonts import FontFolder
from reportkit.workspace import Workspace


@pytest.fixture(scope="module")
def folder() -> FontFolder:
    diagnostics = Diagnostics()
    found = theme.load("institute", Workspace(lookup.defaults_root()), diagnostics)
    assert found
    made = fonts.prepare(found.faces, Path(os.environ["REPORTKIT_CACHE"]), diagnostics)
    assert made
    return made


@pytest.fixture(scope="module")
def face(folder: FontFolder) -> Face:
    return folder.files[0][0]


def open_font(font: webfonts.WebFont) -> TTFont:
    return TTFont(BytesIO(font.data))


def characters(font: webfonts.WebFont) -> set[str]:
    return set(map(chr, open_font(font).getBestCmap()))


def test_a_cut_font_has_the_characters_of_its_text(
    folder: FontFolder, face: Face, tmp_path: Path
) -> None:
    (cut,) = webfonts.subset(folder, {face: "aé\n☃"}, tmp_path)
    assert {"a", "é", "Z"} <= characters(cut)
    assert not {"ö", "7", "Я", "☃"} & characters(cut)
    assert cut.data[:4] == b"wOF2"


def test_a_face_without_text_is_left_out(folder: FontFolder, face: Face, tmp_path: Path) -> None:
    assert webfonts.subset(folder, {face: "\n"}, tmp_path) == ()


def test_figures_can_still_be_set_old_style_or_tabular(
    folder: FontFolder, face: Face, tmp_path: Path
) -> None:
    (cut,) = webfonts.subset(folder, {face: "1a"}, tmp_path)
    records = open_font(cut)["GSUB"].table.FeatureList.FeatureRecord
    assert {"onum", "lnum", "tnum", "pnum"} <= {record.FeatureTag for record in records}
    assert "GPOS" in open_font(cut)


@pytest.mark.parametrize("css", ["p { font-variant: small-caps }", "p { font-feature: 'smcp' }"])
def test_small_capitals_are_carried_where_styles_ask_for_them(
    css: str, folder: FontFolder, face: Face, tmp_path: Path
) -> None:
    asked = webfonts.asked_features([":root {}", css])
    (without,) = webfonts.subset(folder, {face: "a"}, tmp_path)
    (cut,) = webfonts.subset(folder, {face: "a"}, tmp_path, asked)
    assert len(open_font(without).getGlyphOrder()) < len(open_font(cut).getGlyphOrder()) - 20


def test_all_faces_of_the_default_theme_stay_small(folder: FontFolder, tmp_path: Path) -> None:
    cut = webfonts.subset(folder, {face: "Aa 1 – “é”" for face, _ in folder.files}, tmp_path)
    assert [font.face for font in cut] == [face for face, _ in folder.files]
    assert sum(len(font.data) for font in cut) < 175_000


def test_a_font_is_cut_once(
    folder: FontFolder, face: Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = webfonts.subset(folder, {face: "report"}, tmp_path)
    monkeypatch.setattr(webfonts, "_cut", None)
    assert webfonts.subset(folder, {face: "other"}, tmp_path) == first


def test_a_kept_font_that_was_damaged_is_cut_again(
    folder: FontFolder, face: Face, tmp_path: Path
) -> None:
    first = webfonts.subset(folder, {face: "report"}, tmp_path)
    (kept,) = (tmp_path / "webfonts").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert webfonts.subset(folder, {face: "report"}, tmp_path) == first
    assert kept.read_bytes().endswith(first[0].data)


def test_a_cache_that_cannot_be_written_is_no_fault(
    folder: FontFolder, face: Face, tmp_path: Path
) -> None:
    first = webfonts.subset(folder, {face: "report"}, tmp_path)
    (tmp_path / "file").write_text("")
    assert webfonts.subset(folder, {face: "report"}, tmp_path / "file") == first


def test_a_cut_does_not_depend_on_what_else_is_installed(
    folder: FontFolder, face: Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fontTools packs tables by uharfbuzz where there is one; here it is broken."""

    def broken(*arguments: object) -> None:
        raise AssertionError("uharfbuzz was asked")

    text = {face: "The made-up text of a page, 0123456789."}
    (cut,) = webfonts.subset(folder, text, tmp_path / "a")
    monkeypatch.setattr("uharfbuzz.serialize_with_tag", broken)
    assert webfonts.subset(folder, text, tmp_path / "b") == (cut,)
