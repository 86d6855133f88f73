"""Join codes: six characters that nobody confuses, and four more in a scanned link."""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Without look-alikes: no I, L, O, 0, 1, no S and 5, no Z and 2."""

LENGTH = 6
SUFFIX = 4


def new_code() -> str:
    """A fresh join code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_suffix() -> str:
    """The four characters that only the scanned link carries."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SUFFIX))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, whatever its case and gaps; None when it can't be one."""
    code = "".join(char for char in typed.upper() if char.isalnum())
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return None
    return code
