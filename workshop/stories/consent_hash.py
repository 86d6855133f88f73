"""The hash of a story's exact text, to which its contributor has consented."""

import hashlib
from typing import Any

import msgspec

from workshop.protocol.story import Story
from workshop.rules.file_shape import cleaned_value
from workshop.rules.text import in_form


def story_hash(story: Story) -> str:
    """Returns the SHA-256 of a story's canonical form, as 64 hexadecimal digits in lower case."""
    return hashlib.sha256(canonical(story)).hexdigest()


def canonical(story: Story) -> bytes:
    """Returns the canonical form of a story: equal stories give equal bytes, on any machine.

    It is JSON in UTF-8 without spaces, with the names of fields sorted and every text in NFC. Empty
    fields are left out: a field that a later version adds changes no hash as long as it is empty.
    """
    fields = _without_empty(cleaned_value(msgspec.to_builtins(story), _composed))
    return msgspec.json.encode(fields, order="sorted")


def _composed(value: Any) -> Any:
    return in_form("NFC", value) if isinstance(value, str) else value


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(one) for name, one in value.items() if one not in ("", [])}
    return [_without_empty(one) for one in value] if isinstance(value, list) else value
