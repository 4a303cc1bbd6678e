"""The preview: built again when a file changes, the last good build beneath, the line of a word."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import heed_interrupts
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from reportkit import cli
from reportkit.cli.preview import NAMES
from reportkit.preview import places, watch
from reportkit.preview.edition import Briefing
from reportkit.preview.pictures import Pictures
from reportkit.preview.server import Preview
from reportkit.session import Session
from reportkit.wishes import Wishes

TEXT = """\
title: A made-up report
sections:
  - title: Rivers
    body: |
      The made-up gauges agree on *every* reading.
  - title: Wells
    body: Nine wells ran dry.
"""
EDITOR = "edit:{path}:{line}:{column}"


def wait_for(wanted: Callable[[], bool]) -> None:
    """Until it is so; fails after 30 seconds."""
    end = time.monotonic() + 30
    while not wanted():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("preview")
    (root / "reportkit.toml").touch()
    (root / "sources").mkdir()
    for name in ("a", "b"):
        (root / f"sources/{name}.yaml").write_text(TEXT)
    return root


@pytest.fixture(scope="module")
def briefings(root: Path) -> Iterator[list[Briefing]]:
    with Session(root, jobs=1, force=True) as session:
        sources = sorted((root / "sources").iterdir())
        yield [Briefing(path, root, session, Wishes()) for path in sources]


@pytest.fixture(scope="module")
def client(briefings: list[Briefing]) -> Iterator[TestClient]:
    application = Preview(briefings, EDITOR).application(["testserver"])
    with TestClient(application) as client:
        yield client


def test_a_briefing_is_built_when_somebody_looks_and_nothing_is_written(
    client: TestClient, root: Path
) -> None:
    assert [row["number"] for row in client.get("/list.json").json()] == [0, 0]
    state = client.get("/a/state.json").json()
    assert (state["number"], state["isGood"], len(state["pages"])) == (1, True, 4)
    assert "Nine wells ran dry" in client.get("/a/page.html").text
    assert client.get("/a/report.pdf").content.startswith(b"%PDF-")
    assert client.get("/a/pages/1.png").content.startswith(b"\x89PNG")
    assert not (root / "out").exists()


def test_what_does_not_exist_is_not_found(client: TestClient) -> None:
    client.get("/a/state.json")
    paths = ("/c/", "/c/state.json", "/b/page.html", "/a/pages/9.png", "/client/edition.py")
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)
    assert client.get("/a/place?page=1&x=nan&y=0").status_code == 400


def test_a_page_of_another_host_can_read_nothing(client: TestClient) -> None:
    answer = client.get("/a/page.html", headers={"Host": "example.org"})
    assert (answer.status_code, "wells" in answer.text) == (400, False)
    client.get("/a/state.json")
    for path in ("/a/", "/a/page.html", "/a/report.pdf", "/a/pages/1.png"):
        headers = client.get(path).headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_every_address_of_this_machine_answers_to_its_name(briefings: list[Briefing]) -> None:
    with TestClient(Preview(briefings, EDITOR).application(NAMES)) as client:
        for name in ("127.0.0.1:8700", "localhost:8700", "[::1]:8700"):
            assert client.get("/list.json", headers={"Host": name}).status_code == 200
        for name in ("localhost.example.org", "[::2]:8700", "testserver"):
            assert client.get("/list.json", headers={"Host": name}).status_code == 400


def test_a_change_builds_again_and_an_error_leaves_the_last_good_build(
    client: TestClient, root: Path
) -> None:
    source = root / "sources/a.yaml"
    first = client.get("/a/state.json").json()["number"]

    def state() -> dict[str, object]:
        found = client.get("/a/state.json").json()
        assert isinstance(found, dict)
        return found

    source.write_text(TEXT.replace("Nine", "Eight"))
    wait_for(lambda: "Eight wells ran dry" in client.get("/a/page.html").text)
    assert int(str(state()["number"])) > first
    source.write_text(TEXT.replace("title:", "titel:", 1))
    wait_for(lambda: not state()["isGood"])
    (finding, *_) = client.get("/a/state.json").json()["findings"]
    assert finding["place"]["url"] == f"edit:{source}:1:1"
    assert "Eight wells ran dry" in client.get("/a/page.html").text
    source.unlink()
    wait_for(lambda: "RK0101" in client.get("/a/state.json").text)
    source.write_text(TEXT)
    wait_for(lambda: bool(state()["isGood"]))
    assert "Nine wells ran dry" in client.get("/a/page.html").text


def test_what_the_system_will_not_watch_is_looked_at(
    briefings: list[Briefing], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unwatched(*_: object, **__: object) -> AsyncIterator[set[tuple[str, str]]]:
        raise OSError("OS file watch limit reached")
        yield set()

    async def first() -> list[Briefing]:
        return await anext(watch.changes(lambda: briefings[:1], lambda: False))

    briefings[0].build()
    monkeypatch.setattr("watchfiles.awatch", unwatched)
    monkeypatch.setattr(watch, "LOOK_AFTER", 10)
    briefings[0].source.write_text(TEXT.replace("Nine", "Ten"))
    assert asyncio.run(first()) == briefings[:1]
    briefings[0].source.write_text(TEXT)


def test_a_stylesheet_that_appears_counts(client: TestClient, root: Path) -> None:
    client.get("/a/state.json")
    (root / "styles").mkdir()
    (root / "styles/user.css").write_text(":root { --rk-color-accent: #123456; }")
    wait_for(lambda: "#123456" in client.get("/a/page.html").text)


def test_the_settings_of_the_project_count_as_they_are_edited(
    client: TestClient, root: Path
) -> None:
    file = root / "reportkit.toml"
    (width, _) = client.get("/a/state.json").json()["pages"][0]
    file.write_text('page_size = "letter"\n')
    wait_for(lambda: client.get("/a/state.json").json()["pages"][0][0] != width)
    file.write_text('theme = "plane"\n')
    wait_for(lambda: "no theme named plane" in client.get("/a/state.json").text)
    file.write_text("theme = \n")
    wait_for(lambda: "not TOML" in client.get("/a/state.json").text)
    state = client.get("/a/state.json").json()
    (finding,) = state["findings"]
    assert (state["isGood"], finding["place"]["url"]) == (False, f"edit:{file}:1:9")
    assert "Nine wells" in client.get("/a/page.html").text
    file.write_text('[severity]\nRK0213 = "off"\n')
    wait_for(lambda: bool(client.get("/a/state.json").json()["isGood"]))


def test_a_brand_that_appears_counts(client: TestClient, root: Path) -> None:
    client.get("/a/state.json")
    (root / "_brand.yml").write_text('color: {primary: "#654321"}\n')
    wait_for(lambda: "#654321" in client.get("/a/page.html").text)
    (root / "_brand.yml").unlink()
    wait_for(lambda: "#654321" not in client.get("/a/page.html").text)


def test_a_briefing_that_is_added_joins_the_index(briefings: list[Briefing], root: Path) -> None:
    new = [Briefing(root / "sources/a.yml", root, briefings[0]._session, Wishes())]
    application = Preview(briefings, EDITOR, lambda: [new.pop()] if new else []).application(
        ["testserver"]
    )
    with TestClient(application) as client:
        names = [row["name"] for row in client.get("/list.json").json()]
    assert names == ["a", "b", "a-2"]


def test_a_click_on_a_word_leads_to_its_line(client: TestClient, root: Path) -> None:
    client.get("/a/state.json")
    text = "The made-up gauges agree on every reading"
    place = client.get("/a/place", params={"text": text, "at": text.index("every")}).json()
    assert place["url"] == f"edit:{root}/sources/a.yaml:5:36"
    assert client.get("/a/place", params={"text": "nowhere at all", "at": 0}).json() is None
    assert client.get("/a/place?page=3&x=1&y=1").json() is None


def test_results_and_unfinished_files_do_not_count(briefings: list[Briefing], root: Path) -> None:
    briefing = briefings[0]
    others = ("out/a.pdf", ".reportkit/press/x", "sources/.a.yaml.swp", "sources/a.yaml~")
    assert not briefing.concerns([root / name for name in others])
    assert briefing.concerns([root / "sources/new.csv"])
    assert briefing.concerns([root / "reportkit.toml"])


def test_only_the_pictures_of_the_last_build_are_kept(briefings: list[Briefing]) -> None:
    briefing = briefings[1]
    before = briefing.build().pictures
    source = briefing.source
    source.write_text(TEXT.replace("Nine", "Seven"))
    after = briefing.build().pictures
    source.write_text(TEXT)
    assert before.text_at(1, 10, 10) is None
    with pytest.raises(LookupError):
        before.png(1, 1.0)
    assert after.png(1, 1.0).startswith(b"\x89PNG")


def test_the_text_at_a_point_of_a_page_is_that_of_the_pdf(
    client: TestClient, briefings: list[Briefing]
) -> None:
    client.get("/a/state.json")
    pictures = Pictures(briefings[0].edition.pdf)
    width, height = pictures.sizes[2]
    across = (pictures.text_at(3, width * 0.4, y) for y in range(int(height)))
    texts = [found[0][found[1] :] for found in across if found]
    assert any("gauges" in text for text in texts)
    assert pictures.text_at(9, 1, 1) is None


@pytest.mark.parametrize(
    ("text", "word", "line"),
    [
        ("Rivers", "Rivers", 3),
        ("gauges agree on every reading", "every", 5),
        ("made-up gau‐\r\nges agree", "ges", 5),
        ("Nine wells ran dry.", "dry", 7),
        ("every page of something else", "page", None),
    ],
)
def test_a_word_is_found_by_those_around_it(text: str, word: str, line: int | None) -> None:
    found = places.find(text, text.index(word), [(Path("a.yaml"), TEXT)])
    assert (found and found.line) == line


def test_a_word_that_stands_twice_is_not_guessed() -> None:
    files = [(Path("a.yaml"), "one two\n"), (Path("b.yaml"), "two three\n")]
    assert places.find("two", 0, files) is None
    assert places.find("two three", 0, files) == places.Place(Path("b.yaml"), 1, 1)


def test_a_port_that_is_taken_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.chdir(root)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(cli.reportkit, ["preview", "--port", port])
    assert (result.exit_code, "RK0908" in result.stderr, result.stdout) == (3, True, "")


def test_without_its_libraries_the_line_to_type_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr("reportkit.cli.preview.find_spec", lambda name: None)
    result = CliRunner().invoke(cli.reportkit, ["preview"])
    assert (result.exit_code, "pip install 'reportkit[preview]'" in result.stderr) == (3, True)


def test_only_known_names_stand_in_the_address_of_an_editor(root: Path) -> None:
    result = CliRunner().invoke(cli.reportkit, ["preview", "--editor", "x:{file}"])
    assert result.exit_code == 2


# In a browser, as a user sees it


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[tuple[str, Path, subprocess.Popen[str]]]:
    """The address of a preview in a process of its own, its source, and the process."""
    source = root / "browser/sources/report.yaml"
    source.parent.mkdir(parents=True)
    (root / "browser/reportkit.toml").touch()
    source.write_text(TEXT)
    more = "  - {title: More, body: Nine wells ran dry again.}\n" * 300
    source.with_name("long.yaml").write_text(TEXT + more)
    command = [sys.executable, "-m", "reportkit", "preview", "--editor", EDITOR]
    with subprocess.Popen(
        command,
        cwd=source.parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip(), source, process
        process.kill()


@pytest.fixture
def desk(browser: Browser, served: tuple[str, Path, subprocess.Popen[str]]) -> Iterator[Page]:
    served[1].write_text(TEXT)
    page = browser.new_page(viewport={"width": 1200, "height": 500})
    page.goto(f"{served[0]}report/")
    page.wait_for_selector("body[data-page]")
    yield page
    page.close()


def test_an_edit_is_shown_where_the_reader_was(
    desk: Page, served: tuple[str, Path, subprocess.Popen[str]]
) -> None:
    where = "document.querySelector('iframe').contentWindow.scrollY"
    desk.evaluate("document.querySelector('iframe').contentWindow.scrollTo(0, 700)")
    desk.evaluate("document.querySelector('.sheets').scrollTop = 900")
    before = desk.evaluate(where)
    assert before > 100
    served[1].write_text(TEXT.replace("Nine", "Eight"))
    frame = desk.frame_locator("iframe:not(.coming)")
    frame.get_by_text("Eight wells ran dry").wait_for()
    assert abs(desk.evaluate(where) - before) < 2
    assert desk.evaluate("document.querySelector('.sheets').scrollTop") == 900


def test_a_finding_lies_over_the_last_good_build_until_it_is_mended(
    desk: Page, served: tuple[str, Path, subprocess.Popen[str]]
) -> None:
    served[1].write_text(TEXT.replace("body:", "boddy:", 1))
    desk.wait_for_selector("#findings article")
    assert "unknown key `boddy`" in desk.inner_text("#findings")
    assert desk.get_attribute("#findings a", "href") == f"edit:{served[1]}:4:5"
    assert desk.frame_locator("iframe:not(.coming)").get_by_text("Nine wells").count()
    served[1].write_text(TEXT)
    desk.wait_for_selector("#findings", state="hidden")


def test_a_click_on_a_printed_page_names_the_line(
    desk: Page, served: tuple[str, Path, subprocess.Popen[str]]
) -> None:
    width, height = desk.request.get(f"{served[0]}report/state.json").json()["pages"][2]
    x = width * 0.42
    place = f"{served[0]}report/place?page=3&x={x}&y="

    def line(y: int) -> int | None:
        return (desk.request.get(f"{place}{y}").json() or {}).get("line")

    y = next(y for y in range(0, int(height), 4) if line(y) == 5)
    sheet = desk.locator(".sheets img").nth(2)
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    scale = box["width"] / width
    sheet.click(position={"x": x * scale, "y": y * scale})
    desk.wait_for_selector(".place a")
    assert (desk.get_attribute(".place a", "href") or "").startswith(f"edit:{served[1]}:5:")


def test_ctrl_c_ends_it_in_one_word_while_a_browser_waits_for_a_build(
    desk: Page, served: tuple[str, Path, subprocess.Popen[str]]
) -> None:
    desk.goto(f"{served[0]}long/")
    desk.get_by_text("building …").wait_for()
    served[2].send_signal(signal.SIGINT)
    assert served[2].wait(timeout=60) == 130
    assert served[2].stderr
    assert served[2].stderr.read().strip() == "interrupted"
