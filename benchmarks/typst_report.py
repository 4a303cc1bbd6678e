"""The reports of the benchmark as Typst sets them: `python -m benchmarks.typst_report IN.typ OUT`.

What goes in: a briefing as `reports` writes it. What comes out: the same words in Typst's markup,
with contents, notes, references by page, tables, figures and tags (PDF/UA-1).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_HEAD = """#set document(title: "{title}", date: datetime(year: 2025, month: 3, day: 2))
#set page(paper: "a4", numbering: "1")
#set text(lang: "en", size: 10pt)
#set par(justify: true)
#set heading(numbering: "1.1")
#title()
{subtitle}
#outline()
"""
_NOTE = re.compile(r"\^\[(.*?)\]")
_LINK = re.compile(r"@sec:(\w+)")


def write_typst(source: Path) -> Path:
    """The Typst file beside the briefing `source`."""
    report = YAML(typ="safe", pure=False).load(source.read_text())
    path = source.with_suffix(".typ")
    path.write_text("\n".join(_lines(report)) + "\n")
    return path


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield _HEAD.format(**report)
    yield "= Summary"
    yield f"{report['summary']['text']}\n"
    yield from (f"- {point}" for point in report["summary"]["points"])
    for section in report["sections"]:
        yield f"\n= {section['title']} <{section['id']}>\n"
        yield from _body(section["body"])
        for part in section["sections"]:
            yield f"\n== {part['title']}\n"
            yield from _body(part["body"])
    yield "\n= Timeline\n"
    for event in report["timeline"]["events"]:
        yield f'/ {event["when"]}: {event["text"]} #ref(<{event["see"]}>, form: "page")'


def _body(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            text = _NOTE.sub(r"#footnote[\1]", block)
            yield _LINK.sub(r'#ref(<\1>, form: "page")', text) + "\n"
        elif "points" in block:
            yield from (f"- {point}" for point in block["points"])
            yield ""
        elif "table" in block:
            yield from _table(block["table"])
        else:
            figure = block["figure"]
            image = f'image("{figure["image"]}", alt: "{figure["alt"]}")'
            yield f"#figure({image}, caption: [{figure['caption']}])\n"


def _table(table: dict[str, Any]) -> Iterator[str]:
    head = "".join(f"[{name}]" for name in table["columns"])
    yield f"#figure(table(columns: {len(table['columns'])}, table.header{head},"
    for row in table["rows"]:
        yield "".join(f"[{cell}], " for cell in row)
    yield f"), caption: [{table['caption']}])\n"


if __name__ == "__main__":
    import typst

    Path(sys.argv[2]).parent.mkdir(exist_ok=True)
    typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards="ua-1")
