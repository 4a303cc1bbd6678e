"""Terms and what they mean. Template `blocks/definitions.html`."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.frozen import frozen
from reportkit.model.blocks import definitions as model
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Html, Reference


@frozen
class Definition:
    """A term and what it means."""

    term: str
    meaning: Html
    """Inline markup."""
    anchor: str


@frozen
class Definitions:
    """Terms and what they mean; the glossary is one too. Template `blocks/definitions.html`."""

    definitions: tuple[Definition, ...]
    kind: str = "definitions"


def build(
    block: model.DefinitionsBlock, path: Path, here: Reference, context: Context
) -> Definitions:
    return make_definitions(block.definitions, (*path, "definitions"), context)


def make_definitions(
    definitions: Iterable[model.Definition], path: Path, context: Context
) -> Definitions:
    """The definitions of the list at `path`, in its order."""
    with context.prose.without_terms():
        return Definitions(tuple(_made(d, (*path, i), context) for i, d in enumerate(definitions)))


def _made(definition: model.Definition, path: Path, context: Context) -> Definition:
    meaning = context.inline(definition.meaning, (*path, "meaning"))
    return Definition(definition.term, meaning, context.terms[path])
