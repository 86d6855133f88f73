"""The agenda of an open workshop: its stages to come are ordered anew, added, taken out, set."""

from typing import Any

import msgspec

from workshop.actions.answers import OK, Answered, AtDesk, action
from workshop.actions.change import opened_stages
from workshop.actions.within_stage import MINUTE_S
from workshop.languages import languages
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.protocol.messages import Refused
from workshop.rules.agenda import Agenda
from workshop.rules.agenda_change import as_before, change_faults
from workshop.rules.agenda_faults import Fault
from workshop.rules.agenda_file import AgendaFile, read_parts
from workshop.rules.agenda_words import with_words
from workshop.rules.limits import PROMPT
from workshop.rules.stages import shows_live
from workshop.rules.text import one_line
from workshop.storage.state import write_agenda
from workshop.storage.transaction import Tx


@action
def shape_agenda(tx: Tx, _who: AtDesk, _key: bytes, command: commands.ShapeAgenda) -> Answered:
    """Gives the workshop another agenda, as far as nothing of it has opened."""
    old, state = tx.agenda, tx.state
    new = agenda_of(old, command.stages, state.language)
    if not isinstance(new, Agenda):
        return _refused("malformed", new[0])
    if new == old:
        return OK
    if command.seen != seen_agenda(old):
        return Refused(refused="moved_on", about="agenda")
    # Where the last call leads is as good as open.
    kept = opened_stages(tx) | ({state.going_to} - {""})
    faults = change_faults(old, new, state.stage, kept, live_wall=state.live_wall)
    if faults:
        return _refused("too_late", faults[0])
    _put(tx, new, {stage.id for stage in command.stages})
    return OK


def seen_agenda(agenda: Agenda) -> str:
    """Marks an agenda as it stands, for whoever begins to change it."""
    return mark_of(msgspec.to_builtins(agenda))


def agenda_of(
    old: Agenda, stages: list[commands.ShapedStage], language: str
) -> Agenda | list[Fault]:
    """Returns the agenda that these stages make, or all that keeps a workshop from being led by
    them. What is left empty says the program in the workshop's language."""
    known = {stage.id for stage in old.stages}
    read = read_parts(_parts(stages, known, language))
    if not isinstance(read, AgendaFile):
        return read
    added = [one_line(stage.added) for stage in stages]
    long = [
        Fault(n, "added", "too_long", {"limit": PROMPT, "length": len(text)})
        for n, text in enumerate(added, 1)
        if len(text) > PROMPT
    ]
    if long:
        return long
    shaped = zip(read.agenda.stages, added, strict=True)
    new = Agenda(tuple(msgspec.structs.replace(stage, added=more) for stage, more in shaped))
    return as_before(old, with_words(new, languages().translator(language)))


def _parts(stages: list[commands.ShapedStage], known: set[str], language: str) -> dict[str, Any]:
    """Returns the same laid out as in an agenda's file, where a new stage gets its id."""
    return {"name": "-", "language": language, "stages": [_part(one, known) for one in stages]}


def _part(stage: commands.ShapedStage, known: set[str]) -> dict[str, Any]:
    fields = msgspec.structs.asdict(stage)
    del fields["added"]
    if stage.id not in known:
        del fields["id"]
    return fields


def _put(tx: Tx, new: Agenda, stayed: set[str]) -> None:
    """Without an hour, the end that the agenda led to stays what everything is measured by.

    `stayed` has the ids of the stages that were there before: one that is new may get the id of
    one that was taken out.
    """
    state = tx.state
    if state.free_by is None and state.started_at is not None:
        tx.put(free_by=state.started_at + MINUTE_S * tx.agenda.minutes)
    tx.put(
        agenda=write_agenda(new),
        skipped=[one for one in state.skipped if one in stayed],
        live_wall=shows_live(new.stages, state.live_wall),
    )
    tx.changed = True


def _refused(code: Any, fault: Fault) -> Refused:
    return Refused(refused=code, about=f"{fault.stage}:{fault.field}:{fault.code}")
