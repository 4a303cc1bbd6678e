"""The fetcher serves a project's own files and nothing else."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from reportkit.mounts import FetchError, MissingError, RefusedError, UnusableError
from reportkit.press.fetch import Fetcher
from reportkit.workspace import Workspace

SECRET = b"p { content: 'secret' }"


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    """Two folders for `styles`, one for `sources`, and around them what must not be reached."""
    project, kit = tmp_path / "project", tmp_path / "kit"
    for folder in (project / "styles/parts", project / "sources/.hidden", kit / "styles"):
        folder.mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (project / "styles-secret").mkdir()
    for place in ("secret/s.css", "secret.css", "project/styles-secret/s.css", "project/s.css"):
        (tmp_path / place).write_bytes(SECRET)
    (project / "styles/own.css").write_bytes(b"own")
    (project / "styles/both.css").write_bytes(b"project")
    (project / "styles/parts/é b+c%41.css").write_bytes(b"odd name")
    (kit / "styles/both.css").write_bytes(b"kit")
    (kit / "styles/kit.css").write_bytes(b"kit")
    sources = project / "sources"
    (sources / "map.PNG").write_bytes(b"png")
    (sources / "briefing.yaml").write_bytes(SECRET)
    (sources / ".hidden.css").write_bytes(SECRET)
    (sources / ".hidden/s.css").write_bytes(SECRET)
    (sources / "back\\slash.css").write_bytes(SECRET)
    (sources / "folder.css").mkdir()
    (sources / "inside.css").symlink_to(project / "sources/../sources/map.PNG")
    (sources / "outside.css").symlink_to(tmp_path / "secret/s.css")
    (sources / "sibling.css").symlink_to(project / "s.css")
    (sources / "to-hidden.css").symlink_to(sources / ".hidden.css")
    (sources / "to-yaml.css").symlink_to(sources / "briefing.yaml")
    (sources / "out").symlink_to(tmp_path / "secret")
    (sources / "loop.css").symlink_to(sources / "loop.css")
    (sources / "random.css").symlink_to("/dev/urandom")
    os.mkfifo(sources / "pipe.css")
    mounts = {"styles": (project / "styles", kit / "styles"), "sources": (sources,)}
    return Fetcher(mounts, Workspace(project))


SERVED = {
    "file:///report/styles/own.css": b"own",
    "FILE:///report/styles/own.css": b"own",
    "file:/report/styles/own.css": b"own",
    "file:///report//styles//own.css": b"own",
    "file:///report/styles/own.css?v=1#part": b"own",
    "file:///report/styles/both.css": b"project",
    "file:///report/styles/kit.css": b"kit",
    "file:///report/styles/parts/%C3%A9%20b+c%2541.css": b"odd name",
    "file:///report/styles/parts/é b+c%2541.css": b"odd name",
    "file:///report/sources/map.PNG": b"png",
    "file:///report/sources/inside.css": b"png",
    "data:text/css,p%7B%7D": b"p{}",
    "data:text/css;base64,cHt9": b"p{}",
    "data:;charset=utf-8,%C3%A9": "é".encode(),
}


@pytest.mark.parametrize("url", SERVED)
def test_a_file_of_a_mount_is_served(fetcher: Fetcher, url: str) -> None:
    assert fetcher.fetch(url).data == SERVED[url]
    assert not fetcher.failures


REFUSED = [
    # Other schemes, other machines, other places.
    "http://127.0.0.1:9/a.css",
    "HTTPS://example.org/a.css",
    "ftp://127.0.0.1/a.css",
    "javascript:alert(1)",
    "about:blank",
    "jar:file:///report/styles/own.css",
    "unix:///report/styles/own.css",
    "local_file:///etc/passwd",
    "//example.org/own.css",
    "\\\\server\\share\\own.css",
    "styles/own.css",
    "",
    "file:own.css",
    "file://localhost/report/styles/own.css",
    "file://server/report/styles/own.css",
    "file:////server/report/styles/own.css",
    "file:///etc/passwd",
    "file:///proc/self/environ",
    "file:///dev/stdin",
    # No file below a mount.
    "file:///report",
    "file:///report/",
    "file:///report/styles",
    "file:///report/styles/",
    "file:///report/project/s.css",
    "file:///report/styles-secret/s.css",
    "file:///reports/styles/own.css",
    "file:///styles/own.css",
    "file:///report/STYLES/own.css",
    # Up and out, in each spelling.
    "file:///report/../etc/passwd",
    "file:///report/styles/../s.css",
    "file:///report/styles/./own.css",
    "file:///report/styles/parts/../../s.css",
    "file:///report/styles/%2e%2e/s.css",
    "file:///report/styles/.%2E/s.css",
    "file:///report/sources/..\\s.css",
    "file:///report/sources/..%5cs.css",
    "file:///report/sources/back%5Cslash.css",
    "file:///report/sources/..%00/s.css",
    "file:///report/styles/own.css%00.png",
    "file:///report/styles/own%0A.css",
    "file:///report/styles/%ff.css",
    "file://[/report/styles/own.css",
    # What a slash in a segment decodes to is a path like any other.
    "file:///report/styles/..%2f..%2fs.css",
    "file:///report/styles/own.css/..%2f..%2fs.css",
    "file:///report/%2e%2e%2fetc%2fpasswd",
    # Hidden files, and links that lead out or to them.
    "file:///report/sources/.hidden.css",
    "file:///report/sources/.hidden/s.css",
    "file:///report/sources/outside.css",
    "file:///report/sources/sibling.css",
    "file:///report/sources/to-hidden.css",
    "file:///report/sources/out/s.css",
    "file:///report/sources/random.css",
]


@pytest.mark.parametrize("url", REFUSED)
def test_what_lies_elsewhere_is_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(RefusedError):
        fetcher.fetch(url)
    assert list(fetcher.failures) == [url]
    assert not fetcher.workspace.reads


MISSING = [
    "file:///report/styles/none.css",
    "file:///report/styles/own.css/more.css",
    "file:///report/styles/%252e%252e/s.css",
    "file:///report/sources/loop.css",
    "file:///report/sources/" + "x" * 5000 + ".css",
]


@pytest.mark.parametrize("url", MISSING)
def test_a_file_that_is_not_there_is_missing(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(MissingError):
        fetcher.fetch(url)


UNUSABLE = {
    "file:///report/sources/briefing.yaml": "files of type .yaml are not used in reports",
    "file:///report/sources/to-yaml.css": "files of type .yaml are not used in reports",
    "file:///report/sources/folder.css": "it is a folder",
    "file:///report/sources/pipe.css": "it is not a file",
    "data:nocomma": "the data: URL has no comma",
    "data:;base64,x": "the data: URL is not base64",
}


@pytest.mark.parametrize("url", UNUSABLE)
def test_what_is_no_picture_style_or_font_is_not_opened(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(UnusableError, match=UNUSABLE[url]):
        fetcher.fetch(url)
    assert not fetcher.workspace.reads


def test_a_file_that_is_too_large_is_not_opened(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.workspace.MAX_BYTES", 2)
    with pytest.raises(UnusableError, match="larger"):
        fetcher.fetch("file:///report/styles/own.css")
    assert not fetcher.workspace.reads


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_cannot_be_read_says_why(fetcher: Fetcher) -> None:
    (fetcher.mounts["styles"][0] / "own.css").chmod(0)
    with pytest.raises(UnusableError, match="permission denied"):
        fetcher.fetch("file:///report/styles/own.css")


def test_a_type_is_known_by_the_files_name(fetcher: Fetcher) -> None:
    assert fetcher.fetch("file:///report/sources/map.PNG").mime == "image/png"
    assert fetcher.fetch("file:///report/styles/own.css").mime == "text/css"


def test_what_is_read_is_recorded(fetcher: Fetcher) -> None:
    path = fetcher.fetch("file:///report/styles/own.css").path
    assert path == fetcher.mounts["styles"][0] / "own.css"
    assert fetcher.workspace.reads == {path: sha256(b"own").hexdigest()}


def test_stylesheets_are_kept_in_the_order_of_asking(fetcher: Fetcher) -> None:
    for name in ("own", "kit", "own"):
        fetcher.fetch(f"file:///report/styles/{name}.css")
    fetcher.fetch("file:///report/sources/map.PNG")
    assert [Path(url).stem for url in fetcher.stylesheets] == ["kit", "own"]


def test_a_url_is_shown_as_an_author_wrote_it(fetcher: Fetcher) -> None:
    assert fetcher.name("file:///report/sources/a%20b/c.png") == "a b/c.png"
    assert fetcher.name("https://example.org/x") == "https://example.org/x"
    assert len(fetcher.name("data:," + "x" * 1000)) == 80


def test_a_mount_whose_folder_is_not_there_is_empty(tmp_path: Path) -> None:
    fetcher = Fetcher({"styles": (tmp_path / "none",)}, Workspace(tmp_path))
    with pytest.raises(FetchError, match="no such file"):
        fetcher.fetch("file:///report/styles/a.css")


def test_a_folder_that_cannot_be_entered_is_no_missing_file(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*arguments: object, **options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "resolve", closed)
    with pytest.raises(UnusableError, match="permission denied"):
        fetcher.fetch("file:///report/styles/own.css")
