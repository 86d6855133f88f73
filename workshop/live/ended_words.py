"""The end of a sign-in as one process tells it to the others: a word that only they can open."""

import math

import msgspec
from cryptography.exceptions import InvalidTag

from workshop.people.ended_sign_ins import WhyEnded
from workshop.storage.keyring import Keys

_PLACE, _ROW, _SIZE = "ended", b"", 256


class EndedWord(msgspec.Struct, frozen=True, array_like=True):
    """A sign-in that has ended at a workshop, "" for all of them, and why; tickets that were made
    until then are not taken."""

    sign_in: bytes
    workshop: str
    code: WhyEnded
    until: float = math.inf


def ended_word_said(server_key: bytes, ended: EndedWord) -> str:
    """Returns the word, encrypted under the key that all processes of the server have."""
    return Keys(server_key).hide_anew(ended, _PLACE, _ROW, _SIZE).hex()


def understood(server_key: bytes, word: str) -> EndedWord | None:
    """Returns what a word says; None for one that was not said by this server."""
    try:
        return Keys(server_key).show_anew(bytes.fromhex(word), _PLACE, _ROW, EndedWord)
    except (InvalidTag, ValueError):
        return None
