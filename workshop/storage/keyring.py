"""A workshop's key K: what it hides, what it marks, and how it is destroyed.

Everything that people write is encrypted under K (AES-SIV, RFC 5297), with its table and row as
associated data and padded to one size. What a device has done is kept as an HMAC only. What ends
before the workshop does is under a key of its own instead of K (see own_keys), in the same way.
Other programs are told to leave the keys' folder out: a copy of a key would undo the erasing."""

import ctypes
import hashlib
import hmac
import os
import plistlib
import sys
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from workshop.storage.failpoints import NONE, Failpoints

T = TypeVar("T")
MARK = 16
NONCE = 16
LENGTH = 32
"""The bytes of a key on disk."""
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


class KeyFolder:
    """The folder of the keys, beside the data directory, never in it and never in a backup."""

    def __init__(self, folder: Path, failpoints: Failpoints = NONE) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._failpoints = failpoints
        keep_out_of_backups(folder)

    def make(self, name: str) -> bytes:
        """A new key on disk, readable by nobody else; it is there also after a loss of power."""
        secret = os.urandom(LENGTH)
        handle = os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.folder)
        return secret

    def read(self, name: str) -> bytes | None:
        """The key, or None when it was destroyed or never came along."""
        path = self._path(name)
        return path.read_bytes() if path.exists() else None

    def read_or_make(self, name: str) -> bytes:
        """The key of this server itself, made on the first run."""
        return self.read(name) or self.make(name)

    def destroy(self, name: str) -> None:
        """Overwrites a key and takes it away, then those of its parts; harmless when it is gone
        already.

        It loses its name first: whoever looked after a crash would take random bytes for a key.
        """
        self._destroy(name)
        for part in sorted({path.stem for path in self.left_of(name)}):
            self._destroy(part)

    def _destroy(self, name: str) -> None:
        path, aside = self._path(name), self._path(name).with_suffix(".gone")
        if path.exists():
            path.replace(aside)
            sync_folder(self.folder)
        self._reach("exit_key_aside", name)
        if aside.exists():
            self._overwrite(aside, name)
            aside.unlink()
            sync_folder(self.folder)

    def left_of(self, name: str) -> list[Path]:
        """Returns the files there are of a key and of its parts, whole or half destroyed."""
        return sorted(self.folder.glob(f"{name}.*"))

    def _overwrite(self, path: Path, name: str) -> None:
        with path.open("r+b") as file:
            file.write(os.urandom(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        self._reach("exit_key_overwritten", name)

    def _reach(self, step: str, name: str) -> None:
        """The steps of the seal are those of K; the keys of parts come and go before it."""
        if "." not in name:
            self._failpoints.reach(step)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"


def sync_folder(folder: Path) -> None:
    """Makes sure that what was added to or taken from a folder survives a loss of power."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


TAG = "CACHEDIR.TAG"
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
"""The first line of the file, as bford.info/cachedir specifies it."""
WORDS = f"""{SIGNATURE}
# This folder holds the keys of Failure Workshop. A key is destroyed when its workshop ends, and a
# copy of it in a backup would undo that. This file asks backup programs to leave the folder out.
"""
EXCLUDED = "com.apple.metadata:com_apple_backup_excludeItem"
"""macOS: the attribute by which Time Machine knows what it leaves out."""
BY_WHOM = "com.apple.backupd"


def keep_out_of_backups(folder: Path) -> None:
    """Marks a folder as one that no backup program should copy, where it can be marked.

    A full disk must not keep a server from starting.
    """
    with suppress(OSError):
        _tag(folder / TAG)
    if sys.platform == "darwin":
        with suppress(OSError, AttributeError):
            _exclude_from_time_machine(folder)


def _tag(file: Path) -> None:
    if file.exists() and file.read_text("ascii") == WORDS:
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as tag:
        tag.write(WORDS)


def _exclude_from_time_machine(folder: Path) -> None:
    value = plistlib.dumps(BY_WHOM, fmt=plistlib.FMT_BINARY)
    libc = ctypes.CDLL(None, use_errno=True)
    # The last two of setxattr(2) on macOS: where in the attribute, and no options.
    libc.setxattr(os.fsencode(folder), EXCLUDED.encode(), value, ctypes.c_size_t(len(value)), 0, 0)
