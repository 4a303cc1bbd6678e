"""Importing: dates that grammar makes certain, and those in doubt."""

from __future__ import annotations

from datetime import date

import pytest
from test_importing import codes, convert_text, imported

from reportkit.importing.dates import said_in


@pytest.mark.parametrize(
    ("statement", "language", "expected"),
    [
        ("They met in Karsa on February 18, 2025", "en", "2025-02-18"),
        ("They met on 18 February 2025 in Karsa", "en", "2025-02-18"),
        ("The order was signed in October 2024", "en", "2024-10"),
        ("The weir was opened in 1911", "en", "1911"),
        ("Meters have been read since 2022", "en", "2022/.."),
        ("It is closed since 2017 when the flood came", "en", "2017"),
        ("They met on 2025-02-18 in Karsa", "en", "2025-02-18"),
        ("Am 18. Februar 2025 trafen sie sich", "de", "2025-02-18"),
        ("Seit 2022 wird abgelesen", "de", "2022/.."),
        ("Le 18 février 2025 ils signent", "fr", "2025-02-18"),
        ("Встреча прошла в октябре 2024", "ru", "2024-10"),
        ("双方于2025年2月18日会谈", "zh", "2025-02-18"),
    ],
)
def test_a_date_that_grammar_makes_certain_is_an_event(
    statement: str, language: str, expected: str
) -> None:
    said = said_in(statement, language, None)
    assert said is not None
    assert (said.edtf, said.inferred) == (expected, "")


@pytest.mark.parametrize(
    "statement",
    [
        "Relations fell after the 2022 flood",
        "It was dry in 2017 and 2019",
        "It was dry in 2017-2019",
        "The board closed in 2000 companies' books",
        "The sign says “closed since 2017”",
        "They will decide before May 2026",
        "They may decide in may",
        "They met in 2017. Nobody came.",
        "The report of 2019 was read in 2020",
        "Published: 2026-03-02",
        "It has version 2024.10",
        "They met on February 31, 2025",
        "Talks on May 2025 targets failed",
        "Nothing was decided in 2024",
        "The board did not meet in 2024",
        "The weir may be closed in 2030",
        "The board spent it in 2024's budget",
        "到2030年关闭",
        "2024年度报告发布",
        "2030年前关闭",
    ],
)
def test_a_date_in_doubt_is_no_event(statement: str) -> None:
    said = said_in(statement, "zh" if "年" in statement else "en", None)
    assert said is None or not said.edtf


def test_a_missing_year_is_taken_from_as_of_and_marked() -> None:
    text = "Title\n\nHeading\n\n- They met on February 18 in Karsa\n- They will meet on May 9\n"
    points = imported(text, as_of=date(2025, 3, 2))["sections"][0]["points"]
    assert [point["when"] for point in points] == [
        {"date": "2025-02-18", "inferred": "year"},
        {"date": "2025-05-09", "inferred": "year"},
    ]
    made, diagnostics = convert_text(text)
    assert made is not None
    assert "when" not in made.yaml
    assert codes(diagnostics) == ["RK0606"]


def test_a_leap_day_is_taken_from_a_year_that_has_one() -> None:
    (point,) = imported("T\n\nH\n\n- They met on February 29\n", as_of=date(2026, 3, 2))[
        "sections"
    ][0]["points"]
    assert point["when"] == {"date": "2024-02-29", "inferred": "year"}
