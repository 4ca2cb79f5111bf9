"""Ground floor: what the things are. Knows RDF; knows no web and no NLP."""
