"""Templates are read before they run: what they ask for in vain is found at its line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, Project

from reportkit import theme
from reportkit.diagnostics import Diagnostics
from reportkit.html.context import contexts
from reportkit.html.engine import Engine
from reportkit.html.inspect import inspect
from reportkit.html.sandbox import Sandbox
from reportkit.workspace import Workspace

TEMPLATES = ROOT / "templates"
Found = Callable[[Mapping[str, str]], list[str]]


@pytest.fixture
def found(project: Project, monkeypatch: pytest.MonkeyPatch) -> Found:
    """`found({name: template})`: the findings about templates of a project, in short form."""

    def run(templates: Mapping[str, str]) -> list[str]:
        root = project({f"templates/{name}": text for name, text in templates.items()})
        monkeypatch.chdir(root)
        diagnostics = _inspected(root, "institute")
        return [f"{d.span}: {d.message.rpartition(': ')[2]} | {d.hints[0]}" for d in diagnostics]

    return run


def _inspected(root: Path, name: str) -> Diagnostics:
    workspace, diagnostics = Workspace(root), Diagnostics()
    house = theme.load(name, workspace, diagnostics)
    assert house
    engine = Engine(house, workspace, diagnostics)
    engine.inspect()
    engine.close()
    return diagnostics


SLIPS = {
    "{{ cover.titel }}": "Cover has no titel | did you mean `title`?",
    "{% if false %}{{ cover.titel }}{% endif %}": "Cover has no titel | did you mean `title`?",
    "{{ report.metadata.titel }}": "Metadata has no titel | did you mean `title`?",
    "{% for s in report.sections %}{{ s.numbr }}{% endfor %}": (
        "Section has no numbr | did you mean `number`?"
    ),
    "{% set s = report.sections|first %}{{ s.numbr }}": (
        "Section has no numbr | did you mean `number`?"
    ),
    "{% with s = report.sections[0] %}{{ s.numbr }}{% endwith %}": (
        "Section has no numbr | did you mean `number`?"
    ),
    "{% macro m(x) %}{{ x.any }}{{ cover.titel }}{% endmacro %}": (
        "Cover has no titel | did you mean `title`?"
    ),
    "{% block top %}{{ cover.date.txt }}{% endblock %}": (
        "DateText has no txt | did you mean `text`?"
    ),
    '{{ cover["titel"] }}': "Cover has no titel | did you mean `title`?",
    "{{ cover.titel|upper }}": "Cover has no titel | did you mean `title`?",
    "{% if false %}{{ covr.title }}{% endif %}": (
        "parts/cover.html is given no covr | did you mean `cover`?"
    ),
    "{% for x in parts %}{{ x.any }}{% endfor %}": (
        "parts/cover.html is given no parts | it has: cover, report"
    ),
    "{{ cover.figures.figures|length + cover.figures.zahl }}": (
        "KeyFigures has no zahl | it has: figures, kind"
    ),
}


@pytest.mark.parametrize("template", SLIPS)
def test_a_field_that_does_not_exist_is_found_at_its_line(found: Found, template: str) -> None:
    assert found({"parts/cover.html": f"\n{template}\n"}) == [
        f"templates/parts/cover.html:2: {SLIPS[template]}"
    ]


@pytest.mark.parametrize(
    "template",
    [
        "{% if cover.more is defined %}{{ cover.title }}{% endif %}",
        '{{ cover.more|default("") }}',
        "{% for x in cover.title|list %}{{ x.any }}{% endfor %}",
        "{% for a, b in report.pairs|default({})|items %}{{ a.b }}{% endfor %}",
        "{% from 'macros.html' import date %}{{ date(cover.date) }}{{ date.any }}",
        "{{ cover.title.upper() }}",
        "{% set cover = 3 %}{{ cover.any }}",
        "{% block top %}{{ super() }}{{ own }}{% endblock %}{% set own %}x{% endset %}",
        "{% if more is defined %}{{ more.any }}{% endif %}{{ token('accent') }}{{ self.top() }}",
        "{% macro a(x=1) %}{{ b(x) }}{{ a(x) }}{% endmacro %}{% macro b(y) %}{{ y }}{% endmacro %}",
        "{% import 'macros.html' as all %}{{ all.date(cover.date) }}",
        "{% for s in report.sections recursive %}{{ s.title }}{{ loop(s.sections) }}{% endfor %}",
        "{% if %}",
    ],
)
def test_what_cannot_be_known_passes(found: Found, template: str) -> None:
    assert found({"parts/cover.html": template}) == []


def test_a_template_that_another_one_names_is_not_judged(found: Found) -> None:
    own = {"house/own.html": "{{ cover.titel }}", "notes.html": '{% include "house/own.html" %}'}
    assert found(own) == []


def test_a_template_that_nothing_asks_for_is_told(found: Found) -> None:
    told = "templates/parts/covr.html: nothing asks for the template parts/covr.html"
    assert found({"parts/covr.html": ""}) == [f"{told} | did you mean `parts/cover.html`?"]


def test_a_template_of_a_theme_is_read_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(
        {
            "styles/house/theme.toml": 'parent = "institute"',
            "styles/house/templates/blocks/quote.html": "{{ block.speaker }}",
        }
    )
    monkeypatch.chdir(root)
    (item,) = _inspected(root, "house")
    assert str(item.span) == "styles/house/templates/blocks/quote.html:1"


def test_the_default_templates_have_contexts_and_ask_for_nothing_in_vain() -> None:
    workspace, diagnostics = Workspace(ROOT), Diagnostics()
    house = theme.load("institute", workspace, diagnostics)
    assert house
    names = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert names == set(contexts())
    for name in names:
        inspect(name, TEMPLATES / name, Sandbox(house, workspace), workspace, diagnostics)
    assert list(diagnostics) == []


def test_the_reference_of_templates_is_what_the_view_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/templates.md; `make docs` writes it."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    sys.modules.pop("templates", None)
    import templates  # type: ignore[import-not-found]

    assert templates.FILE.read_text("utf-8") == templates.text()
