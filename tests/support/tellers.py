"""Contributors whose story is in the library, and who want to read what rooms write to them."""

from workshop.people.links import make_link
from workshop.protocol.story import Story
from workshop.storage.store import Store
from workshop.stories.contributing import KeyedLibrary, Sent, accept, invite, send

DAY = "2026-11-28"


def told_by_teller(store: Store, story: Story, *, letters: bool = True, link: bool = True) -> str:
    """Has a contributor tell a story that is then in the library; gives its id.

    `link` says that they have a receipt, by which they come back.
    """
    with store.library.begin() as session:
        library = KeyedLibrary(session, store.story_keys)
        id_ = invite(library, "", "", "for Mara")
        assert send(library, id_, Sent(story, "named", "server", DAY, letters=letters))
        assert accept(library, id_)
        if link:
            make_link(session, "contributor", id_, one_time=False)
    return id_
