"""Letters to tellers, between a workshop and the library: who wants them, what the seal keeps."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from workshop.actions.letters import letters_in
from workshop.people.links import opens_receipt
from workshop.rules.agenda import Told
from workshop.rules.limits import LETTERS_FOR
from workshop.rules.thresholds import devices_needed
from workshop.storage.contributions import contribution
from workshop.storage.keyring import StoryKeys
from workshop.storage.letters import LetterBatch, keep_batch
from workshop.storage.state import read_state
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop
from workshop.views.on_show import OnShow, heard


def letters_wanted(session: Session, keys: StoryKeys, at: OnShow) -> frozenset[Told]:
    """Returns the places of the stories whose tellers want letters and have a way to read them;
    none in a trial."""
    if at.state.trial:
        return frozenset()
    # By their stories: of one that is told twice the seal keeps the letters of a single place.
    chosen = {at.state.library.get(place, ""): place for place in sorted(heard(at), reverse=True)}
    return frozenset(
        place for story, place in chosen.items() if story and wants_letters(session, keys, story)
    )


def wants_letters(session: Session, keys: StoryKeys, story: str) -> bool:
    """True if the teller of a story wants letters and has a receipt here, by which to read them."""
    one = contribution(session, keys, story)
    if one is None or one.words is None or one.status != "ready" or not one.words.letters:
        return False
    return opens_receipt(session, story)


def letters_written(stored: StoredWorkshop) -> dict[Told, list[str]]:
    """Returns the letters that a workshop holds, by the place of the story, as far as enough phones
    wrote one that nobody's stands out. It goes by the most devices that were here at all."""
    found: dict[Told, list[str]] = {}
    with stored.read() as connection:
        for one in letters_in(connection, stored.own):
            found.setdefault(one.to, []).append(one.text)
        needed = devices_needed(read_state(connection, stored.keys, stored.cache).devices)
    return {to: texts for to, texts in found.items() if len(texts) >= needed}


def keep_letters(
    session: Session, store: Store, at: OnShow, letters: dict[Told, list[str]], team: str, day: str
) -> None:
    """Keeps the letters of a workshop that is sealed on this day, for its facilitator."""
    until = (date.fromisoformat(day) + timedelta(LETTERS_FOR)).isoformat()
    for place in sorted(letters_wanted(session, store.story_keys, at) & letters.keys()):
        story = at.state.library[place]
        batch = LetterBatch(story, at.state.id, place, team, until, tuple(letters[place]))
        keep_batch(session, store.story_keys, batch)
