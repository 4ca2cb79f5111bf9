"""From the path of a request to the IRI that it names: percent-encoded or not, one spelling comes out."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from kg import iris
from kg import namespaces as ns


def entity_iri(type_: str, name: str) -> str:
    """The IRI of an entity from the two last segments of its path, each decoded once by the server.

    A name that holds a slash or a percent sign has it encoded in its IRI, and so encoded twice on the wire;
    encoded once is understood as well.

    >>> entity_iri("Project", "A%2FB项目") == entity_iri("Project", "A/B项目")
    True
    """
    return iris.entity(type_, unquote(name))


def keys_to_iris(keys: Iterable[str]) -> list[str]:
    """The IRIs of `Type/name` keys, as the graph page carries them in its address.

    >>> keys_to_iris(["Region/贵港市"])
    ['https://zhaoshang.example/id/Region/贵港市']
    """
    return [entity_iri(*key.split("/", 1)) if "/" in key else ns.ID + iris.segment(key) for key in keys]
