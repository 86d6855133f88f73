"""Everything that this server keeps, in one data directory and the folder of keys beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from workshop.settings import Settings
from workshop.storage.engines import WRITES, open_engine
from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.files import WorkshopFile, remove_rewrites
from workshop.storage.keyring import TAG, KeyFolder, Keys, sync_folder
from workshop.storage.migrate import migrate
from workshop.storage.own_keys import OwnKeys
from workshop.storage.threads import DatabaseThread


class Library:
    """library.db, opened. Only the database thread may use it."""

    def __init__(self, path: Path, failpoints: Failpoints = NONE) -> None:
        self._engine = open_engine(path, failpoints)
        migrate(self._engine, "library")

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction; committed when the block ends well."""
        with self._session(writes=True) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One transaction that only reads; it works on a full and on a read-only disk."""
        with self._session(writes=False) as session:
            yield session

    @contextmanager
    def _session(self, writes: bool) -> Iterator[Session]:
        connecting = self._engine.connect().execution_options(**{WRITES: writes})
        with connecting as connection, connection.begin(), Session(bind=connection) as session:
            yield session

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()


class Store:
    """The library, the workshops' files and their keys.

    Everything but `thread`, `failpoints`, `key_folder`, `server_key` and `can_read` is for the
    database thread only.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.thread = DatabaseThread()
        self.failpoints = Failpoints(settings.failpoints)
        self._folder = settings.data / "workshops"
        # Each by itself: what mkdir makes on the way it makes for everybody on this machine.
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self.key_folder = KeyFolder(settings.keys, self.failpoints)
        self.server_key = self.key_folder.read_or_make("server")
        self._files: dict[str, WorkshopFile] = {}
        self.library = self.thread.run(Library, settings.data / "library.db", self.failpoints)

    def path(self, id_: str) -> Path:
        """Returns the path of a workshop's file."""
        return self._folder / f"{id_}.db"

    def file(self, id_: str) -> WorkshopFile | None:
        """A workshop's file, opened; None when it is sealed, or its key is not here."""
        if id_ in self._files:
            return self._files[id_]
        secret = self.key_folder.read(id_) if id_.isalnum() else None
        if secret is None or not self.path(id_).exists():
            return None
        self._files[id_] = self._open(id_, secret)
        return self._files[id_]

    def can_read(self, id_: str) -> bool:
        """True if an open workshop's file and its key are both here."""
        return self.path(id_).exists() and self.key_folder.read(id_) is not None

    def make_file(self, id_: str) -> WorkshopFile:
        """A new, empty file with a key of its own."""
        secret = self.key_folder.make(id_)
        self.failpoints.reach("exit_new_key")
        self._files[id_] = self._open(id_, secret)
        return self._files[id_]

    def _open(self, id_: str, secret: bytes) -> WorkshopFile:
        keys = Keys(secret)
        own = OwnKeys(keys, self.key_folder, id_)
        return WorkshopFile(id_, self.path(id_), keys, own, self.failpoints)

    def close_file(self, id_: str) -> None:
        """Lets go of a workshop's file."""
        file = self._files.pop(id_, None)
        if file:
            file.close()

    def remove_file(self, id_: str) -> None:
        """Deletes a workshop's file and what SQLite may have left beside it.

        The file goes first: without the journal beside it, half a commit could not be undone.
        """
        self.close_file(id_)
        for path in self.left_of(id_):
            path.unlink()
            self.failpoints.reach("exit_file_gone")
        sync_folder(self._folder)

    def left_of(self, id_: str) -> list[Path]:
        """Returns what is on disk of a workshop: its file first, then whatever lies beside it."""
        return sorted(self._folder.glob(f"{id_}.*"))

    def on_disk(self) -> set[str]:
        """The workshops of which anything is on disk, a file or a key."""
        found = [*self._folder.iterdir(), *self.key_folder.folder.iterdir()]
        names = {path.name.partition(".")[0] for path in found if path.name != TAG}
        return names - {"server"}

    def remove_rewrites(self) -> None:
        """Takes away what interrupted rewrites have left, also where no key is left to open the
        file itself. Not while another process writes files anew."""
        remove_rewrites(self._folder)

    def close(self) -> None:
        """Closes everything and ends the database thread."""
        for id_ in list(self._files):
            self.thread.run(self.close_file, id_)
        self.thread.run(self.library.close)
        self.thread.stop()
