"""Data folders of a server: how they looked, and a user who may not do everything."""

import ctypes
import hashlib
from pathlib import Path

from workshop.storage.keyring import SERVER_KEY

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
"""Linux: see prctl(2) and capabilities(7)."""


def looks_of(folder: Path) -> dict[str, str]:
    """Returns everything in a folder by its name, each file with a hash of its bytes."""
    return {path.relative_to(folder).as_posix(): _looks(path) for path in folder.rglob("*")}


def _looks(path: Path) -> str:
    body = path.read_bytes() if path.is_file() else b"a folder"
    return f"{path.stat().st_mode:o} {hashlib.sha256(body).hexdigest()}"


def obey_permissions() -> None:
    """Lets the program that follows in this process obey permissions also if it is root's."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def server_key(folder: Path) -> Path:
    """The server's own key, beside the data in a folder."""
    return folder / "data-keys" / f"{SERVER_KEY}.key"
