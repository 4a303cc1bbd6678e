"""Prose: CommonMark without raw HTML, made into markup that prints and reads aloud well.

What is not allowed (raw HTML, headings, foreign links, images without a text for those who do not
see them) is a finding at its place in the source; nothing is dropped silently. What refers to
something (`view.notation`) is found here, and made into markup by whoever knows the report.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from html import escape
from typing import TypedDict
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportkit.diagnostics import Diagnostics, Span
from reportkit.view import language, notation, parsed, unmarked
from reportkit.view.glossary import Terms
from reportkit.view.notation import Mark, Note, NoteCall, Where
from reportkit.view.report import Html

Place = Callable[[int], Span | None]
"""From an offset in the text, in characters, to its place in the source; asked where a finding
needs it, since looking for the places of all words costs more than reading them."""
Resolve = Callable[[Mark, Where], str]
"""From a mark and its place to its inline markup."""

SCHEMES = ("https", "http", "mailto")
MAX_NESTING = 24
"""Lists, quotes and emphasis inside each other; the parser gives up at twice that."""
MAX_WORD = 1000
"""Letters; a longer word takes the layout engine minutes to hyphenate."""
_LONG_WORD = re.compile(rf"\w{{{MAX_WORD + 1}}}")
_OPTION = re.compile(r"(?<!\S)-{1,2}\w[\w-]{,30}(?![\w-])(?: \w{1,10}(?!\S))?")
"""An option in code: `--strict`, `-t ledger`."""
_LANGUAGE = re.compile(r"""\{\s*lang\s*=\s*(["']?)([A-Za-z0-9-]+)\1\s*\}""")


class _Definition(TypedDict):
    """What the parser keeps of `[label]: href "title"`."""

    href: str
    title: str
    map: list[int]


@dataclass(slots=True)
class Prose:
    """Turns the author's Markdown into markup; remembers what it pointed at."""

    diagnostics: Diagnostics
    images: dict[str, Span | None] = field(default_factory=dict)
    """URL of every image below the report -> where it is first named."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Files that are included -> URLs of their folders below the report."""
    targets: list[tuple[str, Span | None]] = field(default_factory=list)
    """Anchors that links point at, to be checked when all are known."""
    terms: Terms = field(default_factory=lambda: Terms({}))
    """Defined terms, whose first use becomes a link."""
    direction: str = "ltr"
    """How the lines of the report run."""

    def blocks(self, text: str, place: Place, resolve: Resolve | None = None) -> Html:
        """Paragraphs, lists, quotes, code and images; without `resolve` marks stay text."""
        if unmarked.is_paragraph(text) and self._keeps(text):
            return Html(f"<p>{unmarked.markup(text)}</p>")
        found: dict[str, dict[str, _Definition]] = {}
        tokens = _parser().parse(text, found)
        self._check(tokens, text, place, resolve)
        self._check_definitions(found.get("references", {}), tokens, text, place)
        parsed.unwrap_items(tokens)
        tokens = parsed.figures(tokens)
        return Html(_parser().renderer.render(tokens, _parser().options, {}).rstrip("\n"))

    def inline(
        self, text: str, place: Place, resolve: Resolve | None = None, instead: str | None = None
    ) -> Html:
        """One paragraph without its `<p>`; whatever else the text holds stays as written.

        `instead` is printed for the words of the paragraph, with all that stands around them.
        """
        if instead is None and unmarked.is_line(text) and self._keeps(text):
            return Html(unmarked.markup(text))
        tokens = _parser().parseInline(text)
        tokens[0].map = None
        if instead is not None:
            parsed.rewrite(tokens[0].children or (), instead)
        self._check(tokens, text, place, resolve)
        return Html(_parser().renderer.render(tokens, _parser().options, {}).strip())

    def _keeps(self, text: str) -> bool:
        """Whether a line of words stays as it is: nothing to be found, linked or put in place."""
        is_short = len(text) <= MAX_WORD or not _LONG_WORD.search(text)
        return is_short and self.direction == "ltr" and not self.terms.may_be_in(text)

    @contextmanager
    def without_terms(self) -> Iterator[None]:
        """While open, no term becomes a link."""
        terms, self.terms = self.terms, Terms({})
        try:
            yield
        finally:
            self.terms = terms

    def _check(
        self, tokens: Sequence[Token], text: str, place: Place, resolve: Resolve | None
    ) -> None:
        lines = _line_starts(text)
        self._check_words(text, place)
        for token in tokens:
            first, last = token.map or (0, len(lines) - 1)
            at = lines[first]
            if self._is_too_deep(token, place, at):
                return
            if token.type == "html_block":
                self._raw_html(token.content, place(at))
            elif token.type == "heading_open":
                self.diagnostics.error(
                    "RK0305",
                    "a heading stands in prose",
                    place(at),
                    "make it the title of a section below `sections:`",
                    "write \\# where the sign itself is meant",
                )
            elif token.children is not None:
                self._check_inline(token, text, slice(at, lines[last]), place, resolve)
                token.children = self.terms.link(self._shaped(token.children))

    def _shaped(self, children: list[Token]) -> list[Token]:
        """Inline tokens in the shape that prints."""
        shaped = parsed.links_around_text(parsed.without_spaces(children))
        return parsed.with_signs_in_place(shaped) if self.direction == "rtl" else shaped

    def _is_too_deep(self, token: Token, place: Place, at: int) -> bool:
        deepest = max((token.level, *(child.level for child in token.children or ())))
        if deepest > MAX_NESTING:
            hint = "write what stands inside as text of its own"
            self.diagnostics.error(
                "RK0310", f"prose nests over {MAX_NESTING} deep", place(at), hint
            )
        return deepest > MAX_NESTING

    def _check_words(self, text: str, place: Place) -> None:
        if len(text) > MAX_WORD and (found := _LONG_WORD.search(text)):
            message = f"a word has over {MAX_WORD} letters"
            self.diagnostics.error("RK0312", message, place(found.start()), "break it with spaces")

    def _check_definitions(
        self,
        definitions: Mapping[str, _Definition],
        tokens: Sequence[Token],
        text: str,
        place: Place,
    ) -> None:
        """A link definition that no link uses would not be printed."""
        used = set(parsed.labels(tokens))
        lines = _line_starts(text)
        for label, definition in definitions.items():
            if label not in used:
                span = place(lines[definition["map"][0]])
                hint = f"write [text][{label.lower()}] where it belongs, or delete it"
                message = f"the link definition [{label.lower()}] is never used"
                self.diagnostics.warning("RK0311", message, span, hint)

    def _check_inline(
        self, token: Token, text: str, within: slice, place: Place, resolve: Resolve | None
    ) -> None:
        at = within.start
        link_at = -1
        for child in token.children or ():
            mark = _mark(child)
            found = text.find(mark, at, within.stop) if mark else -1
            begin = max(at, found)
            if child.type == "link_open":
                self._link(str(child.attrs["href"]), place(begin))
                link_at = begin
                continue
            if child.type == "link_close":
                at, link_at = max(at, link_at + 1), -1
            elif child.type == "html_inline":
                self._raw_html(child.content, place(begin))
            elif child.type == "foreign_open":
                self._foreign(child, place(begin))
            elif child.type == "image":
                self._image(child, place(begin), link_at >= 0)
            elif child.type == "mark":
                rest = slice(begin, within.stop)
                self._resolve(child, text, rest, place, resolve)
            at = max(at, found + 1)

    def _resolve(
        self, token: Token, text: str, within: slice, place: Place, resolve: Resolve | None
    ) -> None:
        """Put the markup of a mark in its place."""
        mark: Mark = token.meta["mark"]
        if isinstance(mark, Note) and token.children:
            inside = resolve and self.outside_notes(resolve)
            self._check_inline(token, text, within, place, inside)
            inline = Token("inline", "", 0, children=self._shaped(token.children))
            made = _parser().renderer.render([inline], _parser().options, {})
            mark = replace(mark, markup=made)
        token.type = "markup" if resolve else "text"
        if resolve:
            token.content = resolve(mark, partial(place, within.start))

    def outside_notes(self, resolve: Resolve) -> Resolve:
        """`resolve`, but a note in a note is an error."""

        def inside(mark: Mark, where: Where) -> str:
            if not isinstance(mark, Note | NoteCall):
                return resolve(mark, where)
            hint = "put what it says into the outer note, or beside it"
            self.diagnostics.error("RK0307", "a note stands in a note", where(), hint)
            return ""

        return inside

    def _foreign(self, token: Token, span: Span | None) -> None:
        """Mark the language of words."""
        found = _LANGUAGE.fullmatch(token.content)
        if found is None:
            message = f"words can be given a language, and nothing else: {token.content[:40]}"
            self.diagnostics.error("RK0313", message, span, "write [слово]{lang=ru}")
            return
        direction = language.direction(found[2])
        if not direction:
            message = f"there is no language {found[2]!r}"
            hint = "write its BCP 47 tag, such as ru, ar or zh-Hans"
            self.diagnostics.error("RK0313", message, span, hint)
            return
        token.attrSet("lang", found[2])
        if direction != self.direction:
            token.attrSet("dir", direction)

    def _raw_html(self, content: str, span: Span | None) -> None:
        first = content.strip().splitlines()[0]
        self.diagnostics.error(
            "RK0302",
            f"raw HTML is not allowed in prose: {first[:40]}",
            span,
            "use Markdown: *emphasis*, **strong**, [text](address), `code`",
            "write \\< where the sign itself is meant",
        )

    def _link(self, href: str, span: Span | None) -> None:
        if href.startswith("#"):
            self.targets.append((href[1:], span))
            return
        try:
            scheme = urlsplit(href).scheme
        except ValueError:
            scheme = ""
        if scheme.lower() not in SCHEMES:
            self.diagnostics.error(
                "RK0303",
                f"the link {href[:60]!r} is not allowed" if href else "the link has no address",
                span,
                "a link begins with https:, http:, mailto: or #",
            )

    def _image(self, token: Token, span: Span | None, inside_link: bool) -> None:
        source = str(token.attrs["src"])
        for child in token.children or ():
            child.type = "text" if child.type == "mark" else child.type
        if inside_link:
            message, hint = "an image cannot be a link", "link words beside it"
            self.diagnostics.error("RK0303", message, span, hint)
        if not token.content.strip():
            self.diagnostics.error(
                "RK0304",
                f"the image {source} has no text for those who do not see it",
                span,
                f"write what it shows between the brackets: ![what it shows]({source})",
            )
        token.attrSet("src", self._image_url(source, span))

    def image(self, name: str, span: Span | None) -> str:
        """The URL below the report of the image `name`, a path from the source's folder."""
        return self._image_url(quote(name), span)

    def _image_url(self, source: str, span: Span | None) -> str:
        if source.startswith("/") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", unquote(source)):
            self.diagnostics.error(
                "RK0303",
                f"the image {unquote(source)[:60]!r} lies outside the project",
                span,
                "copy it beside the source and give its path from there",
            )
            return ""
        folder = self.folders.get(span.file) if span else None
        url = posixpath.normpath(f"{folder}/{source}") if folder else f"sources/{source}"
        self.images.setdefault(url, span)
        return url


def words(text: str) -> str:
    """The words of one paragraph without what marks them up, and without its marks."""
    if not unmarked.has_signs(text):
        return text
    return "".join(parsed.words(_parser().parseInline(text)[0].children or ())).strip()


def plain(markup: str) -> str:
    """The words of inline or block markup, without tags, notes and citations."""
    from html import unescape

    markup = re.sub(r"\s*<span class=\"citation\">.*?</span>", "", echo(markup), flags=re.S)
    spaced = re.sub(r"</(p|li|blockquote|pre)>|<br ?/?>", " ", markup)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", spaced)).split())


def echo(markup: str) -> Html:
    """`markup` for a second place: without notes, which are printed once, and without anchors."""
    once = re.sub(r'<sup class="note-call">.*?</sup>', "", markup, flags=re.S)
    once = re.sub(r'<small class="footnote".*?</small>', "", once, flags=re.S)
    return Html(re.sub(r'(<[^<>]*?) id="[^"]*"', r"\1", once))


@cache
def _parser() -> MarkdownIt:
    # Raw HTML is parsed so that it can be refused by name; were it rendered all the same, then
    # as text.
    parser = MarkdownIt(
        "commonmark",
        {"html": True, "xhtmlOut": False, "maxNesting": 2 * MAX_NESTING, "store_labels": True},
    )
    notation.learn(parser)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.add_render_rule("html_block", _escaped)
    parser.add_render_rule("html_inline", _escaped)
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    parser.add_render_rule("markup", _markup)
    parser.add_render_rule("code_inline", _code_inline)
    return parser


def _escaped(_: object, tokens: Sequence[Token], index: int, *rest: object) -> str:
    return escape(tokens[index].content)


def _markup(_: object, tokens: Sequence[Token], index: int, *rest: object) -> str:
    return tokens[index].content


def _code(_: object, tokens: Sequence[Token], index: int, *rest: object) -> str:
    code = escape(tokens[index].content, quote=False)
    return f'<pre class="code" tabindex="0"><code>{code}</code></pre>\n'


def _code_inline(_: object, tokens: Sequence[Token], index: int, *rest: object) -> str:
    """Code within a line, which ends at no dash that begins a word, such as an option's."""
    code = escape(tokens[index].content)
    return f"<code>{_OPTION.sub(_whole, code)}</code>"


def _whole(option: re.Match[str]) -> str:
    return f'<span class="keep-together">{option[0]}</span>'


def _mark(token: Token) -> str:
    """What of the source to look for, to find the place of an inline token."""
    if token.type in ("html_inline", "mark", "foreign_open"):
        return token.content
    return str(token.attrs.get("href") or token.attrs.get("src") or "")


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts
