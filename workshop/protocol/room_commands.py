"""What the desk can ask for about the room itself: its Wi-Fi, and the time that it has."""

from typing import Annotated

import msgspec

from workshop.protocol.base import Command, StageId, Text

Minutes = Annotated[int, msgspec.Meta(ge=1, le=120)]


class SetWifi(Command, tag="set_wifi"):
    """The room's Wi-Fi. `shown` says that the password stands on the room's screen in letters,
    and not in the code alone. Without a password it is an open one."""

    name: Text
    password: Text = ""
    shown: bool = True


class FreeAt(Command, tag="free_at"):
    """When the room must be free: the next time that a clock shows this hour; "" for never.

    `offset` is how many minutes east of UTC that clock stands.
    """

    hour: Annotated[str, msgspec.Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?\Z")]
    offset: Annotated[int, msgspec.Meta(ge=-900, le=900)] = 0


class SkipStage(Command, tag="skip_stage"):
    """Leaves a stage out that has not begun, or puts it back. Anybody can still go there."""

    stage: StageId
    on: bool


class SetMinutes(Command, tag="set_minutes"):
    """Other minutes for stages that come, by the ids of the stages. A stage up to the current one
    keeps its own, and so does one that is not named."""

    minutes: Annotated[dict[StageId, Minutes], msgspec.Meta(max_length=30)]


class CloseDoor(Command, tag="close_door"):
    """Lets no device in that was not here before, or lets new ones in again."""

    on: bool


class MeetAgain(Command, tag="meet_again"):
    """When the team meets next: a day such as 2027-03-03, or "" when nobody knows yet."""

    day: Annotated[str, msgspec.Meta(max_length=10)]
