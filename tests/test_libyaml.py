"""Long sources are read by libyaml, and nobody can tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics
from reportkit.source import libyaml, load
from reportkit.source.events import Event, Events
from reportkit.source.mistakes import NotYaml
from reportkit.source.text import Lines, decode

SOURCES = sorted(Path(__file__).parent.glob("*/*/briefing.yaml"))

words = st.sampled_from(
    [
        *("x", "a b", "k: v", "k:", "- x", "-", "# c", "é日本", "'q'", '"q"', '"a\\u00e9\\n b"'),
        *("it's", ":", "a:b", "http://x.y/z", "[a, b: c]", "{a: b, c}", "[", "]", "{", "}", ","),
        *("? q", "?", "|", ">", ">-", "@", "*a", "&c", "%", "`k`", "!", "!x", "~", "1.0", "\\n"),
        *("...", "---", "<<", "=", "\t"),
    ]
)
heads = st.sampled_from(["", "", "k0: ", "k1: ", '"k2": ', "- ", "- k3: ", "|\n", ">-\n", "|+2\n"])
lines = st.builds(
    lambda indent, head, rest, end: " " * indent + head + " ".join(rest) + end,
    st.integers(0, 5),
    heads,
    st.lists(words, max_size=3),
    st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", "\n  \n"]),
)
texts = st.lists(lines, min_size=1, max_size=6).map("".join)


def read(text: str) -> list[Event] | None:
    """All events of `text`; None if it is no YAML."""
    events, found = Events(Lines(text, "file.yaml"), text), []
    try:
        while not found or found[-1].kind != "end of file":
            found.append(events.next())
    except NotYaml:
        return None
    return found


def read_by_both(text: str) -> tuple[list[Event] | None, list[Event] | None]:
    """The events of `text` where libyaml may read it, and where it may not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libyaml, "WORTHWHILE", 0)
        quick = read(text)
        patch.setattr(libyaml, "WORTHWHILE", len(text) + 1)
        return quick, read(text)


@given(texts)
@example("k:\t\n")
@example("k: \n")
@example("- >\n \n  \n")
@example('k: ["a":b]\n')
@example("k: |#c\n  x\n")
@example("*a: b\n")
@example("!x &a b: c\n")
@example("k: v\n...\n...\n")
@example("|-\n#x\n")
def test_libyaml_gives_the_events_that_ruamel_yaml_gives(text: str) -> None:
    quick, slow = read_by_both(text)
    assert quick == slow


@pytest.mark.soak
@given(texts)
def test_libyaml_gives_the_events_that_ruamel_yaml_gives_at_length(text: str) -> None:
    quick, slow = read_by_both(text)
    assert quick == slow


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_every_case_has_the_same_events_by_libyaml(path: Path) -> None:
    text = decode(path.read_bytes(), "file.yaml", Diagnostics())
    if text is None:
        pytest.skip("it holds what is no text")
    quick, slow = read_by_both(text)
    assert quick == slow


def test_most_cases_can_be_read_by_libyaml() -> None:
    cases = [path.read_text() for path in SOURCES if path.parent.parent.name == "cases"]
    assert sum(libyaml.events(text) is not None for text in cases) > 0.8 * len(cases)


def test_libyaml_takes_less_than_half_of_the_time() -> None:
    text = "".join(f"k{i}: some words that make up a text\n" for i in range(4000))
    libyaml.events(text)
    start = process_time()
    assert libyaml.events(text) is not None
    quick = process_time() - start
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libyaml, "WORTHWHILE", len(text) + 1)
        start = process_time()
        read(text)
        assert quick < 0.5 * (process_time() - start)


def test_mistake_in_a_long_source_is_explained_as_in_a_short_one() -> None:
    long = "# a comment\n" * 3000
    found = []
    for before in ("", long):
        diagnostics = Diagnostics()
        assert load(f"{before}title: *x* y\n".encode(), "file.yaml", diagnostics) is None
        found.append([(item.code, item.message, item.hints) for item in diagnostics])
    assert found[0] == found[1] != []


def test_without_libyaml_a_long_source_is_read_all_the_same() -> None:
    program = (
        "import sys; sys.modules['yaml.cyaml'] = None\n"
        "from reportkit.diagnostics import Diagnostics\nfrom reportkit.source import load\n"
        "print(load(b'k: some words\\n' + b'# c\\n' * 10000, 'file', Diagnostics()).data)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout == "{'k': 'some words'}\n", run.stderr
