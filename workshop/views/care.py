"""What the desk sees of people who ask to be spoken to, and of the pulse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop.protocol import entries
from workshop.protocol.care_entries import CheckInEntry, PulseEntry, PulseItem
from workshop.protocol.entries import Entries
from workshop.rules import pulse as rules
from workshop.storage.bodies import CheckInWords, show
from workshop.storage.keyring import Keys

if TYPE_CHECKING:
    from workshop.views.room import Room


@dataclass(frozen=True)
class RoomCheckIn:
    """Somebody asks to be spoken to. The handle is another one for each time and each line."""

    handle: str
    text: str


def read_check_ins(rows: Iterable[Any], keys: Keys) -> tuple[RoomCheckIn, ...]:
    """Those that wait, in an order that tells nothing."""
    found = [show(keys, "check_in", row.key, row.body, CheckInWords) for row in rows]
    read = [RoomCheckIn(one.sent.hex(), one.text) for one in found]
    return tuple(sorted(read, key=lambda one: one.handle))


def check_ins(room: "Room") -> Entries:
    """Who asks to be spoken to: for the desk, and for nobody else."""
    return {
        f"check_ins/{one.handle}": CheckInEntry(handle=one.handle, text=one.text)
        for one in room.check_ins
    }


def pulse_taken(room: "Room") -> entries.PulseUse:
    """What phones are told: whether answers are taken, and where the sums may stand."""
    use: entries.PulseUse = "" if room.state.pulse_over else room.state.pulse
    return use


def pulse_items(room: "Room") -> list[PulseItem]:
    """The sums that may be told; none before the pulse is over, nor where too few answered."""
    counts = {item: count for (round_, item), count in room.released.items() if not round_}
    return [
        PulseItem(arrive=[*one.arrive], finish=[*one.finish], change=[*one.change])
        for one in rules.told(counts)
    ]


def pulse(room: "Room") -> Entries:
    """The pulse, where it is taken: for the desk."""
    state = room.state
    if not state.pulse:
        return {}
    items = pulse_items(room)
    return {"pulse": PulseEntry(use=state.pulse, over=state.pulse_over, items=items)}
