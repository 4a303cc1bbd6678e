"""`reportkit import`: files written, second imports, and what the seed becomes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLE, Cli, Project

from reportkit import source
from reportkit.diagnostics import Diagnostics
from reportkit.importing.merge import merge
from reportkit.importing.receipt import line_hashes

TEXT = """\
    Water in the Valley

    Findings

    - The gauges agree
    - Metering comes first
    - Prices follow in time

    Outlook

    Nobody knows what the next year will bring.
"""
SEED = Path(__file__).with_name("example.txt")
"""The statements and headings of the example's text, a line each."""


def load(path: Path) -> dict[str, Any]:
    read = source.load(path.read_bytes(), "x.yaml", Diagnostics())
    assert read is not None
    return read.data


@pytest.fixture
def root(project: Project) -> Path:
    return project({"notes.txt": TEXT})


def test_an_import_writes_a_briefing_that_builds_and_a_receipt(root: Path, cli: Cli) -> None:
    run = cli("import", "notes.txt", cwd=root)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["sources/notes.yaml", "sources/notes.import.json"]
    receipt = json.loads((root / "sources/notes.import.json").read_text("utf-8"))
    assert receipt["text"]["file"] == "notes.txt"
    assert receipt["counts"]["words"] == 24
    assert receipt["counts"]["points"] == 3
    assert receipt["places"]["sections.0.points.2"] == "7-7"
    built = cli("build", "sources/notes.yaml", "-f", "html", cwd=root)
    assert (built.returncode, built.stderr) == (0, "")


def test_a_second_import_brings_changes_of_the_text_and_keeps_edits(root: Path, cli: Cli) -> None:
    cli("import", "notes.txt", cwd=root)
    briefing = root / "sources/notes.yaml"
    edited = briefing.read_text("utf-8").replace("The gauges agree", "All gauges agree")
    briefing.write_text(edited.replace("language: en", "language: en\nkicker: Briefing"), "utf-8")
    text = (root / "notes.txt").read_text("utf-8").replace("in time", "in good time")
    (root / "notes.txt").write_text(text, "utf-8")
    run = cli("import", "notes.txt", cwd=root)
    assert run.returncode == 0, run.stderr
    data = load(briefing)
    assert data["kicker"] == "Briefing"
    points = ["All gauges agree", "Metering comes first", "Prices follow in good time"]
    assert data["sections"][0]["points"] == points
    before = briefing.read_bytes()
    assert cli("import", "notes.txt", cwd=root).returncode == 0
    assert briefing.read_bytes() == before


def test_where_text_and_briefing_both_changed_somebody_has_to_say(root: Path, cli: Cli) -> None:
    cli("import", "notes.txt", cwd=root)
    briefing, text = root / "sources/notes.yaml", root / "notes.txt"
    edited = briefing.read_text("utf-8").replace("The gauges agree", "All gauges agree")
    briefing.write_text(edited, "utf-8")
    text.write_text(text.read_text("utf-8").replace("The gauges agree", "No gauges agree"), "utf-8")
    receipt = (root / "sources/notes.import.json").read_bytes()
    run = cli("import", "notes.txt", "--diagnostic-format", "short", cwd=root)
    assert run.returncode == 1
    assert "RK0610" in run.stderr
    assert "sources/notes.yaml:7:1" in run.stderr
    assert briefing.read_text("utf-8") == edited
    assert (root / "sources/notes.import.json").read_bytes() == receipt
    assert cli("import", "notes.txt", "--prefer", "edits", cwd=root).returncode == 0
    assert load(briefing)["sections"][0]["points"][0] == "All gauges agree"


def test_a_briefing_without_a_receipt_is_never_replaced(root: Path, cli: Cli) -> None:
    briefing = root / "sources/notes.yaml"
    briefing.parent.mkdir()
    briefing.write_text("title: Mine\n", "utf-8")
    run = cli("import", "notes.txt", cwd=root)
    assert run.returncode == 2
    assert "RK0611" in run.stderr
    assert briefing.read_text("utf-8") == "title: Mine\n"
    (root / "sources/notes.import.json").write_text("[]", "utf-8")
    run = cli("import", "notes.txt", cwd=root)
    assert run.returncode == 1
    assert "RK0612" in run.stderr
    assert cli("import", "notes.txt", "--force", cwd=root).returncode == 0
    assert load(briefing)["title"] == "Water in the Valley"


def test_a_second_import_remembers_the_options_of_the_first(root: Path, cli: Cli) -> None:
    text = root / "notes.txt"
    text.write_text("Title\n\nHeading\n\n- They met on February 18\n- They did\n", "utf-8")
    cli("import", "notes.txt", "--as-of", "2025-03-02", cwd=root)
    before = (root / "sources/notes.yaml").read_bytes()
    assert b"inferred: year" in before
    cli("import", "notes.txt", cwd=root)
    assert (root / "sources/notes.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [(["gone.txt"], "RK0101", 2), (["."], "RK0102", 2), (["notes.txt", "--strict"], "", 0)],
)
def test_a_text_that_is_not_there_is_told(
    root: Path, cli: Cli, arguments: list[str], code: str, exit_code: int
) -> None:
    run = cli("import", *arguments, cwd=root)
    assert run.returncode == exit_code, run.stderr
    assert code in run.stderr
    assert "Traceback" not in run.stderr


