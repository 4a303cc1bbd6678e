"""Themes: where their files come from, which of them win, and what is wrong with them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportkit import theme
from reportkit.diagnostics import Diagnostic, Diagnostics
from reportkit.theme import lookup
from reportkit.workspace import Workspace

Project = Callable[[Mapping[str, str | bytes]], Path]

HOUSE = """\
[fonts."House"]
package = "IBM Plex Mono"
normal = [400]
"""


def load(project: Path, name: str) -> theme.Theme:
    diagnostics = Diagnostics()
    found = theme.load(name, Workspace(project), diagnostics)
    assert found, list(diagnostics)
    assert not len(diagnostics)
    return found


def faults(project: Path, name: str = "house") -> list[Diagnostic]:
    diagnostics = Diagnostics()
    assert theme.load(name, Workspace(project), diagnostics) is None
    return list(diagnostics)


def fault(project: Path, name: str = "house") -> str:
    """The one finding, as `CODE line:column message [hint; hint]`."""
    (found,) = faults(project, name)
    place = f"{found.span.line}:{found.span.column}" if found.span else "-"
    return f"{found.code} {place} {found.message} [{'; '.join(found.hints)}]"


def house(project: Project, text: str) -> Path:
    return project({"styles/house/theme.toml": text})


def test_a_theme_that_names_no_fonts_for_a_script_has_those_that_all_share(
    project: Project,
) -> None:
    """But not again what it has for every report."""
    own = '\n[scripts.Hebr.fonts.Own]\npackage = "Own"\nnormal = [400]'
    amiri = '\n[fonts.Amiri]\npackage = "Amiri"\nnormal = [400]'
    for more, scripts in (("", "Arab Hans Jpan"), (own, "Hebr Arab Hans Jpan")):
        found = load(house(project, HOUSE + more), "house").script_faces
        assert list(dict.fromkeys(face.script for face in found)) == scripts.split()
    found = load(house(project, HOUSE + amiri), "house").script_faces
    assert [face.weight for face in found if face.family == "Amiri"] == [700]


def test_the_default_theme_names_every_face_once(project: Project) -> None:
    faces = load(project({}), "institute").faces
    assert len({face.name for face in faces}) == len(faces) == 16
    assert {face.family for face in faces if face.generic == "serif"} == {"Source Serif 4 Text"}


def test_layers_come_in_the_order_of_the_cascade(project: Project) -> None:
    root = project({"styles/user.css": "", "styles/house/theme.css": "", **_toml(HOUSE)})
    order = ["tokens", "base", "page", "components", "theme", "user"]
    layers = [layer.name for layer in load(root, "house").layers]
    assert layers == sorted(layers, key=order.index)
    assert [layer.path for layer in load(root, "house").layers][-2:] == [
        "styles/house/theme.css",
        "styles/user.css",
    ]


@pytest.mark.parametrize(
    ("option", "sheet"),
    [
        ('cover_figures = "rows"', "cover-figures-rows"),
        ('notes = "end"', "notes-end"),
        ('heads = "beside"', "heads-beside"),
        ('columns = "two"', "columns-two"),
    ],
)
def test_a_layout_is_styled_before_the_theme_that_asks_for_it(
    option: str, sheet: str, project: Project
) -> None:
    """And no other; scripts that the theme has fonts for come the same way."""
    root = project(
        {
            "styles/house/theme.toml": f'parent = "institute"\n{option}\n',
            "styles/house/theme.css": "",
        }
    )
    paths = [layer.path for layer in load(root, "house").layers if layer.name == "theme"]
    layouts = [f"styles/default/layout/{name}.css" for name in (sheet, "arab", "hans", "jpan")]
    assert paths == [*layouts, "styles/institute/theme.css", "styles/house/theme.css"]


def test_a_parent_is_styled_before_its_child_and_searched_after_it(project: Project) -> None:
    root = project(
        {
            "styles/house/theme.toml": 'parent = "base"\n',
            "styles/house/theme.css": "",
            "styles/house/templates/x.html": "",
            "styles/base/theme.toml": 'sections = "flow"\n' + HOUSE,
            "styles/base/theme.css": "",
            "styles/base/templates/x.html": "",
            "templates/x.html": "",
        }
    )
    found = load(root, "house")
    assert found.chain == ("house", "base")
    paths = [layer.path for layer in found.layers if layer.name == "theme"]
    own = [path for path in paths if not path.startswith("styles/default/")]
    assert own == ["styles/base/theme.css", "styles/house/theme.css"]
    assert found.template_folders == (
        root / "templates",
        root / "styles/house/templates",
        root / "styles/base/templates",
        found.default_templates,
    )
    assert found.options.sections == "flow"
    assert [face.family for face in found.faces] == ["House"]


def test_a_theme_with_fonts_of_its_own_has_those_alone(project: Project) -> None:
    found = load(house(project, 'parent = "institute"\n' + HOUSE), "house")
    assert {face.family for face in found.faces} == {"House"}


def test_a_project_may_replace_one_file_of_a_default_theme(project: Project) -> None:
    root = project({"styles/institute/theme.css": "p {}"})
    found = load(root, "institute")
    files = {layer.path: layer.file for layer in found.layers}
    assert files["styles/institute/theme.css"] == root / "styles/institute/theme.css"
    assert files["styles/default/tokens.css"].is_relative_to(lookup.defaults_root())
    assert found.mounts["styles"] == (root / "styles", lookup.defaults_root() / "styles")


def test_in_the_home_of_the_defaults_a_theme_still_beats_default_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "repository"
    shutil.copytree(lookup.defaults_root() / "templates", root / "templates")
    (root / "styles/house/templates").mkdir(parents=True)
    (root / "styles/house/theme.toml").write_text(HOUSE)
    monkeypatch.setattr(lookup, "defaults_root", lambda: root)
    found = load(root, "house")
    assert found.template_folders == (root / "styles/house/templates", root / "templates")


def test_what_a_theme_says_is_recorded_as_read(project: Project) -> None:
    root = house(project, HOUSE)
    workspace = Workspace(root)
    theme.load("house", workspace, Diagnostics())
    assert root / "styles/house/theme.toml" in workspace.reads


def test_an_unknown_theme_is_the_callers_fault_and_all_themes_are_named(project: Project) -> None:
    root = house(project, HOUSE)
    (found,) = faults(root, "instutute")
    assert (found.code, found.blame.value) == ("RK0401", 2)
    assert found.hints == ("did you mean `institute`?", _known(root))


@pytest.mark.parametrize("name", ["..", "../styles/institute", "a/b", "", "a\\b", "\0"])
def test_a_theme_is_named_and_not_reached_by_a_path(project: Project, name: str) -> None:
    (found,) = faults(project({}), name)
    assert found.code == "RK0401"


def test_an_unknown_parent_is_found_where_it_is_named(project: Project) -> None:
    root = house(project, '\nparent = "institut"\n')
    expected = f"did you mean `institute`?; {_known(root)}"
    assert fault(root) == f"RK0402 2:1 there is no theme named institut [{expected}]"


def test_themes_that_extend_each_other_are_refused(project: Project) -> None:
    root = project(
        {
            "styles/house/theme.toml": 'parent = "other"',
            "styles/other/theme.toml": 'parent = "house"',
        }
    )
    message = "themes extend each other in a loop: house → other → house"
    assert fault(root) == f"RK0402 1:1 {message} [take `parent` out of one of them]"


def test_a_theme_without_any_font_is_refused(project: Project) -> None:
    hint = 'extend a theme that has some, such as parent = "plain", or name them in [fonts]'
    assert fault(house(project, "")) == f"RK0402 0:0 the theme house names no fonts [{hint}]"


def _known(root: Path) -> str:
    """The hint that names all themes."""
    names = lookup.themes(root)
    assert {"house", "institute"} <= set(names)
    return f"themes: {', '.join(names)}"


def _toml(text: str) -> dict[str, str | bytes]:
    return {"styles/house/theme.toml": text}
