"""`python -m benchmarks.resident SOURCE [EDITS]`: edits in a process that goes on living.

Builds the PDF of SOURCE once, then after each of EDITS changes to the sentence `EDITED`. The last
line printed is the least CPU and wall time of a build after an edit, in seconds; the line before
it, how many MB the process grew after a tenth of the edits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.reports import EDITED
from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.session import Session
from reportkit.workspace import Workspace


def main(source: Path, edits: int) -> None:
    """Build `source` once and then `edits` times."""
    root = source.parents[1]
    text = source.read_text()
    cpus, walls, sizes = [], [], []
    with Session(root, jobs=1) as session:
        _build(source, session)
        for number in range(edits):
            source.write_text(text.replace(EDITED, f"Now it is {number}."))
            cpu, wall = time.process_time(), time.perf_counter()
            _build(source, session)
            cpus.append(time.process_time() - cpu)
            walls.append(time.perf_counter() - wall)
            sizes.append(_resident())
    print(f"{sizes[-1] - sizes[len(sizes) // 10]:.1f}")
    print(min(cpus), min(walls))


def _build(source: Path, session: Session) -> None:
    root = source.parents[1]
    diagnostics = Diagnostics()
    request = Request(source, root / "out", formats=("pdf",))
    assert build(request, Workspace(root), diagnostics, session), list(diagnostics)


def _resident() -> float:
    """MB that this process holds now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
