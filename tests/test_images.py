"""Images made fit for print and page."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from conftest import Cli, Project
from PIL import Image, ImageCms

import reportkit
from reportkit.diagnostics import Diagnostics
from reportkit.images import prepare
from reportkit.workspace import Workspace

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
BOX = 'viewBox="0 0 9 6"'


def halves(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, "red")
    image.paste((0, 0, 255), (0, size[1] // 2, *size))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


class Prepared:
    def __init__(self, tmp_path: Path, name: str, data: bytes) -> None:
        self.diagnostics = Diagnostics()
        folder = tmp_path / "sources"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        mounts = {"sources": (folder,)}
        workspace = Workspace(tmp_path)
        url = f"sources/{name}"
        found = prepare({url: None}, mounts, tmp_path / "cache", workspace, self.diagnostics)
        first = next(f / name for f in found["sources"] if (f / name).is_file())
        self.is_mended = first != folder / name
        self.data = first.read_bytes()
        self.said = [f"{d.code} {d.message}" for d in self.diagnostics]
        self.hints = [hint for d in self.diagnostics for hint in d.hints]

    @property
    def image(self) -> Image.Image:
        return Image.open(BytesIO(self.data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_image_that_is_fit_is_used_to_the_byte(kind: str, tmp_path: Path) -> None:
    made = Prepared(tmp_path, f"a.{kind.lower()}", saved(halves(), kind))
    assert (made.is_mended, made.said) == (False, [])


def test_a_photograph_is_turned_as_its_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A made-up camera"
    made = Prepared(tmp_path, "a.jpg", saved(halves(), "JPEG", exif=exif, quality=95))
    assert made.image.size == (20, 40)
    red, _, blue = made.image.convert("RGB").getpixel((17, 20))  # type: ignore[misc]
    assert red > 200 > 60 > blue
    assert not made.image.getexif()


def test_a_photograph_does_not_tell_where_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    plain = saved(halves(), "JPEG")
    made = Prepared(tmp_path, "a.jpg", saved(halves(), "JPEG", exif=exif, comment=b"At home"))
    assert (made.data, made.said) == (plain, [])


def test_colours_of_a_press_are_converted_and_named(tmp_path: Path) -> None:
    made = Prepared(tmp_path, "a.jpg", saved(halves("CMYK"), "JPEG", quality=95))
    assert made.image.mode == "RGB"
    red, green, blue = made.image.getpixel((20, 5))  # type: ignore[misc]
    assert red > 200 > 60 > max(green, blue)
    assert made.said == [
        "RK0510 the image a.jpg has the colours of a printing press, which are converted for "
        "screens"
    ]


def test_a_profile_that_is_not_srgb_is_followed(tmp_path: Path) -> None:
    """A made-up profile takes red for blue."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "made".encode("utf-16-be"))
    made = Prepared(tmp_path, "a.png", saved(halves(), "PNG", icc_profile=swapped))
    assert made.image.getpixel((20, 5)) == pytest.approx((0, 0, 255), abs=3)
    assert made.said == []
    assert not Prepared(tmp_path, "b.png", saved(halves(), "PNG", icc_profile=srgb)).is_mended


