"""The settings by which several processes, on one machine or many, are one server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from workshop.settings.wrong_setting import WrongSetting

DATABASE_SETTING, KEK = CLUSTER_NAMES = ("WORKSHOP_DATABASE_URL", "WORKSHOP_KEK_FILE")
DRIVER = "psycopg"
"""The package that one process does without."""
_POSTGRES = "postgresql://"
_DRIVER = "postgresql+psycopg://"


OWNER_SETTING = "WORKSHOP_OWNER_DATABASE_URL"
"""The address at which the owner of the tables signs in: to make them, and for nothing else. No
process that serves is given it."""


@dataclass(frozen=True)
class Cluster:
    """The settings that the processes of one server share."""

    database_url: str = field(repr=False)
    """The PostgreSQL of the workshops, the library and the keys, as SQLAlchemy takes it."""
    kek_file: Path
    """The file with the days' keys, by which the keys are encrypted."""


def read_cluster(environ: Mapping[str, str], public_url: str) -> Cluster | None:
    """Reads what several processes share; None where nothing of it is set."""
    given = {name: environ[name] for name in CLUSTER_NAMES if environ.get(name)}
    if not given:
        return None
    missing = [name for name in CLUSTER_NAMES if name not in given]
    if missing:
        raise WrongSetting(
            f"{missing[0]} must be set, too: several processes are one server by "
            f"{DATABASE_SETTING} and "
            f"{KEK}. Without either, everything is kept in a folder."
        )
    if not public_url:
        raise WrongSetting(
            f"{DATABASE_SETTING} is set, but there is no public address: only a hosted server, "
            f"which has "
            "--public-url, runs as several processes."
        )
    _need_driver(DATABASE_SETTING)
    return Cluster(
        _postgres(DATABASE_SETTING, given[DATABASE_SETTING]),
        Path(given[KEK]).expanduser(),
    )


def read_database_url(environ: Mapping[str, str]) -> str:
    """Returns the address of the database, as SQLAlchemy takes it. Raises WrongSetting."""
    if not environ.get(DATABASE_SETTING):
        raise WrongSetting(f"{DATABASE_SETTING} must be set.")
    _need_driver(DATABASE_SETTING)
    return _postgres(DATABASE_SETTING, environ[DATABASE_SETTING])


def _need_driver(name: str) -> None:
    if find_spec(DRIVER) is None:
        raise WrongSetting(
            f"{name} is set, but {DRIVER}, which only several processes need, "
            "cannot be found here: run.py and requirements.lock are for one process. Install the "
            "packages of requirements-server.lock, as docs/cluster.md says, or leave out "
            f"{' and '.join(CLUSTER_NAMES)}."
        )


def _postgres(name: str, text: str) -> str:
    # Said without the address itself: there is a password in it.
    if not text.startswith(_POSTGRES):
        raise WrongSetting(f"{name} must begin with {_POSTGRES}.")
    return text.replace(_POSTGRES, _DRIVER, 1)


def read_owner(environ: Mapping[str, str]) -> str:
    """Reads where the owner of the tables signs in. Raises WrongSetting."""
    if not environ.get(OWNER_SETTING):
        raise WrongSetting(
            f"{OWNER_SETTING} must be set: the address of the database, with the role that owns "
            f"the tables "
            "or is to. Give it to this command only, and to no process that serves."
        )
    return _postgres(OWNER_SETTING, environ[OWNER_SETTING])
