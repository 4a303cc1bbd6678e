"""`theme.toml`: each mistake is found at its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportkit.diagnostics import Diagnostics
from reportkit.theme import file
from reportkit.theme.file import CONTRACT, ThemeFile, read
from reportkit.workspace import Workspace

Project = Callable[[Mapping[str, str | bytes]], Path]


def parse(root: Path) -> tuple[ThemeFile | None, Diagnostics]:
    diagnostics = Diagnostics()
    path = root / "styles/house/theme.toml"
    return read(path, Workspace(root), diagnostics), diagnostics


UNCLOSED = (
    "the theme file is not TOML: unclosed array | "
    "a list has commas between its values, and ends with ]"
)
FAULTS = {
    "syntax": ('a = "b"\nb = [1 2]', f"2:8 {UNCLOSED}"),
    "end": ('a = "b"\nb = [1', f"2:7 {UNCLOSED}"),
    "unknown key": ("nam = 'x'", "1:1 unknown key nam | did you mean `name`?"),
    "unknown font key": (
        '[fonts.A]\npackage = "A"\nnormal = [400]\nwieghts = [1]',
        "4:1 unknown key wieghts | known keys: package, files, "
        "distribution, member, axes, normal, italic, generic",
    ),
    "unknown script": ("[scripts.Arabic]", "1:10 unknown key Arabic | did you mean `Arab`?"),
    "member": (
        '[scripts.Arab.fonts.A]\ndistribution = "a"\nnormal = [400]',
        "1:21 the font A needs the member of the distribution",
    ),
    "kebab key": ('\npage-size = "A4"', "2:1 unknown key page-size | did you mean `page_size`?"),
    "contract": ('contract = "1"', "1:1 contract must be a number, such as 1"),
    "a later contract": (
        f"\ncontract = {CONTRACT + 1}",
        f"2:1 the theme is made for contract {CONTRACT + 1}, and this is contract {CONTRACT} | "
        "install a newer reportkit",
    ),
    "text": ("name = 3", "1:1 name must be a text"),
    "sections": ('sections = "flows"', '1:1 sections must be "page" or "flow"'),
    "page size": ('page_size = "A99"', '1:1 page_size must be "A4" or "letter"'),
    "fonts": ("fonts = 3", "1:1 fonts must be a table of families"),
    "family": ("[fonts]\nA = 3", "2:1 the font A must be a table"),
    "no source": (
        "[fonts.A]\nnormal = [400]",
        "1:8 the font A needs either a package or files or a distribution",
    ),
    "no weights": ('[fonts.A]\npackage = "A"', "1:8 the font A names no weights"),
    "weights": (
        '[fonts."A B"]\npackage = "A"\nnormal = 400',
        "3:1 normal must be a list of weights from 1 to 1000, such as [400, 600]",
    ),
    "weight": (
        '[fonts.A]\npackage = "A"\nitalic = [0]',
        "3:1 italic must be a list of weights from 1 to 1000, such as [400, 600]",
    ),
    "axes": (
        '[fonts.A]\npackage = "A"\naxes = {opsz = "x"}\nnormal = [400]',
        "3:1 axes must be a table of numbers, such as {opsz = 10}",
    ),
    "generic": (
        '[fonts.A]\npackage = "A"\ngeneric = "sans"\nnormal = [400]',
        "3:1 generic must be one of serif, sans-serif, monospace",
    ),
    "file weights": (
        '[fonts.A]\nfiles = {bold = "a.ttf"}',
        '2:1 files must map weights to files, such as "400 italic" = "fonts/X.ttf"',
    ),
    "alike": (
        '[fonts."A/B"]\npackage = "A"\nnormal = [1]\n[fonts."A B"]\npackage = "A"\nnormal = [1]',
        "4:9 the font A B is named too much like another",
    ),
    "file missing": (
        '[fonts.A]\nfiles = {"400" = "a.ttf"}',
        "2:1 the font file a.ttf cannot be read: no such file or directory",
    ),
    "file outside": (
        '[fonts.A]\nfiles = {"400" = "../../../a.ttf"}',
        "2:1 the font file ../../../a.ttf is outside the theme's folder",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_mistake_is_found_at_its_line(project: Project, name: str) -> None:
    text, expected = FAULTS[name]
    found, diagnostics = parse(project({"styles/house/theme.toml": text}))
    assert found is None
    (item,) = diagnostics
    assert item.code == "RK0402"
    assert item.span
    shown = f"{item.span.line}:{item.span.column} {' | '.join((item.message, *item.hints))}"
    assert shown == expected


def test_all_mistakes_of_a_file_are_found_at_once(project: Project) -> None:
    _, diagnostics = parse(project({"styles/house/theme.toml": "a = 1\nname = 2\nsections = 3"}))
    assert [item.span and item.span.line for item in diagnostics] == [1, 2, 3]


def test_a_file_that_is_not_text_is_refused(project: Project) -> None:
    _, diagnostics = parse(project({"styles/house/theme.toml": b"\xff\xfe"}))
    assert [item.message for item in diagnostics] == ["the theme file is not UTF-8"]


def test_faces_keep_the_order_of_the_file_and_repeat_none(project: Project) -> None:
    text = '[fonts.B]\npackage = "X"\nnormal = [600, 400, 600]\nitalic = [400]\n'
    text += '[fonts.A]\npackage = "X"\nnormal = [400]\naxes = {wdth = 80, opsz = 9}'
    found, _ = parse(project({"styles/house/theme.toml": text}))
    assert found
    names = ["b-600-normal", "b-400-normal", "b-400-italic", "a-400-normal"]
    assert [face.name for face in found.faces] == names
    assert found.faces[-1].axes == (("opsz", 9.0), ("wdth", 80.0))


def test_a_theme_may_bring_font_files_of_its_own(project: Project) -> None:
    text = '[fonts.A]\nfiles = {"400" = "fonts/a.ttf", "400 italic" = "fonts/b.ttf"}'
    root = project(
        {
            "styles/house/theme.toml": text,
            "styles/house/fonts/a.ttf": b"1",
            "styles/house/fonts/b.ttf": b"2",
        }
    )
    found, diagnostics = parse(root)
    assert found, list(diagnostics)
    assert [(face.style, face.file and face.file.name) for face in found.faces] == [
        ("normal", "a.ttf"),
        ("italic", "b.ttf"),
    ]


def test_a_theme_for_an_earlier_contract_is_read_with_a_warning(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "CONTRACT", 3)
    found, diagnostics = parse(project({"styles/house/theme.toml": "contract = 2"}))
    assert found
    (item,) = diagnostics
    assert (item.severity.value, item.hints) == (
        "warning",
        ("mend what the changelog says has moved, then write contract = 3",),
    )
