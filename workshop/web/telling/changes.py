"""The changes of an editor's text to a story, part by part, as pages show them."""

from workshop.protocol.story import Story
from workshop.rules.agenda import message
from workshop.stories.difference import Part, difference
from workshop.web.page_language import translate

PARTS = {
    "title": message("The title"),
    "context": message("The context"),
    "happened": message("What happened"),
    "turn": message("The turning point"),
    "now": message("What now"),
    "lesson": message("The lesson"),
    "question": message("Questions for the room"),
    "theme": message("Themes"),
}


def changes(before: Story, after: Story) -> list[tuple[str, Part]]:
    """Returns the parts that differ, each after its name in the reader's language."""
    parts = [part for part in difference(before, after) if part.changed]
    return [(translate(PARTS[part.name]), part) for part in parts]
