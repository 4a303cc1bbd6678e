"""Includes: what stands where, whose places it has, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project

from reportkit import include
from reportkit.build import read
from reportkit.diagnostics import Diagnostics
from reportkit.source import Source
from reportkit.workspace import Workspace


def resolved(root: Path) -> tuple[Source | None, Diagnostics, Workspace]:
    diagnostics, workspace = Diagnostics(), Workspace(root)
    return read(root / "sources/a.yaml", workspace, diagnostics), diagnostics, workspace


def refusal(root: Path) -> str:
    """The one finding, with the name of its file alone."""
    source, diagnostics, _ = resolved(root)
    assert source is None
    (item,) = diagnostics
    assert item.span
    return f"{Path(item.span.file).name}:{item.span.line}: {item.message} [{item.code}]"


def test_a_file_stands_where_it_is_included_and_a_list_is_joined(project: Project) -> None:
    root = project(
        {
            "sources/a.yaml": """
                title: T
                summary: {include: parts/summary.yaml}
                sections:
                  - include: parts/two.yaml
                  - {title: Third}
                """,
            "sources/parts/summary.yaml": "text: S",
            "sources/parts/two.yaml": "- {title: First}\n- {title: Second}",
        }
    )
    source, diagnostics, workspace = resolved(root)
    assert source
    assert not list(diagnostics)
    assert source.data["summary"] == {"text": "S"}
    assert [s["title"] for s in source.data["sections"]] == ["First", "Second", "Third"]
    assert [p.name for p in workspace.reads] == ["a.yaml", "summary.yaml", "two.yaml"]


def test_the_place_of_a_value_names_the_file_that_holds_it(project: Project) -> None:
    root = project(
        {
            "sources/a.yaml": "title: T\nsections:\n  - include: b.yaml\n  - title: Own",
            "sources/b.yaml": "title: B\nbody: |\n  One.\n  Two words.\n",
        }
    )
    source, _, _ = resolved(root)
    assert source
    word = source.place(("sections", 0, "body"), source.data["sections"][0]["body"].index("words"))
    assert (Path(word.file).name, word.line, word.column) == ("b.yaml", 4, 7)
    own = source.place(("sections", 1, "title"), 0)
    assert (Path(own.file).name, own.line, own.column) == ("a.yaml", 4, 12)


def test_names_are_relative_to_the_file_that_says_them(project: Project) -> None:
    root = project(
        {
            "sources/a.yaml": "sections:\n  - include: ../shared/b.yaml\n  - include: c d/e.yaml",
            "shared/b.yaml": "title: B\nsections:\n  - include: deep/f.yaml",
            "shared/deep/f.yaml": "title: F",
            "sources/c d/e.yaml": "title: E",
        }
    )
    source, _, _ = resolved(root)
    assert source
    places = [("title",), ("sections", 0), ("sections", 0, "sections", 0, "title"), ("sections", 1)]
    origins = [source.origin(place) for place in places]
    assert [o.folder for o in origins] == ["", "../shared", "../shared/deep", "c d"]
    urls = ["sources", "project/shared", "project/shared/deep", "project/sources/c%20d"]
    assert [o.url for o in origins] == urls


def test_a_part_is_what_has_the_id_or_stands_under_the_key(project: Project) -> None:
    root = project(
        {
            "sources/a.yaml": """
                sections:
                  - include: {file: b.yaml, part: method}
                sources:
                  - include: {file: b.yaml, part: sources}
                """,
            "sources/b.yaml": """
                sections:
                  - {title: Other}
                  - {title: Outer, sections: [{id: method, title: Method}]}
                sources: [{title: One}, {title: Two}]
                """,
        }
    )
    source, _, workspace = resolved(root)
    assert source
    assert source.data["sections"] == [{"id": "method", "title": "Method"}]
    assert [s["title"] for s in source.data["sources"]] == ["One", "Two"]
    assert len(workspace.reads) == 2


B = {"sources/b.yaml": "id: method\ntitle: B"}


@pytest.mark.parametrize(
    ("written", "others", "expected"),
    [
        ("include: bb.yaml", B, "a.yaml:1: the file {}bb.yaml does not exist [RK0118]"),
        ("include: .", B, "a.yaml:1: {} is a directory [RK0118]"),
        (
            "include: ../../b.yaml",
            {},
            "a.yaml:1: the file ../../b.yaml lies outside the project [RK0505]",
        ),
        (
            "include: /etc/passwd",
            {},
            "a.yaml:1: the file /etc/passwd lies outside the project [RK0505]",
        ),
        ("include: [b.yaml]", B, "a.yaml:1: `include` must name a file [RK0119]"),
        ("include: {part: x}", B, "a.yaml:1: `include` must name a file [RK0119]"),
        ("include: {file: b.yaml, id: x}", B, "a.yaml:1: unknown key `id` [RK0201]"),
        (
            "include: {file: b.yaml, part: methods}",
            B,
            "a.yaml:1: nothing in {}b.yaml has the id `methods` [RK0119]",
        ),
        (
            "include: b.yaml",
            {"sources/b.yaml": "words"},
            "b.yaml:1: the file is text without keys, not a part of a briefing [RK0116]",
        ),
        ("include: b.yaml", {"sources/b.yaml": ""}, "b.yaml:1: the file is empty [RK0103]"),
        (
            "include: b.yaml",
            {"sources/b.yaml": "title: B\nsections: [{include: a.yaml}]"},
            "b.yaml:2: files include each other in a loop: a.yaml → b.yaml → a.yaml [RK0119]",
        ),
    ],
)
def test_an_include_at_fault_is_one_finding(
    project: Project, written: str, others: dict[str, str], expected: str
) -> None:
    root = project({"sources/a.yaml": f"sections: [{{{written}}}]", **others})
    folder = Workspace(root).shown(root / "sources")
    found = refusal(root)
    assert found == expected.replace("{}", f"{folder}/" if ".yaml" in expected[7:] else folder)


def test_files_include_each_other_ten_deep_and_no_deeper(project: Project) -> None:
    files = {f"sources/{n}.yaml": f"sections: [{{include: {n + 1}.yaml}}]" for n in range(20)}
    root = project({"sources/a.yaml": "sections: [{include: 0.yaml}]", **files})
    assert refusal(root) == "9.yaml:1: files include each other over 10 deep [RK0119]"


def test_what_is_included_cannot_grow_without_end(project: Project) -> None:
    items = ", ".join(["{include: NEXT.yaml}"] * 30)
    files = {f"sources/{n}.yaml": f"[{items}]".replace("NEXT", str(n + 1)) for n in range(8)}
    root = project(
        {"sources/a.yaml": "sections: [{include: 0.yaml}]", **files, "sources/8.yaml": "[]"}
    )
    source, diagnostics, _ = resolved(root)
    assert source is None
    assert [d.code for d in diagnostics] == ["RK0110"]


def test_what_is_included_cannot_nest_without_end(project: Project) -> None:
    deep, end = "[" * 30, "]" * 30
    files = {f"sources/{n}.yaml": f"{deep}{{include: {n + 1}.yaml}}{end}" for n in range(8)}
    root = project({"sources/a.yaml": "sections: [{include: 0.yaml}]", **files})
    assert refusal(root) == "1.yaml:1: values nest over 40 deep with what is included [RK0109]"


def test_a_briefing_without_includes_stays_as_it_is(project: Project) -> None:
    root = project({"sources/a.yaml": "title: T\nsections: [{title: S, body: Text}]"})
    source, diagnostics, workspace = resolved(root)
    assert source
    again = include.resolve(source, root / "sources/a.yaml", workspace, diagnostics)
    assert again
    assert (again.data, again.spans, again.origins) == (source.data, source.spans, {})
