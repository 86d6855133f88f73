"""Contributions on a running server: what a contributor's phone sends, done beside it."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from tests.support.waiting import WITHIN
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.settings import Settings, read_settings
from workshop.storage.contributions import Contributed, Naming, contribution
from workshop.storage.sqlite.engines import PRAGMAS
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.store import Store, open_library
from workshop.stories.contributing import KeyedLibrary, Sent, send

STORY = Story(
    title="The lock",
    lesson="Ask twice.",
    told_by=Teller(name="Mara Quill", work="people team", place="Leeds"),
    source="",
    themes=(),
    steps=(
        StoryStep(kind="context", text="A door with two keys."),
        StoryStep(kind="happened", text="It shut, and both were inside."),
    ),
    questions=(),
)
DAY = "2026-11-28"


@contextmanager
def library_of(data: Path) -> Iterator[KeyedLibrary]:
    """The library of a server, in one transaction of its own; it waits while the server writes, for
    longer than a server would."""
    settings = Settings(data=data)
    with patch.dict(PRAGMAS, busy_timeout=str(1000 * int(WITHIN))):
        opened = open_library(settings)
    with closing(opened) as library, library.begin() as session:
        yield KeyedLibrary(session, KeyFolder(settings.keys / "stories"))


@contextmanager
def library_in_rows(environ: Mapping[str, str]) -> Iterator[KeyedLibrary]:
    """The library of a server on PostgreSQL, by its settings, in one transaction of its own."""
    with closing(Store(read_settings(environ))) as store, store.library.begin() as session:
        yield KeyedLibrary(session, store.story_keys)


def sends(data: Path, id_: str, naming: Naming = "named", **changed: object) -> None:
    """The contributor sends their story."""
    with library_of(data) as library:
        assert send(library, id_, Sent(replace(STORY, **changed), naming, "team", DAY))


def kept(data: Path, id_: str) -> Contributed:
    """A contribution as it is kept."""
    with library_of(data) as library:
        found = contribution(library.session, library.keys, id_)
    assert found
    return found
