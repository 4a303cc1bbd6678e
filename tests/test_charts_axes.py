"""Axes of charts: names in lines that have their room, dates as the language writes them."""

from __future__ import annotations

import re

import pytest
from conftest import Project
from test_charts import Draw, drawer, drawing, written

from reportkit.view.lane.widths import width
from reportkit.view.names import fit, lines


@pytest.fixture
def draw(project: Project, monkeypatch: pytest.MonkeyPatch) -> Draw:
    return drawer(project, monkeypatch)


def test_names_below_bars_are_set_in_lines_and_none_is_left_out(draw: Draw) -> None:
    rows = ", ".join(f"{{a: A measure with a long name {n}, b: {n}}}" for n in range(1, 7))
    markup, findings = draw(f"- chart: {{type: bar, x: a, y: b, data: [{rows}]}}")
    assert findings == []
    assert drawing(markup).partition("</title>")[2].count("measure") == 6


@pytest.mark.parametrize("horizontal", ["true", "false"])
def test_names_that_have_no_room_are_a_warning(draw: Draw, horizontal: str) -> None:
    data = f"[{{a: {'Unabridgeablemeasures' * 3}, b: 1}}, {{a: y, b: 2}}]"
    keys = f"type: bar, x: a, y: b, horizontal: {horizontal}"
    _, (finding,) = draw(f"- chart: {{{keys}, data: {data}}}")
    assert "RK0340 the chart has no room for all the names" in finding


def test_dates_below_bars_are_written_by_the_language(draw: Draw) -> None:
    rows = "{a: 2024-01, b: 1}, {a: 2024-03, b: 2}"
    markup, _ = draw(f"- chart: {{type: bar, x: a, y: b, data: [{rows}]}}", language="ru")
    assert not any("2024-01" in text for text in written(markup))
    assert any("янв" in text for text in written(markup))


def test_years_are_dates_where_a_full_specification_says_so(draw: Draw) -> None:
    spec = "{mark: point, encoding: {x: {field: a, type: temporal}}}"
    rows = ", ".join(f"{{a: {year}}}" for year in (1995, 2005, 2015))
    markup, _ = draw(f"- chart: {{data: [{rows}], spec: {spec}}}")
    assert "2000" in written(markup)


@pytest.mark.parametrize(
    ("language", "months", "days"),
    [
        ("en", "Jan 2024", "3 Jan"),
        ("de", "Jan. 2024", "3. Jan."),
        ("ru", "янв. 2024", "3 янв."),
        ("ja", "2024年1月", "1月3日"),
    ],
)
def test_months_and_days_below_an_axis_are_those_of_the_language(
    draw: Draw, language: str, months: str, days: str
) -> None:
    for date, expected in (("2024-01", months), ("2024-01-03", days)):
        other = date.replace("01", "02", 1)
        rows = f"{{a: {date}, b: 1}}, {{a: {other}, b: 2}}"
        markup, _ = draw(f"- chart: {{type: bar, x: a, y: b, data: [{rows}]}}", language=language)
        assert expected in written(markup)


def test_names_without_blanks_are_set_in_lines() -> None:
    assert lines("季節ごとの料金制度の導入", 50) == ["季節ごとの料", "金制度の導入"]
    assert lines("A name of words", 45) == ["A name of", "words"]
    assert not fit(["Unabridgeable"], 20)


def test_names_in_chinese_and_japanese_have_their_room(draw: Draw) -> None:
    names = ["季節ごとの料金制度の導入", "水道メーターの設置"]
    rows = ", ".join(f"{{a: {name}, b: {n}}}" for n, name in enumerate(names, 1))
    markup, _ = draw(
        f"- chart: {{type: bar, horizontal: true, x: a, y: b, data: [{rows}]}}", language="ja"
    )
    left = re.search(r'stroke-miterlimit="10" transform="translate\(([\d.]+),', drawing(markup))
    assert left
    assert float(left[1]) >= width(names[0])
