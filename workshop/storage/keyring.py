"""A workshop's key K: what it hides, and what it marks.

Everything that people write is encrypted under K (AES-SIV, RFC 5297), with its table and row as
associated data and padded to one size. What a device has done is kept as an HMAC only. What ends
before the workshop does is under a key of its own instead of K (see own_keys), in the same way."""

import hashlib
import hmac
import os
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

T = TypeVar("T")
MARK = 16
NONCE = 16
LENGTH = 32
"""The bytes of a key."""
_LENGTH = 4


def device_of(secret: bytes) -> bytes:
    """Returns the mark by which a device is known once it has gone: it opens nothing, and leads to
    no secret."""
    return hashlib.sha256(b"device" + secret).digest()[:MARK]


class Keys:
    """All that is done with a key: K, or that of a part. In memory while the workshop is open."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESSIV(hmac.digest(secret, b"encryption", "sha512"))
        self._mac = hmac.digest(secret, b"marks", "sha256")
        # One block by itself is a permutation of all keys: no mode has anything to add to it.
        calls = Cipher(AES(hmac.digest(secret, b"handles", "sha256")), ECB())
        self._call, self._recall = calls.encryptor(), calls.decryptor()
        self._called: dict[bytes, str] = {}
        """Handles that were made already, by their keys: each reading of a workshop asks for all of
        them again."""

    def hide(self, value: object, place: str, row: bytes, size: int) -> bytes:
        """Encrypts a value for one row, padded to a multiple of `size` bytes."""
        return self.adopt(msgspec.msgpack.encode(value), place, row, size)

    def adopt(self, plain: bytes, place: str, row: bytes, size: int) -> bytes:
        """Like `hide`, but of a value that was encoded already."""
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
        return hmac.digest(self._mac, said, "sha256")[:MARK]
