"""What a PDF carries and claims: files that it was made from, PDF/A-3a beside PDF/UA-1."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pdfs
import pytest
import verapdf
from test_cli import run

BRIEFING = """\
title: A title
date: 2025-03-02
summary: {include: parts/summary.yaml}
sections:
  - title: Trade
    body:
      - table: {csv: data/trade (old).csv, caption: Trade}
"""
SUMMARY = "text: Made-up words.\n"
DATA = "year,value\n2024,1\n2025,2\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose briefing includes a file and reads a table."""
    for name, text in {
        "reportkit.toml": "",
        "sources/a.yaml": BRIEFING,
        "sources/parts/summary.yaml": SUMMARY,
        "sources/data/trade (old).csv": DATA,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def build(root: Path, *options: str) -> Path:
    result = run("build", root / "sources/a.yaml", "-f", "pdf", *options)
    assert result.exit_code == 0, result.output
    return root / "out/a.pdf"


CARRIED = {"a.yaml": BRIEFING, "parts/summary.yaml": SUMMARY, "data/trade (old).csv": DATA}


@pytest.mark.parametrize("press", ["linked", "plain"])
def test_a_pdf_carries_the_briefing_what_it_includes_and_its_data(root: Path, press: str) -> None:
    reader = pdfs.reader(build(root, "--attach-sources", "--press", press).read_bytes())
    assert {n: d[0].decode() for n, d in reader.attachments.items()} == CARRIED


def test_a_file_says_what_it_is_to_the_report(root: Path) -> None:
    """Plain WeasyPrint says so in archival PDFs alone."""
    reader = pdfs.reader(build(root, "--attach-sources").read_bytes())
    files = [file.get_object() for file in reader.trailer["/Root"]["/AF"]]
    assert {file["/UF"]: file["/AFRelationship"] for file in files} == {
        "a.yaml": "/Source",
        "parts/summary.yaml": "/Source",
        "data/trade (old).csv": "/Data",
    }


def test_files_come_out_of_a_pdf_as_they_went_in(root: Path) -> None:
    pdf = build(root, "--attach-sources")
    listing = subprocess.run(
        ["pdfdetach", "-list", pdf], capture_output=True, text=True, check=True
    )
    assert listing.stdout.splitlines()[0] == "3 embedded files"
    for number, line in enumerate(listing.stdout.splitlines()[1:], 1):
        out = root / f"{number}.out"
        subprocess.run(["pdfdetach", "-save", str(number), "-o", out, pdf], check=True)
        assert out.read_text() == CARRIED[line.partition(": ")[2]]


def test_a_pdf_carries_nothing_unless_it_is_asked_to(root: Path) -> None:
    assert pdfs.reader(build(root).read_bytes()).attachments == {}


def test_an_archival_pdf_with_its_sources_passes_verapdf(root: Path, tmp_path: Path) -> None:
    sink = Path(__file__).parent / "cases/kitchen-sink/briefing.yaml"
    pdfs = []
    for source, press in ((root / "sources/a.yaml", "plain"), (sink, "linked")):
        options = ("--pdf-variant", "a-3a", "--attach-sources", "--press", press)
        result = run("build", source, "-f", "pdf", "-o", tmp_path / press, *options)
        assert result.exit_code == 0, result.output
        pdfs.append(tmp_path / press / f"{source.stem}.pdf")
    assert verapdf.failures(pdfs, archival=pdfs) == {pdf: [] for pdf in pdfs}


def test_a_project_says_what_its_pdfs_claim_and_carry(root: Path) -> None:
    project = root / "reportkit.toml"
    project.write_text('pdf_variant = "a-3a"\nattach_sources = true\n')
    archival = build(root).read_bytes()
    assert b"pdfaid" in pdfs.reader(archival).trailer["/Root"]["/Metadata"].get_data()
    assert len(pdfs.reader(archival).attachments) == 3
    usual = build(root, "--pdf-variant", "ua-1", "--no-attach-sources").read_bytes()
    project.write_text("")
    assert build(root, "--force").read_bytes() == usual
    assert b"pdfaid" not in pdfs.reader(usual).trailer["/Root"]["/Metadata"].get_data()


def test_data_that_changes_is_carried_as_it_is_now(root: Path) -> None:
    build(root, "--attach-sources")
    (root / "sources/a.yaml").write_text(BRIEFING + "# a remark\n")
    reader = pdfs.reader(build(root, "--attach-sources").read_bytes())
    assert reader.attachments["a.yaml"][0].decode().endswith("# a remark\n")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('pdf_variant = "a-3"', "there is no PDF variant 'a-3'"),
        ("attach_sources = 1", "`attach_sources` must be true or false"),
    ],
)
def test_a_setting_that_means_nothing_is_an_error(root: Path, setting: str, message: str) -> None:
    (root / "reportkit.toml").write_text(setting)
    result = run("build", root / "sources/a.yaml")
    assert result.exit_code == 1
    assert message in result.stderr
