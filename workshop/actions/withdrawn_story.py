"""A story of the library that was withdrawn, or names its teller less, in an open workshop that has
not told it yet."""

from collections.abc import Mapping

from workshop.actions.as_it_stands import AsItStands
from workshop.actions.change import STORY_COLUMNS, opened_stages
from workshop.protocol.story import Story
from workshop.rules.agenda import Told
from workshop.rules.stages import is_told
from workshop.storage.library_stories import id_in_packs
from workshop.storage.transaction import Tx


def tell_another(tx: Tx, library_id: str, others: Mapping[str, Story]) -> bool:
    """Tells one of these stories, by their ids, in each place where a withdrawn one waits; False
    where it waits nowhere. What the room has heard stays."""
    places = _waiting(tx, library_id)
    for place in places:
        id_, story = _another(tx, others)
        _put(tx, place, story, id_)
    return bool(places)


def tell_anew(tx: Tx, library_id: str, story: Story) -> bool:
    """Tells another text of a story in each place where it waits; False where it waits nowhere."""
    places = _waiting(tx, library_id)
    for place in places:
        _put(tx, place, story, tx.state.library[place])
    return bool(places)


def _waiting(tx: Tx, library_id: str) -> list[Told]:
    if tx.state.phase == "closed":
        return []
    # Also where it came back in a pack: its contributor is the same.
    of_library = tx.state.library
    chosen = (one for one in STORY_COLUMNS if id_in_packs(of_library.get(one, "")) == library_id)
    return [place for place in chosen if not is_told(tx.agenda, opened_stages(tx), place)]


def _another(tx: Tx, others: Mapping[str, Story]) -> tuple[str, Story]:
    """The first of the stories that the workshop does not tell besides."""
    at = AsItStands(tx)
    told = (at.story, at.second_story)
    return next(one for one in others.items() if one[1] not in told)


def _put(tx: Tx, place: Told, story: Story, id_: str) -> None:
    tx.put_hidden(STORY_COLUMNS[place], story)
    tx.put(library={**tx.state.library, place: id_})
    tx.changed = True
