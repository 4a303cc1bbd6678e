"""fontTools, imported when WeasyPrint needs it."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import sys
from io import BytesIO
from reportkit.press import engine

engine.import_module()
assert not [name for name in sys.modules if name.startswith("fontTools")]

from weasyprint.pdf import fonts as of_pdf
from weasyprint.text import fonts as of_text
try:
    of_pdf.TTFont(BytesIO(b"no font"))
except of_pdf.TTLibError:
    print("refused")
import fontTools.subset, fontTools.ttLib.woff2
assert of_pdf.subset is fontTools.subset
assert of_pdf.subset.Options().layout_features
assert of_text.woff2 is fontTools.ttLib.woff2
assert of_text.TTFont is fontTools.ttLib.TTFont
"""


def test_weasyprint_imports_font_tools_when_it_uses_them() -> None:
    """Then all its names are the real ones, so that what they raise is caught."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("refused\n", "")
