"""How findings are written."""

from __future__ import annotations

from reportkit import console
from reportkit.diagnostics import Diagnostic, Diagnostics, Severity, Span


def finding(line: int = 2, column: int = 1, end: int = 6, message: str = "wrong") -> Diagnostic:
    span = Span("a.yaml", line, column, line, end)
    return Diagnostic(Severity.ERROR, "RK0201", message, span, ("mend it",))


def test_the_short_form_is_one_line() -> None:
    assert console.short(finding()) == "a.yaml:2:1: error: wrong [RK0201]"


def test_the_short_form_without_a_place_begins_with_the_severity() -> None:
    item = Diagnostic(Severity.WARNING, "RK0507", "odd")
    assert console.short(item) == "warning: odd [RK0507]"


def test_the_human_form_shows_the_line_with_a_caret() -> None:
    text = console.human(finding(), lambda _: ["one: 1", "titel: x"], colour=False)
    assert text.splitlines() == [
        "error[RK0201]: wrong",
        " --> a.yaml:2:1",
        "  |",
        "2 | titel: x",
        "  | ^^^^^",
        "  = mend it",
    ]


def test_carets_stand_below_wide_characters() -> None:
    text = console.human(finding(1, 3, 5), lambda _: ["中文标题"], colour=False)
    assert text.splitlines()[3:5] == ["1 | 中文标题", "  |     ^^^^"]


def test_control_characters_of_a_source_do_not_reach_the_terminal() -> None:
    text = console.human(finding(1, 1, 2), lambda _: ["\x1b[2Jtitle\u202e"], colour=False)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 500 + "here" + "y" * 500
    row = console.human(finding(1, 501, 505), lambda _: [line], colour=False).splitlines()
    at = row[4].index("^")
    assert row[3][at : at + 4] == "here"
    assert len(row[3]) < 120


def test_a_place_past_the_end_of_the_file_still_gives_a_finding() -> None:
    text = console.human(finding(9), lambda _: ["one"], colour=False)
    assert "a.yaml:9:1" in text


def test_colour_is_written_only_when_asked_for() -> None:
    assert "\x1b[" in console.human(finding(), lambda _: ["a", "b"], colour=True)
    assert "\x1b[" not in console.human(finding(), lambda _: ["a", "b"], colour=False)


def test_a_finding_is_kept_once_and_counted() -> None:
    diagnostics = Diagnostics()
    diagnostics.extend([finding(), finding(), finding(message="other")])
    diagnostics.warning("RK0507", "odd")
    assert console.tally(diagnostics) == "2 errors, 1 warning"


def test_the_exit_code_is_the_gravest_blame() -> None:
    diagnostics = Diagnostics()
    diagnostics.warning("RK0507", "odd")
    assert (diagnostics.exit_code(), diagnostics.exit_code(strict=True)) == (0, 1)
    diagnostics.error("RK0201", "wrong")
    diagnostics.error("RK0902", "full")
    assert diagnostics.exit_code() == 3
