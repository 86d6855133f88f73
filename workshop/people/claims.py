"""The claims in what a provider says of someone; one that is no text, or too long, is refused."""

from collections.abc import Mapping
from typing import Any

from workshop.rules.text import one_line

LONGEST = 255
"""Characters of a claim, `sub` included."""


def groups_in(said: Mapping[str, Any], claim: str) -> frozenset[str]:
    """Returns somebody's groups. Entra ID names none where there are more than 200: that counts as
    none, or else whoever makes groups of their own would keep what they were given."""
    found = said.get(claim)
    if found is None:
        return frozenset()
    groups = [found] if isinstance(found, str) else found
    if not isinstance(groups, list) or not all(isinstance(one, str) for one in groups):
        raise ValueError("the groups are no list of names")
    return frozenset(groups)


def exact_claim(said: Mapping[str, Any], claim: str) -> str:
    """Returns a claim that is compared: it stays as it was said."""
    found = said.get(claim, "")
    if not isinstance(found, str) or len(found) > LONGEST:
        raise ValueError("a claim is no text, or too long")
    return found


def text_claim(said: Mapping[str, Any], claim: str) -> str:
    """Returns a claim that people read."""
    return one_line(exact_claim(said, claim))
