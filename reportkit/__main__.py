"""`reportkit`, and `python -m reportkit`: the command line.

It is imported here, since that takes a while in which an interrupt must end like any other.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    try:
        from reportkit.cli import main as run
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        raise SystemExit(130) from None
    run()


if __name__ == "__main__":
    main()
