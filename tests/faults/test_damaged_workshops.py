"""A workshop that cannot be opened is left as it is; the server starts, and the others go on."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.damage import of_version
from tests.support.folders import looks_of
from tests.support.forking import run
from tests.support.lasting import House, LastingServer
from tests.support.numbered import numbered
from tests.support.phones import Phone
from tests.support.room import new_room, new_store
from tests.support.sockets import phone as phone_at
from tests.support.steady import desk
from tests.support.waiting import until
from workshop.pretend.client.packets import NotLetIn
from workshop.storage.store import Store
from workshop.storage.workshops import CannotOpen


@dataclass(frozen=True)
class Two:
    """A folder with two workshops, and the cookie of their facilitator."""

    folder: Path
    cookie: str
    whole: str
    hurt: str

    @property
    def file(self) -> Path:
        """The file of the workshop that is to be damaged."""
        return self.folder / "data" / "workshops" / f"{self.hurt}.db"

    @property
    def key(self) -> Path:
        """The file of that workshop's key."""
        return self.folder / "data-keys" / f"{self.hurt}.key"


@pytest.fixture(scope="module")
def left() -> Iterator[Two]:
    with TemporaryDirectory() as folder:
        server = LastingServer(Path(folder) / "data")
        try:
            cookie = server.sign_in()
            made = [server.new_workshop(cookie, title=title) for title in ("Whole", "Hurt")]
            server.stop()
            yield Two(Path(folder), cookie, *made)
        finally:
            server.own.kill()


@pytest.fixture
def two(left: Two, tmp_path: Path) -> Two:
    copied = shutil.copytree(left.folder, tmp_path / "own")
    return Two(copied, left.cookie, left.whole, left.hurt)


def overwritten(two: Two) -> None:
    two.file.write_bytes(os.urandom(30_000))


def damaged_inside(two: Two) -> None:
    with two.file.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(two.file.stat().st_size - 4096))


def cut_off(two: Two) -> None:
    os.truncate(two.file, 9_000)


def emptied(two: Two) -> None:
    os.truncate(two.file, 0)


def older(two: Two) -> None:
    of_version(two.file, 0)


def newer(two: Two) -> None:
    of_version(two.file, 9999)


def empty_key(two: Two) -> None:
    os.truncate(two.key, 0)


def unreadable_key(two: Two) -> None:
    """Also for root."""
    two.key.unlink()
    two.key.mkdir(mode=0o700)


def without_key(two: Two) -> None:
    two.key.unlink()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (overwritten, "its file or its key is damaged"),
        pytest.param(damaged_inside, "its file or its key is damaged", marks=pytest.mark.long),
        pytest.param(cut_off, "its file or its key is damaged", marks=pytest.mark.long),
        pytest.param(emptied, "its file or its key is damaged", marks=pytest.mark.long),
        (empty_key, "its file or its key is damaged"),
        (older, "its file has version 0"),
        (newer, "its file has version 9999"),
        (unreadable_key, "may not read its file or its key"),
        (without_key, "its key is missing"),
    ],
)
def test_one_workshop_that_cannot_be_opened_keeps_no_other_from_going_on(
    two: Two, damage: Callable[[Two], None], says: str
) -> None:
    damage(two)
    before = parts_of(two)
    server = LastingServer(two.folder / "data")
    try:
        listed = server.get("/desk/", Cookie=server.sign_in()).text
        assert says in listed and f'href="/desk/{two.hurt}/"' not in listed
        assert f'href="/desk/{two.whole}/"' in listed
        page = server.get(f"/w/{two.hurt}/")
        assert "fault is in this program" not in page.text and page.status in {404, 503}
        # A phone that was there before asks again, and is not told that the workshop is over.
        with pytest.raises(NotLetIn, match="retry" if page.status == 503 else "no_such"):
            phone_at(server, two.hurt)
        phone = Phone(House(server, "", two.whole))
        phone.join()
        phone.hang_up()
        assert "Traceback" not in server.stop()
    finally:
        server.own.kill()
    assert parts_of(two) == before


@pytest.mark.parametrize(
    ("damage", "trouble"),
    [
        (overwritten, "damaged"),
        pytest.param(cut_off, "damaged", marks=pytest.mark.long),
        (emptied, "disk_error"),
    ],
)
def test_a_workshop_that_is_damaged_while_people_are_in_it_is_said_at_its_desk_and_keeps_no_other(
    two: Two, damage: Callable[[Two], None], trouble: str
) -> None:
    server = LastingServer(two.folder / "data")
    try:
        cookie = server.sign_in()
        leader, other = (desk(server, id_, cookie) for id_ in (two.hurt, two.whole))
        inside, elsewhere = (phone_at(server, id_) for id_ in (two.hurt, two.whole))
        assert "ok" in inside.do(CHECK_IN) and "ok" in elsewhere.do(CHECK_IN)
        damage(two)
        said = numbered(CHECK_IN_AGAIN)
        assert inside.wait(inside.send("do", said)) == {"retry": True}
        leader.until(lambda: leader.entries["desk"]["trouble"] == trouble)
        assert other.entries["desk"]["trouble"] == ""
        assert "ok" in elsewhere.do(CHECK_IN_AGAIN)
        listed = server.get("/desk/", Cookie=cookie).text
        assert ("its file or its key is damaged" in listed) == (trouble == "damaged")
        assert f'href="/desk/{two.whole}/"' in listed
    finally:
        server.own.kill()


@pytest.mark.parametrize("damage", [overwritten, damaged_inside, cut_off, emptied])
@pytest.mark.parametrize("address", ["", "https://failures.example"])
def test_a_backup_that_a_damaged_workshop_prevents_names_it_and_puts_no_title_in_a_log(
    two: Two, damage: Callable[[Two], None], address: str
) -> None:
    damage(two)
    before, made = looks_of(two.folder), two.folder.parent / "made.zip"
    said = run(
        "workshop", "backup", str(made), "--data", str(two.folder / "data"),
        WORKSHOP_PUBLIC_URL=address, WORKSHOP_FACILITATOR_SECRET="a" * 20,
    )  # fmt: skip
    assert said.returncode == 2 and not made.exists() and looks_of(two.folder) == before
    named = "a workshop" if address else 'the workshop "Hurt"'
    assert f"The file {two.file} of {named} is damaged (" in said.stderr
    assert "throw the workshop away" in said.stderr and "Whole" not in said.stderr
    assert ("Hurt" in said.stderr) is not bool(address)


CHECK_IN = {"type": "check_in", "text": "Row three"}
CHECK_IN_AGAIN = {"type": "check_in", "text": "Row four"}


def test_a_workshop_that_many_ask_for_is_not_tried_for_each_and_opens_once_it_is_mended(
    tmp_path: Path,
) -> None:
    first = new_store(tmp_path)
    id_ = new_room(first).id
    first.close()
    file = tmp_path / "data" / "workshops" / f"{id_}.db"
    whole = file.read_bytes()
    file.write_bytes(b"x" * len(whole))
    store = new_store(tmp_path)
    assert not opens(store, id_)
    file.write_bytes(whole)
    assert not opens(store, id_)
    until(lambda: opens(store, id_), again=0.2)
    store.close()


def opens(store: Store, id_: str) -> bool:
    try:
        return store.thread.run(store.workshops.open, id_) is not None
    except CannotOpen:
        return False


def parts_of(two: Two) -> dict[str, str]:
    """The looks of everything that is the damaged workshop's."""
    return {name: looks for name, looks in looks_of(two.folder).items() if two.hurt in name}
