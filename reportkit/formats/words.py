"""The formats of words alone: Markdown, text and data.

In goes a job, out come files. They need neither templates nor styles nor the press, so that a
program has them in a moment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reportkit.formats.job import Job
from reportkit.frozen import frozen


@frozen
class Words:
    """What is printed, without pages: Markdown, text and data."""

    job: Job
    mounts: Mapping[str, tuple[Path, ...]]

    def files(self) -> dict[Path, bytes]:
        """The bytes of each file asked for."""
        made: dict[Path, bytes] = {}
        request = self.job.request
        for name, maker in (("md", self._markdown), ("txt", self._text), ("json", self._data)):
            if name in request.formats:
                with self.job.session.timings.stage(name):
                    made[request.result(name)] = maker().encode()
        return made

    def check_images(self) -> None:
        """Report images that cannot be used, where no page shows them."""
        from reportkit import images

        job = self.job
        if job.result.images:
            images.mend(job.result.images, self.mounts, job.workspace, job.diagnostics)

    def _markdown(self) -> str:
        from reportkit.plain import markdown, outline

        return markdown.write(outline.document(self.job.result.report), self._address)

    def _text(self) -> str:
        from reportkit.plain import outline, text

        return text.write(outline.document(self.job.result.report))

    def _data(self) -> str:
        from reportkit.plain import data

        return data.write(self.job.result.briefing, self.job.source)

    def _address(self, url: str) -> str:
        """Where the image at `url` is, seen from the results; "" if it is not in the project."""
        from reportkit import mounts

        try:
            file = mounts.find(mounts.ROOT + url, self.mounts).path.absolute()
        except mounts.FetchError:
            return ""
        if not file.is_relative_to(self.job.workspace.root):
            return ""
        return Path(os.path.relpath(file, self.job.request.output)).as_posix()
