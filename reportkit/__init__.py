"""reportkit: a compiler for print reports, from a YAML briefing to HTML and PDF."""

__version__ = "0.1.0"
