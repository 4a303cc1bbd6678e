"""Tables, matrices and comparisons: what their cells become, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import indent
from typing import Any

import pytest
from conftest import Project

from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.view.blocks.table import Table
from reportkit.workspace import Workspace

Made = Callable[..., tuple[Any, list[str]]]
HEAD = "title: T\nlanguage: {}\nsections:\n  - title: S\n    body:\n"


@pytest.fixture
def made(project: Project, monkeypatch: pytest.MonkeyPatch) -> Made:
    """`made(block, {path: content}, language="de")`: the first block, findings in short form."""

    def run(
        block: str, files: dict[str, str] | None = None, language: str = "en", after: str = ""
    ) -> Any:
        briefing = HEAD.format(language) + indent(block, "      ") + f"\n{after}\n"
        root = project({"a.yaml": briefing, **(files or {})})
        monkeypatch.chdir(root)
        diagnostics, workspace = Diagnostics(), Workspace(root)
        source = read(root / "a.yaml", workspace, diagnostics)
        result = compose(source, diagnostics, root, workspace) if source else None
        findings = [f"{d.span}: {d.code} {d.message}" for d in diagnostics]
        return result and result.report.sections[0].blocks[0], findings

    return run


def texts(table: Table) -> list[list[str]]:
    """The cells as they are printed, row by row, with blanks that one can see."""
    rows = [row for group in table.groups for row in group.rows]
    rows += [table.total] if table.total else []
    return [[cell.text.replace("\u00a0", "_") for cell in row] for row in rows]


def test_numbers_of_a_column_have_equal_decimals_and_a_true_minus(made: Made) -> None:
    table, findings = made(
        "- table: {columns: [A, B], rows: [[a, 1904], [b, -0.25], [c, ~], [d, +3]]}"
    )
    assert findings == []
    assert texts(table) == [["a", "1,904.00"], ["b", "−0.25"], ["c", "–"], ["d", "+3.00"]]
    assert [column.align for column in table.columns] == ["left", "right"]


def test_numbers_percents_and_dates_are_printed_by_the_language(made: Made) -> None:
    block = """\
- table:
    columns: [A, B, {name: C, type: percent, decimals: 1}, {name: D, type: date}]
    rows: [[a, 1234567.5, 12.25, 2025-02-18], [b, 1, 3%, 2024-34]]
"""
    table, findings = made(block, language="de")
    assert findings == []
    assert texts(table) == [
        ["a", "1.234.567,5", "12,3_%", "18._Februar 2025"],
        ["b", "1,0", "3,0_%", "2._Quartal 2024"],
    ]


def test_years_and_a_first_column_of_numbers_are_no_quantities(made: Made) -> None:
    table, _ = made("- table: {columns: [N, Year, Sum], rows: [[1000, 1998, 1998.5]]}")
    assert texts(table) == [["1000", "1998", "1,998.5"]]
    assert [column.align for column in table.columns] == ["left", "right", "right"]


def test_a_number_keeps_the_digits_that_it_was_written_with(made: Made) -> None:
    table, _ = made("- table: {columns: [A, B], rows: [[1.10, 2.50], [0x1F, 1.0]]}")
    assert texts(table) == [["1.10", "2.50"], ["0x1F", "1.00"]]


def test_numbers_in_arabic_stand_below_each_other_with_their_signs_at_the_left(
    made: Made,
) -> None:
    block = "- table: {columns: [أ, ب, ج], rows: [[س, -12.5, '-3 %'], [ع, +4, 5%], [-7, 0, ~]]}"
    table, findings = made(block, language="ar")
    assert findings == []
    # What begins a line of Arabic stands at the right.
    assert [column.align for column in table.columns] == ["left", "left", "left"]
    mark = "\u200e"
    rows = [[cell.replace(mark, "|") for cell in row] for row in texts(table)]
    assert rows == [
        ["س", "|−12.5", "|−3%"],
        ["ع", "|+4.0", "5%"],
        ["|-7|", "0.0", "–"],
    ]


def test_a_cell_of_text_is_markdown_with_its_place(made: Made) -> None:
    table, findings = made("- table: {columns: [A], rows: [['**x** <b>']]}")
    assert texts(table)[0][0].startswith("<strong>x</strong> ")
    assert findings == ["a.yaml:6:46: RK0302 raw HTML is not allowed in prose: <b>"]


def calls(markup: str) -> str:
    """What is printed of `markup`, the number of each note in round brackets."""
    markup = re.sub(r"<small.*?</small>", "", markup)
    return re.sub(r"<[^>]*>", "", re.sub(r"<sup.*?>(\d+)</a></sup>", r"(\1)", markup))


def test_notes_of_a_table_are_numbered_in_the_order_of_reading(made: Made) -> None:
    csv = "Group,Town^[2],Yield\nb,Oster^[4],1\na,Dorra^[6],2\nb^[3],Karsa^[5],3\n"
    keys = "csv: d.csv, group_by: Group, caption: 'C^[1]', notes: 'n^[8]', total: 'Sum^[7]'"
    table, findings = made(f"- table: {{{keys}}}", {"d.csv": csv.replace("\nb,", "\nb^[3],", 1)})
    assert findings == []
    printed = [table.caption.text, *(column.title for column in table.columns)]
    for group in table.groups:
        printed += [group.title, *(row[0].text for row in group.rows)]
    printed += [table.total[0].text, *table.notes]
    shown = ["C(1)", "Town(2)", "Yield", "b(3)", "Oster(4)", "Karsa(5)", "a", "Dorra(6)"]
    assert list(map(calls, printed)) == [*shown, "Sum(7)", "n(8)"]


def test_notes_citations_and_emphasis_stand_around_numbers_that_are_still_numbers(
    made: Made,
) -> None:
    block = """\
