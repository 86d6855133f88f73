"""Commands of the desk that change an open workshop: the room, its time, its words, its agenda.

Those that have `seen` say what the desk saw before: what another desk has changed meanwhile is not
written over unread.
"""

import hashlib
import json
from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import Closed, Command, StageId, Text
from workshop.protocol.story import Story
from workshop.rules.agenda import StageKind

Minutes = Annotated[int, msgspec.Meta(ge=1, le=120)]

SeenMark = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
"""The mark of what the desk saw when the change was begun, as `mark_of` makes it."""


class SetWifi(Command, tag="set_wifi"):
    """The room's Wi-Fi. `shown` says that the room's screen shows the password in letters, and not
    only in the code. Without a password the network is open."""

    name: Text
    password: Text = ""
    shown: bool = True


class FreeAt(Command, tag="free_at"):
    """Sets when the room must be free: the next moment a clock shows this time; "" for never.

    `offset` is how many minutes east of UTC that clock stands.
    """

    hour: Annotated[str, msgspec.Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?\Z")]
    offset: Annotated[int, msgspec.Meta(ge=-900, le=900)] = 0


class SkipStage(Command, tag="skip_stage"):
    """Leaves out a stage that has not begun, or puts it back. The desk can still go there."""

    stage: StageId
    on: bool


class SetMinutes(Command, tag="set_minutes"):
    """Changes the minutes of stages to come, by the stages' ids. Stages up to the current one keep
    theirs, and so do stages that are not named."""

    minutes: Annotated[dict[StageId, Minutes], msgspec.Meta(max_length=30)]


class PlayTone(Command, tag="play_tone"):
    """Has the room's screen play its tone, or keeps it silent."""

    on: bool


class CloseDoor(Command, tag="close_door"):
    """Keeps out devices that were not here before, or lets new ones in again."""

    on: bool


class MeetAgain(Command, tag="meet_again"):
    """Sets when the team meets next: a day such as 2027-03-03, or "" when nobody knows yet."""

    day: Annotated[str, msgspec.Meta(max_length=10)]


class Rename(Command, tag="rename"):
    """Another title or team for the workshop."""

    title: Text
    team: Text
    seen: SeenMark


class SetContacts(Command, tag="set_contacts"):
    """Sets who people can talk to afterwards, and where things are reported; "" for nobody."""

    support: Text
    reporting: Text
    seen: SeenMark


class SetPlace(Command, tag="set_place"):
    """Says where people are: in a room, in a call, or some here and some there."""

    place: Literal["room", "remote", "both"]
    seen: SeenMark


class SetRules(Command, tag="set_rules"):
    """Sets other ground rules, until the first stage of writing opens."""

    rules: Annotated[list[Text], msgspec.Meta(max_length=40)]
    seen: SeenMark


class TellStory(Command, tag="tell_story"):
    """Another story for the first or the second story stage, until that stage opens.

    `library` is the story's id in the library, "" for one that is not from there.
    """

    place: Literal["story", "story2"]
    story: Story
    seen: SeenMark
    library: Annotated[str, msgspec.Meta(max_length=60)] = ""


class ShapedStage(Closed):
    """One stage as the desk wants it. `id` is "" for one that is new; settings that are left to the
    workshop do not stand there."""

    id: Annotated[str, msgspec.Meta(max_length=40)]
    kind: StageKind
    minutes: int
    name: Text = ""
    prompt: Text = ""
    second_prompt: Text = ""
    cue: Text = ""
    added: Text = ""
    settings: dict[str, str | int] = msgspec.field(default_factory=dict)


class ShapeAgenda(Command, tag="shape_agenda"):
    """Another agenda: the stages in their order. Stages that have opened can only get another cue
    and an addition to their question."""

    stages: Annotated[list[ShapedStage], msgspec.Meta(max_length=30)]
    seen: SeenMark


ChangeCommand = (
    SetWifi
    | FreeAt
    | SkipStage
    | SetMinutes
    | MeetAgain
    | CloseDoor
    | PlayTone
    | Rename
    | SetContacts
    | SetPlace
    | SetRules
    | ShapeAgenda
    | TellStory
)
"""All that the desk changes of an open workshop."""


def mark_of(*parts: object) -> str:
    """Marks what stands in a form: 16 hexadecimal digits, the same for the same parts."""
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
