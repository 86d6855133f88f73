"""Keys of rounds that are the same in every play, as that of the workshop is in its copies; and
rows of counts that are the same where they say the same, but for what devices have made by
chance."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from workshop.storage import counts
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.orders import SHORT, SendingOrder
from workshop.storage.sqlite.key_folder import KeyFolder


def key_by_name(folder: KeyFolder, workshop: str, part: str = "") -> bytes:
    """Takes the place of `KeyFolder.make`."""
    secret = _secret(workshop, part)
    folder.lay_down()
    folder._path(workshop, part).write_bytes(secret)
    return secret


@contextmanager
def same_keys() -> Iterator[None]:
    """Every key is made so, for as long as this lasts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(KeyFolder, "make", key_by_name)
        yield


@contextmanager
def same_rows() -> Iterator[None]:
    """Rows of counts that say the same are equal, for as long as this lasts: that of what has no
    round is encrypted anew whenever a stage opens."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counts, "os", SimpleNamespace(urandom=bytes))
        yield


def nobodys(order: SendingOrder) -> SendingOrder:
    """Returns an order with zeros and places for what chance and secrets have made on devices: how
    many devices are in which lane, and how much is kept of each, is as it was."""
    lanes = {
        name: {_at(place): bytes(len(entry)) for place, entry in enumerate(lane.values())}
        for name, lane in order.lanes.items()
    }
    return SendingOrder(lanes, frozenset(_at(place) for place in range(len(order.over))))


def _at(place: int) -> bytes:
    return place.to_bytes(SHORT, "big")


class SameKeys(OwnKeys):
    """All keys of a workshop's parts, also those that were destroyed: they open its file as it was
    at any moment."""

    def _read(self, part: str) -> Keys | None:
        return Keys(_secret(self._workshop, part))


def _secret(workshop: str, part: str) -> bytes:
    return hashlib.sha256(f"{workshop}.{part}".encode()).digest()
