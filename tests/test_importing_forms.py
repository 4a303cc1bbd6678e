"""Importing: what Markdown, HTML and Word have besides words."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from io import BytesIO

import pytest
from test_importing import PIXEL, codes, convert_text, imported, printed

from reportkit import source
from reportkit.diagnostics import Diagnostics


def test_markdown_brings_front_matter_links_notes_tables_images_and_code() -> None:
    data = imported(
        """\
        ---
        title: 'Water #3'
        lang: de
        layout: post
        ---
        Ein Satz[^1] mit [Verweis][ref] und **Gewicht**.

        ## Lage

        | Fluss | Pegel |
        | --- | ---: |
        | Karsa | 1.20 |

        ![Ein Fluss](images/river.png)

        ```python
        x  = 1
        ```

        - Punkt eins

          mit zweitem Absatz
        - Punkt zwei

        [^1]: Eine *Note*.
        [ref]: https://example.org/ref
        """,
        "text.md",
    )
    assert (data["title"], data["language"]) == ("Water #3", "de")
    assert data["summary"]["text"] == (
        "Ein Satz[^1] mit [Verweis](https://example.org/ref) und **Gewicht**."
    )
    table, figure, code, items = data["sections"][0]["body"]
    assert table["table"]["rows"] == [["Karsa", "1.20"]]
    assert figure["figure"] == {"image": "images/text/river.png", "alt": "Ein Fluss"}
    assert code["code"] == {"language": "python", "text": "x  = 1"}
    assert items.startswith("- Punkt eins\n\n  mit zweitem Absatz")
    assert data["notes"] == {"1": "Eine *Note*."}


def test_what_front_matter_says_besides_is_a_comment() -> None:
    made, _ = convert_text("---\ntitle: Water\nlayout: post\n---\n\n## One\n\nText.\n", "a.md")
    assert made is not None
    assert "# front matter: layout: post\n" in made.yaml


PAGE = f"""\
    <!doctype html><html lang="de"><head><title>Seite</title><style>p {{}}</style></head><body>
    <h1>Lagebericht</h1><h2>Lage</h2>
    <p>Das Wasser <b>sinkt</b>.<br>Der Pegel auch<sup><a href="#n1"
    id="r1">1</a></sup>. m<sup>3</sup>
    <ul><li>Am 14. März 1998 trat die Ordnung in Kraft<li>Zweitens <ul><li>tiefer</ul></ul>
    <table><caption>Pegel</caption><tr><th>Fluss<th>Stand</tr>
    <tr><td rowspan=2>Karsa<td>412<tr><td>388</table>
    <p><a href="other.html">Anderswo</a> und <a href="https://example.org/a">dort</a>.
    <figure><img src="data:image/png;base64,{b64encode(PIXEL).decode()}" alt="Ein Punkt">
    <figcaption>Abbildung</figcaption></figure>
    <ol><li id="n1"><p>Die Note. <a href="#r1">↑</a></p></li></ol></body></html>
"""


def test_html_brings_lists_tables_images_and_the_notes_that_links_lead_to() -> None:
    made, diagnostics = convert_text(PAGE, "page.html")
    assert made is not None
    read = source.load(made.yaml.encode(), "x", Diagnostics())
    assert read is not None
    prose, points, table, links, figure = read.data["sections"][0]["body"]
    assert prose == "Das Wasser **sinkt**.\\\nDer Pegel auch[^1]. m³"
    first, second = points["points"]
    assert first == {"text": "Am 14. März 1998 trat die Ordnung in Kraft", "when": "1998-03-14"}
    assert second == {"text": "Zweitens", "points": ["tiefer"]}
    assert table["table"]["caption"] == "Pegel"
    assert table["table"]["rows"] == [["Karsa", "412"], [None, "388"]]
    assert links == "Anderswo und [dort](https://example.org/a)."
    assert figure["figure"]["caption"] == "Abbildung"
    assert made.files == {"images/text/image-1.png": PIXEL}
    assert read.data["notes"] == {"1": "Die Note."}
    assert [aside.kind for aside in made.asides] == ["style sheet", "address"]
    assert codes(diagnostics) == ["RK0604", "RK0604"]
    assert made.places["sections.0.title"] == (2, 2)


def document(*paragraphs: tuple[str, str]) -> bytes:
    """A .docx file of paragraphs, each with its style."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", "heading 1", "Normal", "List Bullet", "List Bullet 2")
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{word}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r2" Type="{office.rpartition("/")[0]}/styles" Target="styles.xml"/>'
        "</Relationships>",
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_word_files_bring_headings_and_paragraphs() -> None:
    data = document(
        ("Title", "Water"), ("heading1", "Supply"), ("Normal", "The gauges agree on it.")
    )
    found = imported(data, "memo.docx")
    assert found["title"] == "Water"
    assert found["sections"] == [{"title": "Supply", "body": ["The gauges agree on it."]}]


