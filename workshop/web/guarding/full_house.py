"""Phones are turned away, in words, when only the reserve of connections is left."""

from flask import abort, request

from workshop.file_limit import RESERVED

RETRY_AFTER = 10
"""Seconds; a phone that has left gives its place to the next one."""
OF_PHONES = "participant"
"""The blueprint of the pages with which phones come in. Desks, rooms' screens and all files are
served to the last: they hold no place for long."""
SNAPSHOT = "participant.fetched"
"""The endpoint of a phone's snapshot: who asks for it has joined, and a socket with a place."""


def refuse_phones() -> None:
    """Ends the request of a phone with 503, if no place for a phone is left in this process."""
    reserved = request.environ.get(RESERVED)
    if reserved and request.blueprint == OF_PHONES and request.endpoint != SNAPSHOT:
        reserved.refuse()
        abort(503)
