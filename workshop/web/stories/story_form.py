"""The story of a workshop in a form: one of the shelf, or one that is written there."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated

from sqlalchemy.orm import Session

from workshop.ending.choosable_stories import (
    promised_elsewhere,
    stories_to_come,
    told_by_team,
)
from workshop.protocol.story import Story
from workshop.rules.agenda import message
from workshop.storage.library_stories import added_story
from workshop.stories.own_story import WRITTEN_FIELDS, read_own
from workshop.stories.pack import built_in_pack
from workshop.stories.reading.pasted import read_pasted
from workshop.stories.shelf import Shelved, find_one, propose_stories
from workshop.web.forms import Form, Ticked
from workshop.web.page_language import translate
from workshop.web.services import on_database, reads, services

OWN_CHOICE = "own"
"""The value of a form's choice for a story that is written in the form itself."""
LAID_OUT = "laid_out"
"""The hidden field with the text that was laid out over the others, until another is."""


PROMISED = message(
    "This story may be told in only one workshop, and another open one has it. Choose another "
    "story."
)


OF_ANOTHER_TEAM = message("Only the team that this story belongs to may tell it. Choose another.")


@dataclass(frozen=True)
class Chosen:
    """A story for a workshop, and its id on the shelf, "" for one that is not from there."""

    story: Story
    id: str = ""


def chosen_story(id_: str, language: str) -> Chosen | None:
    """Returns the story of the shelf that a form names, in a language where it is there in it."""
    found = reads(find_one)(id_, language)
    return Chosen(found.story, found.id) if found else None


class StoryFields(Form):
    """The story in a form: `story` is its id on the shelf, or OWN for one whose words are here."""

    story: str
    own: Annotated[dict[str, str], re.compile(f"own_({'|'.join((*WRITTEN_FIELDS, 'keep'))})")]
    pasted: str
    read_pasted: Ticked
    laid_out: str


def read_story(story: str, own: Mapping[str, str], language: str = "") -> Chosen | dict[str, str]:
    """Returns the story that was chosen or written, or what is wrong by its field."""
    if story != OWN_CHOICE:
        chosen = chosen_story(story, language)
        return chosen or {"story": translate("Choose a story from the list, or write your own.")}
    fields = {name.removeprefix("own_"): text for name, text in own.items()}
    # A story that is new here is told in the room's language; another keeps its own.
    read = read_own({**fields, "language": fields.get("language") or language})
    if isinstance(read, Story):
        return Chosen(read)
    return {f"own_{fault.field}": fault.said(translate) for fault in read}


def lay_out(sent: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Lays a pasted text out over the story's fields, for somebody to check, with notes to some.

    A field in which somebody typed stays as it is: one whose text is not the one that was laid out
    there before.
    """
    pasted, before = sent.get("pasted", ""), read_pasted(sent.get(LAID_OUT, "")).fields
    proposal = read_pasted(pasted)
    typed = {name for name in proposal.fields if _is_typed(sent, name, before.get(name, ""))}
    laid = {f"own_{name}": text for name, text in proposal.fields.items() if name not in typed}
    notes = {
        f"own_{note.field}": note.said(translate)
        for note in proposal.notes
        if note.field not in typed
    }
    return {**sent, "story": OWN_CHOICE, LAID_OUT: pasted, **laid}, notes


def _is_typed(sent: Mapping[str, str], name: str, laid: str) -> bool:
    text = sent.get(f"own_{name}", "").replace("\r\n", "\n").strip()
    return text not in ("", laid.strip())


def story_values(story: Story | None, id_: str = "") -> dict[str, str]:
    """Returns the values with which a form shows a story; `id_` is its id on the shelf, or "".

    A story of the shelf is nobody's to write anew, also where it has left the shelf. Of others it
    is asked anew whether their teller agreed.
    """
    if story is None:
        return {"story": ""}
    if id_:
        return {"story": id_ if chosen_story(id_, story.language) else ""}
    teller = story.told_by
    steps = {f"own_{step.kind}": step.text for step in story.steps}
    told = {"own_name": teller.name, "own_work": teller.work, "own_place": teller.place}
    words = {"own_title": story.title, "own_lesson": story.lesson, "own_source": story.source}
    asked = {"own_question": "\n".join(story.questions), "own_theme": ", ".join(story.themes)}
    return {"story": OWN_CHOICE, **words, **told, **steps, **asked, "own_language": story.language}


@on_database
def proposals(language: str, team: str, *chosen: str) -> list[Shelved]:
    """Returns the stories that a form offers for a workshop of a team: those that are chosen
    already, then others; `team` is its id, or ""."""
    return _propose(language, team, stories_to_come(services().store, team), chosen)


@reads
def _propose(
    session: Session, language: str, team: str, to_come: Collection[str], chosen: tuple[str, ...]
) -> list[Shelved]:
    named = [find_one(session, id_, language) for id_ in chosen if id_ and id_ != OWN_CHOICE]
    found = [*filter(None, named), *propose_stories(session, language, team, to_come)]
    return list({one.id: one for one in found}.values())


@on_database
def is_promised(id_: str, but: str = "") -> bool:
    """True if a story may be told in one workshop, and an open one other than `but` has it."""
    added = reads(added_story)(id_) if id_ else None
    if added is None:
        return False
    return promised_elsewhere(services().store, id_, added.reach, but)


@on_database
def of_another_team(id_: str, team: str) -> bool:
    """True if a story belongs to another team than this one, by its id, which may not tell it."""
    if not id_ or id_ in built_in_pack().by_id:
        return False
    return told_by_team(services().store, id_, team) is None


def told_sheet(one: Shelved) -> dict[str, object]:
    """Returns a story as the form of a new workshop draws it, whole, as it will be told."""
    story = one.story
    return {
        "id": one.id,
        "title": story.title,
        "name": story.told_by.name,
        "work": story.told_by.work,
        "language": story.language,
        "theme": next(iter(story.themes), ""),
        "minutes": one.minutes,
        "times": one.times,
        "steps": [step.text for step in story.steps if step.kind != "now"],
        "now": next((step.text for step in story.steps if step.kind == "now"), ""),
        "lesson": story.lesson,
    }
