"""Words in a row, as each language separates them."""

from collections.abc import Iterable

from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _

_ROW = _("{first}, {next}")


def listed(parts: Iterable[str], translate: Translate) -> str:
    """Returns these words in a row as one text; "" if there are none."""
    return comma(translate).join(filter(None, parts))


def comma(translate: Translate) -> str:
    """Returns the text between two words in a row."""
    return translate(_ROW).format(first="", next="")
