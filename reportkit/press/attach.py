"""Files that a PDF carries, such as what a report was made from.

What goes in: an attachment. What comes out: its objects in the PDF, as PDF/A-3 wants them. No date
is written, since none would be true of a report that comes out the same whenever it is built.
"""

from __future__ import annotations

import hashlib

from reportkit.press.manuscript import Attachment
from reportkit.press.pdf import PdfFile, dictionary, reference, string


def attach(pdf: PdfFile, attachment: Attachment) -> bytes:
    """Write `attachment`; the reference to its file specification."""
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).hexdigest().encode()
    described = dictionary(
        Type=b"/EmbeddedFile",
        Subtype=b"/" + attachment.mime.encode().replace(b"/", b"#2f"),
        Params=dictionary(Size=len(attachment.data), CheckSum=b"<%s>" % checksum),
    )
    file = reference(pdf.stream(attachment.data, described[2:-2]))
    name = string(attachment.name)
    return reference(
        pdf.add(
            dictionary(
                Type=b"/Filespec",
                F=name,
                UF=name,
                EF=dictionary(F=file, UF=file),
                AFRelationship=b"/" + attachment.relationship.encode(),
            )
        )
    )
