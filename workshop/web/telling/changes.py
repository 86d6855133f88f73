"""The changes of an editor's text to a story, part by part, as pages show them."""

from dataclasses import replace

from workshop.protocol.story import Story
from workshop.rules.agenda import message
from workshop.stories.difference import PartChange, difference
from workshop.stories.own_story import STORY_LABELS
from workshop.web.page_language import translate
from workshop.web.services import services

DIFFERENCE_LABELS = STORY_LABELS | {
    "question": message("Questions for the room"),
    "theme": message("Themes"),
    "language": message("The language"),
}


def differing_parts(before: Story, after: Story) -> list[tuple[str, PartChange]]:
    """Returns the parts that differ, each after its name in the reader's language."""
    return [one for one in every_part(before, after) if one[1].changed]


def every_part(before: Story, after: Story) -> list[tuple[str, PartChange]]:
    """Like `differing_parts`, but with the parts that stay as they are: all that one agrees to."""
    return [
        (translate(DIFFERENCE_LABELS[part.name]), _read(part)) for part in difference(before, after)
    ]


def _read(part: PartChange) -> PartChange:
    """A tag such as "en" says nothing to a reader: a language is shown by its own name."""
    if part.name != "language":
        return part
    names = services().languages
    pieces = [
        replace(one, text=names.name(one.text)) if one.text in names.known else one
        for one in part.pieces
    ]
    return replace(part, pieces=tuple(pieces))
