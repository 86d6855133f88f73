"""The leader's story in its form: the contributor's questions, signed in place of a naming."""

from dataclasses import replace
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace as with_words

from workshop.protocol.messages import Refused
from workshop.protocol.story import Story, Teller
from workshop.rules.agenda import message as _
from workshop.rules.limits import LEADER_TEXT, NAME_CHARS
from workshop.storage.bodies import LeaderWords
from workshop.storage.library_stories import Reach
from workshop.web.forms import OneLine, SentForm
from workshop.web.page_language import translate
from workshop.web.telling.contributor_form import (
    STORY_FIELDS,
    STORY_QUESTIONS,
    TellFaults,
    ToldWords,
    read_words,
    story_fields,
)

NO_LEADER_NAME = _("Please sign it with the name the room knows you by.")
TOO_MUCH_WORDS = _(
    "The room’s screen shows it all at once, so the limit is {limit} characters in all. Shorten "
    "it a little."
)
SHOWN_TO_ROOM = _(
    "The room has been shown your story, so it stays as it was told. What you typed is still on "
    "this phone."
)
OVER_REFUSAL = _("The workshop is over; nothing more can be saved.")
LAST_LINE_HINT = _("It is the last line of your story. Write one that is useful without the story.")
LEADER_FIELDS = tuple(
    replace(one, hint=LAST_LINE_HINT) if one.name == "lesson" else one for one in STORY_QUESTIONS
)
"""The questions. The room does not vote on the leader's lesson."""
GIVEN: dict[bool, dict[Reach, str]] = {
    True: {
        "once": _("In one more workshop of this team"),
        "team": _("In any workshop of this team"),
        "server": _("In any workshop on this server"),
    },
    False: {
        "once": _("In one more workshop only"),
        "server": _("In any workshop led from the facilitator’s laptop"),
    },
}
"""The choices of where a story may be told that is given to the library, on a hosted server and on
a laptop."""


class LeadersForm(ToldWords):
    """The leader's story, and who signs it."""

    name: Annotated[OneLine, Meta(min_length=1, max_length=NAME_CHARS, description=NO_LEADER_NAME)]


def leader_wrote(words: LeaderWords) -> dict[str, str]:
    """Returns what the leader wrote before, as the form shows it."""
    fields = story_fields(words.story) if words.story else {}
    return {**dict.fromkeys(STORY_FIELDS, ""), **fields, "name": words.name}


def read_leader(sent: SentForm[LeadersForm], language: str) -> Story | TellFaults:
    """Returns a signed story, or what is missing by its field."""
    read = read_words({**sent.values, "language": language})
    if isinstance(read, dict):
        return {**read, **sent.faults}
    return with_words(read, told_by=Teller(name=sent.form.name)) if sent.form else sent.faults


def refused_faults(refused: Refused) -> TellFaults:
    """Returns why a story was not kept, by the field at which it is said."""
    if refused.refused == "too_long":
        return {"text": translate(TOO_MUCH_WORDS, limit=LEADER_TEXT)}
    late = SHOWN_TO_ROOM if refused.refused == "too_late" else OVER_REFUSAL
    return {"late": translate(late)}
