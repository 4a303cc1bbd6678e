"""Findings: what is wrong, where, and how to mend it.

Every stage reports into one `Diagnostics` list; nothing else prints. A finding has a code whose
entry in `CODES` says what it is about and who is to blame, from which the exit code follows:

    document  1   the author's text, data, theme or template is at fault
    usage     2   the command was called wrongly
    machine   3   the machine lacks something, or refused something
    bug       4   reportkit itself is at fault

What a list judges by, a project's severities or an author's `ignore`, is given to it: `policy` and
`source.ignores` make those. Little but the standard library is imported here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from reportkit.frozen import frozen

LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line where lines are counted."""


class Severity(Enum):
    """How bad a finding is; errors stop the line after their stage."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Blame(Enum):
    """Who can mend a finding; the value is the exit code of a run that ends in it."""

    DOCUMENT = 1
    USAGE = 2
    MACHINE = 3
    BUG = 4


@frozen
class Span:
    """A place in a file.

    Lines and columns count from 1, in characters; 0 means that only the file is known.
    The end is exclusive: the column after the last character.
    """

    file: str
    """Path as the reader should see it: relative to the working directory where that is shorter."""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@frozen
class Diagnostic:
    """One finding."""

    severity: Severity
    code: str
    """Key of `CODES`, such as `RK0101`."""
    message: str
    """One sentence without a full stop, naming the thing in the author's words."""
    span: Span | None = None
    hints: tuple[str, ...] = ()
    """How to mend it: a clause each, in lower case unless a name begins it, without a full stop."""

    @property
    def blame(self) -> Blame:
        return CODES[self.code].blame


@frozen
class Code:
    """What a code stands for."""

    title: str
    blame: Blame = Blame.DOCUMENT
    is_bearable: bool = False
    """Whether a result can be made in spite of an error of this code, so that it may be lowered or
    ignored. No other error can: nothing faithful could be made after it."""


STAYS = "it cannot be ignored or lowered: no report can be made in spite of it"
"""The hint of an error that somebody has tried to ignore."""

Judge = Callable[[Diagnostic], Diagnostic | None]
"""What to keep of a finding; None drops it. Judging twice comes to the same."""


def unless_it_stays(item: Diagnostic, instead: Diagnostic | None) -> Diagnostic | None:
    """`instead` of `item`, or an error that can neither be lowered nor ignored, which says so."""
    lowered = instead is None or instead.severity is not Severity.ERROR
    if not lowered or item.severity is not Severity.ERROR or CODES[item.code].is_bearable:
        return instead
    hints = item.hints if STAYS in item.hints else (*item.hints, STAYS)
    return replace(item, hints=hints)


@dataclass(slots=True)
class Ignore:
    """What an author has written about some lines of a file: that findings there may stand."""

    span: Span
    """Where it is written."""
    lines: range
    codes: tuple[str, ...]
    met: set[str] = field(default_factory=set)
    """Those of `codes` that have been found on its lines."""

    def covers(self, item: Diagnostic) -> bool:
        """Whether it speaks of `item`, which it then notes."""
        place = item.span
        if not (place and place.file == self.span.file and place.line in self.lines):
            return False
        if item.code in self.codes:
            self.met.add(item.code)
        return item.code in self.codes


