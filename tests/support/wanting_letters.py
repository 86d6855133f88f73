"""A story of the library whose teller wants letters, put there beside a server that runs."""

from contextlib import closing
from pathlib import Path

from tests.support.tellers import told_by_teller
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.settings import Settings
from workshop.storage.store import Store

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
    with closing(Store(Settings(data=data))) as store:
        return told_by_teller(store, STORY)
