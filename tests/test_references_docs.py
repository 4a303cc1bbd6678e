"""docs/references.md: its example is built, and prints what its table says."""

from __future__ import annotations

import re
from io import BytesIO

import pypdf
from conftest import ROOT, Project

from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.workspace import Workspace

DOCS = ROOT / "docs" / "references.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h2v3z"/></svg>'


def test_the_example_prints_numbers_pages_and_notes(project: Project) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(), flags=re.DOTALL)
    root = project({"sources/a.yaml": example, "sources/images/crates.svg": SVG})
    request = Request(root / "sources" / "a.yaml", root)
    diagnostics = Diagnostics(request.policy)
    build(request, Workspace(root), diagnostics)
    assert [d.message for d in diagnostics] == []
    reader = pypdf.PdfReader(BytesIO((root / "a.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "[1, p. 4; 2], as Figure 1 on page 4 shows.1" in text
    assert "Section 1 on page 4 says why; appendix A on page 6 says how it was counted1." in text
    assert text.count("Counted by hand, twice.") == 2
