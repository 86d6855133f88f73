"""Contributors whose story is in the library, and who want to read what rooms write to them."""

from pathlib import Path

from tests.support.beside_contributor import DAY, STORY, library_of
from workshop.people.links import make_link
from workshop.protocol.story import Story
from workshop.storage.store import Store
from workshop.stories.contributing import KeyedLibrary, Sent, accept_story, invite_contributor, send

TELLER = STORY.told_by.name


def add_teller(data: Path) -> str:
    """Puts `STORY` into the library beside a server that runs. Returns its id."""
    with library_of(data) as library:
        return _told(library, STORY)


def told_by_teller(store: Store, story: Story, *, letters: bool = True, link: bool = True) -> str:
    """Has a contributor tell a story that is then in the library. Returns its id.

    `link` says that they have a receipt, by which they come back.
    """
    with store.library.begin() as session:
        return _told(KeyedLibrary(session, store.story_keys), story, letters=letters, link=link)


def put_in_library(library: KeyedLibrary, id_: str, story: Story, *, letters: bool = True) -> None:
    """Has someone who was invited send a story, and its editor take it."""
    assert send(library, id_, Sent(story, "named", "server", DAY, letters=letters))
    assert accept_story(library, id_)


def _told(library: KeyedLibrary, story: Story, *, letters: bool = True, link: bool = True) -> str:
    id_ = invite_contributor(library, "", "", "for Mara")
    put_in_library(library, id_, story, letters=letters)
    if link:
        make_link(library.session, "contributor", id_, one_time=False)
    return id_
