"""A text that somebody wrote elsewhere, made into a briefing without losing a word.

In go bytes, out comes YAML with a receipt, or nothing after a finding. `convert` is the recipe:
a reader makes an outline of neutral blocks; what a summariser says is set apart; run-in headings
are taken apart; the blocks are arranged as a briefing, which is written, read back and held against
the words of the text. `merge` brings a later import into a briefing that was edited meanwhile. No
clock, network or chance has a say.
"""

from __future__ import annotations
