"""Everything that leans on the inside of WeasyPrint, and on no other version of it than one.

The public interface of WeasyPrint lays out and writes whole documents. The press needs less and
more: one part at a time, references that can be moved, page numbers that come late. So this
package replaces some of WeasyPrint's private functions while a part is compiled
(`patches.installed`), and puts them back. When WeasyPrint changes, this is the package to read
again; until then `VERSION` keeps other versions out.
"""

VERSION = "70.0"
"""The one version of WeasyPrint whose private names the modules of this package know."""


class WrongEngineError(RuntimeError):
    """WeasyPrint is another version than `VERSION`."""


def check_version() -> None:
    """Raise `WrongEngineError` unless WeasyPrint is the version that this package knows."""
    from importlib.metadata import version

    found = version("weasyprint")
    if found != VERSION:
        raise WrongEngineError(f"WeasyPrint {found} is installed; the press knows {VERSION}")
