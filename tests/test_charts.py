"""Charts: what is drawn, in which colours, and what is said of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from xml.etree import ElementTree

import pytest
from conftest import CASES, ROOT, Cli, Project
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import alternatives
from pypdf import PdfReader

from reportkit import html, theme
from reportkit.build import Request, build, compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.html.vega import UndrawableError, Vega, reason
from reportkit.theme.tokens import print_tokens
from reportkit.workspace import Workspace

pytest.importorskip("vl_convert")

Draw = Callable[..., tuple[str, list[str]]]
HEAD = "title: T\nlanguage: {}\nsections:\n  - title: S\n    body:\n"
BARS = "- chart: {type: bar, data: [{a: x, b: 1200.5}, {a: y, b: 3000}], x: a, y: b}\n"


def drawer(project: Project, monkeypatch: pytest.MonkeyPatch) -> Draw:
    """`draw(blocks, {path: content}, language="de")`: the section's HTML and the findings."""

    def run(
        blocks: str, files: dict[str, str] | None = None, language: str = "en"
    ) -> tuple[str, list[str]]:
        briefing = HEAD.format(language) + indent(blocks, "      ")
        root = project({"a.yaml": briefing, **(files or {})})
        monkeypatch.chdir(root)
        diagnostics, workspace = Diagnostics(), Workspace(root)
        source = read(root / "a.yaml", workspace, diagnostics)
        result = compose(source, diagnostics, root, workspace) if source else None
        look = theme.load("institute", workspace, diagnostics)
        page = None
        if result and look and not diagnostics.has_errors:
            page = html.render(result.report, look, workspace, diagnostics)
        findings = [f"{d.span}: {d.code} {d.message}" for d in diagnostics]
        return page.parts[-1].html if page else "", findings

    return run


@pytest.fixture
def draw(project: Project, monkeypatch: pytest.MonkeyPatch) -> Draw:
    return drawer(project, monkeypatch)


def drawing(markup: str) -> str:
    found = re.search(r"<svg.*?</svg>", markup, re.DOTALL)
    assert found
    return found[0]


