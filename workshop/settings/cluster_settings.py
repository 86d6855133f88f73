"""The settings by which several processes, on one machine or many, are one server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from workshop.settings.wrong_setting import WrongSetting

DATABASE, KEYS, KEK = CLUSTER_NAMES = (
    "WORKSHOP_DATABASE_URL", "WORKSHOP_KEYS_URL", "WORKSHOP_KEK_FILE",
)  # fmt: skip
DRIVER = "psycopg"
"""The package that one process does without."""
_POSTGRES = "postgresql://"
_DRIVER = "postgresql+psycopg://"


OWNERS = ("WORKSHOP_OWNER_DATABASE_URL", "WORKSHOP_OWNER_KEYS_URL")


@dataclass(frozen=True)
class Owners:
    """The addresses at which the owners of the tables sign in: to make them, and for nothing else.
    No process that serves is given them."""

    database_url: str = field(repr=False)
    keys_url: str = field(repr=False)


@dataclass(frozen=True)
class Cluster:
    """The engines that the processes of one server share."""

    database_url: str = field(repr=False)
    """The PostgreSQL of the workshops and the library, as SQLAlchemy takes it."""
    keys_url: str = field(repr=False)
    """The PostgreSQL of the keys: another one, of which there is no backup."""
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
            f"{', '.join(missing)} must be set, too: several processes are one server by all of "
            f"{', '.join(CLUSTER_NAMES)}. Without any of them, everything is kept in a folder."
        )
    if not public_url:
        raise WrongSetting(
            f"{DATABASE} is set, but there is no public address: only a hosted server, which has "
            "--public-url, runs as several processes."
        )
    _need_driver(DATABASE)
    return Cluster(
        _postgres(DATABASE, given[DATABASE]),
        _postgres(KEYS, given[KEYS]),
        Path(given[KEK]).expanduser(),
    )


def read_keys_url(environ: Mapping[str, str]) -> str:
    """Returns the address of the keys, as SQLAlchemy takes it; "" where none is set."""
    text = environ.get(KEYS, "")
    if text:
        _need_driver(KEYS)
    return _postgres(KEYS, text) if text else ""


def _need_driver(name: str) -> None:
    if find_spec(DRIVER) is None:
        raise WrongSetting(
            f"{name} is set, but {DRIVER}, which only several processes need, "
            "cannot be found here: run.py and requirements.lock are for one process. Install the "
            "packages of requirements-server.lock, as docs/cluster.md says, or leave out "
            f"{', '.join(CLUSTER_NAMES)}."
        )


def _postgres(name: str, text: str) -> str:
    # Said without the address itself: there is a password in it.
    if not text.startswith(_POSTGRES):
        raise WrongSetting(f"{name} must begin with {_POSTGRES}.")
    return text.replace(_POSTGRES, _DRIVER, 1)


def read_owners(environ: Mapping[str, str]) -> Owners:
    """Reads where the owners of the tables sign in. Raises WrongSetting."""
    missing = [name for name in OWNERS if not environ.get(name)]
    if missing:
        raise WrongSetting(
            f"{', '.join(missing)} must be set: the addresses of both databases, with the role "
            "that owns the tables, or is to. Give them to this command only, and to no process "
            "that serves."
        )
    database, keys = (_postgres(name, environ[name]) for name in OWNERS)
    return Owners(database, keys)
