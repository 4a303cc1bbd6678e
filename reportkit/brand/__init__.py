"""Brand: colours, fonts and a logo of a house, which any theme takes over.

In goes a `_brand.yml` (brand-yml) or a file of design tokens (DTCG, `.tokens.json`), out comes a
`Brand`; `dress` puts it on a theme. It is apart from themes because a house has one brand and many
documents, and other tools read the same files.
"""

from __future__ import annotations

from pathlib import Path

from reportkit import source
from reportkit.brand import dtcg, yml
from reportkit.brand.brand import Brand
from reportkit.brand.dress import dress
from reportkit.brand.reader import Reader
from reportkit.diagnostics import Diagnostics, Span
from reportkit.workspace import Workspace

__all__ = ["Brand", "dress", "read"]


def read(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> Brand | None:
    """The brand in the file at `path`; None, with errors, if it cannot be read.

    A file whose name ends in `.json` holds design tokens, any other is brand-yml. What is wrong in
    it is reported and left out.
    """
    shown = workspace.shown(path)
    try:
        data = workspace.read(path)
    except OSError as error:
        reason = f"the brand file cannot be read: {error.strerror or error}"
        hint = "name it in reportkit.toml as brand, from the project's folder"
        diagnostics.error("RK0408", reason, Span(shown), hint)
        return None
    # JSON is YAML too, and this reader knows the place of everything.
    found = source.load_part(data, shown, diagnostics)
    if found is None or diagnostics.has_errors:
        return None
    reader = Reader(found, path, workspace, diagnostics)
    brand = dtcg.read(reader) if path.suffix == ".json" else yml.read(reader)
    return None if diagnostics.has_errors else brand
