"""Tokens as print has them, read from the stylesheets of a theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Project

from reportkit import theme
from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.theme.tokens import print_tokens
from reportkit.workspace import Workspace


def _tokens(root: Path) -> dict[str, str]:
    diagnostics, workspace = Diagnostics(), Workspace(root)
    found = theme.load("institute", workspace, diagnostics)
    assert found, list(diagnostics)
    return dict(print_tokens(found, workspace))


def _with_styles(project: Project, css: str) -> dict[str, str]:
    return _tokens(project({"styles/user.css": css}))


def test_a_theme_gives_its_light_colours_and_no_variables() -> None:
    tokens = _tokens(ROOT)
    assert tokens["accent"] == "#0b4a5c"
    assert tokens["font-label"].startswith('"Source Sans 3"')
    assert not [name for name, value in tokens.items() if "var(" in value or "light-dark" in value]


@pytest.mark.parametrize(
    ("css", "value"),
    [
        (":root { --rk-accent: red }", "red"),
        (":root { --rk-accent: red; --rk-accent: green }", "green"),
        ("html, :root { --rk-accent: var(--rk-none, light-dark(blue, red)) }", "blue"),
        (
            ":root { --rk-x: 3pt; --rk-accent: calc((var(--rk-x) + 1pt) * 2) }",
            "calc((3pt + 1pt) * 2)",
        ),
        ("@media print { :root { --rk-accent: red } }", "red"),
        ("@layer user { :root { --rk-accent: red } }", "red"),
        ("@media screen { :root { --rk-accent: red } }", "#0b4a5c"),
        (".part { --rk-accent: red }", "#0b4a5c"),
        ("/* :root { --rk-accent: red } */", "#0b4a5c"),
    ],
)
def test_the_last_declaration_for_print_counts(project: Project, css: str, value: str) -> None:
    assert _with_styles(project, css)["accent"] == value


def test_a_token_that_asks_for_itself_has_no_value(project: Project) -> None:
    tokens = _with_styles(project, ":root { --rk-a: var(--rk-b); --rk-b: var(--rk-a) }")
    assert tokens.keys().isdisjoint({"a", "b"})


def test_tokens_do_not_grow_without_bound(project: Project) -> None:
    rules = "".join(f"--rk-v{n + 1}: var(--rk-v{n}) var(--rk-v{n});" for n in range(40))
    tokens = _with_styles(project, f":root {{ --rk-v0: ha; {rules} }}")
    assert tokens["v3"] == " ".join(["ha"] * 8)
    assert "v40" not in tokens


def test_a_template_may_ask_for_a_token(project: Project) -> None:
    from reportkit.html.engine import Engine

    root = project({"templates/colour.html": '{{ token("accent") }}{{ token("acent") }}'})
    diagnostics, workspace = Diagnostics(), Workspace(root)
    found = theme.load("institute", workspace, diagnostics)
    assert found
    assert Engine(found, workspace, diagnostics).run("colour.html") == ""
    (finding,) = diagnostics
    assert "there is no token --rk-acent" in finding.message


def test_a_drawing_has_the_colours_of_the_theme_in_print_and_classes_for_screens(
    project: Project,
) -> None:
    events = ", ".join(f"{{when: 20{n}, text: E}}" for n in range(10, 15))
    root = project(
        {
            "sources/a.yaml": f"title: A\ntimeline: {{events: [{events}]}}\n",
            "styles/user.css": ":root { --rk-accent: light-dark(#123456, #fedcba) }",
        }
    )
    diagnostics = Diagnostics()
    request = Request(root / "sources" / "a.yaml", root / "out", formats=("html",))
    (page,) = build(request, Workspace(root), diagnostics)
    drawing = page.read_text().partition("<svg")[2].partition("</svg>")[0]
    assert '<circle class="lane-dot" fill="#123456"' in drawing
    assert "var(" not in drawing
    assert "#fedcba" not in drawing
