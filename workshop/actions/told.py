"""The stories of a workshop: those that its agenda tells, and the one on show."""

from workshop.protocol.story import Story
from workshop.storage.bodies import show
from workshop.storage.transaction import Tx


def told_stories(tx: Tx) -> list[Story]:
    """The stories in the order in which the agenda tells them; none where it tells none."""
    bodies = [("story", tx.state.story), ("second_story", tx.state.second_story)]
    told = bodies[: tx.agenda.tells()]
    return [show(tx.keys, place, b"", body, Story) for place, body in told if body]


def story_on_show(tx: Tx) -> Story:
    """The story of the current stage, or else the one told last."""
    second = tx.agenda.told(tx.state.position) == "story2" and tx.state.second_story
    if second:
        return show(tx.keys, "second_story", b"", tx.state.second_story, Story)
    return show(tx.keys, "story", b"", tx.state.story, Story)