def written(markup: str) -> list[str]:
    """The words of a drawing."""
    root = ElementTree.fromstring(drawing(markup))
    return [e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_drawing_has_the_colours_of_print_and_names_their_tokens(draw: Draw) -> None:
    markup, findings = draw(BARS)
    assert findings == []
    workspace = Workspace(ROOT)
    look = theme.load("institute", workspace, Diagnostics())
    assert look
    tokens = print_tokens(look, workspace)
    for name in ("fill", "stroke"):
        for value, token in re.findall(rf'data-{name}="([^"]*)"[^>]* {name}="([^"]*)"', markup):
            assert token == tokens[value]
    assert f'data-fill="data-1" fill="{tokens["data-1"]}"' in markup
    assert "Source Sans 3" in drawing(markup)
    assert "Liberation" not in markup


STACKED = ", ".join(f"{{a: {a}, s: {s}, b: 1}}" for a in "xy" for s in ("one", "two"))
STACK = f"- chart: {{type: stacked, x: a, y: b, series: s, data: [{STACKED}]}}\n"
INK = ":root { --rk-data-2-hatch: 45 3; --rk-rule-dash: 1 2; --rk-size-drawing: 7 }"


def test_a_theme_may_tell_series_apart_without_colour(draw: Draw) -> None:
    coloured, _ = draw(STACK)
    assert not re.search(r"<pattern|dasharray", coloured)
    markup, findings = draw(STACK, {"styles/user.css": INK})
    assert findings == []
    (pattern,) = re.findall(r'<pattern id="([\w-]+)"', markup)
    assert markup.count(f'fill="url(#{pattern})"') == 3  # two bars and the key
    assert 'stroke-dasharray="1 2"' in markup


def test_a_theme_may_set_the_type_of_drawings_smaller(draw: Draw) -> None:
    markup, _ = draw(STACK, {"styles/user.css": INK})
    assert set(re.findall(r'font-size="([^"]+)"', markup)) == {"7px"}


def test_every_token_of_a_drawing_has_a_style_on_screens() -> None:
    styles = (ROOT / "styles" / "default" / "blocks" / "chart.css").read_text()
    drawn = (CASES / "chart" / "page.html").read_text()
    used = set(re.findall(r'(data-(?:fill|stroke)="[\w-]+")', drawn))
    assert used
    assert {name for name in used if f"[{name}]" not in styles} == set()


def test_numbers_of_a_drawing_are_written_by_the_language(draw: Draw) -> None:
    markup, _ = draw(BARS, language="de")
    assert "3.000" in written(markup)
    dates = "".join(f"      - {{d: 2025-03-{n:02}, v: {n}}}\n" for n in range(1, 29))
    markup, _ = draw(
        f"- chart:\n    type: line\n    x: d\n    y: v\n    data:\n{dates}", language="ru"
    )
    assert any("мар" in text for text in written(markup))


def test_years_below_an_axis_are_not_grouped(draw: Draw) -> None:
    rows = ", ".join(f"{{y: {year}, v: {year % 7}}}" for year in range(1990, 2021))
    markup, _ = draw(f"- chart: {{type: line, x: y, y: v, data: [{rows}]}}")
    assert "2000" in written(markup)


def test_series_are_named_where_they_end_and_do_not_touch(draw: Draw) -> None:
    rows = ", ".join(
        f"{{y: {year}, s: {name}, v: {year - 2000 + at / 100}}}"
        for at, name in enumerate(("One", "Two", "Three"))
        for year in range(2001, 2021)
    )
    markup, _ = draw(f"- chart: {{type: line, x: y, y: v, series: s, data: [{rows}]}}")
    at = {
        name: float(y)
        for y, name in re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>(One|Two|Three)<', markup)
    }
    assert at["Three"] + 8 <= at["Two"] <= at["One"] - 8


def test_a_chart_has_words_for_those_who_do_not_see_it(draw: Draw) -> None:
    markup, _ = draw(BARS.replace("y: b}", "y: b, caption: Made up, unit: m}"))
    assert "<title>Made up. b, m, x–y: 1,200.5–3,000.</title>" in markup
    markup, _ = draw(BARS.replace("y: b}", "y: b, alt: Two <bars>}"))
    assert "<title>Two &lt;bars&gt;</title>" in markup


@pytest.mark.parametrize(
    ("language", "words"), [("en", "b, m"), ("ar", "b، m"), ("ja", "b（m）"), ("zh", "b（m）")]
)
def test_a_title_and_its_unit_are_joined_as_the_language_does(
    draw: Draw, language: str, words: str
) -> None:
    markup, _ = draw(BARS.replace("y: b}", "y: b, unit: m}"), language=language)
    assert words in written(markup)


def test_the_data_stand_beside_the_drawing_as_a_table(draw: Draw) -> None:
    markup, _ = draw(BARS)
    assert '<details class="chart-data">' in markup
    assert re.findall(r"<td[^>]*>([^<]*)</td>", markup) == ["x", "1,200.5", "y", "3,000.0"]
    assert "chart-data-shown" in draw(BARS.replace("y: b}", "y: b, show_data: true}"))[0]


@pytest.mark.parametrize("more", ["", ", show_data: true"])
def test_the_data_are_heard_in_print_once(project: Project, tmp_path: Path, more: str) -> None:
    block = BARS.replace("y: b}", f"y: b, alt: Two bars.{more}}}")
    root = project({"a.yaml": HEAD.format("en") + indent(block, "      ")})
    request = Request(root / "a.yaml", tmp_path, formats=("pdf",))
    assert build(request, Workspace(root), Diagnostics())
    tree = PdfReader(tmp_path / "a.pdf").root_object["/StructTreeRoot"]
    heard = "" if more else ". a, b; x, 1,200.5; y, 3,000.0"
    assert list(alternatives(tree)) == [f"Two bars{heard or '.'}"]


def test_one_chart_does_not_change_the_next(draw: Draw) -> None:
    clipped = "{mark: {type: line, clip: true}, encoding: {x: {field: b}, y: {field: b}}}"
    one = f"- chart: {{id: one, data: [{{b: 1}}, {{b: 2}}], spec: {clipped}}}\n"
    first = drawing(draw(one)[0])
    assert first == drawing(draw(one)[0])
    after = draw(one.replace("one", "other") + one)[0]
    assert first in after
    assert 'id="one-shape-1"' in first
    assert "url(#one-shape-1)" in first


def test_no_drawing_holds_more_than_shapes_and_texts(draw: Draw) -> None:
    spec = {
        "mark": {"type": "text", "text": "<script>alert(1)</script>", "tooltip": "x"},
        "encoding": {"x": {"field": "b", "type": "quantitative"}},
        "title": '"><img src=x onerror=alert(1)>',
    }
    markup, findings = draw(f"- chart: {{data: [{{b: 1}}], spec: {json.dumps(spec)}}}")
    assert findings == []
    svg = drawing(markup)
    names = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(svg).iter()}
    assert names <= {"svg", "title", "g", "path", "line", "rect", "text", "circle"}
    assert "<script>alert(1)</script>" in written(markup)
    assert not re.search(
        r"\son\w+=|href|https?:(?!//www\.w3\.org/2000/svg)", re.sub(">.*?<", "><", svg)
    )


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ("{mark: 12}", "the chart cannot be drawn: "),
        ("{mark: bar, transform: [{calculate: 'a +', as: c}]}", "the chart cannot be drawn: "),
    ],
)
def test_a_specification_at_fault_is_a_finding_at_the_chart(
    draw: Draw, spec: str, reason: str
) -> None:
    _, findings = draw(f"- chart: {{data: [{{b: 1}}], spec: {spec}}}")
    assert len(findings) == 1
    assert findings[0].startswith(f"a.yaml:6:9: RK0326 {reason}")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (BARS.replace("b: 3000", "b: many"), "a.yaml:6:64: RK0321 `many` stands in a column"),
        (BARS.replace("y: b", "y: c"), "a.yaml:6:81: RK0323 no column has the name `c`"),
    ],
)
def test_data_at_fault_is_a_finding_at_its_place(draw: Draw, block: str, expected: str) -> None:
    _, (finding,) = draw(block)
    assert finding.startswith(expected)


