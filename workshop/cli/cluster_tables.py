"""Makes the tables of both databases, as their owners."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import DBAPIError

from workshop.operating.engine_reason import reason
from workshop.settings.cluster_settings import DATABASE, KEYS, OWNERS, Cluster, Owners
from workshop.settings.wrong_setting import Refusal
from workshop.storage.postgres.key_tables import make_key_tables
from workshop.storage.postgres.revisions import bring_up


class CannotMake(Refusal):
    """Tables could not be made; the message says why and what to do."""


def make_all(cluster: Cluster, owners: Owners) -> Iterator[str]:
    """Makes or upgrades all tables, each database in one transaction; gives a line for each."""
    database, keys = OWNERS
    app = _role(DATABASE, cluster.database_url)
    yield f"Database: its tables were {_made(database, owners.database_url, app, bring_up)}."
    app = _role(KEYS, cluster.keys_url)
    yield f"Keys: their tables were {_made(keys, owners.keys_url, app, _keys)}."


def _keys(connection: Connection, app: str) -> str:
    return "made" if make_key_tables(connection, app) else "as they must be"


def _role(setting: str, url: str) -> str:
    """Returns the role that the program signs in as."""
    role = make_url(url).username
    if not role:
        raise CannotMake(f"{setting} names no role: write it as postgresql://ROLE:PASSWORD@HOST/…")
    return role


def _made(setting: str, url: str, app: str, make: Callable[[Connection, str], str]) -> str:
    if make_url(url).username == app:
        raise CannotMake(
            f"{setting} signs in as {app}, the role of the program. The owner must be another "
            "role: what owns a table can read past the rows of a workshop."
        )
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.begin() as connection:
            return make(connection, app)
    except DBAPIError as error:
        raise CannotMake(
            f"{reason(error)} Nothing was changed in the database of {setting}. See that the "
            f"database, its owner and the role {app} are there."
        ) from None
    finally:
        engine.dispose()
