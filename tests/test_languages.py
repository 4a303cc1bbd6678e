"""The files of words, and the tags that find them."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from typing import Any

import pyphen
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from reportkit.model.edtf import parse
from reportkit.view.dates import date_text
from reportkit.view.language import FOLDER, Language, load, shipped
from reportkit.view.report import Labels


def language(tag: str) -> Language:
    chosen = load(tag)
    assert chosen
    return chosen


def keys(table: dict[str, Any], *but: str) -> set[str]:
    """The dotted keys of a table and of all tables in it."""
    found = set()
    for key, value in table.items():
        if key not in but:
            found.add(key)
            found |= {f"{key}.{k}" for k in keys(value)} if isinstance(value, dict) else set()
    return found


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_the_languages_of_the_issue_are_shipped() -> None:
    assert shipped() == ("ar", "de", "en", "es", "fr", "ja", "ru", "uk", "zh")


@pytest.mark.parametrize("tag", shipped())
def test_a_language_says_what_english_says(tag: str) -> None:
    """No word is missing and none is left over, but for the forms that grammar asks for."""
    english, other = language("en"), language(tag)
    for table in ("labels", "blocks", "timeline_key"):
        assert keys(getattr(other, table)) == keys(getattr(english, table))
    assert keys(other.dates, "forms") == keys(english.dates, "forms")
    alone = other.dates["forms"]["alone"]
    assert alone.keys() == english.dates["forms"]["alone"].keys()
    for form in other.dates["forms"].values():
        assert form.keys() <= alone.keys()
        lists = {key: value for key, value in form.items() if isinstance(value, list)}
        assert {k: len(v) for k, v in lists.items()} == {k: len(alone[k]) for k in lists}


@pytest.mark.parametrize("tag", shipped())
def test_patterns_name_what_there_is(tag: str) -> None:
    english, other = language("en"), language(tag)
    for key, text in other.blocks.items():
        assert placeholders(text) == placeholders(english.blocks[key]), key
    forms = set(other.dates["forms"])
    for key, text in other.dates["phrases"].items():
        named = set(placeholders(text)) - {"date", "start", "end"}
        assert named <= forms, key
        assert len(named) <= 1, key
    used = {name for text in other.dates["phrases"].values() for name in placeholders(text)}
    assert forms <= used, "a form that no phrase uses"


@pytest.mark.parametrize("tag", shipped())
def test_nothing_that_is_said_is_empty(tag: str) -> None:
    chosen = language(tag)
    for table in (chosen.labels, chosen.blocks, chosen.timeline_key):
        assert all(text.strip() == text != "" for text in table.values())


def test_labels_are_those_that_templates_see() -> None:
    declared = {field.name for field in fields(Labels)}
    assert language("en").labels.keys() == declared


def test_a_sentence_of_the_key_ends() -> None:
    for tag in shipped():
        for sentence in language(tag).timeline_key.values():
            assert sentence[-1] in ".。", sentence


def test_french_keeps_high_signs_with_their_word() -> None:
    french = language("fr")
    for text in (*french.timeline_key.values(), *french.labels.values(), *french.blocks.values()):
        assert not re.search(r"(?<![\u00a0\u202f])[:;!?]", text), text


@pytest.mark.parametrize("tag", shipped())
def test_words_are_hyphenated_where_there_are_patterns(tag: str) -> None:
    assert language(tag).hyphenates == (pyphen.language_fallback(tag) is not None)


@pytest.mark.parametrize("tag", shipped())
def test_the_direction_is_that_of_unicode(tag: str) -> None:
    assert language(tag).direction == Locale.parse(tag).text_direction


@pytest.mark.parametrize("tag", shipped())
def test_appendices_have_letters_of_the_script(tag: str) -> None:
    letters = language(tag).appendix_letters
    assert len(letters) >= 20
    assert len(set(letters)) == len(letters)
    assert letters.isalpha()


@pytest.mark.parametrize(
    ("tag", "quotes"),
    [
        ("en", "“ ” ‘ ’"),
        ("de", "„ “ ‚ ‘"),
        ("de-CH", "« » ‹ ›"),
        ("fr", "«\u00a0 \u00a0» “ ”"),
        ("ru", "« » „ “"),
        ("ja", "「 」 『 』"),
    ],
)
def test_quotation_marks_are_those_of_print(tag: str, quotes: str) -> None:
    assert language(tag).quotes == tuple(quotes.split(" "))


@pytest.mark.parametrize(
    ("tag", "script", "locale"),
    [
        ("de", "Latn", "de"),
        ("de-CH", "Latn", "de_CH"),
        ("DE-ch", "Latn", "de_CH"),
        ("de-CH-1996", "Latn", "de_CH"),
        ("de-Latn-AT", "Latn", "de_AT"),
        ("de-US", "Latn", "de"),
        ("de-ZZ", "Latn", "de_DE"),
        ("de-x-office", "Latn", "de"),
        ("en", "Latn", "en_GB"),
        ("en-GB", "Latn", "en_GB"),
        ("en-US", "Latn", "en_US"),
        ("es-419", "Latn", "es_419"),
        ("ru-Cyrl", "Cyrl", "ru"),
        ("ar-EG", "Arab", "ar_EG"),
        ("zh", "Hans", "zh_Hans"),
        ("zh-Hans", "Hans", "zh_Hans"),
        ("ZH-HANS-cn", "Hans", "zh_Hans_CN"),
        ("zh-SG", "Hans", "zh_Hans_SG"),
        ("ja-JP", "Jpan", "ja_JP"),
    ],
)
def test_a_tag_finds_its_language(tag: str, script: str, locale: str) -> None:
    chosen = language(tag)
    assert (chosen.tag, chosen.script, str(chosen.locale)) == (tag, script, locale)


@pytest.mark.parametrize(
    "tag",
    [
        "pt",
        "pt-BR",
        "sr-Latn",
        "zh-Hant",
        "zh-TW",
        "zh-HK",
        "zh-yue",
        "ru-Latn",
        "deu",
        "i-klingon",
    ],
)
def test_what_reportkit_has_no_words_for_is_not_guessed(tag: str) -> None:
    """Neither Traditional characters nor a second script get the words of another."""
    assert load(tag) is None


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "-",
        "de-",
        "-de",
        "de--CH",
        "de_CH",
        "d",
        "e n",
        "../en",
        "en\x00",
        "en\n",
        "日本語",
        "éé",
    ],
)
def test_junk_is_no_language(tag: str) -> None:
    assert load(tag) is None


@given(
    st.text(max_size=20) | st.from_regex(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8}){0,3}", fullmatch=True)
)
def test_no_tag_ends_in_an_exception(tag: str) -> None:
    chosen = load(tag)
    assert chosen is None or chosen.labels


def test_a_territory_says_only_what_differs() -> None:
    american, british = language("en-US"), language("en-GB")
    assert american.labels["key_judgements"] == "Key judgments"
    assert american.labels["contents"] == british.labels["contents"]
    for file in FOLDER.glob("*-*.toml"):
        base, chosen = language(file.stem.split("-")[0]), language(file.stem)
        assert keys(base.labels | base.blocks) == keys(chosen.labels | chosen.blocks)
        assert keys(base.dates) == keys(chosen.dates)


def test_babel_waits_until_a_language_is_wanted() -> None:
    code = (
        "import sys, reportkit.view.language, reportkit.view.numbers; print('babel' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"


def test_the_documentation_has_a_row_for_every_language() -> None:
    """What it shows of a language is what the language prints."""
    text = (FOLDER.parents[2] / "docs" / "languages.md").read_text("utf-8")
    rows = {
        tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.splitlines()
    }
    for tag in shipped():
        chosen = language(tag)
        dates = [
            date_text(parse(edtf), chosen).text.replace("\u00a0", " ")
            for edtf in ("2025-03-02", "2022/..")
        ]
        hyphenated = "yes" if chosen.hyphenates else "no"
        found = [(row[0], *row[2:]) for row in rows if row[0] == f"`{tag}`"]
        assert found == [(f"`{tag}`", chosen.script, hyphenated, *dates)]


def test_languages_do_not_borrow_names_of_months_from_each_other() -> None:
    for tag in ("ja", "fr", "ar", "en", "zh", "es"):
        language(tag)
    names = {t: language(t).locale.months["stand-alone"]["abbreviated"][10] for t in ("ja", "fr")}
    assert names == {"ja": "10月", "fr": "oct."}
