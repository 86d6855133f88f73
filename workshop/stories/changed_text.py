"""Another text for a story that somebody has told: an editor's, from a form."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from workshop.protocol.story import MOST_THEMES, THEME, Story
from workshop.stories.own_story import StoryFault, read_own
from workshop.stories.reading.lines import tidy

WORDS = ("title", "context", "happened", "turn", "now", "lesson", "question")
"""The fields of the form beside the themes; whose story it is stays the contributor's choice."""
BETWEEN = re.compile(r"[,;،؛、，\n]")
"""The marks between themes."""


def read_changed(fields: Mapping[str, str], story: Story) -> Story | list[StoryFault] | None:
    """Reads another text of a story; None if its themes are too many or too long.

    Its teller, source and language stay as they are.
    """
    themes = tuple(dict.fromkeys(filter(None, map(tidy, BETWEEN.split(fields.get("theme", ""))))))
    if len(themes) > MOST_THEMES or any(len(theme) > THEME for theme in themes):
        return None
    words = {name: fields.get(name, "") for name in WORDS}
    # A story told first hand has a teller; this one may be told without a name.
    read = read_own({**words, "name": "-", "agreed": "on", "language": story.language})
    if not isinstance(read, Story):
        return read
    return replace(read, told_by=story.told_by, source=story.source, themes=themes)


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
