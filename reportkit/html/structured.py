"""What a page says of its report to search engines: schema.org's `Report`, as JSON-LD.

In goes the view, out comes a `script` element that no browser runs: its type makes it data. It is
apart from the templates because JSON in HTML has rules of escaping of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from reportkit.view.report import Html, ReportView

_ESCAPES = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})
"""What could end the element, or begin a comment or a reference in it."""


def structured_data(view: ReportView) -> Html:
    """The element, of which nothing is left that the briefing does not say."""
    facts = {key: value for key, value in _facts(view).items() if value}
    text = json.dumps(facts, ensure_ascii=False, indent=1).translate(_ESCAPES)
    return Html(f'<script type="application/ld+json">\n{text}\n</script>')


def _facts(view: ReportView) -> Mapping[str, object]:
    about, cover = view.metadata, view.cover
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": cover.title,
        "alternativeHeadline": cover.subtitle,
        "description": about.description,
        "inLanguage": view.language,
        # Only as exact as the briefing, where it is a day, a month or a year at all.
        "datePublished": cover.date.datetime if cover.date else "",
        # Untyped: a person, a desk and a house are written alike.
        "author": [{"name": name} for name in about.authors],
        "publisher": about.organisation and {"@type": "Organization", "name": about.organisation},
        "isPartOf": about.series and {"@type": "CreativeWorkSeries", "name": about.series},
        "reportNumber": about.number,
        "license": about.licence,
        "creativeWorkStatus": "Draft" if view.draft else "",
    }