def test_without_the_library_one_finding_says_what_to_type(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    _, findings = draw(BARS + BARS)
    assert findings == ["None: RK0905 charts need the package vl-convert-python"]


def test_charts_are_the_same_in_every_process(project: Project, tmp_path: Path) -> None:
    root = project({"a.yaml": HEAD.format("en") + indent(BARS, "      ")})
    pages = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "reportkit", "build", "a.yaml", "-f", "html", "-o", str(out)],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PATH": "", "REPORTKIT_CACHE": str(tmp_path / "cache")},
            check=True,
            timeout=120,
            capture_output=True,
        )
        pages.append((out / "a.html").read_bytes())
    assert pages[0] == pages[1]


def test_a_drawing_prints_without_a_warning(project: Project, tmp_path: Path) -> None:
    root = project({"a.yaml": HEAD.format("en") + indent(BARS, "      ")})
    diagnostics = Diagnostics()
    build(Request(root / "a.yaml", tmp_path, formats=("pdf",)), Workspace(root), diagnostics)
    assert list(diagnostics) == []
    assert (tmp_path / "a.pdf").exists()


NAMES = st.text("aб,.:[]<&\"'", min_size=1, max_size=6)
VALUES = st.one_of(st.none(), st.decimals(-(10**6), 10**6, places=2).map(float))
KINDS = st.sampled_from(["bar", "line", "area", "scatter", "stacked", "small-multiples"])


@settings(max_examples=15)
@given(KINDS, st.lists(st.tuples(NAMES, NAMES, VALUES), min_size=1, max_size=8))
def test_any_data_can_be_drawn(kind: str, rows: list[tuple[str, str, float | None]]) -> None:
    import vl_convert

    from reportkit.view.columns import parse as number
    from reportkit.view.drawing import Frame, Plot, Point, drawing

    points = tuple(Point(x, number(str(y)) if y is not None else None, s) for x, s, y in rows)
    spec = drawing(Plot(kind, points, "", "y", False, None), Frame(334, 170))
    assert vl_convert.vegalite_to_svg(json.dumps(spec)).startswith("<svg")