- table:
    columns: [A, B, {name: C, type: date}]
    rows:
      - [a, "1904^[Revised.]", "2025-02^[Or March.]"]
      - [b, "**-30.5**", "*2024*"]
      - [c, "–^[Not known.]", ~]
      - [d, "^[Withheld.]", ~]
      - [e, "0 [@s, p. 4]", "[2023](https://a.example)"]
    total: Sum
    id: t
"""
    table, findings = made(block, after="sources: [{id: s, title: S}]")
    assert findings == []
    assert [column.align for column in table.columns] == ["left", "right", "left"]
    shown = [[calls(cell) for cell in row[1:]] for row in texts(table)]
    assert shown == [
        ["1,904.0(1)", "February 2025(2)"],
        ["−30.5", "2024"],
        ["–(3)", "–"],
        ["(4)", "–"],
        ["0.0_[1, p._4]", "2023"],
        ["1,873.5", ""],
    ]
    assert "<strong>−30.5</strong>" in texts(table)[1][1]


def test_a_column_of_numbers_may_hold_a_nought(made: Made) -> None:
    table, _ = made("- table: {columns: [A, B], rows: [[a, 0], [b, 1000]]}")
    assert [row[1] for row in texts(table)] == ["0", "1,000"]


def test_a_judgement_with_a_note_is_still_of_the_scale(made: Made) -> None:
    rows = '[["*M*", "**High**^[But see there.]"], [y, "-^[Nobody knows.]"]]'
    matrix, findings = made(f"- matrix: {{columns: [M, A], scale: [Low, High], rows: {rows}}}")
    assert findings == []
    judgements = [row.judgements[0] for row in matrix.rows]
    assert [(calls(j.text), j.level) for j in judgements] == [("High(1)", 4), ("–(2)", 0)]


def test_a_column_is_named_with_its_markup_or_without(made: Made) -> None:
    csv = {"d.csv": "**Town**,Yield\nKarsa,1\n"}
    table, findings = made('- table: {csv: d.csv, columns: ["Yield^[Net.]", Town]}', csv)
    assert findings == []
    assert [calls(column.title) for column in table.columns] == ["Yield(1)", "Town"]
    table, findings = made("- table: {columns: ['*A*', B], rows: [{A: x, B: y}, {'*A*': z}]}")
    assert findings == []
    assert texts(table) == [["x", "y"], ["z", "–"]]


def test_a_fault_in_the_head_of_a_file_has_its_place(made: Made) -> None:
    _, findings = made("- table: {csv: d.csv}", {"d.csv": "A,B <b>\n1,2\n"})
    assert findings == ["d.csv:1:3: RK0302 raw HTML is not allowed in prose: <b>"]


def test_a_cell_of_a_file_has_its_place_in_the_file(made: Made) -> None:
    csv = "name,flow\nx,1\ny, many\n"
    _, findings = made(
        "- table: {csv: d.csv, columns: [name, {name: flow, type: number}]}", {"d.csv": csv}
    )
    assert findings == ["d.csv:3:3: RK0321 `many` stands in a column of numbers"]


@pytest.mark.parametrize(
    ("type_", "cell", "message"),
    [
        ("number", "n/a", "`n/a` stands in a column of numbers"),
        ("number", "'1,904'", "`1,904` stands in a column of numbers"),
        ("number", "12%", "`12%` stands in a column of numbers"),
        ("number", "1e5", "`1e5` stands in a column of numbers"),
        ("number", ".inf", "`.inf` stands in a column of numbers"),
        ("number", "٣", "`٣` stands in a column of numbers"),
        ("percent", "half", "`half` stands in a column of numbers"),
        ("date", "yesterday", "`yesterday` is not a date"),
        ("date", "2025-02-30", "February 2025 has 28 days"),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds_is_an_error(
    made: Made, type_: str, cell: str, message: str
) -> None:
    block = f"- table:\n    columns: [A, {{name: B, type: {type_}}}]\n    rows: [[a, {cell}]]\n"
    _, (finding,) = made(block)
    assert re.match(r"a\.yaml:8:2[23]: RK0321 ", finding)
    assert message in finding


def test_columns_are_chosen_and_ordered_by_the_author(made: Made) -> None:
    block = "- table: {csv: d.csv, columns: [b, {name: a, title: The *first*, unit: m}]}"
    table, findings = made(block, {"d.csv": "a,b\n1,2\n"})
    assert findings == []
    assert [(c.title, c.unit) for c in table.columns] == [("b", ""), ("The <em>first</em>", "m")]
    assert texts(table) == [["2", "1"]]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "- table: {csv: d.csv, columns: [Basn]}",
            "a.yaml:6:39: RK0323 no column has the name `Basn`",
        ),
        (
            "- table: {csv: d.csv, group_by: Rul}",
            "a.yaml:6:39: RK0323 no column has the name `Rul`",
        ),
        (
            "- table: {csv: d.csv, total: {columns: [Yeild]}}",
            "a.yaml:6:47: RK0323 no column has the name `Yeild`",
        ),
        (
            "- table: {columns: [A], rows: [{A: 1, B: 2}]}",
            "a.yaml:6:45: RK0323 no column has the name `B`",
        ),
        (
            "- table: {columns: [A, B], rows: [[1, 2], [1]]}",
            "a.yaml:6:49: RK0324 the row has 1 cell for 2 columns",
        ),
        ("- table: {rows: [[1, 2]]}", "a.yaml:6:23: RK0202 rows of cells need `columns`"),
        (
            "- matrix: {columns: [A, B], scale: [Low, High], rows: [[x, Hihg]]}",
            "a.yaml:6:66: RK0325 `Hihg` is no word of the scale",
        ),
        (
            "- comparison: {csv: d.csv, columns: [Basin, Yeild]}",
            "a.yaml:6:51: RK0323 no column has the name `Yeild`",
        ),
    ],
)
def test_a_fault_is_an_error_at_its_place(made: Made, block: str, expected: str) -> None:
    _, findings = made(block, {"d.csv": "Basin,Yield,Rule\nx,1,y\n"})
    assert findings == [expected]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("columns: [a]", ["a.yaml:6:29: RK0309 the columns `b`, `*c*` are not printed"]),
        ("columns: [a, b]", ["a.yaml:6:29: RK0309 the column `*c*` is not printed"]),
        ("columns: [a], leave_out: [b, c]", []),
        ("columns: [a], group_by: b, leave_out: c", []),
        ("leave_out: [b, '*c*']", []),
        ("leave_out: [d]", ["a.yaml:6:41: RK0323 no column has the name `d`"]),
    ],
)
def test_a_column_of_a_file_that_nobody_asks_for_is_named(
    made: Made, keys: str, expected: list[str]
) -> None:
    table, findings = made(f"- table: {{csv: d.csv, {keys}}}", {"d.csv": "a,b,*c*\n1,2,3\n"})
    assert findings == expected
    assert [column.title for column in table.columns if column.title != "b"] in (["a"], [])


def test_rows_by_column_need_no_list_of_columns(made: Made) -> None:
    table, findings = made("- table: {rows: [{A: x, B: 1}, {B: 2, C: y}]}")
    assert findings == []
    assert [column.title for column in table.columns] == ["A", "B", "C"]
    assert texts(table) == [["x", "1", "–"], ["–", "2", "y"]]


def test_rows_are_grouped_by_a_column_that_is_then_not_printed(made: Made) -> None:
    csv = "Basin,Rule,Yield\na,Old,1\nb,*New*,2\nc,Old,3\n"
    table, _ = made("- table: {csv: d.csv, group_by: Rule}", {"d.csv": csv})
    assert [group.title for group in table.groups] == ["Old", "<em>New</em>"]
    assert texts(table) == [["a", "1"], ["c", "3"], ["b", "2"]]


# Totals


def test_a_total_adds_up_the_columns_of_numbers_exactly(made: Made) -> None:
    block = """\
