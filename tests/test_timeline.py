"""Timelines in the view: their forms, what joins them, and what is found wrong with them."""

from __future__ import annotations

from textwrap import dedent

import pytest
from conftest import Cli, Project

from reportkit import model, source
from reportkit.diagnostics import Diagnostics
from reportkit.view.assemble import assemble
from reportkit.view.blocks.timeline import Timeline
from reportkit.view.lane import MOST_LANES
from reportkit.view.report import ReportView, Section


def view(text: str) -> tuple[ReportView, list[str]]:
    """The view of a briefing, and its findings as `CODE message`."""
    diagnostics = Diagnostics()
    loaded = source.load(dedent(text).encode(), "briefing.yaml", diagnostics)
    assert loaded, list(diagnostics)
    briefing = model.validate(loaded, diagnostics)
    assert briefing, list(diagnostics)
    result = assemble(briefing, loaded, diagnostics)
    assert result, list(diagnostics)
    return result.report, [f"{d.code} {d.message}" for d in diagnostics]


def appendix(report: ReportView) -> Timeline:
    (found,) = [b for a in report.appendices for b in a.blocks if isinstance(b, Timeline)]
    return found


def block(section: Section) -> Timeline:
    (found,) = [b for b in section.blocks if isinstance(b, Timeline)]
    return found


def texts(timeline: Timeline) -> list[str]:
    return [event.text for event in timeline.events if event.kind == "event"]


def briefing(events: str, form: str = "", language: str = "en", more: str = "") -> str:
    head = f"title: T\nlanguage: {language}\ndate: 2025-03-02\n{more}timeline:\n"
    return head + (f"  form: {form}\n" if form else "") + f"  events: [{events}]\n"


FOUR = ", ".join(f"{{when: {2015 + 2 * n}, text: Event {n}}}" for n in range(4))


@pytest.mark.parametrize(
    ("form", "words", "is_drawn"),
    [
        ("", "list", True),
        ("list", "list", False),
        ("table", "table", False),
        ("lane", "", True),
        ("lane and list", "list", True),
    ],
)
def test_a_timeline_has_the_form_that_is_asked_for(form: str, words: str, is_drawn: bool) -> None:
    made = appendix(view(briefing(FOUR, form))[0])
    assert (made.form, made.drawing is not None) == (words, is_drawn)


def test_three_events_are_a_list_unless_more_is_asked_for() -> None:
    three = FOUR.rsplit(", {", 1)[0]
    assert appendix(view(briefing(three))[0]).drawing is None
    assert appendix(view(briefing(three, "lane and list"))[0]).drawing is not None


def test_a_drawing_beside_a_list_says_what_it_is_and_one_alone_says_all() -> None:
    assert appendix(view(briefing(FOUR))[0]).description == "Timeline, 2015–2021"
    alone = appendix(view(briefing(FOUR, "lane"))[0]).description
    assert (
        alone == "Timeline, 2015–2021: 2015: Event 0; 2017: Event 1; 2019: Event 2; 2021: Event 3"
    )


SECTION = """
    title: T
    date: 2025-03-02
    sections:
      - title: Floods
        body:
          - timeline:
              {options}
              events: [{{when: 2001, text: The first flood}}]
        points:
          - {{text: The second flood, when: 2011}}
          - Not dated
        sections:
          - title: Above the weir
            points: [{{text: The third flood, when: 2021}}]
      - title: Droughts
        points: [{{text: The only drought, when: 2022}}]
    """


def section(options: str) -> tuple[Timeline, ReportView]:
    report, findings = view(SECTION.format(options=options))
    assert findings == []
    return block(report.sections[0]), report


def test_events_of_a_section_join_the_appendix() -> None:
    here, report = section("form: list")
    assert texts(here) == ["The first flood"]
    everything = ["The first flood", "The second flood", "The third flood", "The only drought"]
    assert texts(appendix(report)) == everything
    assert [r.number for r in appendix(report).events[0].references] == ["1"]


def test_events_may_stay_in_their_section() -> None:
    _, report = section("appendix: false")
    assert "The first flood" not in texts(appendix(report))


def test_a_section_may_show_its_own_points_those_of_its_topics_and_no_others() -> None:
    here, report = section("of: this section")
    assert texts(here) == ["The first flood", "The second flood", "The third flood"]
    assert len(texts(appendix(report))) == 4


def test_events_that_stay_in_their_section_make_no_appendix() -> None:
    report, _ = view(
        """
        title: T
        sections:
          - title: Floods
            body:
              - timeline: {appendix: false, events: [{when: 2001, text: The first flood}]}
        """
    )
    assert report.appendices == ()


def test_a_timeline_in_a_section_has_a_number_where_it_has_a_caption() -> None:
    here, _ = section("caption: Floods *since* 2001\n              id: floods")
    assert here.caption
    assert (here.caption.label, here.caption.anchor) == ("Figure\u00a01", "floods")
    assert here.description == ""


