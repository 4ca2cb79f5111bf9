"""The repairs that turn an article into text for the machine, one repair a file; `ingest.clean` lists them."""
