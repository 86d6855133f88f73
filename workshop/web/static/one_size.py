"""Texts for phones, as many bytes in each language: whoever only sees how much goes over
the line must not learn from it which language somebody reads.

A filler that nothing compresses makes the texts equal, also where a proxy packs them; what is left
to the byte goes into the head of our own gzip, which whoever unpacks it skips.
"""

import base64
import random
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

GZIP_HEAD = b"\x1f\x8b\x08\x04\x00\x00\x00\x00\x02\xff"
"""gzip with an extra field, without a time (RFC 1952, 2.3)."""
FIELD = b"WS"
PAGE_STEP_BYTES, PLAIN_STEP = 1536, 4096
"""Bytes of which a page of its own has a multiple, packed and not: more than languages differ."""
FILLER_LETTERS = base64.b64encode(random.Random(7).randbytes(96 * 1024))
"""Letters that tell nothing and that no packer makes smaller than three quarters."""


@dataclass(frozen=True)
class Sized:
    """A text in one language: its bytes, the same deflated, and what it lacks to the widest."""

    body: bytes
    deflated: bytes
    lacks: int


def of_one_size(texts: Mapping[str, tuple[str, str]], goes_on: str = "") -> dict[str, Sized]:
    """Returns the texts of all languages, made equally long; each comes as what stands before and
    after its filler. `goes_on`: how all of them go on, for whoever packs the whole."""
    parts = {tag: (one.encode(), other.encode()) for tag, (one, other) in texts.items()}
    after = goes_on.encode()
    sizes = {tag: _packed_by_others(one + other + after) for tag, (one, other) in parts.items()}
    most = max(sizes.values())
    # The filler's letters are six bits each.
    width = max(
        len(one) + len(other) + (most - sizes[tag]) * 3 // 2 for tag, (one, other) in parts.items()
    )
    goal = max(_packed_by_others(_filled(*one, width, 0) + after) for one in parts.values())
    bodies = {tag: _filled(*one, width, goal, after) for tag, one in parts.items()}
    packed = {tag: deflate(body) for tag, body in bodies.items()}
    most = max(map(len, packed.values()))
    return {tag: Sized(bodies[tag], one, most - len(one)) for tag, one in packed.items()}


def _filled(one: bytes, other: bytes, width: int, goal: int, after: bytes = b"") -> bytes:
    """Returns a text of a width, with as much of the filler as fits into so many packed bytes."""

    def filled(letters: int) -> bytes:
        return (one + FILLER_LETTERS[:letters]).ljust(width - len(other)) + other

    least, most = 0, width - len(one) - len(other)
    while least < most:
        middle = (least + most + 1) // 2
        fits = _packed_by_others(filled(middle) + after) <= goal
        least, most = (middle, most) if fits else (least, middle - 1)
    return filled(least)


def _packed_by_others(body: bytes) -> int:
    return len(zlib.compress(body, 6))


def deflate(body: bytes) -> bytes:
    """Returns a part of a gzip's body: what follows it owes it nothing, so that its length is that
    of this part alone."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush(zlib.Z_FULL_FLUSH)


def gzip_of(body: bytes, deflated: bytes, lacks: int) -> bytes:
    """Returns a whole gzip of a body, longer by what it lacks."""
    extra = FIELD + struct.pack("<H", lacks) + bytes(lacks)
    end = struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return GZIP_HEAD + struct.pack("<H", len(extra)) + extra + deflated + GZIP_LAST + end


GZIP_LAST = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
"""An empty last block."""


def packed_page(lead: Sized, rest: bytes) -> bytes:
    """Returns the gzip of a page whose lead alone speaks a language."""
    return gzip_of(lead.body + rest, lead.deflated + deflate(rest), lead.lacks)


def padded_page(text: str) -> bytes:
    """Returns a page with a comment at its end, packed and unpacked a multiple of a step long."""
    one, other = f"{text}<!-- ".encode(), b" -->"
    least = _packed_by_others(one + other) + SPACES
    width = len(one + other) + PAGE_STEP_BYTES + -(len(one + other) + PAGE_STEP_BYTES) % PLAIN_STEP
    return _filled(one, other, width, least + -(least + AROUND) % PAGE_STEP_BYTES)


AROUND = len(GZIP_HEAD) + len(FIELD) + 4 + 2 + 8
"""Bytes of a gzip that are not its deflated body: its head, its last block and its end."""
SPACES = 40
"""Packed bytes that the spaces of a page take, and what one packer needs more than another."""


def gzip_padded(body: bytes) -> bytes:
    """Returns the gzip of such a page."""
    deflated = deflate(body)
    return gzip_of(body, deflated, -(len(deflated) + AROUND) % PAGE_STEP_BYTES)