- table:
    columns: [A, B, {name: C, type: percent}, D]
    rows: [[a, 0.1, 50, 1998], [b, 0.2, 50, 1999], [c, ~, ~, 2000]]
    total: All
"""
    table, findings = made(block)
    assert findings == []
    assert texts(table)[-1] == ["All", "0.3", "", ""]


def test_a_total_has_the_word_of_the_language_and_the_columns_asked_for(made: Made) -> None:
    block = "- table: {columns: [A, B, C], rows: [[a, 1, 2], [b, 3, 4]], total: {columns: C}}"
    table, _ = made(block, language="de")
    assert texts(table)[-1] == ["Insgesamt", "", "6"]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("4.0", []),
        ("4", []),
        ("~", []),
        ("4.1", ["note RK0322 the total of `B` is 4.1, its rows add up to 4.0"]),
        ("4.2", ["error RK0322 the total of `B` is 4.2, its rows add up to 4.0"]),
        ("5", ["error RK0322 the total of `B` is 5, its rows add up to 4.0"]),
    ],
)
def test_a_total_of_the_data_is_checked(project: Project, total: str, expected: list[str]) -> None:
    """What rounding may explain is a note, all else an error."""
    block = f"- table: {{columns: [A, B], rows: [[a, 1.5], [b, 2.5], [c, {total}]], total: &t}}"
    block = block.replace("&t", "{in_data: true}")
    root = project({"a.yaml": HEAD.format("en") + indent(block, "      ")})
    diagnostics, workspace = Diagnostics(), Workspace(root)
    source = read(root / "a.yaml", workspace, diagnostics)
    assert source
    compose(source, diagnostics, root, workspace)
    assert [f"{d.severity.value} {d.code} {d.message}" for d in diagnostics] == expected


# Matrices


def test_levels_follow_the_place_in_the_scale_or_what_the_author_says(made: Made) -> None:
    block = """\
