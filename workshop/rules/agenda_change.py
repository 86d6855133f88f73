"""The changes that the desk may make to the agenda of an open workshop.

A stage that has opened keeps its place, its kind, its minutes, its question and its settings. Its
cue can change, and its question can be added to. What comes later is free.
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from workshop.rules.agenda import Agenda, Stage
from workshop.rules.agenda_faults import Fault
from workshop.rules.agenda_file import TEXTS
from workshop.rules.agenda_words import policy_sentence
from workshop.rules.stages import shows_live, told_by_stage, writing_begun
from workshop.rules.text import one_line

PROMPT_FIELDS = ("prompt", "second_prompt")
FREE = ("cue", "added")
"""The fields of a stage that can change after it has opened; the second only grows."""


def as_before(old: Agenda, new: Agenda) -> Agenda:
    """Returns the new agenda, with the old words where only a form's clean-up tells them apart."""
    known = {stage.id: stage for stage in old.stages}
    return Agenda(tuple(_as_before(known.get(stage.id), stage) for stage in new.stages))


def _as_before(old: Stage | None, new: Stage) -> Stage:
    if old is None:
        return new
    alike = (name for name in TEXTS if one_line(getattr(old, name)) == getattr(new, name))
    return replace(new, **{name: getattr(old, name) for name in alike})


def change_faults(
    old: Agenda, new: Agenda, at: str, opened: Collection[str], *, live_wall: bool
) -> list[Fault]:
    """Returns why an agenda cannot become another one while the stage `at` runs."""
    faults = [*_gone(old, new, opened), *_moved(old, new, at, opened), *_changed(old, new, opened)]
    return faults or [*_told(old, new, opened), *_promised(old, new, opened, live_wall)]


def _gone(old: Agenda, new: Agenda, opened: Collection[str]) -> Iterator[Fault]:
    for stage in old.stages:
        if stage.id in opened and new.kind_of(stage.id) != stage.kind:
            yield Fault(0, "", "opened_gone", {"name": stage.name, "kind": stage.kind})


def _moved(old: Agenda, new: Agenda, at: str, opened: Collection[str]) -> Iterator[Fault]:
    """Yields what has moved: what has run stays in its place, up to the current stage; later stages
    that have opened keep their order."""
    until = 1 + (old.place(at) or 0)
    wanted = _ids(old.stages[:until])
    for n, (was, now) in enumerate(zip(wanted, _ids(new.stages), strict=False), 1):
        if was != now:
            yield Fault(n, "", "opened_moved")
            return
    later = [id_ for id_ in _ids(old.stages) if id_ in opened]
    if later != [id_ for id_ in _ids(new.stages) if id_ in opened]:
        yield Fault(0, "", "opened_order")


def _changed(old: Agenda, new: Agenda, opened: Collection[str]) -> Iterator[Fault]:
    known = {stage.id: stage for stage in old.stages if stage.id in opened}
    for n, stage in enumerate(new.stages, 1):
        was = known.get(stage.id)
        if was is None:
            if stage.added:
                yield Fault(n, "added", "not_opened")
            continue
        if not stage.added.startswith(was.added):
            yield Fault(n, "added", "added_gone")
        for name in Stage.__struct_fields__:
            if name not in FREE and getattr(stage, name) != getattr(was, name):
                yield Fault(n, name, "asked_already" if name in PROMPT_FIELDS else "opened_changed")


def _told(old: Agenda, new: Agenda, opened: Collection[str]) -> Iterator[Fault]:
    """The story that was told stays the one that its stage tells."""
    if told_by_stage(old, opened) != told_by_stage(new, opened):
        yield Fault(0, "", "told_otherwise")


def _promised(old: Agenda, new: Agenda, opened: Collection[str], live: bool) -> Iterator[Fault]:
    """Finds changes to who reads a card, and when the room sees it: people were told before they
    wrote."""
    if not writing_begun(old, opened):
        return
    shown = [_shown_later(agenda, opened) for agenda in (old, new)]
    alike = policy_sentence(old, live) == policy_sentence(new, live) and shown[0] == shown[1]
    if shows_live(new.stages, live) != live or not alike:
        yield Fault(0, "", "promised")


def _shown_later(agenda: Agenda, opened: Collection[str]) -> set[str]:
    """The stages of writing that have opened, by their ids, whose cards a reveal shows later."""
    kinds = [stage.kind for stage in agenda.stages]
    wrote = [at for at, stage in enumerate(agenda.stages) if stage.id in opened]
    return {agenda.stages[at].id for at in wrote if kinds[at] == "write" and "reveal" in kinds[at:]}


def _ids(stages: Sequence[Stage]) -> list[str]:
    return [stage.id for stage in stages]
