"""PDF/A-3a beside PDF/UA-1 in one file.

WeasyPrint writes either. The file that claims both is the one for PDF/A whose metadata, in the one
`rdf:RDF` that may be there, also claims PDF/UA and describes that claim, as PDF/A demands.
"""

from __future__ import annotations

from typing import Any

COLOURS = "srgb"

_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_CLAIM = f"""
<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="{_EXTENSION}"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def variant(is_archival: bool) -> str:
    """What WeasyPrint calls the PDF that it is to write."""
    return "pdf/a-3a" if is_archival else "pdf/ua-1"


def prepare(document: Any) -> None:
    """Let a rendered WeasyPrint document claim both, and say what its colours mean."""
    document.output_intent = COLOURS
    generate = document.metadata.generate_rdf_metadata

    def generate_rdf_metadata(*claim: Any) -> bytes:
        metadata: bytes = generate(*claim)
        return metadata.replace(b"</rdf:RDF>", _CLAIM.encode())

    document.metadata.generate_rdf_metadata = generate_rdf_metadata