def test_a_deep_grey_png_becomes_one_of_8_bits(tmp_path: Path) -> None:
    """The engine copies the bytes of a PNG into the PDF and says that they are 8 bits deep."""
    deep = Image.new("I;16", (20, 10), 65535 // 2)
    made = Prepared(tmp_path, "a.png", saved(deep, "PNG"))
    assert (made.image.mode, made.image.getpixel((3, 3))) == ("L", 127)


def test_a_png_of_one_bit_becomes_one_of_8_bits(tmp_path: Path) -> None:
    made = Prepared(tmp_path, "a.png", saved(Image.new("1", (20, 10), 1), "PNG"))
    assert (made.image.mode, made.image.getpixel((3, 3))) == ("L", 255)


def test_the_same_images_are_kept_under_the_same_name(tmp_path: Path) -> None:
    data = saved(Image.new("1", (20, 10), 1), "PNG")
    first, second = (Prepared(tmp_path, "a.png", data) for _ in range(2))
    assert first.data == second.data
    assert len(list((tmp_path / "cache" / "images").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"no image", "RK0502 the image a.png cannot be used: it is damaged, or no image"),
        ("a.png", b"", "RK0502 the image a.png cannot be used: it is damaged, or no image"),
        ("a.jpg", saved(halves(size=(400, 400)), "JPEG")[:900], "it is damaged"),
        ("a.png", saved(halves(), "GIF"), "it is a GIF image"),
        ("a.tif", saved(halves(), "TIFF"), "files of type .tif are not used in reports"),
        ("a.pdf", b"%PDF-1.7", "files of type .pdf are not used in reports"),
        ("a", b"x", "files of type none are not used in reports"),
        ("a.png", saved(Image.new("1", (20_000, 6_000)), "PNG"), "it has 20 000 by 6 000 pixels"),
    ],
)
def test_an_image_that_cannot_be_used_is_named(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    made = Prepared(tmp_path, name, data)
    assert len(made.said) == 1
    assert made.said[0].replace("\u00a0", " ").endswith(said)
    assert made.hints


def test_a_drawing_under_the_name_of_an_image_is_told(tmp_path: Path) -> None:
    made = Prepared(tmp_path, "a.png", SVG.format(BOX, "").encode())
    assert made.hints == ["it is an SVG drawing; name it .svg"]


def test_a_picture_that_moves_is_told(tmp_path: Path) -> None:
    frames = [halves(), halves().rotate(180)]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert Prepared(tmp_path, "a.webp", data).said == [
        "RK0510 the image a.webp moves; its first picture is printed"
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<title>A</title><rect width='3' height='3' style='fill: url(#a)'/>",
        "<style>rect { fill: url('#a') }</style><a href='https://x.example'><text>x</text></a>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<g id='a'><path d='M0 0'/></g><use href='#a'/><use href='#a'/>",
    ],
)
def test_a_drawing_that_only_draws_is_used_to_the_byte(inside: str, tmp_path: Path) -> None:
    made = Prepared(tmp_path, "a.svg", SVG.format(BOX, inside).encode())
    assert (made.is_mended, made.said) == (False, [])


BOMB = "<g id='a0'><path d='M0 0'/></g>" + "".join(
    f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * 10 + "</g>" for n in range(8)
)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>x</script>", "it holds an element that could act: script, in line 1"),
        ("<s:script xmlns:s='http://www.w3.org/2000/svg'/>", "could act: script, in line 1"),
        ("\n<foreignObject/>", "could act: foreignObject, in line 2"),
        ("<rect onclick='x'/>", "it could act: onclick, in line 1"),
        ("<image href='https://x.example/a.png'/>", "another file: https://x.example/a.png"),
        ("<image href='other.png'/>", "refers to another file: other.png"),
        ("<use href='other.svg#a'/>", "refers to another file: other.svg#a"),
        ("<image href='data:image/svg+xml,&lt;svg/>'/>", "refers to another file: data:"),
        ("<a href='javascript:x'/>", "refers to another file: javascript:x"),
        ("<rect style='fill: url(http://x.example/a)'/>", "another file: http://x.example/a"),
        ("<rect fill='url(http://x.example/a)'/>", "another file: http://x.example/a"),
        ("<style>@import 'a.css';</style>", "asks for a stylesheet"),
        ("<style><![CDATA[ a { b: url( 'x.png' ) } ]]></style>", "another file: x.png"),
        ("<rect>", "mismatched tag in line 1"),
        ("&lol;", "undefined entity in line 1"),
        ("<g>" * 120 + "</g>" * 120, "nests over 100 deep"),
        (BOMB + "<use href='#a8'/>", "it draws over 100000 shapes"),
        ("<g id='a'><use href='#a'/></g>", "it draws itself in itself"),
    ],
)
def test_a_drawing_that_could_do_more_than_draw_is_refused(
    inside: str, reason: str, tmp_path: Path
) -> None:
    made = Prepared(tmp_path, "a.svg", SVG.format(BOX, inside).encode())
    assert len(made.said) == 1
    assert reason in made.said[0]
    assert made.hints


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(BOX, "&a;"),
            "it declares entities, in line 1",
        ),
        ('<?xml-stylesheet href="a.css"?>' + SVG.format(BOX, ""), "it asks for a stylesheet"),
        ("<svg viewBox='0 0 1 1'/>", "it is no SVG drawing"),
        ("<html/>", "it is no SVG drawing"),
        ("", "no element found in line 1"),
        (SVG.format("", ""), "it has no size"),
        (SVG.format("width='100%' height='100%'", ""), "it has no size"),
        (SVG.format("viewBox='0 0 -1 5'", ""), "its viewBox has no size"),
    ],
)
def test_a_drawing_at_fault_is_named(data: str, reason: str, tmp_path: Path) -> None:
    made = Prepared(tmp_path, "a.svg", data.encode())
    assert len(made.said) == 1
    assert reason in made.said[0]