class Diagnostics:
    """The findings of one run, in the order in which they were made, each kept once."""

    def __init__(self, judge: Judge | None = None) -> None:
        self._items: dict[Diagnostic, None] = {}
        self._judge = judge
        self.ignores: list[Ignore] = []
        self.heard = 0
        """How often something was reported, new or not."""

    def fresh(self) -> Diagnostics:
        """An empty list that judges as this one does."""
        made = Diagnostics(self._judge)
        made.ignores = self.ignores
        return made

    def heed(self, ignore: Ignore) -> None:
        """Drop what `ignore` covers, from now on and of what is here."""
        self.ignores.append(ignore)
        here, self._items = list(self), {}
        self.extend(here)

    def settle(self, has_run: Callable[[str], bool]) -> None:
        """Warn of what ignores nothing, as far as what finds a code has run."""
        for ignore in self.ignores:
            idle = [code for code in ignore.codes if code not in ignore.met and has_run(code)]
            if idle and not self.has_errors:
                message = f"nothing here has {' or '.join(idle)} to be ignored"
                self.warning("RK0120", message, ignore.span, "delete it, or name another code")

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def add(self, item: Diagnostic) -> None:
        """Keep `item`, as far as it counts; a code that `CODES` lacks raises `KeyError`."""
        CODES[item.code]
        self.heard += 1
        judged = self._judge(item) if self._judge else item
        if [ignore for ignore in self.ignores if ignore.covers(item)]:
            judged = unless_it_stays(item, None)
        if judged is not None:
            self._items.setdefault(judged)

    def extend(self, items: Iterable[Diagnostic]) -> None:
        for item in items:
            self.add(item)

    def error(self, code: str, message: str, span: Span | None = None, *hints: str) -> None:
        self.add(Diagnostic(Severity.ERROR, code, message, span, hints))

    def warning(self, code: str, message: str, span: Span | None = None, *hints: str) -> None:
        self.add(Diagnostic(Severity.WARNING, code, message, span, hints))

    def note(self, code: str, message: str, span: Span | None = None, *hints: str) -> None:
        self.add(Diagnostic(Severity.NOTE, code, message, span, hints))

    def bug(self, error: Exception, span: Span) -> None:
        """Note that reportkit itself failed with `error`."""
        message = f"reportkit failed: {type(error).__name__}: {error}"
        hint = "this is a bug; REPORTKIT_TRACEBACK=1 shows where it happened"
        self.error("RK0999", message, span, hint)

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self)

    def exit_code(self, strict: bool = False) -> int:
        """0 if nothing stops the run, else the gravest blame; `strict` counts warnings too."""
        stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return max((d.blame.value for d in self if d.severity in stopping), default=0)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The member of `known` that `word` was probably meant to be, if any comes near."""
    from difflib import get_close_matches

    folded = {name.replace("-", "_").lower(): name for name in known}
    found = get_close_matches(word.replace("-", "_").lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def suggestion(word: str, known: Iterable[str], written: Callable[[str], str] = str) -> str | None:
    """The hint that names the one of `known` that `word` was meant to be, as it is `written`."""
    meant = did_you_mean(word, known)
    return f"did you mean `{written(meant)}`?" if meant else None


_MACHINE, _USAGE, _BUG = Blame.MACHINE, Blame.USAGE, Blame.BUG

CODES: dict[str, Code] = {
    # RK01: reading the source
    "RK0101": Code("the file does not exist", _USAGE),
    "RK0102": Code("the path is a directory", _USAGE),
    "RK0103": Code("the file is empty"),
    "RK0104": Code("the file is not UTF-8"),
    "RK0105": Code("the YAML cannot be read"),
    "RK0106": Code("a tab indents a line"),
    "RK0107": Code("a key is given twice"),
    "RK0108": Code("an alias or anchor is out of bounds"),
    "RK0109": Code("the source nests too deep"),
    "RK0110": Code("the source is too large"),
    "RK0111": Code("the file cannot be read", _MACHINE),
    "RK0112": Code("a control character is in the text"),
    "RK0113": Code("a YAML tag or directive is not allowed"),
    "RK0114": Code("a key is not a plain word"),
    "RK0115": Code("the file holds a second document"),
    "RK0116": Code("the file is no briefing"),
    "RK0117": Code("a word is read as a comment"),
    "RK0118": Code("an included file does not exist"),
    "RK0119": Code("an include is at fault"),
    "RK0120": Code("an ignore is at fault"),
    # RK012: data files
    "RK0121": Code("a file that a block names does not exist"),
    "RK0122": Code("the file is no data file"),
    "RK0123": Code("a row has another length than the header"),
    "RK0124": Code("the names of the columns are at fault"),
    "RK0125": Code("the data file is too large"),
    "RK0126": Code("the data file cannot be read"),
    # RK02: the model
    "RK0201": Code("a key is unknown"),
    "RK0202": Code("a required key is missing"),
    "RK0203": Code("a value has the wrong type"),
    "RK0204": Code("a value is empty"),
    "RK0205": Code("a date is not a date"),
    "RK0206": Code("a value is not one of those allowed"),
    "RK0207": Code("sections nest too deep"),
    "RK0208": Code("a value is out of range"),
    "RK0209": Code("an address is not allowed"),
    "RK0210": Code("an id is used twice"),
    "RK0211": Code("a variable is not declared"),
    "RK0212": Code("a variable is at fault"),
    "RK0213": Code("a variable is never used"),
    # RK03: the view
    "RK0301": Code("a reference points nowhere", is_bearable=True),
    "RK0302": Code("raw HTML is not allowed in prose"),
    "RK0303": Code("a link is not allowed"),
    "RK0304": Code("an image in prose lacks its alternative text"),
    "RK0305": Code("a heading in prose is not allowed"),
    "RK0306": Code("a note is never called"),
    "RK0307": Code("a note cannot stand there"),
    "RK0308": Code("a list has nothing to list"),
    "RK0309": Code("what is given is not printed"),
    "RK0310": Code("prose nests too deep"),
    "RK0311": Code("a link definition is never used"),
    "RK0312": Code("a word is too long to be set", is_bearable=True),
    "RK0313": Code("the language of words is at fault"),
    "RK0320": Code("a term has two meanings", is_bearable=True),
    "RK0321": Code("a cell is not what its column holds"),
    "RK0322": Code("a total is not the sum of its rows", is_bearable=True),
    "RK0323": Code("a column does not exist"),
    "RK0324": Code("a row does not fit the columns"),
    "RK0325": Code("a judgement is not in the scale", is_bearable=True),
    "RK0326": Code("a chart cannot be drawn"),
    "RK0340": Code("a drawing has no room for a text"),
    # RK04: theme, templates, styles, project
    "RK0401": Code("the theme does not exist", _USAGE),
    "RK0402": Code("the theme file is at fault"),
    "RK0403": Code("a template is missing or cannot be read"),
    "RK0404": Code("a template failed"),
    "RK0405": Code("a font is not installed", _MACHINE),
    "RK0406": Code("the project file is at fault"),
    "RK0407": Code("a font cannot be prepared", _MACHINE),
    "RK0408": Code("the brand file is at fault"),
    "RK0409": Code("a token does not exist, or cannot have its value"),
    "RK0410": Code("a class is outside the contract"),
    "RK0411": Code("a text is too faint for its ground"),
    "RK0412": Code("a block of media is nested"),
    "RK0413": Code("a theme has too many or too few pages"),
    # RK05: the press
    "RK0501": Code("an image cannot be found"),
    "RK0502": Code("an image cannot be used"),
    "RK0503": Code("no font has a character", is_bearable=True),
    "RK0504": Code("a style is ignored"),
    "RK0505": Code("a file outside the project was asked for"),
    "RK0506": Code("a link points nowhere", is_bearable=True),
    "RK0507": Code("the layout engine warned"),
    "RK0508": Code("the document cannot be laid out"),
    "RK0509": Code("a stylesheet cannot be loaded"),
    "RK0510": Code("an image is not used as it is"),
    "RK0511": Code("an image is too coarse for its size in print"),
    "RK0512": Code("a block does not fit its page"),
    "RK0513": Code("a heading stands at the foot of its page"),
    "RK0514": Code("a page is hardly filled"),
    "RK0515": Code("a text leaves its box"),
    "RK0516": Code("a row of a table is cut"),
    # RK06: importing
    "RK0601": Code("the file is no text"),
    "RK0602": Code("an import would lose words"),
    "RK0603": Code("a paragraph can be read in two ways"),
    "RK0604": Code("something has no place in a briefing"),
    "RK0605": Code("what is not of the text is not printed"),
    "RK0606": Code("a date lacks its year"),
    "RK0607": Code("a language is guessed"),
    "RK0608": Code("a paragraph became the summary"),
    "RK0609": Code("a library for Word files is not installed", _MACHINE),
    "RK0610": Code("text and briefing changed at the same place"),
    "RK0611": Code("a briefing that was not imported is in the way", _USAGE),
    "RK0612": Code("the receipt of an import is at fault"),
    # RK08: how the command was called
    "RK0801": Code("the command was called wrongly", _USAGE),
    "RK0802": Code("no source was found", _USAGE),
    "RK0803": Code("two sources would write the same file", _USAGE),
    "RK0804": Code("a result would replace what it is made from", _USAGE),
    "RK0805": Code("something is there already", _USAGE),
    # RK09: the machine
    "RK0901": Code("Pango is not installed", _MACHINE),
    "RK0902": Code("the output cannot be written", _MACHINE),
    "RK0903": Code("the layout engine is another version", _MACHINE),
    "RK0904": Code("the cache cannot be used", _MACHINE),
    "RK0905": Code("a library for charts is not installed", _MACHINE),
    "RK0906": Code("the working directory cannot be used", _MACHINE),
    "RK0907": Code("a library that shows pages is not installed", _MACHINE),
    "RK0908": Code("the preview cannot be served", _MACHINE),
    "RK0910": Code("the cache cannot be removed", _MACHINE),
    "RK0911": Code("the cluster cannot be used", _MACHINE),
    "RK0999": Code("reportkit failed", _BUG),
}