def test_an_image_without_a_description_is_kept_and_a_comment_says_where() -> None:
    made, diagnostics = convert_text("# A\n\n## B\n\n![](images/river.png)\n\nMore.\n", "a.md")
    assert made is not None
    assert made.files == {"images/text/river.png": PIXEL}
    assert "# image without a description: images/text/river.png\n" in made.yaml
    assert "RK0604" in codes(diagnostics)


@pytest.mark.parametrize(
    ("first", "is_head"),
    [
        ("<td>Basin<td>Yield", True),
        ("<td><b>Basin</b><td><b>Note</b>", True),
        ("<td>Mellin<td>96", False),
    ],
)
def test_a_first_row_heads_a_table_where_it_names_numbers_or_is_bold(
    first: str, is_head: bool
) -> None:
    page = f"<h1>T</h1><h2>H</h2><p>x<table><tr>{first}<tr><td>Karsa<td>412</table>"
    table = imported(page, "a.html")["sections"][0]["body"][-1]["table"]
    assert len(table["rows"]) == (1 if is_head else 2)


def test_words_that_stand_apart_in_html_are_not_written_together() -> None:
    page = (
        "<p>a<select><option>b<option>c</select><textarea>d</textarea><svg><style>s</style>"
        "<text>e</text><text>f</text></svg></p>"
    )
    made, diagnostics = convert_text(page, "a.html")
    assert made is not None
    assert "- a b c d e f\n" in made.yaml
    assert "1 style sheet has no place" in " ".join(item.message for item in diagnostics)


def test_formulas_of_word_are_kept_as_text_and_told() -> None:
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>x</m:t></m:r></m:den></m:f>"
    text = f"The yield is</w:t></w:r><m:oMath {maths}>{half}</m:oMath><w:r><w:t>of it."
    made, diagnostics = convert_text(document(("heading1", "One"), ("Normal", text)), "a.docx")
    assert made is not None
    assert "The yield is 1 x of it." in made.yaml
    assert "Word: a formula is written" in [item.message[:26] for item in diagnostics]


OPEN, CLOSE = "</w:t></w:r>", "<w:r><w:t>"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>May</w:t></w:r></w:fldSimple>', "One May two"),
        ('<w:r><w:br w:type="page"/></w:r>', "One \\\ntwo"),
        ("<w:r><w:ptab/></w:r>", "One two"),
        ("<w:dir><w:r><w:t>and</w:t></w:r></w:dir>", "One and two"),
        ('<w:ins w:id="1"><w:r><w:t>and</w:t></w:r></w:ins>', "One and two"),
        ('<w:del w:id="1"><w:r><w:delText>or</w:delText></w:r></w:del>', "One two"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>b</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>",
            "One a (b) two",
        ),
        (
            f'<w:r><mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice><w:drawing>'
            "<w:txbxContent><w:p><w:r><w:t>A box</w:t></w:r></w:p></w:txbxContent></w:drawing>"
            "</mc:Choice></mc:AlternateContent></w:r>",
            "One two\n\nA box",
        ),
        (
            "</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>and</w:t></w:r></w:p><w:p>",
            "One\n\nand two",
        ),
        ("</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "One\n\ntwo"),
    ],
)
def test_what_a_reader_of_word_files_leaves_out_is_kept(markup: str, kept: str) -> None:
    data = document(("heading1", "H"), ("Normal", f"One {OPEN}{markup}{CLOSE} two"))
    (section,) = imported(data, "a.docx")["sections"]
    assert "\n\n".join(section["body"]) == kept


