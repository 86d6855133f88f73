"""A story of the library whose teller wants letters, put there beside a server that runs."""

from contextlib import closing
from pathlib import Path

from workshop.people.links import make_link
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.stories.contributing import (
    KeyedLibrary,
    Sent,
    accept,
    begin_reading,
    invite,
    send,
)

TELLER = "Mara Quill"
STORY = Story(
    title="The lock",
    lesson="Ask twice.",
    told_by=Teller(name=TELLER, work="people team", place="Leeds"),
    source="",
    themes=("keys",),
    steps=(
        StoryStep(kind="context", text="A door."),
        StoryStep(kind="happened", text="It shut, with the keys inside."),
    ),
    questions=(),
)


def add_teller(data: Path) -> str:
    """Adds a story whose teller has a receipt here and wants letters. Returns its id."""
    with closing(Store(Settings(data=data))) as store, store.library.begin() as session:
        library = KeyedLibrary(session, store.story_keys)
        id_ = invite(library, "", "", "for Mara")
        send(library, id_, Sent(STORY, "named", "server", "2026-11-28", letters=True))
        begin_reading(library, id_)
        accept(library, id_)
        make_link(session, "contributor", id_, one_time=False)
        return id_
