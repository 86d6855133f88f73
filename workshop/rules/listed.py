"""Several words in a row, as a reader's language sets them apart: "Amira, by 1 April"."""

from collections.abc import Callable, Iterable

from workshop.rules.agenda import message as _

_ROW = _("{first}, {next}")


def listed(parts: Iterable[str], translate: Callable[[str], str]) -> str:
    """What says something of these; "" for nothing."""
    return comma(translate).join(filter(None, parts))


def comma(translate: Callable[[str], str]) -> str:
    """What stands between two of them."""
    return translate(_ROW).format(first="", next="")
