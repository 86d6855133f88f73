"""What the desk says of the room itself: its Wi-Fi, how much time there is for what, and when the
team meets next."""

from msgspec.structs import replace

from workshop.actions.answers import OK, Answer, AtDesk, action
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.agenda import Agenda
from workshop.rules.joining import literal
from workshop.rules.limits import NOTE, WIFI_PASSWORD
from workshop.rules.times import is_day, moment_at, next_at
from workshop.storage.agendas import write_agenda
from workshop.storage.bodies import WifiWords
from workshop.storage.transaction import Tx

MINUTE = 60.0


@action
def set_wifi(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetWifi) -> Answer:
    """Says another Wi-Fi, or none."""
    name, password = literal(command.name), literal(command.password)
    for field, text, most in (("name", name, NOTE), ("password", password, WIFI_PASSWORD)):
        if len(text) > most:
            return Refused(refused="too_long", about=f"{field}:{most}")
    tx.put(wifi=name)
    tx.put_hidden("wifi_password", wifi_words(name, password, command.shown))
    tx.changed = True
    return OK


def wifi_words(name: str, password: str, shown: bool) -> WifiWords | None:
    """Returns a Wi-Fi's password as it is stored; None without a network to join by it."""
    return WifiWords(password=password, shown=shown) if name else None


@action
def free_at(tx: Tx, _who: AtDesk, _key: bytes, command: commands.FreeAt) -> Answer:
    """Says another hour at which the room must be free, or none."""
    moment = moment_at(tx.context.now, command.offset)
    tx.put(free_at=command.hour, free_by=next_at(command.hour, moment))
    tx.changed = True
    return OK


@action
def skip_stage(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SkipStage) -> Answer:
    """Leaves out a stage that comes later, or puts it back."""
    state, id_ = tx.state, command.stage
    at = tx.agenda.place(id_)
    if at is None:
        return Refused(refused="no_such", about="stage")
    if command.on and (at <= tx.position or state.took.get(id_) or _is_last(tx, at)):
        return Refused(refused="not_allowed", about="skip_stage")
    left_out = {*state.skipped, id_} if command.on else {*state.skipped} - {id_}
    tx.put(skipped=sorted(left_out))
    tx.changed = True
    return OK


@action
def set_minutes(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetMinutes) -> Answer:
    """Gives the stages that come other minutes.

    Where no hour was given, the end that the agenda led to stays what everything is measured by:
    else the workshop would be as late after it was shortened as before.
    """
    stages, current = tx.agenda.stages, tx.position
    if not command.minutes.keys() <= {stage.id for stage in stages}:
        return Refused(refused="no_such", about="minutes")
    to_come = {stage.id for stage in stages[current + 1 :]} & command.minutes.keys()
    timed = tuple(
        replace(stage, minutes=command.minutes[stage.id]) if stage.id in to_come else stage
        for stage in stages
    )
    if tx.state.free_by is None and tx.state.started_at is not None:
        tx.put(free_by=tx.state.started_at + MINUTE * tx.agenda.minutes)
    tx.put(agenda=write_agenda(Agenda(timed)))
    tx.changed = True
    return OK


@action
def close_door(tx: Tx, _who: AtDesk, _key: bytes, command: commands.CloseDoor) -> Answer:
    """Lets no new device in, or lets them in again."""
    tx.put(door_closed=command.on)
    tx.changed = True
    return OK


@action
def meet_again(tx: Tx, _who: AtDesk, _key: bytes, command: commands.MeetAgain) -> Answer:
    """Says when the team meets next, or that nobody knows yet."""
    if command.day and not is_day(command.day):
        return Refused(refused="malformed", about="day")
    tx.put(meets=command.day)
    tx.changed = True
    return OK


def _is_last(tx: Tx, position: int) -> bool:
    """The finish is where the traces are erased: nobody comes past it."""
    return position == len(tx.agenda.stages) - 1
