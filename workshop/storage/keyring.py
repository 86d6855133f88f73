"""The keys of a workshop: K, those of parts that end before it does, and the store of them all.

Everything that people write is encrypted under K (AES-SIV, RFC 5297), with its table and row as
associated data and padded to one size. What a device has done is kept as an HMAC only.

What ends before the workshop does is under a key of its own instead, in the same way: a copy of the
file and a copy of K tell nothing of what lay under a key that was destroyed since. Such a key is
made before anything lies under it, and destroyed after the commit that took away the last row of
it, so a crash can only leave one longer than it is needed.
"""

import hashlib
import hmac
import logging
import os
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

T = TypeVar("T")
MARK = 16
NONCE = 16
KEY_BYTES = 32
"""The bytes of a key."""
SERVER_KEY = "server"
"""The name under which the server's own key stands in a workshop's place."""
PULSE_PART, CHECK_IN, LETTER_PART = "pulse_answer", "check_in", "letter"
"""Parts that rounds have no part in, by the names of their tables."""
_LENGTH = 4
_ROUND = "round"

log = logging.getLogger(__name__)


def device_of(secret: bytes) -> bytes:
    """Returns the mark by which a device is known once it has gone: it opens nothing, and leads to
    no secret."""
    return hashlib.sha256(b"device" + secret).digest()[:MARK]


class Keys:
    """All that is done with a key: K, or that of a part. In memory while the workshop is open."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESSIV(hmac.digest(secret, b"encryption", "sha512"))
        # Copied for each mark: made anew, it costs twice what the mark does.
        self._mac = hmac.new(hmac.digest(secret, b"marks", "sha256"), digestmod="sha256")
        # One block by itself is a permutation of all keys: no mode has anything to add to it.
        calls = Cipher(AES(hmac.digest(secret, b"handles", "sha256")), ECB())
        self._call, self._recall = calls.encryptor(), calls.decryptor()
        self._called: dict[bytes, str] = {}
        """Handles that were made already, by their keys: each reading of a workshop asks for all of
        them again."""

    def hide(self, value: object, place: str, row: bytes, size: int) -> bytes:
        """Encrypts a value for one row, padded to a multiple of `size` bytes."""
        plain = msgspec.msgpack.encode(value)
        padded = len(plain).to_bytes(_LENGTH, "big") + plain
        padded += bytes(-len(padded) % size)
        return self._cipher.encrypt(padded, [place.encode(), row])

    def show(self, body: bytes, place: str, row: bytes, kind: type[T]) -> T:
        """Decrypts a value. Raises InvalidTag when it belongs to another row or key."""
        padded = self._cipher.decrypt(body, [place.encode(), row])
        length = int.from_bytes(padded[:_LENGTH], "big")
        return msgspec.msgpack.decode(padded[_LENGTH : _LENGTH + length], type=kind)

    def hide_anew(self, value: object, place: str, row: bytes, size: int) -> bytes:
        """Encrypts a value like `hide`, with a nonce: the same value is never the same bytes twice.

        For a row that is written again and again while people act.
        """
        nonce = os.urandom(NONCE)
        return nonce + self.hide(value, place, row + nonce, size)

    def show_anew(self, body: bytes, place: str, row: bytes, kind: type[T]) -> T:
        """Decrypts what `hide_anew` has made. Raises InvalidTag like `show`."""
        return self.show(body[NONCE:], place, row + body[:NONCE], kind)

    def hide_settled(self, value: object, place: str, row: bytes, size: int) -> bytes:
        """Encrypts a value like `hide_anew`, with a nonce made of the key and the value.

        For a row that changes no more: equal values are equal bytes, whoever made them.
        """
        nonce = self.mark("settled", place, row, msgspec.msgpack.encode(value))
        return nonce + self.hide(value, place, row + nonce, size)

    def call(self, key: bytes) -> str:
        """Returns the handle of a row's key, in hexadecimal; see handles."""
        found = self._called.get(key)
        if found is None:
            found = self._called[key] = self._call.update(key).hex()
        return found

    def recall(self, called: bytes) -> bytes:
        """The key that is called so."""
        return self._recall.update(called)

    def mark(self, *parts: bytes | str | int) -> bytes:
        """The HMAC of some parts under this key, 16 bytes: the same parts give the same mark."""
        pieces = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
        said = b"".join(len(piece).to_bytes(_LENGTH, "big") + piece for piece in pieces)
        mac = self._mac.copy()
        mac.update(said)
        return mac.digest()[:MARK]


