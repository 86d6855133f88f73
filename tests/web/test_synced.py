"""A data folder that is copied to other computers is said to be, at each start."""

from pathlib import Path, PurePosixPath

import pytest

from tests.support.server import running
from workshop.cli.start import synced_by, warning

SYNCED = {
    "/home/ines/Dropbox/workshop/data": "Dropbox",
    "/home/ines/Dropbox (Payments)/data": "Dropbox",
    "/home/ines/Nextcloud/data": "Nextcloud",
    "/home/ines/Google Drive/data": "Google Drive",
    "/Users/ines/Library/CloudStorage/GoogleDrive-ines@example.org/My Drive/data": "Google Drive",
    "/Users/ines/Library/CloudStorage/OneDrive-Payments/data": "OneDrive",
    "/Users/ines/Library/CloudStorage/Box-Box/data": "another service",
    "/Users/ines/Library/Mobile Documents/com~apple~CloudDocs/data": "iCloud Drive",
    "/c/Users/Ines/OneDrive - Payments/Documents/data": "OneDrive",
    "/c/Users/Ines/iCloudDrive/data": "iCloud Drive",
}
OWN = (
    "/home/ines/.local/share/failure-workshop",
    "/srv/dropboxes/data",
    "/home/ines/onedriver/data",
)


@pytest.mark.parametrize(("folder", "service"), SYNCED.items())
def test_a_synced_folder_is_known_by_its_name(folder: str, service: str) -> None:
    assert synced_by(Path(folder), {}) == service


@pytest.mark.parametrize("folder", OWN)
def test_a_folder_of_this_computer_alone_is_not_taken_for_one(folder: str) -> None:
    assert synced_by(Path(folder), {}) == warning(Path(folder), {}) == ""


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_is_known_by_its_variables_under_any_name(name: str) -> None:
    place = {name: str(PurePosixPath("/mnt/work"))}
    assert synced_by(Path("/mnt/work/data"), place) == "OneDrive"
    assert synced_by(Path("/mnt/workshop/data"), place) == ""


def test_a_start_says_it_and_what_to_do(tmp_path: Path) -> None:
    with running(tmp_path / "Nextcloud" / "data", "--port", "0") as server:
        assert f"This folder is synced by Nextcloud: {server.data}" in server.printed
        assert "start again with --data and a folder that is not synced" in server.printed
    with running(tmp_path / "data", "--port", "0") as server:
        assert "synced" not in server.printed
