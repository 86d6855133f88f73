"""Letters to the tellers of stories: when phones may write them, and to whom."""

from workshop.protocol.entries import Entries, Letters, LetterTo
from workshop.protocol.story import Story
from workshop.rules.agenda import Told
from workshop.views.on_show import OnShow, heard
from workshop.views.room import Room, Surroundings


def takes_letters(at: OnShow) -> bool:
    """True from the end of the vote until the workshop ends; without a vote, at the finish."""
    votes = [i for i, stage in enumerate(at.agenda.stages) if stage.kind == "vote"]
    last = max(votes, default=-1)
    if at.state.phase == "closed" or at.state.vote_paused:
        return False
    if not votes:
        return at.stage.kind == "finish"
    return at.position > last or (at.position == last and at.state.phase == "ended")


def letters(room: Room, around: Surroundings) -> Entries:
    """Returns the tellers to whom phones may write now; nothing where there is none."""
    wanted = sorted(around.letters & heard(room)) if takes_letters(room) else []
    to = [_teller(place, _told_in(room, place)) for place in wanted]
    return {"letters": Letters(to=to)} if to else {}


def _teller(place: Told, story: Story) -> LetterTo:
    return LetterTo(place=place, name=story.told_by.name, title=story.title)


def _told_in(room: Room, place: Told) -> Story:
    second = room.second_story if place == "story2" else None
    return second or room.story
