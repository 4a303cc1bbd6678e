"""How pages look: small pictures of them, side by side, and which of them look otherwise.

What is compared is what a person sees at arm's length: where lines and blocks stand, how dark they
are, and in which colour. A page that is half a point off looks the same; one with a line more, a
rule less or another accent does not.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

WIDTH = 96
"""How wide a page is drawn, in pixels."""
COLUMNS = 7
COLOURS = 96
SHADE = 12
"""How much of 255 a point may differ in any colour once its neighbours are blended into it."""
SHARE = 0.003
"""How much of a page may differ by more than that."""
GROUND = (200, 0, 160)
"""Where no page is."""


def keep(pdf: bytes, path: Path) -> None:
    """Write how the pages of `pdf` look."""
    few = _sheet(_pages(pdf)).quantize(
        COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
    )
    few.save(path, optimize=True)


def changed(pdf: bytes, path: Path) -> list[str]:
    """The pages of `pdf` that do not look as they do on the sheet at `path`, as words."""
    pages = _pages(pdf)
    made = _sheet(pages)
    with Image.open(path) as kept:
        before = kept.convert("RGB")
    if before.size != made.size:
        return [f"{len(pages)} pages are not as many as there were, or of another size"]
    height = _height(pages)
    found = []
    for row, column in product(range(made.height // height), range(COLUMNS)):
        box = (column * WIDTH, row * height, (column + 1) * WIDTH, (row + 1) * height)
        share = _difference(made.crop(box), before.crop(box))
        if share > SHARE:
            found.append(f"page {row * COLUMNS + column + 1}: {share:.1%} of it")
    return found


def _pages(pdf: bytes) -> list[Image.Image]:
    return [_small(page) for page in pypdfium2.PdfDocument(pdf)]


def _small(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    drawn = page.render(scale=3 * WIDTH / width).to_pil().convert("RGB")
    return drawn.resize((WIDTH, round(WIDTH * height / width)), Image.Resampling.LANCZOS)


def _sheet(pages: list[Image.Image]) -> Image.Image:
    """All pages on one picture, row by row."""
    rows, height = -(-len(pages) // COLUMNS), _height(pages)
    made = Image.new("RGB", (COLUMNS * WIDTH, rows * height), GROUND)
    for page, (row, column) in zip(pages, product(range(rows), range(COLUMNS)), strict=False):
        made.paste(page, (column * WIDTH, row * height))
    return made


def _height(pages: list[Image.Image]) -> int:
    return max(page.height for page in pages)


def _difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ by more than a shade."""
    soft = [image.filter(ImageFilter.BoxBlur(1)) for image in (one, other)]
    red, green, blue = ImageChops.difference(*soft).split()
    shades = ImageChops.lighter(red, ImageChops.lighter(green, blue)).histogram()
    return sum(shades[SHADE:]) / sum(shades)