def test_a_specification_that_would_use_up_the_machine_is_a_finding(draw: Draw) -> None:
    encoding = {"x": {"field": "value", "type": "quantitative"}}
    much = [{"density": "b", "steps": 30_000_000}]
    spec = {"mark": "line", "transform": much, "encoding": encoding}
    _, (finding,) = draw(f"- chart: {{data: [{{b: 1}}, {{b: 2}}], spec: {json.dumps(spec)}}}")
    assert finding.startswith("a.yaml:6:9: RK0326 the chart cannot be drawn: it takes more than")


def test_a_drawing_with_too_many_shapes_is_a_finding(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.html.vega.MOST_CHARACTERS", 100)
    _, (finding,) = draw(BARS)
    assert finding.endswith("it has too many shapes")


def test_after_a_drawing_that_ended_the_process_the_next_is_drawn() -> None:
    bomb = {"calculate": "pad('x', 2000000000)", "as": "b"}
    vega = Vega()
    with pytest.raises(UndrawableError):
        vega.svg(json.dumps({"data": {"values": [{}]}, "transform": [bomb], "mark": "bar"}), {})
    assert vega.svg(json.dumps({"data": {"values": []}, "mark": "bar"}), {}).startswith("<svg")
    vega.close()


def test_charts_are_drawn_in_a_worker_with_little_memory(project: Project, cli: Cli) -> None:
    briefing = HEAD.format("en") + indent(BARS, "      ")
    root = project({f"sources/{name}.yaml": briefing for name in "ab"})
    result = cli("build", "-j", "2", "-f", "html", cwd=root)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("failed:\nError: Invalid field type.\n    at x", "Invalid field type"),
        ("failed:\nTypeError: no 'filled'\n  at x\n at y", "it is no Vega-Lite (no 'filled')"),
        ("nothing known", "it is no Vega-Lite"),
    ],
)
def test_what_vega_says_is_told_without_its_machinery(told: str, expected: str) -> None:
    assert reason(told) == expected


def test_series_without_a_colour_of_their_own_are_a_warning(draw: Draw) -> None:
    rows = ", ".join(f"{{a: {n % 2}, s: Series {n // 2}, b: {n}}}" for n in range(14))
    block = f"- chart: {{type: line, x: a, y: b, series: s, data: [{rows}]}}"
    markup, (finding,) = draw(block)
    assert "RK0340 two of the 7 series of the chart have the same colour" in finding
    assert {f"Series {n}" for n in range(7)} <= set(written(markup))


def test_a_number_that_stands_alone_in_a_line_is_a_dot(draw: Draw) -> None:
    rows = "{a: 2001, b: 1}, {a: 2002, b: 3}, {a: 2003, b: ~}, {a: 2004, b: 9}"
    lone, _ = draw(f"- chart: {{type: line, x: a, y: b, data: [{rows}]}}")
    whole, _ = draw(f"- chart: {{type: line, x: a, y: b, data: [{rows.replace('~', '5')}]}}")
    assert drawing(lone).count("<path") == drawing(whole).count("<path") + 3


def test_stacks_have_the_order_of_the_data_from_below(draw: Draw) -> None:
    rows = "{a: x, s: Zeta, b: 1}, {a: x, s: Alpha, b: 2}"
    markup, _ = draw(f"- chart: {{type: stacked, x: a, y: b, series: s, data: [{rows}]}}")
    bars = re.findall(r'd="M[\d.]+,([\d.]+)h[^"]*" data-fill="data-(\d)"', drawing(markup))
    below = max(bars, key=lambda bar: float(bar[0]))
    assert below[1] == "1"


def test_scales_of_a_full_specification_have_the_colours_of_the_theme(draw: Draw) -> None:
    colour = "{field: b, type: quantitative}"
    spec = f"{{mark: rect, encoding: {{x: {{field: a, type: nominal}}, color: {colour}}}}}"
    markup, findings = draw(f"- chart: {{data: [{{a: x, b: 0}}, {{a: y, b: 10}}], spec: {spec}}}")
    workspace = Workspace(ROOT)
    look = theme.load("institute", workspace, Diagnostics())
    assert look
    last = print_tokens(look, workspace)["level-4"].lstrip("#")
    red, green, blue = (int(last[at : at + 2], 16) for at in (0, 2, 4))
    assert findings == []
    assert f'fill="rgb({red}, {green}, {blue})"' in markup
    assert 'gradientUnits="userSpaceOnUse"' in markup
