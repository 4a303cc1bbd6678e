"""Write docs/findings.md, the list of findings: `python docs/findings.py`.

In go docs/findings.intro.md and the explanations that the package carries; a test holds the file
against what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportkit import explanations
from reportkit.diagnostics import CODES, Blame
from reportkit.forms.json_lines import VERSION

DOCS = Path(__file__).parent
FILE = DOCS / "findings.md"
MENDERS = {
    Blame.DOCUMENT: "",
    Blame.USAGE: "The call is at fault: exit code 2.",
    Blame.MACHINE: "The machine is at fault: exit code 3.",
    Blame.BUG: "reportkit is at fault: exit code 4.",
}


def text() -> str:
    """The whole file."""
    bearable = ", ".join(code for code, found in CODES.items() if found.is_bearable)
    intro = (DOCS / "findings.intro.md").read_text("utf-8")
    intro = intro.replace("{bearable}", bearable).replace("{version}", str(VERSION))
    return intro + "\n".join(_index()) + "\n" + "".join(_entries())


def _index() -> Iterator[str]:
    yield "| code | finding |"
    yield "| --- | --- |"
    for code, found in CODES.items():
        anchor = re.sub(r"[^\w -]", "", f"{code} {found.title}").lower().replace(" ", "-")
        yield f"| [{code}](#{anchor}) | {found.title} |"


def _entries() -> Iterator[str]:
    for code, found in CODES.items():
        told = explanations.find(code)
        if told is not None:
            body = told.text.partition("\n")[2].strip()
            blame = f"{MENDERS[found.blame]}\n\n" if MENDERS[found.blame] else ""
            body = re.sub(r"^## ", "#### ", body, flags=re.MULTILINE)
            yield f"\n### {code}: {found.title}\n\n{blame}{body}\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
