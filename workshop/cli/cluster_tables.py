"""Makes the tables of a database, as their owner."""

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError

from workshop.operating.engine_reason import reason
from workshop.settings.cluster_settings import DATABASE_SETTING, OWNER_SETTING, Cluster
from workshop.settings.wrong_setting import Refusal
from workshop.storage.postgres.revisions import bring_up


class CannotMake(Refusal):
    """Tables could not be made; the message says why and what to do."""


def make_all(cluster: Cluster, owner_url: str) -> str:
    """Makes or upgrades all tables in one transaction, and returns what was done."""
    return f"The tables were {_made(owner_url, _role(cluster.database_url))}."


def _role(url: str) -> str:
    """Returns the role that the program signs in as."""
    role = make_url(url).username
    if not role:
        raise CannotMake(
            f"{DATABASE_SETTING} names no role: write it as postgresql://ROLE:PASSWORD@HOST/…"
        )
    return role


def _made(url: str, app: str) -> str:
    if make_url(url).username == app:
        raise CannotMake(
            f"{OWNER_SETTING} signs in as {app}, the role of the program. The owner must be "
            f"another "
            "role: what owns a table can read past the rows of a workshop."
        )
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.begin() as connection:
            return bring_up(connection, app)
    except DBAPIError as error:
        raise CannotMake(
            f"{reason(error)} Nothing was changed in the database of {OWNER_SETTING}. See that the "
            f"database, its owner and the role {app} are there."
        ) from None
    finally:
        engine.dispose()
