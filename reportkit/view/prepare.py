"""What must be known before any prose is made: the context, with all that can be referred to.

In goes a briefing, out come its `Context` and its `Plan`: ids taken, numbers given, notes and
sources known.
"""

from __future__ import annotations

from reportkit.diagnostics import Diagnostics
from reportkit.model.briefing import Briefing, Section
from reportkit.model.node import Captioned
from reportkit.source import Source
from reportkit.view.anchors import Anchors
from reportkit.view.apparatus import Apparatus
from reportkit.view.citations import Citations
from reportkit.view.context import Context
from reportkit.view.language import Language
from reportkit.view.layout import Layout
from reportkit.view.notes import Notes
from reportkit.view.numbering import number_blocks
from reportkit.view.paragraphs import Paragraphs
from reportkit.view.plan import Plan, plan, sections
from reportkit.view.prose import Prose
from reportkit.view.references import References, Target


def prepare(
    briefing: Briefing,
    source: Source,
    language: Language,
    diagnostics: Diagnostics,
    layout: Layout,
) -> tuple[Context, Plan]:
    """The context of `briefing`, and where everything will stand."""
    named = (n for _, n in briefing.nodes if isinstance(n, Section | Captioned))
    anchors = Anchors({node.id for node in named if node.id})
    planned = plan(briefing, language, anchors, layout.numbering)
    folders = {origin.lines.file: origin.url for origin in source.origins.values()}
    prose = Prose(diagnostics, folders=folders, direction=language.direction)
    apparatus = Apparatus(
        source=source,
        prose=prose,
        diagnostics=diagnostics,
        references=References(language, diagnostics),
        citations=Citations(briefing.sources, anchors, diagnostics),
        notes=Notes(anchors),
        places=planned.places,
        is_flowing=layout.is_flowing,
    )
    context = Context(source, language, diagnostics, anchors, prose, apparatus, planned.by_id)
    context.layout = layout
    if layout.numbering == "paragraphs":
        context.paragraphs = Paragraphs(planned.places)
    context.numbered = number_blocks(briefing, planned.appendices, anchors)
    _add_targets(apparatus.references, briefing, planned, context)
    _add_notes(apparatus.notes, briefing)
    return context, planned


def _add_targets(
    references: References, briefing: Briefing, planned: Plan, context: Context
) -> None:
    for path, section in sections(briefing):
        place = planned.places[path]
        is_appendix = path[0] == "appendices" and len(path) == 2
        if section.id:
            target = Target(place.anchor, place.number, "" if place.number else place.title)
            references.add("app" if is_appendix else "sec", section.id, target)
    for path, place in planned.places.items():
        # The parts that reportkit makes itself are known by their own names.
        if len(path) == 1:
            kind = "app" if place.number else "sec"
            references.add(kind, place.anchor, Target(place.anchor, place.number, place.title))
    for numbered in context.numbered.values():
        if numbered.id:
            kind = "fig" if numbered.series == "figure" else "tab"
            references.add(kind, numbered.id, Target(numbered.anchor, numbered.number))


def _add_notes(notes: Notes, briefing: Briefing) -> None:
    notes.definitions[()] = briefing.notes
    for path, section in sections(briefing):
        notes.definitions[path] = section.notes
