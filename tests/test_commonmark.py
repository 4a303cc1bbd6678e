"""Prose against the examples of CommonMark 0.31.2 (tests/commonmark.md says where they are from).

An example either becomes the markup that CommonMark gives, but for what `_same` names, or ends in
findings of what prose does not allow. docs/source.md counts both.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape

import pytest
from reference import COMMONMARK, NOT_ALLOWED

from reportkit.diagnostics import Diagnostics
from reportkit.view.prose import Prose

EXAMPLES = json.loads(COMMONMARK.read_text("utf-8"))


@cache
def _read(text: str) -> tuple[str, tuple[str, ...]]:
    diagnostics = Diagnostics()
    markup = Prose(diagnostics).blocks(text, lambda offset: None)
    return str(markup), tuple(sorted({item.code for item in diagnostics}))


def _same(markup: str) -> str:
    """Markup less what prose does otherwise on purpose.

    Items with one paragraph are tight, and long ones have a class; code has a class and no
    language; an image alone in a paragraph is a figure; a link is split where emphasis begins and
    ends in it; images lie below sources/.
    """
    markup = re.sub(
        r'<pre class="code" tabindex="0"><code>|<pre><code class="[^"]*">', "<pre><code>", markup
    )
    markup = re.sub(r'<li class="is-long">', "<li>", markup)
    markup = re.sub(r'<figure class="figure">(.*?)</figure>', r"<p>\1</p>", markup)
    markup = markup.replace('src="sources/', 'src="').replace(" />", ">")
    markup = re.sub(r"<(/?)a\b[^>]*>", "", markup) if "<a " in markup else markup
    markup = _tight(markup)
    kept = re.split(r"(<pre>.*?</pre>)", markup, flags=re.S)
    return "".join(unescape(p) if p.startswith("<pre>") else _bare(p) for p in kept)


def _tight(markup: str) -> str:
    """Items that hold one paragraph, without its tags."""
    rest = r"((?:(?!</?(?:p|li)\b).)*)"
    return re.sub(rf"(<li>){rest}<p>{rest}</p>(?={rest}</?li>)", r"\1\2\3", markup, flags=re.S)


def _bare(markup: str) -> str:
    markup = re.sub(r"\s*(</?(?:p|li|ul|ol|blockquote|hr|pre|br|figure)\b[^>]*>)\s*", r"\1", markup)
    return unescape(re.sub(r"\s+", " ", markup)).strip()


def _addresses(markup: str) -> list[str]:
    """The addresses of links, each once in a row: a link that is split is one."""
    found = re.findall(r'<a href="([^"]*)"', markup)
    return [
        address for before, address in zip([None, *found], found, strict=False) if before != address
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['example']}")
def test_an_example_of_commonmark_passes_or_says_why_not(example: dict[str, str]) -> None:
    markup, codes = _read(example["markdown"])
    if codes:
        assert set(codes) <= set(NOT_ALLOWED)
        return
    assert _same(markup) == _same(example["html"])
    assert _addresses(markup) == _addresses(example["html"])
