"""Every vocabulary IRI and the prefix table, nowhere else."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://zhaoshang.example/"
"""Base of every IRI of ours. A reserved name (RFC 2606) on purpose: the server resolves the paths
under its own address, whatever that is."""

ZS: Final = BASE + "ontology#"
ID: Final = BASE + "id/"
ARTICLE: Final = BASE + "article/"
GRAPH: Final = BASE + "graph/"
STATEMENT: Final = BASE + "statement/"
NODE: Final = BASE + "node/"
ANNOTATION: Final = BASE + "annotation/"

GAZETTEER_GRAPH: Final = GRAPH + "gazetteer"
IDENTITY_GRAPH: Final = GRAPH + "identity"
CURATION_GRAPH: Final = GRAPH + "curation"
CATALOGUE_GRAPH: Final = GRAPH + "catalogue"
ONTOLOGY_GRAPH: Final = GRAPH + "ontology"
IMPORT: Final = GRAPH + "import/"
"""How the graphs of imported catalogues begin."""

PREFIXES: Final[dict[str, str]] = {
    "zs": ZS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "qb": "http://purl.org/linked-data/cube#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "schema": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "sh": "http://www.w3.org/ns/shacl#",
}
