"""What the desk can change of a workshop that is open already.

Each of these says what the desk saw before (`seen`): what another desk has changed meanwhile is not
written over unread.
"""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import Closed, Command, Text
from workshop.protocol.entries import StageKind
from workshop.protocol.story import Story

Seen = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
"""What stood there when the change was begun, as `rules.seen` marks it."""


class Rename(Command, tag="rename"):
    """Another title or team for the workshop."""

    title: Text
    team: Text
    seen: Seen


class SetContacts(Command, tag="set_contacts"):
    """Who people can talk to afterwards, and where things are reported; "" for nobody."""

    support: Text
    reporting: Text
    seen: Seen


class SetPlace(Command, tag="set_place"):
    """Where people are: in a room, in a call, or some here and some there."""

    place: Literal["room", "remote", "both"]
    seen: Seen


class SetRules(Command, tag="set_rules"):
    """Other ground rules, until the first stage of writing opens."""

    rules: Annotated[list[Text], msgspec.Meta(max_length=40)]
    seen: Seen


class TellStory(Command, tag="tell_story"):
    """Another story for the first or the second story stage, until that stage opens."""

    place: Literal["story", "story2"]
    story: Story
    seen: Seen


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
    """Another agenda: the stages in their order. Those that have opened can have another cue and
    an addition to their question, and nothing else."""

    stages: Annotated[list[ShapedStage], msgspec.Meta(max_length=30)]
    seen: Seen
