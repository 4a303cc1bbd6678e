"""Where templates and styles lie: the project's first, then the defaults that reportkit carries.

The defaults are the top-level `templates/` and `styles/` of this repository; a wheel carries them
in `reportkit/defaults/`. A folder is searched by its name below both roots, the first file found
wins, so that a project may replace one file of a default theme and keep the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportkit.workspace import is_file, is_folder

THEME_FILE = "theme.toml"


def defaults_root() -> Path:
    """The folder that holds the default `styles/` and `templates/`."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "defaults"
    return carried if carried.is_dir() else package.parent


def roots(project: Path) -> tuple[Path, ...]:
    """The project, then the defaults; one folder if the project is where the defaults lie."""
    defaults = defaults_root()
    return (defaults,) if _same(project, defaults) else (project, defaults)


def folders(project: Path, *parts: str) -> tuple[Path, ...]:
    """Those folders of the name `parts` below the roots that exist, in the order of search."""
    candidates = (root.joinpath(*parts) for root in roots(project))
    return tuple(filter(is_folder, candidates))


def find(project: Path, *parts: str) -> Path | None:
    """The file that wins for the name `parts`, such as `("styles", "user.css")`."""
    candidates = (root.joinpath(*parts) for root in roots(project))
    return next(filter(is_file, candidates), None)


def themes(project: Path) -> tuple[str, ...]:
    """The names of all themes that a briefing of `project` can ask for, sorted."""
    return tuple(sorted(set(_theme_names(project))))


def _theme_names(project: Path) -> Iterator[str]:
    for styles in folders(project, "styles"):
        for path in filter(is_file, styles.glob(f"*/{THEME_FILE}")):
            yield path.parent.name


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