def test_words_in_a_cell_that_goes_on_with_the_one_above_are_kept() -> None:
    def row(merge: str, text: str) -> str:
        cell = f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        merged = cell.replace("<w:p>", f"<w:tcPr>{merge}</w:tcPr><w:p>")
        return f"<w:tr>{merged}{cell}</w:tr>"

    rows = row('<w:vMerge w:val="restart"/>', "a") + row("<w:vMerge/>", "b")
    table = f"{OPEN}</w:p><w:tbl>{rows}</w:tbl><w:p>{CLOSE}"
    data = imported(document(("heading1", "H"), ("Normal", f"One{table}two")), "a.docx")
    assert data["sections"][0]["body"][1]["table"]["rows"] == [["a", "a"], ["b", "b"]]


def test_what_word_has_beside_the_text_is_set_aside_and_told() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = BytesIO(document(("heading1", "H"), ("Normal", f"Said.{OPEN}{gone}{CLOSE}")))
    with zipfile.ZipFile(packed, "a") as archive:
        for name, text in (("header1", "Draft"), ("comments", "Is it so?")):
            run = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
            part = f'<w:x xmlns:w="{word}"><w:comment w:id="1">{run}</w:comment></w:x>'
            archive.writestr(f"word/{name}.xml", part)
    made, diagnostics = convert_text(packed.getvalue(), "a.docx")
    assert made is not None
    said = [(aside.kind, aside.text) for aside in made.asides]
    assert said == [("deletion", "gone"), ("page header", "Draft"), ("comment", "Is it so?")]
    assert codes(diagnostics).count("RK0604") == 3


def test_words_that_are_lost_between_word_and_its_page_stop_an_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reportkit.importing.wordparts._simplify", lambda root, parts: None)
    field = '<w:fldSimple w:instr="DATE"><w:r><w:t>May</w:t></w:r></w:fldSimple>'
    said = document(("heading1", "H"), ("Normal", f"One{OPEN}{field}{CLOSE}two"))
    made, diagnostics = convert_text(said, "a.docx")
    assert made is None
    assert codes(diagnostics) == ["RK0602"]


def test_a_word_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportkit.importing.wordparts.MAX_XML", 1000)
    made, diagnostics = convert_text(document(("Normal", "x" * 2000)), "a.docx")
    assert made is None
    assert codes(diagnostics) == ["RK0110"]


def test_the_subtitle_and_the_levels_of_lists_in_word_are_kept() -> None:
    data = imported(
        document(
            ("Title", "Water"),
            ("Subtitle", "A memo"),
            ("heading1", "H"),
            ("ListBullet", "One"),
            ("ListBullet2", "Below"),
        ),
        "a.docx",
    )
    assert (data["title"], data["subtitle"]) == ("Water", "A memo")
    assert data["sections"][0]["points"] == [{"text": "One", "points": ["Below"]}]


def test_a_missing_mammoth_is_told_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "mammoth", None)
    made, diagnostics = convert_text(document(("Normal", "x")), "a.docx")
    assert made is None
    (finding,) = diagnostics
    assert (finding.code, finding.hints) == ("RK0609", ('pip install "reportkit[word]"',))


def test_an_image_that_cannot_be_had_leaves_its_words() -> None:
    made, diagnostics = convert_text(
        "## One\n\n![A river](gone.png)\n\n![A weir](https://example.org/w.png)\n", "a.md"
    )
    assert made is not None
    assert "A river" in made.yaml
    assert "[A weir](https://example.org/w.png)" in made.yaml
    assert "RK0604" in codes(diagnostics)


def test_a_page_that_reads_like_the_name_of_a_file_is_never_opened() -> None:
    data = imported(__file__, "a.html")
    assert data["sections"][0]["body"][0].endswith("test_importing_forms.py")
    assert imported("汉" * 150, "a.md")["sections"][0]["body"] == ["汉" * 150]


