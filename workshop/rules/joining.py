"""How a phone gets in: a join code, the QR code of a link, and the room's Wi-Fi.

A join code has six characters that nobody confuses, and four more in a scanned link.
"""

import secrets
import unicodedata

import segno

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Without look-alikes: no I, L, O, 0, 1, no S and 5, no Z and 2."""

CODE_CHARS = 6
SUFFIX = 4
_SPECIAL = str.maketrans({char: f"\\{char}" for char in '\\;,:"'})


def new_code() -> str:
    """A fresh join code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_CHARS))


def new_suffix() -> str:
    """The four characters that only the scanned link carries."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SUFFIX))


def read_code(typed: str) -> tuple[str, str] | None:
    """Returns the code that someone typed or scanned, whatever its case and gaps, and the four
    characters behind it, "" for none; None when it can't be one."""
    whole = "".join(char for char in typed.upper() if char.isalnum())
    if len(whole) not in {CODE_CHARS, CODE_CHARS + SUFFIX} or any(
        char not in ALPHABET for char in whole
    ):
        return None
    return whole[:CODE_CHARS], whole[CODE_CHARS:]


def qr_modules(text: str) -> tuple[str, ...]:
    """A QR code as rows of 0 and 1, without its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return tuple("".join(str(int(bool(cell))) for cell in row) for row in code.matrix)


def literal(text: str) -> str:
    """A network's name or password as it was typed, without what no keyboard means.

    Unlike other texts it keeps its quotes and dashes: a name with another apostrophe is another
    network.
    """
    return "".join(char for char in text if unicodedata.category(char) != "Cc").strip()


def wifi_text(name: str, password: str) -> str:
    """The text of a QR code that joins a network; without a password, an open one.

    The form is the one that ZXing introduced and that the cameras of phones read. "WPA" stands
    for all of WPA, WPA2 and WPA3.
    """
    name, password = name.translate(_SPECIAL), password.translate(_SPECIAL)
    if not password:
        return f"WIFI:T:nopass;S:{name};;"
    return f"WIFI:T:WPA;S:{name};P:{password};;"
