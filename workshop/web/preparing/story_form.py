"""A story in a form: one of the pack, or one of a team's own, perhaps laid out from a text."""

from collections.abc import Mapping

from workshop.protocol.story import Story
from workshop.stories.own_story import read_own
from workshop.stories.pack import built_in
from workshop.stories.pasted import read_pasted
from workshop.web.page_language import translate

OWN = "own"


def read_story(values: Mapping[str, str]) -> Story | dict[str, str]:
    """Returns the story that was chosen or written, or what is wrong by its field."""
    if values["story"] != OWN:
        chosen = values["story"]
        stories = built_in()
        if chosen.isdecimal() and int(chosen) < len(stories):
            return stories[int(chosen)]
        return {"story": translate("Choose one of the stories in the list, or write your own.")}
    fields = {
        name.removeprefix("own_"): text for name, text in values.items() if name.startswith("own_")
    }
    read = read_own(fields)
    if isinstance(read, Story):
        return read
    return {f"own_{fault.field}": fault.said(translate) for fault in read}


def laid_out(sent: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Lays a pasted text out over the story's fields, for somebody to check, with notes to some."""
    proposal = read_pasted(sent.get("pasted", ""))
    laid = {f"own_{name}": text for name, text in proposal.fields.items()}
    notes = {f"own_{note.field}": note.said(translate) for note in proposal.notes}
    return {**sent, "story": OWN, **laid}, notes


def story_values(story: Story | None) -> dict[str, str]:
    """Returns the values with which a form shows a story. That its teller agreed is asked anew."""
    if story is None:
        return {"story": ""}
    stories = built_in()
    if story in stories:
        return {"story": str(stories.index(story))}
    teller = story.told_by
    steps = {f"own_{step.kind}": step.text for step in story.steps}
    told = {"own_name": teller.name, "own_work": teller.work, "own_place": teller.place}
    words = {"own_title": story.title, "own_lesson": story.lesson}
    return {"story": OWN, **words, **told, **steps, "own_question": "\n".join(story.questions)}
