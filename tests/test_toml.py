"""What is no TOML is told with its place and the mend."""

from __future__ import annotations

import pytest

from reportkit import toml

FAULTS = {
    "no quotation marks": ("theme = plain", "1:9", "quotation marks"),
    "a list without an end": ("theme = [\n\n", "1:10", "a list ends with ]"),
    "text without an end": ('theme = "plain\n', "1:15", "quotation mark"),
    "a colon": ("theme: plain", "1:6", 'name = "value"'),
    "a table without an end": ("[theme\na = 1", "1:7", "close the name of the table"),
    "twice": ("a = 1\na = 2", "2:6", "remove the second"),
    "two on a line": ('a = "b" c', "1:9", "one key and one value"),
    "nothing like it": ("= 3", "1:1", "each line is"),
}


@pytest.mark.parametrize(("text", "place", "mend"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_place_and_its_mend(text: str, place: str, mend: str) -> None:
    with pytest.raises(toml.TomlError) as raised:
        toml.parse(text.encode(), "reportkit.toml")
    span = raised.value.span
    assert (f"{span.line}:{span.column}", mend in raised.value.hint) == (place, True)
