"""Words as different keyboards write them, and the characters that make trouble."""

PIECES = [
    *"aZé1 \n\t\r-.,'\"<>+^",
    *"\u2018\u2019\u201a\u201c\u201d\u201e\u2032\u2033\u00ab\u00bb\u2039\u203a\u2026",
    *"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\u00a0\u2009\u202f\u3000\u2028",
    *"\u0301\u0308\u030c\u200b\u200c\u200d\u200e\u202e\ufeff\ufe0e\ufe0f\u034f\u2800\u3164",
    *"\u0645\u06cc\u0653\u0627\u0915\u094d\u0937\u6f22\u3042\uac00\u1100\u1161\u05d0\u180b\u1820",
    *"\u2764\u2194\u00a9\uf8ff",
    "\U0001f468", "\U0001f469", "\U0001f3fd", "\U0001f600", "\U000e0041", "--", "---", "\r\n",
]  # fmt: skip

KEYBOARDS = {
    "plain": {
        "word": "late", "quote": '"so"', "dash": " -- ", "tight": "a--b", "dots": "...",
        "own": "it's", "new": "\n",
    },
    "smart": {
        "word": "late", "quote": "\u201cso\u201d", "dash": " \u2014 ", "tight": "a\u2014b",
        "dots": "\u2026", "own": "it\u2019s", "new": "\n",
    },
    "office": {
        "word": "late", "quote": "\u201eso\u201c", "dash": " \u2013 ", "tight": "a\u2013b",
        "dots": "\u2026", "own": "it\u2018s", "new": "\r\n",
    },
    "french": {
        "word": "late", "quote": "\u00ab\u00a0so\u00a0\u00bb", "dash": "\u00a0\u2014 ",
        "tight": "a\u2014b", "dots": "\u2026", "own": "it\u2019s", "new": "\n",
    },
}  # fmt: skip
"""The characters that each writes for the same touch of a finger."""


def typed_on(keyboard: str, parts: list[str]) -> str:
    """The parts, with a space between them, from one keyboard."""
    return " ".join(KEYBOARDS[keyboard][part] for part in parts)
