"""A story in the form of its contributor: what is asked, and what was sent or is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, cast

from msgspec import Meta
from msgspec.structs import replace

from workshop.protocol.story import STEP_KINDS, TELLER_NAME, TELLER_WORK, Story, Teller
from workshop.rules.agenda import message as _
from workshop.storage.contributions import Naming
from workshop.storage.library_stories import Reach
from workshop.stories.contributing import NAMINGS, Sent
from workshop.stories.own_story import FIELD_LIMITS, StoryFault, read_own
from workshop.stories.reading.lines import tidy
from workshop.web.forms import Form, Ticked
from workshop.web.page_language import translate

STORY_FIELDS = (*STEP_KINDS, "lesson", "title")
"""The fields of the story itself, in the order in which they are asked."""
NAMING_FIELDS: dict[Naming, tuple[str, str]] = {
    "named": ("name", "work"), "first_name": ("first", "trade"), "unnamed": ("", ""),
}  # fmt: skip
"""The two fields of each naming. The form sends only those of the one that was chosen."""
REACH_CHOICES: dict[bool, dict[Reach, str]] = {
    True: {
        "once": _("In only one workshop of the team that asks"),
        "team": _("In any workshop of that team"),
        "server": _("In any workshop on this server"),
    },
    False: {
        "once": _("In one workshop only"),
        "server": _("In any workshop led from the facilitator’s laptop"),
    },
}
"""The choices of where a story may be told, on a hosted server and on a laptop."""
NO_NAMING = _("Choose how you are named. “Nobody” is a choice like the others.")
NO_CONTRIBUTOR_NAME = _("Write your name here, or choose to be named in another way.")
TEXT_TOO_LONG = _("A text is too long. Shorten it a little.")
NO_CONTRIBUTOR_REACH = _("Choose where your story may be told.")
TellFaults = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """A question of the form, in English: its page's name, itself, a hint, and where it leads."""

    name: str
    where: str
    question: str
    hint: str
    leads_to: str
    limit: int


def _asked(name: str, where: str, question: str, hint: str, leads_to: str) -> Asked:
    return Asked(name, where, question, hint, leads_to, FIELD_LIMITS[name])


STORY_QUESTIONS = (
    _asked(
        "context", _("1 of 4, the context"), _("Where was it, and what did you want?"),
        _("Two or three sentences. Leave out the names of customers and colleagues."),
        _("What happened"),
    ),
    _asked(
        "happened", _("2 of 4, what happened"), _("What happened? The moment itself."),
        _("No explanation yet, and no happy ending. Leave out figures that give someone away."),
        _("The turning point"),
    ),
    _asked(
        "turn", _("3 of 4, the turning point"), _("What was the turning point?"),
        _("What made you see it? If it was a person, write “a colleague”, not a name."),
        _("What now"),
    ),
    _asked(
        "now", _("4 of 4, what now"), _("What do you do differently now?"),
        _("Only what has really changed. Say nothing about others that they would not say."),
        _("The lesson"),
    ),
    _asked(
        "lesson", _("The lesson"), _("What would you tell a colleague, in one sentence?"),
        _("The room votes on lessons. Write one that is useful without the story."),
        _("The title"),
    ),
    _asked(
        "title", _("The title"), _("What is your story called?"),
        _("A few words. The beginning of your lesson is proposed: keep it, or change it."),
        _("Read it once more"),
    ),
)  # fmt: skip


class ToldWords(Form):
    """The words of a story that somebody tells."""

    title: str
    lesson: str
    context: str
    happened: str
    turn: str
    now: str


class SentStory(ToldWords):
    """A story as its contributor sends it, with what they allow, and how they are named."""

    language: str
    reach: Literal["", "once", "team", "server"]
    packs: Ticked
    letters: Ticked
    naming: Literal["", "named", "first_name", "unnamed"]
    name: Annotated[str, Meta(max_length=TELLER_NAME)]
    work: Annotated[str, Meta(max_length=TELLER_WORK)]
    first: Annotated[str, Meta(max_length=TELLER_NAME)]
    trade: Annotated[str, Meta(max_length=TELLER_WORK)]


class ChosenNaming(Form):
    """How little of a contributor is said from here on."""

    naming: Naming


def read_contribution(values: Mapping[str, str], day: str, *, hosted: bool) -> Sent | TellFaults:
    """Returns what a contributor has sent, or the sentences of what is missing by its field."""
    naming, reach = values["naming"], values["reach"]
    story = read_words(values)
    faults = {
        **(story if isinstance(story, dict) else {}),
        **({} if reach in REACH_CHOICES[hosted] else {"reach": translate(NO_CONTRIBUTOR_REACH)}),
        **_naming_faults(values),
    }
    if faults or isinstance(story, dict):
        return faults
    name, work = (values.get(one, "") for one in NAMING_FIELDS[cast(Naming, naming)])
    teller = Teller(name=tidy(name), work=tidy(work))
    return Sent(
        replace(story, told_by=teller), cast(Naming, naming), cast(Reach, reach), day,
        packs=values["packs"] == "yes", letters=values["letters"] == "yes",
    )  # fmt: skip


def read_words(values: Mapping[str, str]) -> Story | TellFaults:
    """Returns a story without its teller, or what is missing in it."""
    fields = {name: values.get(name, "") for name in (*STORY_FIELDS, "language")}
    # Whoever tells it is asked apart from its words, and agrees by sending it.
    read = read_own({**fields, "name": "-", "agreed": "yes"})
    if isinstance(read, Story):
        return replace(read, told_by=Teller())
    return {_page_of(fault, fields): fault.said(translate) for fault in read}


def story_fields(story: Story) -> dict[str, str]:
    """Returns a story as the form's fields show it."""
    steps: dict[str, str] = {step.kind: step.text for step in story.steps}
    words = {"title": story.title, "lesson": story.lesson, "language": story.language}
    return {**dict.fromkeys(STEP_KINDS, ""), **steps, **words}


def _page_of(fault: StoryFault, fields: Mapping[str, str]) -> str:
    """The field at which a fault is said: where steps are too few, the first empty one."""
    if fault.field != "steps":
        return fault.field
    return next(kind for kind in STEP_KINDS if not tidy(fields[kind]))


def _naming_faults(values: Mapping[str, str]) -> TellFaults:
    naming = values["naming"]
    if naming not in NAMINGS:
        return {"naming": translate(NO_NAMING)}
    name, _work = NAMING_FIELDS[naming]
    return {name: translate(NO_CONTRIBUTOR_NAME)} if name and not tidy(values[name]) else {}
