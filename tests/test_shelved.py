"""Files beside the page: written with it, named by none but it, removed when none asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import reportkit
from reportkit import cli, shelved


def test_a_page_whose_files_cannot_be_written_is_not_either(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("title: A made-up report\n")
    (tmp_path / "a.assets").touch()
    arguments = ["build", str(source), "-f", "html", "-o", str(tmp_path), "--linked"]
    result = CliRunner().invoke(cli.reportkit, arguments)
    assert (result.exit_code, "a.assets is a file, not a folder" in result.stderr) == (3, True)
    assert not (tmp_path / "a.html").exists()


def test_only_the_page_is_named_where_its_files_are_beside_it(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("title: A made-up report\n")
    arguments = ["build", str(source), "-f", "html", "-o", str(tmp_path), "--linked"]
    for _ in range(2):
        result = CliRunner().invoke(cli.reportkit, arguments)
        assert result.stdout.splitlines() == [str(tmp_path / "a.html")]
    assert (tmp_path / "a.assets/styles/default/tokens.css").is_file()


def test_what_no_page_asks_for_any_more_goes_and_nothing_else(tmp_path: Path) -> None:
    """Not what was changed since it was written, nor what reportkit did not write."""
    source, assets = tmp_path / "a.yaml", tmp_path / "a.assets"
    source.write_text("title: A made-up report\n")
    built = reportkit.build(source, output=tmp_path, formats=["html"], theme="plain", linked=True)
    assert built.files == {"html": tmp_path / "a.html"}
    (assets / "styles/plain/screen.css").write_text("/* edited */")
    (assets / "own.css").touch()
    reportkit.build(source, output=tmp_path, formats=["html"], theme="ministry", linked=True)
    assert [path.name for path in (assets / "styles/plain").iterdir()] == ["screen.css"]
    assert (assets / "styles/ministry/theme.css").is_file()
    reportkit.build(source, output=tmp_path, formats=["html"], theme="plain")
    left = {path.relative_to(assets).as_posix() for path in assets.rglob("*") if path.is_file()}
    assert left == {"own.css", "styles/plain/screen.css"}


@pytest.mark.parametrize("path", ["../precious", "link/precious", "/precious"])
def test_no_list_leads_to_a_file_elsewhere(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "a.assets"
    folder.mkdir()
    (tmp_path / "precious").touch()
    (folder / "link").symlink_to(tmp_path)
    named = str(tmp_path / "precious") if path.startswith("/") else path
    (folder / shelved.LIST).write_bytes(shelved.listed({named: b""}))
    assert shelved.stale(folder, [folder / shelved.LIST]) == []


@pytest.mark.parametrize("text", ["", "[1]", '{"a": 1}', "{" * 10_000])
def test_a_list_that_is_none_names_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / shelved.LIST).write_text(text)
    assert shelved.stale(tmp_path, [tmp_path / shelved.LIST]) == []