LANES = "{when: 2001, text: A, lane: Rain}, {when: 2002, text: B, lane: Law}, "
LANES += "{when: 2003, text: C, lane: Rain}, {when: 2004, text: D}"


def lane_names(report: ReportView) -> list[str]:
    drawing = appendix(report).drawing
    assert drawing
    return [words.text for words in drawing.words if words.role == "row-name"]


def test_lanes_come_as_their_events_do_or_as_the_author_orders_them() -> None:
    assert lane_names(view(briefing(LANES))[0])[:2] == ["Rain", "Law"]
    ordered = briefing(LANES).replace("timeline:\n", "timeline:\n  lanes: [Law, Rain]\n")
    assert lane_names(view(ordered)[0])[:2] == ["Law", "Rain"]


def test_a_lane_that_the_author_did_not_list_is_an_error() -> None:
    text = briefing(LANES).replace("timeline:\n", "timeline:\n  lanes: [Rain, Snow]\n")
    findings = view(text)[1]
    assert findings == ["RK0301 the timeline has no lane 'Law'"]


def test_too_many_lanes_are_a_list_with_a_warning() -> None:
    events = ", ".join(f"{{when: {2000 + n}, text: E, lane: L{n}}}" for n in range(MOST_LANES + 1))
    report, findings = view(briefing(events))
    assert (appendix(report).form, appendix(report).drawing) == ("list", None)
    assert findings[0].startswith("RK0340 the timeline has 13 lanes")


def test_a_label_is_drawn_and_the_list_keeps_the_text() -> None:
    events = FOUR.replace("text: Event 1", "text: A long story, label: Short")
    made = appendix(view(briefing(events))[0])
    assert made.drawing
    assert "Short" in [words.text for words in made.drawing.words]
    assert "A long story" in texts(made)


def test_a_label_that_nothing_draws_is_found() -> None:
    events = FOUR.replace("text: Event 1", "text: A long story, label: Short")
    findings = view(briefing(events, "list"))[1]
    assert findings == ["RK0309 `label` is not printed, since no timeline draws this"]


def test_a_drawing_alone_that_cannot_say_all_is_found() -> None:
    long = "A text that is far too long for a label of two lines, and that has no end of clauses"
    findings = view(briefing(FOUR.replace("Event 1", long.replace(",", "")), "lane"))[1]
    assert findings == [
        "RK0340 the drawing has no room for the whole text of 1 of its events",
    ]


@pytest.mark.parametrize(
    ("language", "some"),
    [("ru", "Выпуск, 2 марта 2025"), ("de", "Diese Ausgabe, 2. März 2025"), ("zh", "2025年")],
)
def test_a_drawing_speaks_the_language_of_the_report(language: str, some: str) -> None:
    events = ", ".join(f"{{when: 2025-0{n}-10, text: Abc {n}}}" for n in range(1, 6))
    drawing = appendix(view(briefing(events, language=language))[0]).drawing
    assert drawing
    shown = " ".join(words.text for words in drawing.words).replace("\u00a0", " ")
    assert some.split()[-1] in shown


def test_time_runs_from_the_right_in_arabic() -> None:
    drawing = appendix(view(briefing(FOUR, language="ar"))[0]).drawing
    assert drawing
    ticks = [words for words in drawing.words if words.role == "tick-label"]
    assert ticks[0].x > ticks[-1].x


def test_text_of_a_drawing_is_plain() -> None:
    events = FOUR.replace("text: Event 1", 'text: "*Rivers* & [lakes](https://example.org)"')
    drawing = appendix(view(briefing(events))[0]).drawing
    assert drawing
    assert "Rivers & lakes" in [words.text for words in drawing.words]


def test_a_timeline_without_events_is_an_error() -> None:
    diagnostics = Diagnostics()
    text = b"title: T\nsections: [{title: S, body: [{timeline: {form: list}}]}]\n"
    loaded = source.load(text, "briefing.yaml", diagnostics)
    assert loaded
    model.validate(loaded, diagnostics)
    assert [d.code for d in diagnostics] == ["RK0202"]


def test_what_is_expected_is_said_in_words_and_marks_are_explained_only_where_there_are_some(
    project: Project, cli: Cli
) -> None:
    text = briefing("{when: 2024, text: Past}, {when: 2026, text: Ahead}", "list")
    root = project({"a.yaml": text})
    assert cli("build", "a.yaml", "-f", "html", cwd=root).returncode == 0
    page = (root / "out/a.html").read_text()
    assert 'Ahead <span class="visually-hidden">(expected)</span>' in page
    assert page.count("(expected)") == 1
    assert '<p class="timeline-key" hidden>' in page
