"""Keys of rounds that are the same in every play, as that of the workshop is in its copies."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from workshop.storage.keyring import KeyFolder, Keys
from workshop.storage.own_keys import OwnKeys


def key_by_name(folder: KeyFolder, name: str) -> bytes:
    """Takes the place of `KeyFolder.make`."""
    secret = _secret(name)
    (folder.folder / f"{name}.key").write_bytes(secret)
    return secret


@contextmanager
def same_keys() -> Iterator[None]:
    """Every key is made so, for as long as this lasts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(KeyFolder, "make", key_by_name)
        yield


class SameKeys(OwnKeys):
    """All keys of a workshop's parts, also those that were destroyed: they open its file as it was
    at any moment."""

    def _read(self, part: str) -> Keys | None:
        return Keys(_secret(self._name(part)))


def _secret(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
