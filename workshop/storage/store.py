"""Everything that this server keeps: the library, the workshops and their keys; and how a workshop
comes into being."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workshop.settings import Settings
from workshop.storage.failpoints import Failpoints
from workshop.storage.form_ids import opened_by
from workshop.storage.keyring import SERVER_KEY, KeyStore, StoryKeys
from workshop.storage.library import Fresh, Library, add_workshop, let_in, mark_deleted
from workshop.storage.sqlite.data_folder import LibraryFile, WorkshopFiles
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.threads import OneThread
from workshop.storage.workshops import StoredWorkshop, Workshops

Opens = Callable[[Settings, KeyStore, Failpoints], tuple[Workshops, Library]]
"""Opens the workshops, whose keys are in a key store, and the library, on the database thread."""


def open_files(
    settings: Settings, key_store: KeyStore, failpoints: Failpoints
) -> tuple[Workshops, Library]:
    """Opens what a laptop has: a file for each workshop, and one for the library."""
    workshops = WorkshopFiles(settings.data, key_store, failpoints)
    return workshops, LibraryFile(settings.data, failpoints)


def open_rows(
    settings: Settings, key_store: KeyStore, failpoints: Failpoints
) -> tuple[Workshops, Library]:
    """Opens what several processes share: the database of the workshops and the library. Raises
    UnsafeServer or OtherTables."""
    # A laptop has no driver for PostgreSQL.
    from workshop.storage.postgres.connections import open_engine
    from workshop.storage.postgres.library_rows import LibraryRows
    from workshop.storage.postgres.workshop_database import WorkshopDatabase

    assert settings.cluster
    engine = open_engine(settings.cluster.database_url)
    return WorkshopDatabase(engine, key_store, failpoints), LibraryRows(engine)


def open_keys(settings: Settings, failpoints: Failpoints) -> tuple[KeyStore, StoryKeys]:
    """Opens the keys of workshops, and those of stories: on a laptop two folders, else rows that
    several processes share. Raises WrongSetting, UnsafeServer or OtherTables."""
    if settings.cluster:
        from workshop.storage.postgres.day_keys import DayKeys
        from workshop.storage.postgres.key_rows import open_key_rows

        days = DayKeys(settings.cluster.kek_file, settings.now)
        return open_key_rows(settings.cluster.database_url, days, failpoints)
    folder = settings.keys
    return KeyFolder(folder, failpoints), KeyFolder(folder / "stories", failpoints)


class Store:
    """The store of a server: on a laptop one data directory, and the folder of keys beside it.

    The library and the workshops are for the database thread only, but for `can_read`.
    """

    def __init__(self, settings: Settings, opens: Opens | None = None) -> None:
        opens = opens or (open_rows if settings.cluster else open_files)
        self.settings = settings
        self.failpoints = Failpoints(settings.failpoints)
        # For all that uses the databases: a reader that is open, even a half-fetched cursor, makes
        # a COMMIT wait, and on one thread nothing is ever half open when something else runs.
        self.thread = OneThread()
        self.key_store, self.story_keys = self.thread.run(open_keys, settings, self.failpoints)
        self.server_key = self.thread.run(self._server_key)
        self.workshops, self.library = self.thread.run(
            opens, settings, self.key_store, self.failpoints
        )

    def _server_key(self) -> bytes:
        return self.key_store.read(SERVER_KEY) or self.key_store.make(SERVER_KEY)

    def close(self) -> None:
        """Closes everything and ends the database thread."""
        self.thread.run(self.workshops.close)
        self.thread.run(self.library.close)
        self.thread.run(self.key_store.close)
        self.thread.stop()


def open_library(settings: Settings) -> Library:
    """Opens the library by itself, as beside a server that is running."""
    return LibraryFile(settings.data, Failpoints(settings.failpoints))


@contextmanager
def new_workshop(store: Store, fresh: Fresh, now: float) -> Iterator[StoredWorkshop]:
    """A new workshop, for its first state; it is open to people when the block ends well.

    Until then it is listed as one that was thrown away. So what a crash or a full disk has left of
    it goes like what is left of those, and the library knows of every key and all that is stored.
    It goes like that, too, if another process has let one in meanwhile for the same form. For the
    database thread.
    """
    with store.library.begin() as session:
        listed = add_workshop(session, fresh, now)
        mark_deleted(session, listed.id)
    store.failpoints.reach("exit_new_listed")
    made = store.workshops.make(listed.id)
    store.failpoints.reach("exit_new_file")
    yield made
    store.failpoints.reach("exit_new_written")
    with store.library.begin() as session:
        if opened_by(session, fresh.form) is None:
            let_in(session, listed.id)
