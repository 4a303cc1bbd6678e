"""Marks, addresses and licences: what they may be, beyond being text.

The labels and their spelling are those of the Traffic Light Protocol 2.0 of FIRST: capitals,
without blanks, never translated. Each check takes a text and gives it back, or raises `Fault`.
"""

from __future__ import annotations

import re

from reportkit.diagnostics import suggestion
from reportkit.model.checks import Fault, a_url

TLP = ("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR")
"""The labels of TLP 2.0, from the narrowest circle to the widest."""
LONGEST_MARKING = 60
"""Characters: what a head has room for beside the title."""
LICENCES = {
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-ND-4.0": ("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC-BY-NC-SA-4.0": ("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    "CC-BY-NC-ND-4.0": ("CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
}
"""Licences of texts by their SPDX identifiers: what is printed, and the address."""

_OLD = {"WHITE": "CLEAR", "AMBER STRICT": "AMBER+STRICT", "AMBER-STRICT": "AMBER+STRICT"}
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+")
_SPDX = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-[0-9]+(?:\.[0-9]+)*")


def is_tlp(text: str) -> bool:
    """Whether `text` is a TLP label, or meant to be one."""
    return re.match(r"tlp\b", text, re.IGNORECASE) is not None


def a_marking(text: str) -> str:
    """A free text, or a TLP label as it must be written."""
    if is_tlp(text) and text not in TLP:
        raise _no_label(text)
    if len(text) > LONGEST_MARKING:
        most = f"at most {LONGEST_MARKING} characters fit into the head of a page"
        raise Fault("RK0208", f"has {len(text)} characters; {most}", "shorten it")
    return text


def a_tlp_label(text: str) -> str:
    """The label for `amber`, `AMBER+STRICT` or `TLP:AMBER`, in full."""
    label = text.upper()
    label = label if label.startswith("TLP:") else f"TLP:{label}"
    if label not in TLP:
        raise _no_label(text)
    return label


def _no_label(text: str) -> Fault:
    rest = re.sub(r"(?i)^tlp[\s:_-]*", "", text).strip().upper()
    rest = _OLD.get(rest, re.sub(r"\s*\+\s*", "+", rest))
    hint = suggestion(f"TLP:{rest}", TLP) or "write the label with which the text may be shared"
    return Fault("RK0206", f"is `{text}`; TLP 2.0 has {', '.join(TLP)}", hint)


def is_email(text: str) -> bool:
    """Whether `text` is nothing but an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def an_email(text: str) -> str:
    if is_email(text):
        return text
    raise Fault(
        "RK0209",
        f"is `{text}`, which is not an e-mail address",
        "write one such as desk@example.org",
    )


def an_address(text: str) -> str:
    """An e-mail address or a URL."""
    return text if is_email(text) else a_url(text)


def a_licence(text: str) -> str:
    """A sentence, or an SPDX identifier that reportkit knows."""
    if text in LICENCES or not _SPDX.fullmatch(text):
        return text
    hint = suggestion(text, LICENCES) or "write any other licence as a sentence"
    known = ", ".join(LICENCES)
    raise Fault("RK0206", f"is `{text}`, no licence that reportkit knows: {known}", hint)
