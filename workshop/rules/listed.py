"""Several words in a row, as a reader's language sets them apart: "Amira, by 1 April"."""

from collections.abc import Callable, Iterable

from workshop.rules.agenda import message as _

_ROW = _("{first}, {next}")


def listed(parts: Iterable[str], translate: Callable[[str], str]) -> str:
    """Returns these words in a row as one text; "" if there are none."""
    return comma(translate).join(filter(None, parts))


def comma(translate: Callable[[str], str]) -> str:
    """Returns the text between two words in a row."""
    return translate(_ROW).format(first="", next="")
