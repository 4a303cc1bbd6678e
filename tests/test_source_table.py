"""Data files to rows of cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics
from reportkit.source import table
from reportkit.source.table import DataTable, load_table

CSV = 'Basin,Note,Yield\r\nKarsa,"one, ""two""\r\nthree",412.0\r\n\r\n Dorra ,,96.8\r\n'


def read(data: bytes | str, suffix: str = ".csv") -> tuple[DataTable | None, list[str]]:
    diagnostics = Diagnostics()
    data = data.encode() if isinstance(data, str) else data
    found = load_table(data, f"a{suffix}", suffix, diagnostics, "it is named here")
    return found, [f"{d.span}: {d.code} {d.message}" for d in diagnostics]


def test_cells_come_without_the_blanks_around_them_and_on_one_line() -> None:
    found, findings = read(CSV)
    assert findings == []
    assert found
    assert found.header == ("Basin", "Note", "Yield")
    assert found.rows == (("Karsa", 'one, "two" three', "412.0"), ("Dorra", "", "96.8"))


def test_a_row_and_a_cell_have_their_line_and_columns() -> None:
    found, _ = read(CSV)
    assert found
    assert [str(found.place(row)) for row in (-1, 0, 1)] == ["a.csv:1:1", "a.csv:2:1", "a.csv:5:1"]
    cell = found.place(1, 2)
    assert (str(cell), cell.end_column) == ("a.csv:5:10", 14)


def test_tabs_separate_the_cells_of_a_tsv() -> None:
    found, _ = read("a\tb, c\n1\t2\n", ".tsv")
    assert found
    assert (found.header, found.rows) == (("a", "b, c"), (("1", "2"),))


def test_json_is_a_list_of_rows_that_may_lack_cells() -> None:
    found, _ = read('[{"a": 1.5, "b": null}, {"b": "x", "c": true}]', ".json")
    assert found
    assert found.header == ("a", "b", "c")
    assert found.rows == (("1.5", "", ""), ("", "x", "True"))
    assert str(found.place(0, 1)) == "a.json"


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    found, _ = read("\ufeffa,b\n1,2\n")
    assert found
    assert found.header == ("a", "b")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a,b\n1\n1,2\n1,2,3\n", "a.csv:2:1: RK0123 the row has 1 cell, the header 2"),
        ("a,b,a\n1,2,3\n", "a.csv:1:1: RK0124 two columns have the name `a`"),
        ("\na,,c\n1,2,3\n", "a.csv:2:1: RK0124 column 2 has no name"),
        ("a;b\n1;2\n", "a.csv:1:1: RK0126 the cells are separated by semicolons"),
        ("a\tb\n1\t2\n", "a.csv:1:1: RK0126 the cells are separated by tabs"),
        ("", "a.csv:1:1: RK0126 the file is empty"),
        (" \n,\n", "a.csv:1:1: RK0126 the file is empty"),
        ("a,b\n", "a.csv:1:1: RK0126 the file has a header and no rows"),
        ('a,b\n1,2\n"1"2,3\n', "a.csv:3:1: RK0126 the row cannot be read: ',' expected after '\"'"),
        ('a,b\n1,2\n"1,2\n3', "a.csv:3:1: RK0126 the row cannot be read: unexpected end of data"),
        (b"a,b\n1,\xe9\n", "a.csv:2:3: RK0104 the byte 0xE9 is not UTF-8"),
        ("a,b\n1,\x07\n", "a.csv:2:3: RK0112 the invisible character U+0007 is in the text"),
        (
            ",".join(f"c{n}" for n in range(101)) + "\n1\n",
            "a.csv:1:1: RK0125 the file has over 100 columns",
        ),
    ],
)
def test_a_faulty_file_ends_in_one_finding(data: str | bytes, expected: str) -> None:
    assert read(data) == (None, [expected])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('[{"a": 1},\n {"a" 2}]', "a.json:2:7: RK0126 the JSON cannot be read: expecting ':' del"),
        ('{"a": 1}', "a.json: RK0126 the JSON is no list of rows"),
        ('[{"a": [1]}]', "a.json: RK0126 the JSON is no list of rows"),
        ("[]", "a.json: RK0126 the JSON is no list of rows"),
        ('[{"": 1}]', "a.json: RK0124 column 1 has no name"),
        ("[" * 100_000, "a.json: RK0126 the JSON nests too deep"),
    ],
)
def test_faulty_json_ends_in_one_finding(data: str, expected: str) -> None:
    found, (finding,) = read(data, ".json")
    assert found is None
    assert finding.startswith(expected)


def test_a_file_that_is_too_long_or_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    assert read("a\n1\n2\n3\n")[1] == []
    assert read("a\n1\n2\n3\n4\n")[1] == ["a.csv:6:1: RK0125 the file has over 3 rows"]
    monkeypatch.setattr(table, "MAX_BYTES", 4)
    assert read("a\n1\n2\n")[1] == ["a.csv: RK0125 the file has 0.0 MiB; a data file may have 0"]


PIECES = st.sampled_from(["a", "1", ",", "\t", ";", '"', "\n", "\r\n", "\r", " ", "é", "\u2028"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS, st.sampled_from([".csv", ".tsv", ".json"]))
def test_any_text_ends_in_a_table_or_in_one_finding_with_its_place(text: str, suffix: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    diagnostics = Diagnostics()
    found = load_table(data, "a", suffix, diagnostics)
    assert (found is None) == (len(diagnostics) == 1)
    for item in diagnostics:
        assert item.span
        assert item.span.file == "a"
    if found:
        assert {len(row) for row in found.rows} == {len(found.header)}
        assert all(found.place(at, 0).file == "a" for at in range(-1, len(found.rows)))