- matrix:
    columns: [M, A, B, C, D]
    scale: [Low, Fair, {word: Poor, level: 1}, High]
    rows: [[x, low, Fair, Poor, High], [y, ~, Low, Low, Low]]
"""
    matrix, findings = made(block)
    assert findings == []
    assert [(j.text, j.level) for j in matrix.rows[0].judgements] == [
        ("low", 1),
        ("Fair", 2),
        ("Poor", 1),
        ("High", 4),
    ]
    assert (matrix.rows[1].judgements[0].text, matrix.rows[1].judgements[0].level) == ("–", 0)


# In callouts


def test_a_table_in_a_callout_is_numbered_with_the_others(made: Made) -> None:
    block = """\
- callout:
    body:
      - See @tab:b and @tab:c.
      - table: {id: b, caption: First, columns: [A], rows: [[x]]}
- table: {id: c, caption: Second, columns: [A], rows: [[y]]}
"""
    callout, findings = made(block)
    assert findings == []
    assert [inner.kind for inner in callout.blocks] == ["prose", "table"]
    assert callout.blocks[1].caption.number == "1"
    assert re.findall(r'href="#(\w)".*?(\d)</a>', str(callout.blocks[0])) == [
        ("b", "1"),
        ("c", "2"),
    ]


def test_a_table_in_a_callout_has_no_page_of_its_own(made: Made) -> None:
    block = "- callout: {body: [{table: {columns: [A], rows: [[x]], wide: true}}]}"
    assert made(block)[1] == [
        "a.yaml:6:68: RK0206 a table in a callout has no page of its own",
    ]


# On the page


@pytest.mark.parametrize(
    ("columns", "cell", "expected"),
    [("[A, B]", "short", False), ("[A, B, C, D, E]", "x", True), ("[A, B]", "w" * 70, True)],
)
def test_a_table_of_many_columns_or_long_words_takes_the_side_column(
    made: Made, columns: str, cell: str, expected: bool
) -> None:
    table, _ = made(f"- table: {{columns: {columns}, rows: [{{A: {cell}}}]}}")
    assert table.is_full is expected
