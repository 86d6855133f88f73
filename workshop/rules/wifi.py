"""What a phone's camera reads to join a Wi-Fi, and what the room types where it cannot."""

import unicodedata

_SPECIAL = str.maketrans({char: f"\\{char}" for char in '\\;,:"'})


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
