"""EDTF dates in words, language by language."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.model.dated import When
from reportkit.model.edtf import EdtfError, parse
from reportkit.view.dates import date_text, when_text
from reportkit.view.language import Language, load, shipped
from reportkit.view.report import DateText

NO_BREAK = "\u00a0"


def language(tag: str) -> Language:
    chosen = load(tag)
    assert chosen
    return chosen


def words(edtf: str, tag: str) -> str:
    return date_text(parse(edtf), language(tag)).text


def shown(edtf: str, part: str, tag: str) -> tuple[str, str, str]:
    when = When.model_validate({"date": edtf, "inferred": part})
    text = when_text(when, language(tag))
    return text.text, text.inferred, text.rest


# What a reader of the language expects; "~" stands for a no-break space.
WORDING = {
    "en": {
        "2017": "2017",
        "2024-10": "October 2024",
        "2025-02-18": "18~February 2025",
        "2025-34": "Second quarter of~2025",
        "2025-41": "Second half of~2025",
        "2025-37": "January–April 2025",
        "2016-21": "Spring 2016",
        "201X": "2010s",
        "19XX": "20th century",
        "2001-XX": "2001",
        "1985-04-XX": "April 1985",
        "2022/..": "since 2022",
        "2025-34/..": "since the second quarter of~2025",
        "../1990": "until 1990",
        "../2016-23": "until autumn 2016",
        "20XX/..": "since the 21st century",
        "2022/": "2022~– ?",
        "/2022": "?~– 2022",
        "2021~": "about 2021",
        "2021?": "2021~(?)",
        "2021%": "about 2021~(?)",
        "2021~/..": "since about 2021",
        "../2021~": "until about 2021",
        "2003/2005": "2003–2005",
        "2012-05/2012-07": "May–July 2012",
        "2018-03-02/2018-03-05": "2–5~March 2018",
        "2018-02-28/2018-03-02": "28~February~– 2~March 2018",
        "2017-12-30/2018-01-02": "30~December 2017~– 2~January 2018",
        "2018-02/2019": "February 2018~– 2019",
        "2003~/2005?": "about 2003~– 2005~(?)",
        "2025-33/2025-35": "first quarter of~2025~– third quarter of~2025",
        "2004/2004": "2004",
        "0000": "1~BC",
        "-0043-03-15": "15~March 44~BC",
        "-0057/-0050": "58–51~BC",
        "-0001/0014": "2~BC~– 14",
        "-01XX": "2nd century~BC",
    },
    "en-US": {
        "2017": "2017",
        "2025-03-02": "March~2, 2025",
        "2016-23": "Fall 2016",
        "2016-23/..": "since fall 2016",
        "2025-03-02/..": "since March~2, 2025",
        "2018-03-02/2018-03-05": "March~2–5, 2018",
        "2018-02-28/2018-03-02": "February~28~– March~2, 2018",
    },
    "de": {
        "2017": "2017",
        "2024-10": "Oktober 2024",
        "2025-03-02": "2.~März 2025",
        "2025-34": "2.~Quartal 2025",
        "2016-21": "Frühjahr 2016",
        "201X": "2010er-Jahre",
        "19XX": "20.~Jahrhundert",
        "2022/..": "seit 2022",
        "2022-02-24/..": "seit dem 24.~Februar 2022",
        "2025-34/..": "seit dem 2.~Quartal 2025",
        "201X/..": "seit den 2010er-Jahren",
        "../1990": "bis 1990",
        "../1990-10-02": "bis zum 2.~Oktober 1990",
        "../19XX": "bis ins 20.~Jahrhundert",
        "2021~": "um 2021",
        "2024-10-05~": "um den 5.~Oktober 2024",
        "2016-22~": "um den Sommer 2016",
        "2021~/..": "etwa seit 2021",
        "2003/2005": "2003–2005",
        "2018-03-02/2018-03-05": "2.–5.~März 2018",
        "2018-02-28/2018-03-02": "28.~Februar~– 2.~März 2018",
        "-0043-03-15": "15.~März 44 v.~Chr.",
    },
    "de-AT": {"2025-01": "Jänner 2025", "2025-01/..": "seit Jänner 2025"},
    "fr": {
        "2017": "2017",
        "2024-10": "octobre 2024",
        "2025-03-01": "1er~mars 2025",
        "2025-03-02": "2~mars 2025",
        "2025-33": "1er~trimestre 2025",
        "2025-34": "2e~trimestre 2025",
        "2016-22": "été 2016",
        "201X": "années~2010",
        "19XX": "XXe~siècle",
        "00XX": "Ier~siècle",
        "2022-02/..": "depuis février 2022",
        "2022-02-24/..": "depuis le 24~février 2022",
        "2016-22/..": "depuis l’été 2016",
        "../1990": "jusqu’en~1990",
        "../2024-10": "jusqu’en octobre 2024",
        "../2025-03-01": "jusqu’au 1er~mars 2025",
        "../2016-22": "jusqu’à l’été 2016",
        "../201X": "jusqu’aux années~2010",
        "2021~": "vers 2021",
        "2021~/..": "depuis 2021 environ",
        "2003/2005": "2003–2005",
        "2018-03-01/2018-03-05": "1er–5~mars 2018",
        "2018-02-28/2018-03-02": "28~février~– 2~mars 2018",
        "-0043-03-15": "15~mars 44 av.~J.-C.",
    },
    "es": {
        "2017": "2017",
        "2024-10": "octubre de~2024",
        "2025-03-02": "2~de~marzo de~2025",
        "2025-34": "segundo trimestre de~2025",
        "2025-39": "tercer cuatrimestre de~2025",
        "2016-21": "primavera de~2016",
        "201X": "década de~2010",
        "19XX": "siglo~XX",
        "2022-02/..": "desde febrero de~2022",
        "2022-02-24/..": "desde el 24~de~febrero de~2022",
        "2016-21/..": "desde la primavera de~2016",
        "../1990": "hasta 1990",
        "../2025-33": "hasta el primer trimestre de~2025",
        "2021~": "hacia 2021",
        "201X~": "hacia la década de~2010",
        "2003/2005": "2003–2005",
        "2012-05/2012-07": "mayo–julio de~2012",
        "2018-03-02/2018-03-05": "2–5~de~marzo de~2018",
        "2018-02-28/2018-03-02": "28~de~febrero~– 2~de~marzo de~2018",
        "0000": "1 a.~C.",
    },
    "ru": {
        "2017": "2017",
        "2024-10": "октябрь 2024",
        "2025-03-02": "2~марта 2025",
        "2025-34": "II~квартал 2025",
        "2025-37": "январь–апрель 2025",
        "2016-21": "весна 2016",
        "201X": "2010-е~годы",
        "19XX": "XX~век",
        "2022/..": "с~2022~года",
        "2022-02/..": "с~февраля 2022~года",
        "2022-02-24/..": "с~24~февраля 2022~года",
        "2025-03-02/..": "со~2~марта 2025~года",
        "2025-34/..": "со~II~квартала 2025~года",
        "2025-35/..": "с~III~квартала 2025~года",
        "../1990": "до~1990~года",
        "../201X": "до~2010-х~годов",
        "2021~": "около 2021~года",
        "2021~/..": "примерно с~2021~года",
        "2003/2005": "2003–2005",
        "2012-05/2012-07": "май–июль 2012",
        "2018-02-28/2018-03-02": "28~февраля~– 2~марта 2018",
        "2018-02/2019-03": "февраль 2018~– март 2019",
        "-0043-03-15": "15~марта 44~г. до~н.~э.",
        "-0057/-0050": "58–51~гг. до~н.~э.",
        "-0043/..": "с~44~года до~н.~э.",
    },
    "uk": {
        "2017": "2017",
        "2024-10": "жовтень 2024",
        "2025-03-02": "2~березня 2025",
        "2025-34": "II~квартал 2025",
        "2016-21": "весна 2016",
        "199X": "1990-ті~роки",
        "194X": "1940-ві~роки",
        "200X": "2000-ні~роки",
        "19XX": "XX~століття",
        "2022/..": "з~2022~року",
        "2022-02/..": "з~лютого 2022~року",
        "2022-01/..": "із~січня 2022~року",
        "../1990": "до~1990~року",
        "../2024-10": "до~жовтня 2024~року",
        "2021~": "близько 2021~року",
        "2022-01~/..": "приблизно із~січня 2022~року",
        "2003/2005": "2003–2005",
        "2012-05/2012-07": "травень–липень 2012",
        "2018-02-28/2018-03-02": "28~лютого~– 2~березня 2018",
        "-0043-03-15": "15~березня 44~р. до~н.~е.",
    },
    "ar": {
        "2017": "2017",
        "2024-10": "أكتوبر 2024",
        "2025-03-02": "2~مارس 2025",
        "2025-34": "الربع الثاني من عام~2025",
        "2025-40": "النصف الأول من عام~2025",
        "2016-21": "ربيع عام~2016",
        "201X": "العقد 2010–2019",
        "19XX": "القرن الـ20",
        "2022/..": "منذ عام~2022",
        "2022-02/..": "منذ فبراير 2022",
        "2022-02-24/..": "منذ 24~فبراير 2022",
        "../1990": "حتى عام~1990",
        "2021~": "حوالي عام~2021",
        "2021?": "2021~(؟)",
        "2021~/..": "منذ عام~2021 تقريبًا",
        "2003/2005": "2003–2005",
        "2018-02-28/2018-03-02": "28~فبراير~– 2~مارس 2018",
        "-0043": "44~ق.م",
    },
    "ar-LB": {"2024-10": "تشرين الأول 2024"},
    "zh": {
        "2017": "2017年",
        "2024-10": "2024年10月",
        "2025-03-02": "2025年3月2日",
        "2025-34": "2025年第二季度",
        "2025-41": "2025年下半年",
        "2016-21": "2016年春季",
        "199X": "1990年代",
        "19XX": "20世纪",
        "2022/..": "自2022年起",
        "2022-02-24/..": "自2022年2月24日起",
        "../1990": "至1990年",
        "2021~": "2021年前后",
        "2021?": "2021年（？）",
        "2021~/..": "约自2021年起",
        "2003/2005": "2003—2005年",
        "2012-05/2012-07": "2012年5月至7月",
        "2018-02-28/2018-03-02": "2018年2月28日至3月2日",
        "2022/": "2022年至不详",
        "-0043-03-15": "公元前44年3月15日",
    },
    "ja": {
        "2017": "2017年",
        "2024-10": "2024年10月",
        "2025-03-02": "2025年3月2日",
        "2025-34": "2025年第2四半期",
        "2025-41": "2025年下半期",
        "2016-21": "2016年春",
        "199X": "1990年代",
        "19XX": "20世紀",
        "2022/..": "2022年から",
        "2022-02/..": "2022年2月から",
        "../1990": "1990年まで",
        "2021~": "2021年ごろ",
        "2021%": "2021年ごろ（？）",
        "2021~/..": "2021年ごろから",
        "2003/2005": "2003～2005年",
        "2018-03-02/2018-03-05": "2018年3月2日～5日",
        "2018-02-28/2018-03-02": "2018年2月28日～3月2日",
        "-0043-03-15": "紀元前44年3月15日",
    },
}


@pytest.mark.parametrize(
    ("tag", "edtf", "expected"),
    [(tag, *row) for tag, table in WORDING.items() for row in table.items()],
)
def test_a_date_reads_as_the_language_wants(tag: str, edtf: str, expected: str) -> None:
    assert words(edtf, tag) == expected.replace("~", NO_BREAK)


def test_every_language_has_a_table_of_wording() -> None:
    assert set(shipped()) <= set(WORDING)


@pytest.mark.parametrize(
    ("tag", "edtf", "part", "expected"),
    [
        ("en", "2024-10", "year", "October [2024]"),
        ("en", "2025-02-18", "year", "18~February [2025]"),
        ("en", "2024-10-05", "day", "[5]~October 2024"),
        ("en", "2024-10-05", "month", "5~[October] 2024"),
        ("en", "2024", "year", "[2024]"),
        ("en", "2012-05/..", "year", "since May [2012]"),
        ("en", "2012-05/2012-07", "year", "May–July [2012]"),
        ("en", "2012-05/2013-07", "year", "[May 2012~– July 2013]"),
        ("en", "2025-34", "month", "[Second quarter of~2025]"),
        ("en-US", "2024-10-05", "day", "October~[5], 2024"),
        ("es", "2024-10", "year", "octubre de~[2024]"),
        ("ru", "2022-02/..", "year", "с~февраля [2022]~года"),
        ("zh", "2024-10", "year", "[2024年]10月"),
        ("zh", "2024-10-05", "day", "2024年10月[5日]"),
        ("ja", "2024-10", "year", "[2024年]10月"),
    ],
)
def test_an_inferred_part_stands_in_brackets_where_it_is_read(
    tag: str, edtf: str, part: str, expected: str
) -> None:
    before, inferred, rest = shown(edtf, part, tag)
    assert f"{before}[{inferred}]{rest}".replace(NO_BREAK, "~") == expected


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2025-02-18", "2025-02-18"),
        ("2024-10", "2024-10"),
        ("2017", "2017"),
        ("0800", "0800"),
        ("2021~", "2021"),
        ("2025-34", ""),
        ("2016-21", ""),
        ("201X", ""),
        ("2003/2005", ""),
        ("-0043", ""),
    ],
)
def test_a_date_that_html_knows_is_given_to_machines(edtf: str, machine: str) -> None:
    assert date_text(parse(edtf), language("en")).datetime == machine


def test_a_date_without_inference_is_one_text() -> None:
    plain = When.model_validate({"date": "2024-10"})
    assert when_text(plain, language("en")) == DateText("October 2024", "", "2024-10")


years = st.integers(-9998, 9998).map(lambda n: f"-{-n:04}" if n < 0 else f"{n:04}")
days = st.dates(date(1, 1, 1), date(9998, 12, 31))
months = st.sampled_from(["XX", *(f"{n:02}" for n in (*range(1, 13), *range(21, 25)))])
parts = st.sampled_from([f"{n}" for n in range(33, 42)])
singles = st.one_of(
    years,
    days.map(str),
    st.builds("{}-{}".format, years, months | parts),
    st.builds("{}-{:02}-XX".format, years, st.integers(1, 12)),
    st.integers(0, 999).map(lambda n: f"{n:03}X"),
    st.integers(-99, 99).map(lambda n: f"{n:03}XX" if n < 0 else f"{n:02}XX"),
)
moments = st.builds("{}{}".format, singles, st.sampled_from(["", "?", "~", "%"]))
bounds = st.sampled_from(["", ".."])


def in_order(text: str) -> bool:
    try:
        return bool(parse(text))
    except EdtfError:
        return False


intervals = st.one_of(
    st.builds("{}/{}".format, moments, bounds),
    st.builds("{}/{}".format, bounds, moments),
    st.builds("{}/{}".format, moments, moments).filter(in_order),
)


@given(moments | intervals)
def test_every_date_has_words_in_every_language(edtf: str) -> None:
    for tag in (*shipped(), "en-US"):
        text = words(edtf, tag)
        assert text.strip() == text != ""
        assert not set(text) & set("{}\x02\x03")


@given(moments | intervals, st.sampled_from(["year", "month", "day"]))
def test_inference_takes_and_adds_no_word(edtf: str, part: str) -> None:
    whole = When.model_construct(date=parse(edtf), inferred=None)
    partly = When.model_construct(date=parse(edtf), inferred=part)
    for tag in shipped():
        text = when_text(partly, language(tag))
        assert text.inferred
        marked = f"{text.text}{text.inferred}{text.rest}"
        for pattern, replacement in language(tag).dates["respell"]:  # brackets may hide its place
            marked = re.sub(pattern, replacement, marked)
        assert marked == when_text(whole, language(tag)).text


@given(days)
def test_a_day_and_its_month_stay_on_one_line(day: date) -> None:
    for tag in ("en", "en-US", "de", "fr", "es", "ru", "uk", "ar"):
        head, _, tail = words(str(day), tag).partition(" ")
        assert NO_BREAK in head
        assert tail


@pytest.mark.parametrize("tag", shipped())
def test_different_dates_read_differently(tag: str) -> None:
    """A decade is not taken for a century, a quarter not for a half."""
    edtfs = ["1900", "190X", "19XX", "1900-01", "1900-01-01", "1900~", "1900?", "1900%"]
    edtfs += [f"1900-{n}" for n in (21, 22, 23, 24, *range(33, 42))]
    edtfs += ["1900/..", "../1900", "1900/", "/1900", "1900~/..", "../1900~", "-1900", "1900/1901"]
    for one, other in itertools.combinations(edtfs, 2):
        assert words(one, tag) != words(other, tag)
