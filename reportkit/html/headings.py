"""Headings that are links to themselves, so that a reader of the page can pass on a place in it.

In goes a part as the press gets it, out comes the same part for browsers. It is done here and not
in the templates, since in print such a link would only lead to where the reader is.
"""

from __future__ import annotations

import re

LINK = "heading-link"
"""Class of such a link."""
_HEADING = re.compile(r"(<h([2-6])\b([^>]*)>)(.*?)(</h\2>)", re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_HOLDER = re.compile(r'<(?:section|nav)\b[^>]*?\sid="([^"]*)"')


def linked(part: str) -> str:
    """`part` with the words of each heading that has an address as a link to it.

    The address is the heading's own, or for a heading of the first level that of what it heads. A
    heading that holds links, such as the call of a note, stays as it is: links do not nest.
    """

    def link(match: re.Match[str]) -> str:
        opening, level, attributes, words, closing = match.groups()
        own = _ID.search(attributes)
        around = _HOLDER.findall(part, 0, match.start()) if level == "2" else []
        anchor = own[1] if own else around[-1] if around else ""
        if not anchor or "<a " in words:
            return match[0]
        return f'{opening}<a class="{LINK}" href="#{anchor}">{words}</a>{closing}'

    return _HEADING.sub(link, part)
