"""The text of a data file to rows of cells, with the place of each.

In go the bytes of a CSV, TSV or JSON file, out comes a `DataTable`, or None after one finding.
Cells stay text, as they are written: what a column holds is for those who print it. It is apart
from the YAML of a briefing because these files are made by other programs.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from reportkit.diagnostics import Diagnostics, Span
from reportkit.source.text import MAX_BYTES, Lines, decode

DELIMITERS = {".csv": ",", ".tsv": "\t"}
SUFFIXES = (*DELIMITERS, ".json")
MAX_ROWS = 20_000
MAX_COLUMNS = 100


@dataclass(frozen=True, slots=True, eq=False)
class DataTable:
    """A data file."""

    file: str
    """Its name, as the reader should see it."""
    header: tuple[str, ...]
    """Names of the columns, each once."""
    rows: tuple[tuple[str, ...], ...]
    """Cells without blanks around them, as many as there are columns; "" where one is missing."""
    numbers: tuple[int, ...]
    """The line on which each row begins; 0 if unknown."""
    first: int
    """The line of the header."""
    lines: Lines | None = field(repr=False)
    delimiter: str = ","

    def place(self, row: int, column: int | None = None) -> Span:
        """Where a row stands, or one of its cells. A row of -1 is the header."""
        number = self.numbers[row] if row >= 0 else self.first
        if self.lines is None or number == 0:
            return Span(self.file)
        text = self.lines.row(number)
        start, end = 0, len(text)
        if column is not None and '"' not in text:
            cells = text.split(self.delimiter)
            start = sum(len(cell) + 1 for cell in cells[:column])
            end = start + len(cells[column]) if column < len(cells) else end
        return Span(self.file, number, start + 1, number, max(end, start + 1) + 1)


def load_table(
    data: bytes, file: str, suffix: str, diagnostics: Diagnostics, *hints: str
) -> DataTable | None:
    """Read `data`, the content of `file`; `hints` are added to each finding."""
    reader = _Reader(file, diagnostics, hints)
    if len(data) > MAX_BYTES:
        most = MAX_BYTES // 1024**2
        message = f"the file has {len(data) / 1024**2:.1f} MiB; a data file may have {most}"
        reader.refuse("RK0125", message, Span(file))
        return None
    text = decode(data, file, diagnostics)
    if text is None:
        return None
    if suffix == ".json":
        return reader.json(text)
    return reader.separated(text, DELIMITERS[suffix])


class _Reader:
    def __init__(self, file: str, diagnostics: Diagnostics, hints: Sequence[str]) -> None:
        self.file, self.diagnostics, self.hints = file, diagnostics, hints

    def refuse(self, code: str, message: str, span: Span, *hints: str) -> None:
        self.diagnostics.error(code, message, span, *hints, *self.hints)

    def separated(self, text: str, delimiter: str) -> DataTable | None:
        """Rows of cells that stand between delimiters."""
        lines = Lines(text, self.file)
        found: list[tuple[int, list[str]]] = []
        try:
            for number, row in _numbered(text, delimiter):
                if len(found) > MAX_ROWS:
                    span = lines.span(len(text), len(text))
                    self.refuse("RK0125", f"the file has over {MAX_ROWS} rows", span)
                    return None
                found.append((number, [" ".join(cell.split()) for cell in row]))
        except csv.Error as error:
            self._unreadable(error, text, delimiter, lines)
            return None
        if not found:
            span = Span(self.file, 1, 1, 1, 1)
            self.refuse("RK0126", "the file is empty", span, _HEADER_HINT)
            return None
        return self._table(found, delimiter, lines)

    def _unreadable(self, error: csv.Error, text: str, delimiter: str, lines: Lines) -> None:
        """A row that cannot be read: the last that the reader began."""
        number, reason = 1, str(error)
        try:
            for begun, cells in _numbered(text, delimiter):
                number = begun + 1 + sum(cell.count("\n") for cell in cells)
        except csv.Error:
            pass
        row = lines.row(min(number, lines.position(len(text))[0]))
        span = Span(self.file, number, 1, number, len(row) + 1)
        hint = 'a quote inside a quoted cell is written twice: ""'
        self.refuse("RK0126", f"the row cannot be read: {reason}", span, hint)

    def _table(
        self, found: list[tuple[int, list[str]]], delimiter: str, lines: Lines
    ) -> DataTable | None:
        (first, header), *rows = found
        span = Span(self.file, first, 1, first, len(lines.row(first)) + 1)
        if len(header) == 1 and (other := _other_delimiter(lines.row(first), delimiter)):
            message = f"the cells are separated by {other}"
            wanted = "tabs" if delimiter == "\t" else "commas"
            self.refuse("RK0126", message, span, f"save the file with {wanted}")
            return None
        if not self._check_header(header, span):
            return None
        table = DataTable(
            self.file,
            tuple(header),
            tuple(tuple(row) for _, row in rows),
            tuple(number for number, _ in rows),
            first,
            lines,
            delimiter,
        )
        return table if self._check_rows(table) else None

    def _check_header(self, header: Sequence[str], span: Span) -> bool:
        twice = [name for name, count in Counter(header).items() if count > 1 and name]
        if len(header) > MAX_COLUMNS:
            self.refuse("RK0125", f"the file has over {MAX_COLUMNS} columns", span)
        elif "" in header:
            message = f"column {header.index('') + 1} has no name"
            self.refuse("RK0124", message, span, _HEADER_HINT)
        elif twice:
            self.refuse("RK0124", f"two columns have the name `{twice[0]}`", span)
        return len(header) <= MAX_COLUMNS and "" not in header and not twice

    def _check_rows(self, table: DataTable) -> bool:
        width = len(table.header)
        ragged = [at for at, row in enumerate(table.rows) if len(row) != width]
        if ragged:
            cells = len(table.rows[ragged[0]])
            message = f"the row has {_cells(cells)}, the header {width}"
            hints = ["a cell with a comma in it must stand in quotes"] if cells > width else []
            if len(ragged) > 1:
                hints.append(f"there are {len(ragged) - 1} more rows of another length")
            self.refuse("RK0123", message, table.place(ragged[0]), *hints)
        elif not table.rows:
            self.refuse("RK0126", "the file has a header and no rows", table.place(-1))
        return not ragged and bool(table.rows)

    def json(self, text: str) -> DataTable | None:
        """A list of objects, each a row."""
        lines = Lines(text, self.file)
        try:
            rows = json.loads(text)
        except RecursionError:
            self.refuse("RK0126", "the JSON nests too deep", Span(self.file))
            return None
        except ValueError as error:
            at = error.pos if isinstance(error, json.JSONDecodeError) else 0
            span = lines.span(at, at)
            self.refuse("RK0126", f"the JSON cannot be read: {_reason(error)}", span)
            return None
        if not _is_rows(rows):
            hint = 'write [{"year": 2024, "value": 1}, …]'
            self.refuse("RK0126", "the JSON is no list of rows", Span(self.file), hint)
            return None
        if len(rows) > MAX_ROWS:
            self.refuse("RK0125", f"the file has over {MAX_ROWS} rows", Span(self.file))
            return None
        header = tuple(dict.fromkeys(key for row in rows for key in row))
        if not self._check_header(header, Span(self.file)):
            return None
        cells = tuple(tuple(_json_cell(row.get(key)) for key in header) for row in rows)
        return DataTable(self.file, header, cells, (0,) * len(cells), 0, None)


_HEADER_HINT = "the first row holds the names of the columns"


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    for row in reader:
        if any(cell.strip() for cell in row):
            yield before + 1, row
        before = reader.line_num


def _other_delimiter(header: str, delimiter: str) -> str | None:
    names = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}
    return next(
        (name for sign, name in names.items() if sign != delimiter and sign in header), None
    )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _reason(error: ValueError) -> str:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return reason[:1].lower() + reason[1:]


def _is_rows(rows: Any) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, dict) and row for row in rows)
        and not any(isinstance(cell, dict | list) for row in rows for cell in row.values())
    )


def _json_cell(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
