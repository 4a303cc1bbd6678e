"""The pages of the documentation lead to each other, and no link among them is dead."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath

import pytest
from conftest import ROOT
from documented import PAGES, prose

LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page: str) -> list[tuple[str, str]]:
    """The files, from the top, and anchors that `page` links to; "" for no anchor."""
    targets = LINK.findall(re.sub(r"`[^`]*`", "", prose(page)))
    near = (target for target in targets if not re.match(r"https?:|mailto:", target))
    split = (target.partition("#") for target in near)
    return [
        (normpath(Path(page).parent / path) if path else page, anchor) for path, _, anchor in split
    ]


def anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to the headings of `page`."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in headings)
    return {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_and_a_heading_that_exist(page: str) -> None:
    for path, anchor in links(page):
        assert (ROOT / path).exists(), path
        assert not anchor or anchor in anchors(path), f"{path}#{anchor}"


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set[str](), ["README.md"]
    while waiting:
        page = waiting.pop()
        if page in PAGES and page not in reached:
            reached.add(page)
            waiting += [path for path, _ in links(page)]
    assert reached == set(PAGES)


def test_the_readme_lists_every_guide() -> None:
    listed = {path for path, _ in links("README.md")}
    assert {page for page in PAGES if page.startswith("docs/")} <= listed
