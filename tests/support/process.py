"""What tests look up in what a server prints."""

import re


def found(pattern: str, text: str, group: int = 0) -> str:
    """What a pattern finds in a text, which it must."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in: {text}"
    return match.group(group)