def test_a_drawing_with_a_size_alone_is_given_a_view_box(tmp_path: Path) -> None:
    data = '<?xml version="1.0"?>\n' + SVG.format('width="2in" height="48"', "<g/>")
    made = Prepared(tmp_path, "a.svg", data.encode())
    assert made.data.decode() == data.replace("<svg", '<svg viewBox="0 0 192 48"')
    assert made.said == []


def test_an_image_that_is_not_there_is_named_with_what_it_may_be(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a map.png").write_bytes(saved(halves(), "PNG"))
    urls = ["sources/images/a%20mapp.png", "sources/images", "sources/../a.png"]
    prepare(
        dict.fromkeys(urls), {"sources": (tmp_path,)}, tmp_path, Workspace(tmp_path), diagnostics
    )
    assert [(d.code, d.message, *d.hints) for d in diagnostics] == [
        (
            "RK0501",
            "the image images/a mapp.png cannot be found",
            "did you mean `images/a map.png`?",
        ),
        ("RK0502", "the image images cannot be used: it is a folder"),
        (
            "RK0505",
            "the image ../a.png cannot be used: it is outside the project, or hidden",
            "copy it beside the source, and give its path from there",
        ),
    ]


def test_a_page_has_no_photograph_wider_than_a_screen_shows(project: Project) -> None:
    noise = Image.effect_noise((2400, 600), 90)
    kinds = {"jpeg": "RGB", "png": "RGBA", "webp": "L"}
    files = {f"sources/a.{kind}": saved(noise.convert(kinds[kind]), kind) for kind in kinds}
    body = ", ".join(f"figure: {{image: a.{kind}, alt: Noise}}" for kind in kinds)
    briefing = f"{{title: A, sections: [{{title: B, body: [{body}]}}]}}"
    built = reportkit.build(project({"sources/a.yaml": briefing, **files}) / "sources/a.yaml")
    page = built.files["html"].read_text()
    encoded = re.findall(r'src="data:image/\w+;base64,([^"]+)"', page)
    shown = [Image.open(BytesIO(base64.b64decode(data))).size for data in encoded]
    assert shown == [(2000, 500)] * 3
    sheets = pypdf.PdfReader(built.files["pdf"]).pages
    printed = [found.image.size for sheet in sheets for found in sheet.images if found.image]
    assert set(printed) == {(2400, 600)}


def test_print_and_page_show_the_image_that_was_turned(project: Project, cli: Cli) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    briefing = """
        title: A
        sections:
          - title: B
            body:
              - figure: {image: "images/a map.jpg", alt: A field of two colours, width: 20%}
        """
    photograph = saved(halves(size=(400, 200)), "JPEG", exif=exif)
    root = project({"sources/a.yaml": briefing, "sources/images/a map.jpg": photograph})
    run = cli("build", root / "sources" / "a.yaml", "-o", root / "out", cwd=root)
    assert (run.returncode, run.stderr) == (0, "")
    page = (root / "out" / "a.html").read_text()
    encoded = re.search(r'src="data:image/jpeg;base64,([^"]+)"', page)
    assert encoded
    assert Image.open(BytesIO(base64.b64decode(encoded[1]))).size == (200, 400)
    (printed,) = pypdf.PdfReader(root / "out" / "a.pdf").pages[1].images
    assert printed.image
    assert printed.image.size == (200, 400)
