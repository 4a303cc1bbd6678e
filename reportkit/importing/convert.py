"""The recipe of an import: bytes of a text in, the YAML of a briefing out.

Open this file first. Each step is a module of its own; nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePosixPath

from reportkit.diagnostics import Diagnostics, Span
from reportkit.frozen import frozen
from reportkit.importing import headings, report, runin, talk
from reportkit.importing import language as languages
from reportkit.importing.arrange import arrange
from reportkit.importing.bodies import Bodies
from reportkit.importing.decode import decode
from reportkit.importing.marks import Marks
from reportkit.importing.outline import MAX_NESTING, Aside, Lines, Outline, depth
from reportkit.importing.pictures import Pictures
from reportkit.importing.runin import Doubt
from reportkit.importing.tree import Comment, Leaf, Map, leaves
from reportkit.importing.verify import written

FORMS = ("text", "markdown", "html", "word")
_SUFFIXES = {
    **dict.fromkeys([".md", ".markdown"], "markdown"),
    **dict.fromkeys([".html", ".htm", ".xhtml"], "html"),
    ".docx": "word",
}
_MARKDOWN = re.compile(r"^#{1,6} +\S|^(?:```|~~~)|\*\*\S[^*\n]*\*\*|\]\(https?://", re.MULTILINE)
_HTML = re.compile(
    r"\s*(?:<!DOCTYPE html|<html|<body|<(?:p|div|h[1-6]|ul|table)[ >])", re.IGNORECASE
)


@frozen
class Options:
    """How a text is read."""

    form: str = ""
    """One of `FORMS`; "" goes by the name and the look of the file."""
    encoding: str = ""
    """"" is UTF-8, or what the mark at the beginning says."""
    language: str = ""
    """A BCP 47 tag; "" is what the text says, or looks like."""
    as_of: date | None = None
    """The day near which dates without a year lie."""


@frozen
class Imported:
    """What a text became."""

    yaml: str
    form: str
    language: str
    files: dict[str, bytes]
    """Images by their paths from the folder of the briefing."""
    words: int
    """Of the text, all of which are in the briefing."""
    places: dict[str, Lines]
    """First and last line of the text by the path in the briefing, such as `sections.0.title`."""
    remarks: Sequence[Comment]
    """What stands in the briefing as comments."""
    doubts: Sequence[Doubt]
    asides: Sequence[Aside]
    inferred: Sequence[tuple[str, str, Lines]]
    """Dates whose year was inferred: wording, EDTF and lines."""


def convert(
    data: bytes,
    file: str,
    slug: str,
    options: Options,
    read_beside: Callable[[str], bytes | None],
    diagnostics: Diagnostics,
) -> Imported | None:
    """The briefing `slug` for `data`, the content of `file`; None after a finding.

    `read_beside` gives the bytes of an image by its path from the text, if there is one.
    """
    marks = Marks()
    found = _outline(data, file, options, marks, diagnostics)
    if found is None:
        return None
    outline, form = found
    outline.blocks, doubts = runin.split(headings.of_bold(talk.set_apart(outline.blocks)))
    language = _language(outline, options, file, diagnostics)
    pictures = Pictures(slug, read_beside, marks)
    bodies = Bodies(pictures, language, options.as_of)
    arranged = arrange(outline, bodies, language, _title_of(file))
    yaml = written(arranged.root, outline, marks.ids, file, diagnostics)
    if yaml is None:
        return None
    asides = [*outline.asides, *pictures.asides]
    report.report(file, outline, arranged, bodies, doubts, asides, diagnostics)
    return Imported(
        yaml,
        form,
        language,
        dict(pictures.files),
        len(outline.words) + sum(map(len, outline.note_words.values())),
        _places(arranged.root),
        [node for _, node in leaves(arranged.root) if isinstance(node, Comment)],
        doubts,
        asides,
        bodies.inferred,
    )


def _places(root: Map) -> dict[str, Lines]:
    found = ((path, leaf) for path, leaf in leaves(root) if isinstance(leaf, Leaf))
    return {".".join(map(str, path)): leaf.lines for path, leaf in found if leaf.lines}


def _title_of(file: str) -> str:
    """A title for a text that has none: the name of its file."""
    name = re.sub(r"[-_\s]+", " ", PurePosixPath(file).stem).strip()
    short = " ".join(word[:60] for word in name.split())[:200]
    return short[:1].upper() + short[1:] or "Briefing"


def _outline(
    data: bytes, file: str, options: Options, marks: Marks, diagnostics: Diagnostics
) -> tuple[Outline, str] | None:
    """What the reader for the form of `data` makes of it."""
    from reportkit.importing.htmltree import TooDeepError

    form = options.form or _SUFFIXES.get(PurePosixPath(file).suffix.lower(), "")
    try:
        if form == "word":
            outline = _word(data, file, marks, diagnostics)
        else:
            text = decode(data, file, options.encoding, diagnostics)
            form = form or (_form(text) if text else "")
            outline = _read(text, form, marks) if text else None
        if outline is not None and depth(outline.blocks) > MAX_NESTING:
            raise TooDeepError
    except TooDeepError:
        hint = "move what stands inside some levels up"
        diagnostics.error("RK0109", "the text nests too deep", Span(file), hint)
        return None
    if outline is not None and not outline.words:
        hint = "a briefing is made of words"
        diagnostics.error("RK0103", "the file holds no words", Span(file), hint)
        return None
    return (outline, form) if outline else None


def _form(text: str) -> str:
    """What a text looks like, whose name does not say it."""
    if _HTML.match(text):
        return "html"
    signs = _MARKDOWN.findall(text)
    has_heading = any(sign.startswith("#") for sign in signs)
    return "markdown" if has_heading or len(signs) > 1 else "text"


def _read(text: str, form: str, marks: Marks) -> Outline:
    if form == "html":
        from reportkit.importing import html, htmltree

        return html.read(htmltree.parse(text), marks)
    if form == "markdown":
        from reportkit.importing import markdown

        return markdown.read(text, marks)
    from reportkit.importing import text as plain_text

    return plain_text.read(text, marks)


def _word(data: bytes, file: str, marks: Marks, diagnostics: Diagnostics) -> Outline | None:
    from reportkit.importing import word, wordparts

    try:
        outline, messages = word.read(data, marks)
    except word.NoMammothError:
        hint = 'pip install "reportkit[word]"'
        diagnostics.error("RK0609", "mammoth, which reads Word files, is missing", Span(file), hint)
    except word.LostWordsError as error:
        hint = "nothing is written; save the file as .html and import that, or report it as a bug"
        diagnostics.error("RK0602", str(error), Span(file), hint)
    except wordparts.TooLargeError as error:
        diagnostics.error("RK0110", str(error), Span(file), "split it into several files")
    except word.NoWordError as error:
        hints = (str(error)[:200], "save it anew as .docx")
        diagnostics.error("RK0601", "the file is no Word file", Span(file), *hints)
    else:
        for message in dict.fromkeys(messages):
            diagnostics.warning("RK0604", f"Word: {message}", Span(file), "look there in the PDF")
        return outline
    return None


def _language(outline: Outline, options: Options, file: str, diagnostics: Diagnostics) -> str:
    """The language that is asked for, that the text says, or that it looks like."""
    said = options.language or outline.language
    if _is_known(said):
        return said
    guessed = languages.guess(" ".join(outline.words[:4000]))
    hint = "say it if it is another: --language de"
    if said:
        what = f"is in {said}, for which reportkit has no words; it is taken for {guessed or 'en'}"
        diagnostics.note("RK0607", f"the text {what}", Span(file), hint)
    elif guessed != "en":
        what = f"looks like {guessed}" if guessed else "shows no language, so it is taken for en"
        diagnostics.note("RK0607", f"the text {what}", Span(file), hint)
    return guessed or "en"


def _is_known(tag: str) -> bool:
    """Whether a report can be in the language `tag`."""
    from reportkit.view.language import load

    return load(tag) is not None