class KeyStore(Protocol):
    """The keys of workshops: K, whose part is "", and those of parts that end sooner.

    It is apart from all that is encrypted under them, and in no backup. One that several processes
    share raises OperationalError while it is out of reach, from whatever is asked.
    """

    def make(self, workshop: str, part: str = "") -> bytes:
        """A new key, or the one that another process has made first; it is there also after a loss
        of power."""

    def read(self, workshop: str, part: str = "") -> bytes | None:
        """The key, or None when it was destroyed or never came along."""

    def destroy(self, workshop: str, part: str = "") -> None:
        """Destroys a key, and with K those of all parts; harmless when it is gone already."""

    def left_of(self, workshop: str) -> set[str]:
        """The parts of which a key is there, whole or half destroyed."""

    def workshops(self) -> set[str]:
        """The workshops of which any key is there."""

    def close(self) -> None:
        """Lets go of the store; whoever asks for a key again opens it again."""


class StoryKeys(KeyStore, Protocol):
    """The keys of what contributors have sent and not agreed to yet, each under its own; and the
    ids of the stories that were withdrawn, which no backup may bring back."""

    def withdrawn(self) -> frozenset[str]:
        """The stories that their contributors have withdrawn, by their ids."""

    def withdraw(self, story: str) -> None:
        """Notes that a story was withdrawn; that is known also after a loss of power."""


class OwnKeys:
    """The keys of a workshop's parts; in memory while its file is open."""

    def __init__(self, keys: Keys, store: KeyStore | None = None, workshop: str = "") -> None:
        self.whole = keys
        """K itself."""
        self._store = store
        self._workshop = workshop
        self._found: dict[str, Keys | None] = {}
        self.still_ours: Callable[[], object] = lambda: None
        """Raises an error where this process may not change keys any more."""

    def of(self, part: str) -> Keys:
        """The key under which a part lies: K itself where it has none of its own."""
        if part not in self._found:
            self._found[part] = self._read(part)
        return self._found[part] or self.whole

    def round(self, number: int) -> Keys:
        """The key of a round: what waits in it lies under it."""
        return self.of(part_of(number))

    def of_round(self, number: int) -> tuple[Keys, ...]:
        """The keys under one of which the rows of a round lie that it has until the seal: its own
        as long as it goes on, and K from then on."""
        return self.of_rounds([number])

    def of_rounds(self, numbers: Iterable[int]) -> tuple[Keys, ...]:
        """The keys under one of which a row lies that may be of any of these rounds."""
        return tuple(dict.fromkeys((*map(self.round, numbers), self.whole)))

    def has(self, part: str) -> bool:
        """True if a part has a key of its own."""
        return self.of(part) is not self.whole

    def begin_round(self, number: int) -> None:
        """Gives a round that opens its key. Without room on the disk it has that of the
        workshop."""
        try:
            self.renew(part_of(number))
        except OSError:
            log.exception("the key of a round could not be made")

    def renew(self, part: str) -> None:
        """Gives a part of which nothing is there another key. Raises OSError."""
        self.destroy(part)
        if self._store:
            self.still_ours()
            self._store.make(self._workshop, part)

    def forget(self) -> None:
        """Has every key read again: another process may have made or destroyed some."""
        self._found.clear()

    def destroy(self, part: str) -> None:
        """Destroys the key of a part, or what is left of it. Raises OSError."""
        try:
            if self._store:
                self.still_ours()
                self._store.destroy(self._workshop, part)
        finally:
            self._found.pop(part, None)  # whatever has failed: the store says what there is

    def parts(self) -> set[str]:
        """The parts of which a key is there, whole or half destroyed."""
        return self._store.left_of(self._workshop) - {""} if self._store else set()

    def _read(self, part: str) -> Keys | None:
        secret = self._store.read(self._workshop, part) if self._store else None
        # A shorter one was being made when the power went: nothing lies under it.
        return Keys(secret) if secret and len(secret) == KEY_BYTES else None


def part_of(number: int) -> str:
    """The part that a round is."""
    return f"{_ROUND}{number}"


def first_to_open(keys: Iterable[Keys], show: Callable[[Keys], T]) -> T:
    """Returns what is shown by the first of some keys that opens it. Raises InvalidTag."""
    for one in keys:
        try:
            return show(one)
        except InvalidTag:
            continue
    raise InvalidTag
