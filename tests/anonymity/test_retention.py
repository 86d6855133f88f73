"""How long a summary is kept: until somebody deletes it, or until a day that was chosen."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.live.conftest import Place, place
from tests.summary.at_desk import Clock, open_desk
from tests.summary.gathering import held_room
from tests.support.follower import Watched
from tests.support.room import new_room, new_store
from tests.support.server import running
from tests.support.sockets import desk, phone
from tests.support.traces import traces
from workshop.ending.endings import Endings
from workshop.ending.seal import seal
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.people.members import OWNER
from workshop.people.sign_ins import sign_in_person
from workshop.pretend.client.packets import NotLetIn
from workshop.storage.library import Sealed, summary_of
from workshop.storage.store import Store
from workshop.views import Surroundings

__all__ = ["place"]

DAY = 24 * 3600.0
SENT_FROM_HERE = {"Origin": "http://localhost:8000", "Host": "localhost:8000"}


@dataclass
class Kept:
    """A sealed workshop, and the endings that look after its summary."""

    store: Store
    id: str
    clock: Clock
    endings: Endings
    boards: Boards

    def summary(self) -> Sealed | None:
        with self.store.library.read() as session:
            return summary_of(session, self.id)

    def day(self, days: float = 0.0) -> str:
        """The day that it is in so many days, where this server stands."""
        moment = datetime.fromtimestamp(self.clock.now, UTC) + timedelta(days=days)
        return moment.astimezone().date().isoformat()


def sealed(store: Store, **fields: object) -> Kept:
    room, clock = held_room(store, **fields), Clock()
    seal(store, room.id, clock())
    boards = Boards(store, lambda _board, _listed: Surroundings())
    return Kept(store, room.id, clock, Endings(store, boards, clock), boards)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def test_without_a_day_it_stays_for_years(store: Store) -> None:
    kept = sealed(store)
    kept.clock.now += 3650 * DAY
    kept.endings.delete_due()
    assert kept.summary() is not None


def test_it_stays_through_its_last_day_and_is_deleted_after_it(store: Store) -> None:
    kept = sealed(store, keep_until="2026-06-20")
    while kept.day() <= "2026-06-20":
        kept.endings.delete_due()
        assert kept.summary() is not None, kept.day()
        kept.clock.now += DAY / 2
    assert kept.day() == "2026-06-21"
    kept.endings.delete_due()
    assert kept.summary() is None


def test_the_next_start_deletes_what_came_due_while_no_server_ran(store: Store) -> None:
    kept = sealed(store, keep_until="2026-06-20")
    kept.clock.now += 300 * DAY
    kept.endings.at_start()
    assert kept.summary() is None


def test_a_deleted_summary_leaves_neither_a_row_nor_a_word(store: Store) -> None:
    kept = sealed(store, keep_until="2026-06-20")
    library = store.settings.data / "library.db"
    assert b"Payments" in library.read_bytes()
    kept.clock.now += 300 * DAY
    kept.endings.delete_due()
    assert traces(store.settings.data) == []
    for word in (b"Payments", b"Spring release", b"renamed a column"):
        assert word not in library.read_bytes()


def test_whom_to_turn_to_stays_as_long_as_phones_may_look_and_then_leaves_no_trace(
    store: Store,
) -> None:
    kept = sealed(store, support="Noor in room 4", reporting="the ombuds office")
    library = store.settings.data / "library.db"
    kept.clock.now += DAY
    kept.endings.delete_due()
    summary = kept.summary()
    assert summary is not None
    assert (summary.support, summary.reporting) == ("Noor in room 4", "the ombuds office")
    kept.clock.now = summary.open_until + 1
    kept.endings.delete_due()
    assert kept.summary() == replace(summary, support="", reporting="")
    for word in (b"Noor in room 4", b"ombuds"):
        assert word not in library.read_bytes()


def test_a_phone_that_goes_on_looking_is_not_told_any_more_whom_to_turn_to(store: Store) -> None:
    kept, sent_away = sealed(store, support="Noor in room 4"), list[Board]()
    kept.boards.send_away = sent_away.append
    board = kept.boards.get(kept.id)
    assert board is not None and b"Noor" in board.show("participant").snapshot(kept.clock())
    kept.clock.now = board.open_until + 1
    for _ in range(2):
        kept.endings.delete_due()
    assert sent_away == [board]
    again = kept.boards.get(kept.id)
    assert again is not None and b"Noor" not in again.show("participant").snapshot(kept.clock())


def test_whoever_looks_at_it_is_sent_away(store: Store) -> None:
    kept, sent_away = sealed(store, keep_until="2026-06-20"), list[Board]()
    kept.boards.send_away = sent_away.append
    board = kept.boards.get(kept.id)
    assert board is not None
    kept.clock.now += 300 * DAY
    kept.endings.delete_due()
    assert (sent_away, board.gone, kept.boards.get(kept.id)) == ([board], True, None)


def test_a_day_that_comes_too_early_waits_until_phones_have_had_theirs(store: Store) -> None:
    kept = sealed(store, keep_until="2026-05-01")
    summary = kept.summary()
    assert summary is not None and summary.keep_until == kept.day(1)
    kept.endings.delete_due()
    assert kept.summary() is not None


class Page:
    """The summary's page at the desk."""

    def __init__(self, kept: Kept) -> None:
        room = new_room(kept.store)
        self.browser = open_desk(room, kept.clock, lambda _id: None).test_client()
        with kept.store.library.begin() as session:
            token = sign_in_person(session, OWNER).token
        self.browser.set_cookie("facilitator", token, path="/desk")
        self.path = f"/desk/{kept.id}/summary/"

    def text(self) -> str:
        return self.browser.get(self.path).get_data(as_text=True)

    def changes(self, day: str) -> tuple[int, str]:
        path, form = f"{self.path}keep-until", {"keep_until": day}
        answer = self.browser.post(path, data=form, headers=SENT_FROM_HERE)
        return answer.status_code, answer.get_data(as_text=True)


