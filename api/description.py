"""What the endpoint says of itself (SPARQL 1.1 Service Description) and of its data (VoID), as RDF."""

from __future__ import annotations

from typing import Final

from kg import namespaces as ns
from kg.store import Reader, formats
from kg.terms import Literal, nquad

OFFERED: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")

_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip
_INPUTS: Final = ("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML")
_LANGUAGES: Final = ("SPARQL11Query", "SPARQL11Update")
_FORMATS: Final = "http://www.w3.org/ns/formats/"


def description(reader: Reader, endpoint: str, media_type: str) -> bytes:
    """The description of the endpoint at this address, over what the snapshot holds, in one of `OFFERED`."""
    about = reader.quads(ns.BASE + "dataset", ns.PREFIXES["void"] + "triples", ns.CATALOGUE_GRAPH)
    size = "".join(f" ; void:triples {q.object.value}" for q in about if isinstance(q.object, Literal))
    told = f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage {_list("sd:", _LANGUAGES)} ;
    sd:resultFormat {_list(_FORMATS, _RESULTS)} ;
    sd:inputFormat {_list(_FORMATS, _INPUTS)} ;
    sd:defaultDataset <{ns.BASE}dataset> ;
    sd:availableGraphs <{ns.BASE}dataset> .
<{ns.BASE}dataset> a sd:Dataset , sd:GraphCollection , void:Dataset ;
    void:sparqlEndpoint <{endpoint}> ;
    sd:defaultGraph [ a sd:Graph{size} ] .
"""
    catalogue = [nquad(q._replace(graph=None)) for q in reader.quads(graph=ns.CATALOGUE_GRAPH)]
    return formats.convert(f"{told}\n{chr(10).join(catalogue)}", media_type)


def _list(prefix: str, names: tuple[str, ...]) -> str:
    return " , ".join(f"{prefix}{name}" if prefix.endswith(":") else f"<{prefix}{name}>" for name in names)
