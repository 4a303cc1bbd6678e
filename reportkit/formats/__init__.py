"""The formats of a report: from what is printed to the files that readers open.

In go a briefing that is composed and, for formats with pages, its HTML and look; out come paths
and bytes, none of them written. It is apart from `build`, which says when each stage has its turn.
"""
