"""The report without pages or styles: as Markdown, and as text for mail.

In goes the view that templates print, out come texts. `outline.py` and `blocks.py` walk the view,
`markup.py` reads the markup in it, and all of them make the few kinds of things in `tree.py`, so
that a block has one plain form and each writer knows a dozen things.
"""
