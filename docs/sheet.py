"""Draw a PDF's pages side by side: `python docs/sheet.py out/us-russia-thaw.pdf docs/example.png`.

Made for the pictures of the README and the documentation; `make pictures` calls it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportkit.kit import picture

if __name__ == "__main__":
    pdf, drawn = map(Path, sys.argv[1:])
    drawn.write_bytes(picture.png(picture.sheet(pdf.read_bytes())))
