"""Whether a folder lies where a program copies it to other computers."""

from collections.abc import Mapping
from pathlib import Path

CALLED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
}
"""How the names of synced folders begin, without a dot in front, and which service that is. Many
go on with an account, as in "OneDrive - Payments" or "GoogleDrive-ines@example.org"."""
AFTER = ("", " ", "-", "(", "_")
"""Signs that may follow in the name of a synced folder; "dropboxes" is somebody's own."""
SET_BY_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Environment variables that name OneDrive's folders on Windows."""
CLOUD_STORAGE = "cloudstorage"
"""macOS: in the user's Library, where every other service has its folders."""


def synced_by(folder: Path, environ: Mapping[str, str]) -> str:
    """Returns the service that copies a folder to other computers, or "" if none is known to."""
    named = (Path(environ[name]) for name in SET_BY_ONEDRIVE if environ.get(name))
    if any(folder.is_relative_to(place) for place in named):
        return "OneDrive"
    parts = [part.lower().lstrip(".") for part in folder.parts]
    for part in parts:
        for begins, service in CALLED.items():
            if part.startswith(begins) and part[len(begins) : len(begins) + 1] in AFTER:
                return service
    return "another service" if CLOUD_STORAGE in parts else ""


def warning(folder: Path, environ: Mapping[str, str]) -> str:
    """Returns what is said of a data folder that is synced, or "" if it is not known to be."""
    service = synced_by(folder, environ)
    if not service:
        return ""
    return (
        f"\nThis folder is synced by {service}: {folder}\n"
        "Copies of what people write, and of the keys to it, leave this computer, and the end of a "
        "workshop cannot erase them.\n"
        f"Stop with Ctrl+C, then start again with --data and a folder that is not synced. To take "
        f"your summaries along, move {folder.name} and {folder.name}-keys there first.\n"
    )
