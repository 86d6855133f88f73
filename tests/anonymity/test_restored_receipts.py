"""A receipt outlives a restore from a backup, also on another machine, where no key is."""

from html import unescape
from pathlib import Path

from tests.anonymity.two_workshops import rows
from tests.support.contributing import RECEIPT, Phone, beside, invites
from tests.support.server import running
from workshop.storage.library_stories import added_story
from workshop.storage.sqlite.archive import LIBRARY
from workshop.storage.sqlite.backup import back_up
from workshop.storage.sqlite.restore import put_back, read_backup
from workshop.stories.contributing import accept_story


def test_a_receipt_opens_its_story_after_a_restore_and_withdraws_it(tmp_path: Path) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    with running(data) as server:
        made, unused = invites(data), invites(data)
        phone = Phone.by(server, made.id, made.secret)
        phone.tells()
        found = RECEIPT.search(phone.sees().text)
        assert found and beside(data, lambda at: accept_story(at, made.id))
        back_up(data, tmp_path / "made.zip")
    put_back(read_backup(tmp_path / "made.zip"), other)
    (tmp_path / "other-keys").mkdir()
    kinds = rows(other / LIBRARY, "SELECT kind, one_time, workshop FROM link")
    assert kinds == [("contributor", 0, made.id)]
    with running(other) as server:
        assert server.trade(unused.secret).status == 403
        restored = Phone.by(server, made.id, found[1])
        text = unescape(restored.sees().text)
        assert "A date in the newsletter" in text and "Withdraw the story" in text
        assert restored.sends("withdraw", sure="yes").status == 303
        assert "You have withdrawn your story." in restored.sees().text
        assert beside(other, lambda at: added_story(at.session, made.id)) is None
