"""Which stages have opened, and so what can still be changed of an open workshop."""

from collections.abc import Collection, Sequence

from workshop.rules.agenda import Agenda, Told


def begun(position: int, took: Sequence[float], rounds: Collection[int]) -> frozenset[int]:
    """Returns the positions of the stages that have opened: the current one, those that took
    time, and those that have a round."""
    lasted = (at for at, seconds in enumerate(took) if seconds > 0)
    return frozenset({position, *lasted, *rounds})


def writing_begun(agenda: Agenda, opened: Collection[int]) -> bool:
    """True if a stage of writing has opened: what was promised before it holds from then on."""
    return any(agenda.stages[at].kind == "write" for at in opened)


def is_told(agenda: Agenda, opened: Collection[int], place: Told) -> bool:
    """True if the first or the second story has been before the room; a stage beyond the second
    tells the second again."""
    return any(agenda.stages[at].kind == "story" and agenda.told(at) == place for at in opened)
