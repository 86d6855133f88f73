"""Wheels that are made by hand, for tests that install from a folder."""

import base64
import hashlib
import zipfile
from pathlib import Path


def wheel(folder: Path, name: str, **files: str) -> str:
    """A wheel by hand; gives its line of a lock."""
    about = f"{name}-1.dist-info"
    files |= {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        for file, text in files.items():
            made.writestr(file, text)
        record = "".join(f"{file},{digest(text)},{len(text)}\n" for file, text in files.items())
        made.writestr(f"{about}/RECORD", f"{record}{about}/RECORD,,\n")
    return f"{name}==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def digest(text: str) -> str:
    found = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return "sha256=" + found.rstrip(b"=").decode()