def test_images_are_put_beside_the_briefing(project: Project, cli: Cli) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    root = project({"in/a.md": "# A\n\n## B\n\n![A river](img/r.svg)\n", "in/img/r.svg": drawing})
    run = cli("import", "in/a.md", cwd=root)
    assert run.returncode == 0, run.stderr
    assert (root / "sources/images/a/r.svg").read_text() == drawing


def run_in_text() -> str:
    """The example's statements as a summariser would run them together."""
    lines = SEED.read_text("utf-8").splitlines()
    title, subtitle, *rest = lines
    headings = _headings(load(EXAMPLE)["sections"])
    out = [
        "I'll analyze these web pages and provide a summary.",
        f"{title}: {subtitle} (2025/03/02)",
    ]
    for line in rest[:-1]:
        depth = headings.get(_key(line), 0)
        if depth == 0:
            out[-1] += f" - {line}"
        else:
            out.append(line)
    return "\n".join([*out, rest[-1], ""])


def _headings(sections: list[dict[str, Any]], depth: int = 1) -> dict[str, int]:
    found: dict[str, int] = {}
    for section in sections:
        found[_key(section["title"])] = depth
        found |= _headings(section.get("sections", []), depth + 1)
    return found


def _key(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def structure(section: dict[str, Any]) -> Any:
    """Titles and the shape of points, without what an editor adds."""
    points = [_shape(point) for point in section.get("points", [])]
    inner = [structure(part) for part in section.get("sections", [])]
    return _key(section["title"]), points, inner


def _shape(point: Any) -> Any:
    if isinstance(point, str):
        return _key(point)
    return (
        (_key(point["text"]), [_shape(part) for part in point["points"]])
        if ("points" in point)
        else _key(point["text"])
    )


def test_the_text_of_the_example_has_the_structure_of_the_example(
    project: Project, cli: Cli
) -> None:
    root = project({"briefing.txt": run_in_text()})
    run = cli("import", "briefing.txt", "--as-of", "2025-03-02", cwd=root)
    assert run.returncode == 0, run.stderr
    made, example = load(root / "sources/briefing.yaml"), load(EXAMPLE)
    for key in ("title", "subtitle", "date"):
        assert _key(made[key]) == _key(example[key])
    assert _key(made["summary"]["text"]) == _key(example["summary"]["text"])
    assert [structure(s) for s in made["sections"]] == [structure(s) for s in example["sections"]]
    built = cli("build", "sources/briefing.yaml", cwd=root)
    assert (built.returncode, built.stderr) == (0, "")


def test_merging_keeps_what_either_side_changed_alone() -> None:
    base = [f"line {at}\n" for at in range(50)]
    edited, imported = base.copy(), base.copy()
    edited[3], imported[30] = "mine\n", "new\n"
    edited.insert(20, "added\n")
    del imported[40]
    expected = base.copy()
    expected[3], expected[30] = "mine\n", "new\n"
    del expected[40]
    expected.insert(20, "added\n")
    merged = merge(line_hashes("".join(base)), "".join(edited), "".join(imported))
    assert not merged.conflicts
    assert merged.text == "".join(expected)


def test_another_text_of_the_same_name_does_not_replace_a_briefing(root: Path, cli: Cli) -> None:
    cli("import", "notes.txt", cwd=root)
    before = (root / "sources/notes.yaml").read_bytes()
    other = root / "other/notes.txt"
    other.parent.mkdir()
    other.write_text("Ferries\n\nLines\n\n- Boats leave at noon\n- None leave at night\n", "utf-8")
    run = cli("import", "other/notes.txt", cwd=root)
    assert run.returncode == 2
    assert "RK0611" in run.stderr
    assert (root / "sources/notes.yaml").read_bytes() == before


def test_an_edited_image_is_not_replaced(project: Project, cli: Cli) -> None:
    def drawing(width: int) -> str:
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="9"/>'

    root = project({"a.md": "# A\n\n## B\n\n![A river](r.svg)\n", "r.svg": drawing(1)})
    cli("import", "a.md", cwd=root)
    image = root / "sources/images/a/r.svg"
    image.write_text(drawing(2), "utf-8")
    assert cli("import", "a.md", cwd=root).returncode == 0
    assert image.read_text("utf-8") == drawing(2)
    (root / "r.svg").write_text(drawing(3), "utf-8")
    run = cli("import", "a.md", cwd=root)
    assert run.returncode == 1
    assert "RK0610" in run.stderr
    assert image.read_text("utf-8") == drawing(2)
    assert cli("import", "a.md", "--prefer", "text", cwd=root).returncode == 0
    assert image.read_text("utf-8") == drawing(3)
