"""Prose: what Markdown becomes, and what is refused in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics, Span
from reportkit.view.prose import Prose, plain

TAGS = set("p ul ol li em strong code pre a blockquote hr br img figure h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905


def blocks(text: str) -> tuple[str, list[str]]:
    """Markup of `text`, and its findings as `code@offset`."""
    diagnostics = Diagnostics()
    markup = Prose(diagnostics).blocks(text, lambda offset: Span("prose", offset + 1))
    return markup, [f"{d.code}@{d.span.line - 1}" for d in diagnostics if d.span]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        ("```py\na<b\n```", '<pre class="code" tabindex="0"><code>a&lt;b\n</code></pre>'),
        ("- a\n\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("<https://a.example>", '<p><a href="https://a.example">https://a.example</a></p>'),
    ],
)
def test_markdown_becomes_markup(text: str, markup: str) -> None:
    assert blocks(text) == (markup, [])


def test_an_item_of_several_paragraphs_is_marked_for_the_stylesheet() -> None:
    markup, _ = blocks("- a\n\n  b\n- c")
    assert '<li class="is-long">\n<p>a</p>\n<p>b</p>\n</li>' in markup


def test_no_line_ends_within_an_option_in_code() -> None:
    found, _ = blocks("`build --strict` and `-t ledger`, `a - b` and `x--y`")
    whole = '<span class="keep-together">{}</span>'
    assert found == (
        f"<p><code>build {whole.format('--strict')}</code> and "
        f"<code>{whole.format('-t ledger')}</code>, <code>a - b</code> and <code>x--y</code></p>"
    )


def test_a_link_holds_text_alone() -> None:
    """Tagged PDF forbids elements inside a link, so a link is split around them."""
    markup, _ = blocks("[a **b** `c`](https://x.example)")
    start = '<a href="https://x.example">'
    assert markup == (
        f"<p>{start}a </a><strong>{start}b</a></strong>{start} </a><code>{start}c</a></code></p>"
    )


def test_a_link_of_strong_words_leaves_no_empty_link() -> None:
    markup, _ = blocks("[**b** c](https://x.example)")
    assert "></a>" not in markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("河水\n上涨", "河水上涨"),
        ("**河水**\n上涨", "河水上涨"),
        ("[河水](https://a.example)\n*上涨*", "河水上涨"),
        ("“河水”\n上涨", "“河水”上涨"),
        ("河水\nVeln\n上涨", "河水 Veln 上涨"),
    ],
)
def test_a_line_ends_without_a_space_between_chinese_characters(text: str, shown: str) -> None:
    assert plain(blocks(text)[0]) == shown


def test_an_image_alone_becomes_a_figure() -> None:
    markup, findings = blocks("![A map](map.png)")
    expected = '<figure class="figure"><img src="sources/map.png" alt="A map"></figure>'
    assert (markup, findings) == (expected, [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a <b>c", "RK0302@2"),
        ("ok\n\n<div>", "RK0302@4"),
        ("a <!-- c -->", "RK0302@2"),
        ("# a", "RK0305@0"),
        ("a\n===", "RK0305@0"),
        ("see [a](javascript:alert)", "RK0303@8"),
        ("[a](data:text/html,b)", "RK0303@4"),
        ("[a](other.html)", "RK0303@4"),
        ("[a](//x.example)", "RK0303@4"),
        ("[a]()", "RK0303@0"),
        ("![](a.png)", "RK0304@4"),
        ("![a](https://x.example/a.png)", "RK0303@5"),
        ("![a](/etc/a.png)", "RK0303@5"),
        ("[![a](a.png)](https://x.example)", "RK0303@6"),
    ],
)
def test_what_is_not_allowed_is_found_at_its_place(text: str, finding: str) -> None:
    assert blocks(text)[1] == [finding]


@given(st.text(max_size=200))
def test_no_text_breaks_out_of_prose(text: str) -> None:
    """Whatever is written, the markup holds only tags that prose is made of."""
    markup, _ = blocks(text)
    tags = set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", markup))
    assert tags <= TAGS


@given(st.text(alphabet="abc *_`[]()<>&#-\n", max_size=80))
def test_inline_prose_keeps_every_letter(text: str) -> None:
    markup = Prose(Diagnostics()).inline(text, lambda _: None)
    letters = [c for c in text if c in "abc"]
    shown = [c for c in plain(markup) if c in "abc"]
    # A link's address is not printed; everything else is.
    assert len(shown) <= len(letters)
    if "](" not in text and "<" not in text:
        assert shown == letters


def test_prose_that_nests_too_deep_is_found_and_not_cut() -> None:
    for text in (">" * 60 + "x", "".join("  " * i + "- a\n" for i in range(40)), "*a _b " * 30):
        markup, findings = blocks(text)
        assert findings or "".join(c for c in plain(markup) if c.isalpha()) == "".join(
            c for c in text if c.isalpha()
        )


@given(
    st.recursive(st.just("x"), lambda s: s.map(lambda t: f"> {t}\n") | s.map(lambda t: f"- {t}"))
)
def test_what_nests_is_printed_or_found(text: str) -> None:
    markup, findings = blocks(text)
    assert findings or "x" in plain(markup)


def test_a_link_definition_that_nothing_uses_is_found() -> None:
    assert blocks("a\n\n[gone]: https://x.example 'Lost words'")[1] == ["RK0311@3"]
    for used in ("[a][b]", "a^[see [c][B]]", "*[b]*"):
        assert blocks(f"{used}\n\n[b]: https://x.example")[1] == []
    assert blocks("![a][b]\n\n[b]: b.png")[1] == []


def test_a_word_that_no_line_can_hold_is_found() -> None:
    assert blocks("ok " + "a" * 5000)[1] == ["RK0312@3"]


FOREIGN = {
    "[слово]{lang=ru}": '<span lang="ru">слово</span>',
    "[*слово* дня]{lang=ru}": '<span lang="ru"><em>слово</em> дня</span>',
    "[كلمة]{lang=ar}": '<span lang="ar" dir="rtl">كلمة</span>',
    '[字]{lang="zh-Hans"}': '<span lang="zh-Hans">字</span>',
    "[[слово](https://a.example)]{lang=ru}": (
        '<span lang="ru"><a href="https://a.example">слово</a></span>'
    ),
    "[слово] {lang=ru}": "[слово] {lang=ru}",
    "`[a]{lang=ru}`": "<code>[a]{lang=ru}</code>",
}


@pytest.mark.parametrize("text", FOREIGN)
def test_words_are_marked_with_their_language(text: str) -> None:
    diagnostics = Diagnostics()
    assert Prose(diagnostics).inline(text, lambda _: None) == FOREIGN[text]
    assert not list(diagnostics)


@pytest.mark.parametrize("braces", ["{lang=qq}", "{lang=x_y}", "{.big}", "{#id}", "{lang=ru .big}"])
def test_braces_that_are_no_language_are_an_error_and_the_words_stay(braces: str) -> None:
    diagnostics = Diagnostics()
    markup = Prose(diagnostics).inline(f"ok [word]{braces}", lambda _: None)
    assert markup == "ok <span>word</span>"
    assert [item.code for item in diagnostics] == ["RK0313"]


def test_the_end_of_a_line_is_no_space_between_characters_of_chinese() -> None:
    markup = Prose(Diagnostics()).inline("名称和\n数字\nand\nwords", lambda _: None)
    assert markup == "名称和数字\nand\nwords"