def test_the_facilitator_changes_the_day_on_the_summarys_page(store: Store) -> None:
    kept = sealed(store)
    page = Page(kept)
    assert "Kept until someone deletes it." in page.text()
    assert page.changes("2027-03-03")[0] == 303
    assert "Kept until 3 March 2027." in page.text()
    assert page.changes(kept.day())[0] == 303
    kept.clock.now += 2 * DAY
    assert page.changes("")[0] == 303
    assert "Kept until someone deletes it." in page.text()
    kept.endings.delete_due()
    assert kept.summary() is not None


def test_no_day_is_changed_to_one_before_phones_have_had_theirs(store: Store) -> None:
    kept = sealed(store)
    assert Page(kept).changes(kept.day())[0] == 303
    summary = kept.summary()
    assert summary is not None and summary.keep_until == kept.day(1)


def test_after_their_day_phones_are_shown_nothing_of_a_sealed_workshop(tmp_path: Path) -> None:
    with running(data := tmp_path / "data") as server:
        cookie = server.sign_in()
        id_ = server.new_workshop(cookie)
        hand = Watched(server, desk(server, id_, cookie), cookie)
        hand.presses("go", stage="finish")
        hand.presses("seal")
        hand.until(lambda: hand.entries["finish"]["sealed"])
        assert server.get(f"/w/{id_}/").status == 200
    with closing(sqlite3.connect(data / "library.db")) as library, library:
        library.execute("UPDATE summary SET open_until = ?", (int(time.time()) - 3600,))
    with running(data) as server:
        for path in ("", "state/x-0.json", "summary.html", "summary.pdf"):
            reply = server.get(f"/w/{id_}/{path}")
            assert reply.status == 410 and "Spring release" not in reply.text, path
        with pytest.raises(NotLetIn, match="no_such"):
            phone(server, id_)
        assert server.get(f"/desk/{id_}/", Cookie=cookie).status == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-01-01", "This day has already passed."),
        ("2027-03-03T10:00", "Choose a day in the calendar"),
        ("2027-02-30", "Choose a day in the calendar"),
        ("soon", "Choose a day in the calendar"),
    ],
)
def test_a_wrong_day_changes_nothing_and_is_said(store: Store, typed: str, sentence: str) -> None:
    kept = sealed(store, keep_until="2027-03-03")
    status, text = Page(kept).changes(typed)
    assert status == 422 and sentence in text and f'value="{typed}"' in text
    assert "Kept until 3 March 2027." in text
    summary = kept.summary()
    assert summary is not None and summary.keep_until == "2027-03-03"


def test_yesterday_is_refused_where_the_day_is_chosen(place: Place) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    typed = {"title": "Spring & autumn", "team": "Payments", "keep_until": yesterday}
    reply = place.server.post("/desk/new", typed, Cookie=place.cookie)
    assert reply.status == 422 and "This day has already passed." in reply.text
    assert "Spring &amp; autumn" in reply.text and f'value="{yesterday}"' in reply.text
    assert "autumn" not in place.server.get("/desk/", Cookie=place.cookie).text


def test_the_chosen_day_goes_from_the_form_to_the_list_of_summaries(place: Place) -> None:
    id_ = place.workshop(keep_until="2199-03-03")
    hand = Watched(place.server, desk(place.server, id_, place.cookie), place.cookie)
    hand.presses("go", stage="finish")
    hand.presses("seal")
    for path in ("/desk/", f"/desk/{id_}/summary/"):
        assert "Kept until 3 March 2199" in place.server.get(path, Cookie=place.cookie).text
