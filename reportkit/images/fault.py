"""Why an image cannot be used."""

from __future__ import annotations


class UnfitError(ValueError):
    """The message is the reason, to stand after the name and a colon."""

    def __init__(self, reason: str, *hints: str) -> None:
        super().__init__(reason)
        self.hints = hints
