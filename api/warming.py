"""Works out, while the server starts, what its first visitors would otherwise wait for."""

from __future__ import annotations

import logging

from api.library import Library
from api.pages.overviews import counts, facts_by_article
from kg import cockpit, search
from kg.errors import StoreError
from kg.store import Reader
from viz.country import country
from viz.view import Frame, overview

log = logging.getLogger(__name__)


def names(library: Library) -> None:
    """See to it that the index of names of the newest snapshot is made, once, whoever asks first."""
    library.remember("names", _index)


def _index(reader: Reader) -> None:
    search.search(reader, "招", 1)


def warm(library: Library) -> None:
    """The index of names, counts, the cockpit's projects. Meant for a thread of its own; an empty store is no error."""
    try:
        names(library)
        library.remember("counts", counts)
        library.remember("facts by article", facts_by_article)
        library.remember(("overview", Frame()), overview)
        library.remember("country", country)
        library.remember("projects", lambda reader: cockpit.desk(reader).items)
    except StoreError as error:
        log.info("nothing to prepare yet: %s", error)
