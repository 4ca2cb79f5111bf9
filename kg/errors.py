"""One small tree of errors. Each carries what was wrong, where, and what to do about it."""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that this program raises on purpose.

    `what` says what was wrong, `where` the place (a path, an IRI, a line), `hint` what to do;
    the last two may be empty.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(" · ".join(part for part in (where, what, hint) if part))


class UnreadableArticle(KgError):
    """An input that no reader can turn into an article."""


class InvalidQuery(KgError):
    """A SPARQL query that does not parse or uses what this server refuses (SERVICE, update)."""


class QueryTimeout(KgError):
    """A query that ran over its wall-clock limit and was stopped."""


class NotFound(KgError):
    """An entity, article, fact or named query that the store does not hold."""


class InvalidGraph(KgError):
    """Facts that break the shapes of `shapes.ttl`; nothing of them was written."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""
