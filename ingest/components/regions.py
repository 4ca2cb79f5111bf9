"""Component "regions": where the gazetteer's names stand in the text, each with how sure it is.

Nothing is decided here: a two-character short that is a common word, or one that several divisions
share, is marked so that the verifier can ask for more evidence. Sources of the mentions written:
"official" the full official name; "short" a short form, "supported" where its official form, its
parent or its child stands in the same article; "doubtful" a short that is also a common word;
"abroad" for places without a code: macro-regions, national new areas, countries, cities abroad.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from ingest.components.columns import words
from ingest.document import Mention, text_of
from kg.values import Found
from kg.values.regions import Region, gazetteer

SOURCES = ("official", "short", "short-supported", "doubtful", "doubtful-supported", "abroad")
"""How a hit came about, in the order of their numbers for the sequence model."""


def find_regions(text: str) -> list[Mention]:
    """The gazetteer's hits and the places abroad, in order of place."""
    found = list(gazetteer().find(text))
    codes = _evident(text, found)
    return [
        Mention(hit.start, hit.end, "Region", text[hit.start : hit.end], source=_source(text, hit, codes))
        for hit in found
    ]


def _evident(text: str, found: list[Found[tuple[Region, ...]]]) -> set[str]:
    """Codes of the divisions that an official name or a prefecture's name puts beyond doubt, and of all above."""
    codes: set[str] = set()
    for hit in found:
        name = text[hit.start : hit.end]
        if (
            len(hit.value) == 1
            and hit.value[0].code
            and (hit.value[0].name == name or hit.value[0].code.endswith("00"))
        ):
            codes.add(hit.value[0].code)
            codes.update(region.code for region in gazetteer().ancestors(hit.value[0]) if region.code)
    return codes


def _source(text: str, hit: Found[tuple[Region, ...]], codes: set[str]) -> str:
    name = text[hit.start : hit.end]
    if not any(region.code for region in hit.value):
        return "abroad"
    if any(region.name == name for region in hit.value):
        return "official"
    supported = any(region.code in codes or (region.parent or "") in codes for region in hit.value)
    if name in words().number and words().classes[words().number[name] - 1] != "s":
        return "doubtful-supported" if supported else "doubtful"
    return "short-supported" if supported else "short"


@Language.component("regions", assigns=["doc._.mentions"])
def regions(doc: Doc) -> Doc:
    """Write the hits as `doc._.mentions`, for the verifier to judge."""
    doc._.mentions = find_regions(text_of(doc))
    return doc
