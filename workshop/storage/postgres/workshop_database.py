"""All workshops in one PostgreSQL database, each with its keys in a key store."""

from collections.abc import Collection

from sqlalchemy import Engine, delete, select

from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.keyring import Keys, KeyStore, OwnKeys
from workshop.storage.postgres.connections import Scope, begin, run, shown_part, transaction
from workshop.storage.postgres.process_rows import ProcessRows
from workshop.storage.postgres.required_settings import refuse_unsafe
from workshop.storage.postgres.row_tables import OF_WORKSHOPS, refuse_other_tables
from workshop.storage.postgres.workshop_rows import WorkshopRows
from workshop.storage.processes import Processes
from workshop.storage.workshop_tables import State
from workshop.storage.workshops import Left, WrittenElsewhere


class WorkshopDatabase:
    """The workshops of a database. Only the database thread may use it, but for `can_read`."""

    def __init__(self, engine: Engine, key_store: KeyStore, failpoints: Failpoints = NONE) -> None:
        """Takes an engine that `open_engine` has made. Raises UnsafeServer or OtherTables."""
        self._engine = engine
        self._key_store = key_store
        self._failpoints = failpoints
        self._opened: dict[str, WorkshopRows] = {}
        self._over: set[str] = set()
        """The workshops whose keys were dropped here, and that others are about to destroy."""
        self.processes: Processes = ProcessRows(engine)
        with self._engine.connect() as connection:
            refuse_unsafe(connection)
            refuse_other_tables(connection)

    def open(self, id_: str) -> WorkshopRows | None:
        """A workshop, opened; None when it is sealed, or its key is not here."""
        if id_ in self._opened:
            return self._opened[id_]
        secret = self._key_store.read(id_) if id_.isalnum() and id_ not in self._over else None
        if secret is None or self._begun(id_) is None:
            return None
        return self._open(id_, secret)

    def make(self, id_: str) -> WorkshopRows:
        """A new, empty workshop with a key of its own."""
        secret = self._key_store.make(id_)
        self._failpoints.reach("exit_new_key")
        return self._open(id_, secret)

    def _open(self, id_: str, secret: bytes) -> WorkshopRows:
        keys = Keys(secret)
        own = OwnKeys(keys, self._key_store, id_)
        self._opened[id_] = WorkshopRows(id_, self._engine, keys, own)
        return self._opened[id_]

    def can_read(self, id_: str) -> bool:
        """Whether a workshop's rows and its key are both here."""
        return self._begun(id_) is not None and self._key_store.read(id_) is not None

    def has_begun(self, id_: str) -> bool:
        """Whether a workshop is here, and was ever started."""
        return bool(self._begun(id_))

    def _begun(self, id_: str) -> bool | None:
        """Whether a workshop was ever started; None where there is none."""
        if not id_.isalnum():
            return None
        with transaction(self._engine, Scope(id_), writes=False) as connection:
            return connection.execute(select(State.begun)).scalar()

    def delete(self, id_: str) -> None:
        """Destroys a workshop's keys, then deletes its rows, all at once."""
        self.close_one(id_)
        self._key_store.destroy(id_)
        self._failpoints.reach("exit_key_gone")
        with transaction(self._engine, Scope(id_), writes=True) as connection:
            for table in OF_WORKSHOPS:
                connection.execute(delete(table))
        self._failpoints.reach("exit_file_gone")

    def left_of(self, id_: str) -> set[Left]:
        """Returns the parts that are there of a workshop. Rows come with its state, and go with
        it; before that it is there as long as it is being made."""
        left: dict[Left, bool] = {
            "key": bool(self._key_store.left_of(id_)),
            "file": id_ in self._opened or self._begun(id_) is not None,
        }
        return {name for name, is_there in left.items() if is_there}

    def ids(self) -> set[str]:
        """The workshops of which anything is there, if only a key."""
        with self._engine.connect() as connection:
            listed = connection.exec_driver_sql("SELECT * FROM workshops()").scalars()
            return {*listed} | self._key_store.workshops()

    def owing(self) -> set[str]:
        """Returns the workshops whose rows say so: it would take long to open all of them. A key
        that is owed is found by the next process that opens the workshop."""
        with self._engine.connect() as connection:
            return {*connection.exec_driver_sql("SELECT * FROM owing()").scalars()}

    def opened(self) -> set[str]:
        """Returns the workshops that are open here."""
        return {*self._opened}

    def forget(self, id_: str) -> None:
        """Lets go of a workshop that nobody looks at, unless it owes something or has ended."""
        if id_ in self._opened and not self._opened[id_].owes_something():
            self.close_one(id_)

    def sweep(self) -> None:
        """Nothing: an interrupted transaction leaves no rows."""

    def behind(self, ids: Collection[str]) -> WrittenElsewhere:
        """Compares the stamps of these workshops, and of those that are open here, with what they
        were when this was asked last, or after this process's own commits since."""
        asked = {*ids, *self._opened}
        with self._engine.connect() as connection:
            begin(connection, "BEGIN READ ONLY")
            with connection.begin():
                found = dict(run(connection, "SELECT * FROM stamps(?)", ([*asked],)).fetchall())
        gone = asked - found.keys()
        for id_ in gone:
            self.close_one(id_)
        shown, unseen = set[str](), set[str]()
        for id_ in asked & found.keys():
            opened = self._opened.get(id_)
            told = opened.told if opened else None
            if opened:
                opened.told = found[id_]
            if told is None or shown_part(found[id_]) != shown_part(told):
                shown.add(id_)
            elif found[id_] != told:
                unseen.add(id_)
        return WrittenElsewhere(shown, unseen, gone)

    def close_one(self, id_: str, *, for_good: bool = False) -> None:
        """Lets go of a workshop and its keys."""
        if for_good:
            self._over.add(id_)
        self._opened.pop(id_, None)

    def close(self) -> None:
        """Lets go of all workshops, and of the database."""
        self._opened.clear()
        self._engine.dispose()
