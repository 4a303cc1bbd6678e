"""What saves time in styles and lengths, held against WeasyPrint without it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from test_press import MONO, SANS, SERIF, font_folder

from reportkit.diagnostics import Diagnostics
from reportkit.press import engine
from reportkit.press.fontconfig import only_fonts
from reportkit.press.patched import patched

CSS = """
:root { --a: 3mm; --b: var(--a); --loop: var(--pool); --pool: var(--loop); --ink: #234;
  --font: bold 9pt/1.4 serif; --calc: calc(2em + var(--a)); --bad: 12 }
@page { size: 100mm 60mm; margin: var(--a) 8mm; @bottom-right { content: counter(page) var(--x) } }
* { box-sizing: border-box }
body { color: var(--ink); font: var(--font); text-decoration: underline }
p { --x: "x"; margin: var(--b) calc(1em + 5%); padding-left: var(--calc); width: 80%;
  border: var(--bad) solid; border-left: 1px solid var(--ink, red) }
p + p { --ink: #a31; --a: 1em; color: var(--missing, var(--ink)); text-decoration: inherit;
  background: linear-gradient(90deg, var(--ink) var(--a), white 5em); text-indent: var(--loop) }
.rtl { direction: rtl; margin-inline-start: 4mm; margin-left: 1mm; padding-inline: var(--b);
  width: 30mm; inline-size: 50mm }
.flex { display: flex; min-width: 40% } .flex * { min-width: auto; width: auto; flex: 1 }
.grid { display: grid; grid-template-columns: 1fr var(--a) 2fr }
.all { color: initial; margin: initial; font-size: inherit; border-top: inherit; height: 50% }
p::first-line { letter-spacing: var(--a); padding: var(--b) }
p::before { content: "·" var(--x, "y"); position: absolute; left: var(--b); float: left }
li::marker { color: var(--ink) }
table { border-collapse: collapse; width: 60mm } td { border: 2px solid; padding: 1% var(--b) }
.float { float: left; width: 20mm; margin: -1mm; min-height: 1em; max-width: calc(10% + 1em) }
"""
HTML = """<html lang=en><title>T</title><style>{css}</style><body>
<p>One, and more words than there are in a line of so small a page as this is.</p>
<p style="--b: 5mm; margin-top: var(--b)" id=a>Two <em style="color: var(--ink)">and</em> more</p>
<p class=rtl>Three</p><div class=flex><div>a</div><div class=all>b</div></div>
<div class=grid><i>a</i><b>b</b><u>c</u></div><ul><li>One<li class=all>Two</ul>
<table><tr><td>a<td class=rtl>b</table><div class=float>f</div>
<p class=all>Four, with as many words as the first has, so that it ends in another line.</p>"""


@pytest.fixture(scope="module")
def html() -> Iterator[Any]:
    """A document of WeasyPrint."""
    with only_fonts(font_folder(SERIF, SANS, MONO)):
        weasyprint = engine.import_weasyprint(Diagnostics())
        assert weasyprint is not None
        yield weasyprint.HTML(string=HTML.format(css=CSS))


def _values(html: Any) -> dict[Any, Any]:
    """Each property and variable of each element and pseudo-element, and then all that is kept."""
    from weasyprint.css import get_all_computed_styles
    from weasyprint.css.properties import INITIAL_VALUES

    styles = get_all_computed_styles(html)
    found = {}
    for index, (element, pseudo) in enumerate(styles.get_computed_styles()):
        style = styles(element, pseudo)
        asked = INITIAL_VALUES if "first" not in str(pseudo) else ("padding_left", "color")
        values = {name: repr(style[name]) for name in (*asked, "__a", "__b", "__ink", "__none")}
        images = [getattr(image, "stop_positions", "") for _, image in style["background_image"]]
        values["background_image"] = repr(images)
        found[index, pseudo] = values, sorted(style) if "first" in str(pseudo) else None
    return found


def test_values_of_properties_are_those_of_weasyprint(html: Any) -> None:
    """With variables, shorthands, keywords, logical properties, and what is wrong."""
    from reportkit.press.inside import styles

    expected = _values(html)
    with patched(*styles.mends()):
        assert _values(html) == expected


def test_what_is_wrong_with_a_value_is_said_as_ever(
    html: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Once for each declaration."""
    from reportkit.press.inside import styles

    said = []
    for mends in ((), styles.mends()):
        caplog.clear()
        with caplog.at_level(logging.WARNING, "weasyprint"), patched(*mends):
            _values(html)
        said.append([record.getMessage() for record in caplog.records])
    assert said[0] == said[1]
    assert any("border" in message for message in said[0])


def test_a_document_is_the_same_to_the_byte(html: Any) -> None:
    """However lengths of its boxes were found."""
    from reportkit.press.inside import lengths, styles

    expected = html.write_pdf()
    with patched(*styles.mends(), *lengths.mends()):
        assert html.write_pdf() == expected