@pytest.mark.parametrize(
    "page",
    [
        "<ol>loose<li>a</li>between<li value=7>b</ol><ul>c<s>d</s></ul>",
        "<p>a<ol><p></ol>",
        "<pre>a<b>b</b><p>c<br>d<li>e<img alt=f></pre>g",
        "<table><tr><th>a<th>b<tr><td>c<td>d<caption>e</caption></table>",
        "a&#3;b&shy;c&#xFFFE;",
        "<code>a </code>b<code> c</code>d",
        "<a href='https://example.org'>[1]</a>",
    ],
)
def test_untidy_pages_keep_their_words(page: str) -> None:
    made, diagnostics = convert_text(page, "a.html")
    assert made is not None, [item.message for item in diagnostics]


def test_markup_that_a_text_leaves_open_does_not_reach_its_notes() -> None:
    data = imported("# T\n\n## H\n\nA word [^1]more<pre>\n\n[^1]: The <b>note\n", "a.md")
    assert data["notes"] == {"1": "The **note**"}
    assert data["sections"][0]["body"] == ["A word[^1] more"]


def test_a_number_that_is_a_link_cites_the_page_that_it_leads_to() -> None:
    page = "<h1>T</h1><h2>H</h2><p>So it is <a href='https://example.org/a'>[1]</a>.</p>"
    data = imported(page, "a.html")
    assert data["sections"][0]["body"] == ["So it is [@source-1]."]
    assert data["sources"] == [
        {"id": "source-1", "title": "example.org/a", "url": "https://example.org/a"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a <<b>b</b> and &<i>amp;</i>",
        "a<pre>[^1]<p>b\n[^1]: c",
        "http://[^1]\n\n[^1]: c",
        "<table><p><li>s",
        "![](x.png)[^1]\n\nword\n\n[^1]: A note",
        "# T\n\n&nbsp;[^1]\n\n## H\n\nword\n\n[^1]: A note",
        "w[^1]\n\n[^1]: <ol><li>x<li>y</ol>",
        "<table><caption>c<p>d<tr><th>a<th>b</table>",
        f"{'many words ' * 7}````x ```code of no end {'and more words ' * 7}````",
        f"> `{'many ' * 16}<p>code {'and more words ' * 7}`x",
        "<table><tr><td>a<td>b</tr><caption>c</caption><tr><td>d<td>e</table>",
        f"````a {'code ` of words ' * 12}````",
    ],
)
def test_untidy_markdown_keeps_its_words_and_can_be_printed(text: str) -> None:
    made, diagnostics = convert_text(text, "a.md")
    assert made is not None, [item.message for item in diagnostics]
    findings = Diagnostics()
    assert printed(made, findings), [item.message for item in findings]


def test_bold_paragraphs_are_headings_where_there_are_several() -> None:
    text = "**The Harbour**\n\nShallow.\n\n**Costs**\n\nFour million.\n\n**Next Steps**\n\n- Dig\n"
    data = imported(text, "a.md")
    assert data["title"] == "The Harbour"
    assert [section["title"] for section in data["sections"]] == ["Costs", "Next Steps"]
    (section,) = imported("# T\n\n## H\n\n**A remark**\n\nIt is shallow.\n", "a.md")["sections"]
    assert section["body"][0] == "**A remark**"


@pytest.mark.parametrize(("said", "taken"), [("it", "en"), ("de-AT", "de-AT"), ("de; x", "en")])
def test_a_language_that_no_report_can_be_in_is_told(said: str, taken: str) -> None:
    page = f'<html lang="{said}"><h1>T</h1><h2>H</h2><p>The sea and the harbour of the town.</p>'
    made, diagnostics = convert_text(page, "a.html")
    assert made is not None
    assert made.language == taken
    assert ("RK0607" in codes(diagnostics)) == (said != taken)


def test_what_print_cannot_show_of_words_is_told() -> None:
    text = '# T\n\n## H\n\nA [link](https://example.org/a "A title") and a ~~struck~~ word.\n'
    made, diagnostics = convert_text(text, "a.md")
    assert made is not None
    said = [(aside.kind, aside.text) for aside in made.asides]
    assert said == [("hover text", "A title"), ("strike-through", "struck")]
    assert codes(diagnostics).count("RK0604") == 2
