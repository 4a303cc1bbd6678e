"""The example: the first briefing's sentences, its outline, pages, links and metadata."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import EXAMPLE, Example, run_cli

SENTENCES = Path(__file__).with_name("example.txt").read_text("utf-8").splitlines()
"""Every statement and heading of the text that the briefing was made from, a line each."""

DATES = ["2017", "2022", "since 2022", "October [2024]", "18 February 2025", "2 March 2025"]


def letters(text: str) -> str:
    """Letters and digits alone: quotes, dashes, hyphens and line ends are typography."""
    return "".join(char for char in text if char.isalnum())


@pytest.fixture(scope="module")
def pdf(example: Example) -> pypdf.PdfReader:
    return pypdf.PdfReader(example.pdf)


@pytest.fixture(scope="module")
def printed(pdf: pypdf.PdfReader) -> str:
    return letters(" ".join(page.extract_text() for page in pdf.pages))


@pytest.fixture(scope="module")
def page(example: Example) -> str:
    return example.html.read_text("utf-8")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_is_on_the_page_and_in_print(sentence: str, page: str, printed: str) -> None:
    body = re.sub(r"<(style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert letters(sentence) in letters(re.sub(r"<[^>]+>", "", body))
    assert letters(sentence) in printed


def test_the_build_warns_of_nothing(example: Example) -> None:
    assert example.run.stderr == ""


def test_the_timeline_shows_each_date_with_the_precision_of_the_text(printed: str) -> None:
    appendix = printed.rpartition("Appendix")[2]
    assert [date for date in DATES if letters(date) not in appendix] == []


def test_the_summary_and_the_timeline_take_one_page_each(pdf: pypdf.PdfReader) -> None:
    texts = [letters(page.extract_text()) for page in pdf.pages]
    assert len(texts) == 7
    assert "Keyjudgements" in texts[2]
    assert letters("beyond economic ties") in texts[2]
    assert texts[6].count("Appendix") == 1


def test_the_outline_names_every_section_in_order(pdf: pypdf.PdfReader) -> None:
    def titles(items: list[Any]) -> list[Any]:
        return [titles(i) if isinstance(i, list) else letters(str(i.title)) for i in items]

    expected = [
        "Contents",
        "Executive summary",
        "1 Key Developments in US–Russia Relations",
        ["1.1 Diplomatic Reset Underway", "1.2 Diplomatic Challenges Being Addressed"],
        "2 Economic Dimensions",
        "3 Ukraine Conflict Context",
    ]
    outline = titles(list(pdf.outline))
    flat = [title for title in outline if isinstance(title, str)]
    assert flat[:5] == [letters(title) for title in expected if isinstance(title, str)]
    assert letters("1.1 Diplomatic Reset Underway") in outline[outline.index(flat[2]) + 1]


def test_the_contents_and_the_references_link_into_the_report(pdf: pypdf.PdfReader) -> None:
    links = [
        annotation.get_object()
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    internal = [link for link in links if "/Dest" in link or "/D" in link.get("/A", {})]
    assert len(internal) >= 13 + 6 + 5
    assert all(link.get("/Contents") for link in links)


def test_the_metadata_says_what_the_report_is(pdf: pypdf.PdfReader) -> None:
    assert pdf.metadata
    title = "US–Russia Diplomatic Relations: Moving Toward Rapprochement Under Trump Administration"
    assert pdf.metadata.title == title
    assert str(pdf.metadata.get("/CreationDate")).startswith("D:20250302")
    assert pdf.root_object["/Lang"] == "en"
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_page_is_small_and_asks_for_nothing(page: str) -> None:
    assert len(page.encode()) < 300_000
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert re.findall("<script[^>]*>", page) == ['<script type="application/ld+json">']


def test_the_same_source_gives_the_same_bytes_in_another_folder(
    example: Example, tmp_path: Path
) -> None:
    source = tmp_path / "elsewhere" / "sources" / EXAMPLE.name
    source.parent.mkdir(parents=True)
    source.write_bytes(EXAMPLE.read_bytes())
    run = run_cli("build", source, cwd=tmp_path, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert run.returncode == 0, run.stderr
    out = tmp_path / "elsewhere" / "out"
    assert (out / example.pdf.name).read_bytes() == example.pdf.read_bytes()
    assert (out / example.html.name).read_bytes() == example.html.read_bytes()
