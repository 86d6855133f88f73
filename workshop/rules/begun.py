"""Which stages have opened, and so what can still be changed of an open workshop."""

from collections.abc import Collection, Iterable, Mapping

from workshop.rules.agenda import Agenda, Told


def begun(stage: str, took: Mapping[str, float], rounds: Iterable[str]) -> frozenset[str]:
    """Returns the ids of the stages that have opened: the current one, those that took time, and
    those that have a round."""
    lasted = (id_ for id_, seconds in took.items() if seconds > 0)
    return frozenset({stage, *lasted, *rounds})


def writing_begun(agenda: Agenda, opened: Collection[str]) -> bool:
    """True if a stage of writing has opened: what was promised before it holds from then on."""
    return any(id_ in opened for id_ in agenda.ids("write"))


def is_told(agenda: Agenda, opened: Collection[str], place: Told) -> bool:
    """True if the first or the second story has been before the room; a stage beyond the second
    tells the second again."""
    return place in told_by_stage(agenda, opened).values()


def told_by_stage(agenda: Agenda, opened: Collection[str]) -> dict[str, Told]:
    """Returns which story each stage has told that has opened, by the stage's id."""
    return {
        stage.id: agenda.told(at)
        for at, stage in enumerate(agenda.stages)
        if stage.kind == "story" and stage.id in opened
    }
