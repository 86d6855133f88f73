"""Everything that this server keeps: the library, the workshops and their keys."""

from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

from workshop.settings import Settings
from workshop.storage.failpoints import Failpoints
from workshop.storage.key_store import SERVER, KeyStore
from workshop.storage.library import Library
from workshop.storage.sqlite.database_thread import OneThread
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.library_file import LibraryFile
from workshop.storage.sqlite.workshop_files import WorkshopFiles
from workshop.storage.workshops import Workshops

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread(Protocol):
    """Runs what uses the databases, and nothing else may use them."""

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Waits for the function's result, letting other greenlets run meanwhile."""

    def stop(self) -> None:
        """Ends the thread after what it is doing."""


class Store:
    """The store of a laptop, in one data directory and the folder of keys beside it.

    The library and the workshops are for the database thread only, but for `can_read`.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.failpoints = Failpoints(settings.failpoints)
        self.thread: DatabaseThread = OneThread()
        self.key_store: KeyStore = KeyFolder(settings.keys, self.failpoints)
        self.server_key = self.key_store.read(SERVER) or self.key_store.make(SERVER)
        self.workshops: Workshops = WorkshopFiles(settings.data, self.key_store, self.failpoints)
        self.library = self.thread.run(open_library, settings)

    def close(self) -> None:
        """Closes everything and ends the database thread."""
        self.thread.run(self.workshops.close)
        self.thread.run(self.library.close)
        self.thread.stop()


def open_library(settings: Settings) -> Library:
    """Opens the library by itself, as beside a server that is running."""
    return LibraryFile(settings.data, Failpoints(settings.failpoints))
