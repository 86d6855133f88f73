"""A story that was withdrawn stays withdrawn, whatever older copy of the data comes back."""

from pathlib import Path
from shutil import copytree, rmtree

from tests.ending.test_withdrawn_stories import LATER, ready, room_with
from tests.stories.test_contributing import in_library, kept, library
from tests.support.room import TestRoom
from workshop.assembly import assemble
from workshop.settings import Settings
from workshop.storage.sqlite.backup import back_up
from workshop.storage.sqlite.restore import put_back, read_backup
from workshop.storage.store import Store
from workshop.stories.pack import built_in_pack
from workshop.stories.ways_out import withdraw_story


def test_a_backup_made_before_the_withdrawal_brings_nothing_back(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", now=lambda: LATER)
    store = Store(settings)
    id_ = ready(store)
    room = room_with(store, id_)
    back_up(settings.data, tmp_path / "older.zip")
    copytree(settings.data, tmp_path / "copy")
    with library(store) as at:
        withdraw_story(at, id_)
    store.close()
    for bring in (lambda: put_back(read_backup(tmp_path / "older.zip"), settings.data),
                  lambda: copytree(tmp_path / "copy", settings.data)):  # fmt: skip
        rmtree(settings.data)
        bring()
        server = assemble(settings)
        assert in_library(server.store, id_) is None
        assert kept(server.store, id_).words is None
        assert kept(server.store, id_).status == "withdrawn"
        told = TestRoom(server.store, room.id).read()
        assert told.second_story in built_in_pack().stories
        server.store.close()
