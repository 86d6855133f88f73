"""Another text for a story that somebody has told: an editor's, from a form."""

from collections.abc import Mapping

from msgspec.structs import replace

from workshop.protocol.story import KINDS, Story
from workshop.stories.own_story import StoryFault, read_own

WORDS = ("title", *KINDS, "lesson", "question", "theme")
"""The fields of the form; whose story it is stays the contributor's choice."""


def read_changed(fields: Mapping[str, str], story: Story) -> Story | list[StoryFault]:
    """Reads another text of a story, or returns what is wrong in it.

    Its teller, source and language stay as they are.
    """
    words = {name: fields.get(name, "") for name in WORDS}
    # A story told first hand has a teller; this one may be told without a name.
    read = read_own({**words, "name": "-", "agreed": "on", "language": story.language})
    if not isinstance(read, Story):
        return read
    return replace(read, told_by=story.told_by, source=story.source)


def fields_of(story: Story) -> dict[str, str]:
    """Returns the values with which the form shows a story's text."""
    return {
        **dict.fromkeys(WORDS, ""),
        "title": story.title,
        "lesson": story.lesson,
        "question": "\n".join(story.questions),
        "theme": ", ".join(story.themes),
        **{step.kind: step.text for step in story.steps},
    }
