"""Identifiers: ULIDs, sortable by time, made at the edges and handed to the pure core."""

from ulid import ULID


def new_id() -> str:
    """26 characters, Crockford base 32, ordered by creation time to the millisecond."""
    return str(ULID())
