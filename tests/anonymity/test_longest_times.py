"""An operator's longest times: nothing is kept beyond them, and the forms say so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.anonymity.test_retention import DAY, SENT_FROM_HERE, Kept, Page, sealed
from tests.summary.at_desk import Clock, open_desk
from tests.summary.summaries import plain
from tests.support.room import new_room
from workshop.ending.endings import Endings
from workshop.live.boards import Boards
from workshop.people.members import OWNER
from workshop.people.sign_ins import sign_in_person
from workshop.settings import Settings
from workshop.storage.library import change_keep_until, open_workshop, summary_of
from workshop.storage.longest_times import NOTICE
from workshop.storage.store import Store
from workshop.summary.importing.read_import import take_in
from workshop.views import Surroundings

DAYS = 90


def limited(folder: Path, **limits: int) -> Store:
    clock = Clock()
    return Store(Settings(data=folder / "data", now=clock, **limits))  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = limited(tmp_path, summary_days=DAYS, prepared_days=7)
    yield made
    made.close()


def last_day(kept: Kept) -> str:
    summary = kept.summary()
    assert summary is not None
    return summary.keep_until


def test_a_summary_gets_its_last_day_with_the_seal_and_goes_after_it(store: Store) -> None:
    kept = sealed(store)
    assert last_day(kept) == kept.day(DAYS)
    kept.clock.now += DAYS * DAY
    kept.endings.delete_due()
    assert kept.summary() is not None
    kept.clock.now += DAY
    kept.endings.delete_due()
    assert kept.summary() is None


def test_an_earlier_day_stays_as_it_was_chosen(store: Store) -> None:
    kept = sealed(store, keep_until="2026-06-20")
    kept.endings.delete_due()
    assert last_day(kept) == "2026-06-20"


def test_a_limit_that_is_set_later_gives_old_summaries_notice(tmp_path: Path) -> None:
    free = limited(tmp_path)
    kept = sealed(free)
    kept.clock.now += 400 * DAY
    kept.endings.delete_due()
    assert last_day(kept) == ""
    free.settings = replace(free.settings, summary_days=DAYS)
    kept.endings.delete_due()
    ends = kept.day(NOTICE)
    assert last_day(kept) == ends
    kept.clock.now += NOTICE * DAY
    kept.endings.delete_due()
    assert last_day(kept) == ends
    kept.clock.now += DAY
    kept.endings.delete_due()
    assert kept.summary() is None
    free.close()


def test_an_imported_summary_is_kept_for_as_long_and_an_old_one_has_notice(store: Store) -> None:
    clock = Clock()
    for made, days in (
        ("2026-05-20", DAYS - 8), ("2020-01-01", NOTICE), ("2199-01-01", DAYS),
    ):  # fmt: skip
        placed = take_in(store, plain(workshop="Abcdefgh" + made[:4], date=made))
        with store.library.read() as session:
            found = summary_of(session, placed.id)
        kept = Kept(store, placed.id, clock, None, None)  # type: ignore[arg-type]
        assert found is not None and found.keep_until == kept.day(days)


def test_phones_have_their_day_whatever_the_limit_is(tmp_path: Path) -> None:
    short = limited(tmp_path, summary_days=1)
    kept = sealed(short)
    summary = kept.summary()
    assert summary is not None
    while kept.clock.now < summary.open_until:
        kept.endings.delete_due()
        assert kept.summary() is not None
        kept.clock.now += DAY / 4
    short.close()


def test_a_workshop_that_has_not_started_goes_after_as_many_days(store: Store) -> None:
    room, clock = new_room(store), Clock()
    boards = Boards(store, lambda _board, _listed: Surroundings())
    endings = Endings(store, boards, clock)
    for days, there in ((0, True), (6.9, True), (0.2, False)):
        clock.now += days * DAY
        endings.delete_due()
        endings.seal_due()
        with store.library.read() as session:
            assert (open_workshop(session, room.id) is not None) is there


def test_the_page_of_a_summary_says_the_limit_and_takes_no_later_day(store: Store) -> None:
    kept = sealed(store)
    page = limited_page(kept)
    assert f"This server keeps summaries for {DAYS} days at most." in page.text()
    assert f'max="{kept.day(DAYS)}"' in page.text()
    status, text = page.changes(kept.day(DAYS + 1))
    assert status == 422 and "Choose 26 August 2026 or an earlier day." in text
    assert page.changes(kept.day(9))[0] == 303 and last_day(kept) == kept.day(9)
    assert page.changes("")[0] == 303 and last_day(kept) == kept.day(DAYS)


def test_a_day_beyond_the_limit_that_was_stored_all_the_same_is_brought_back(store: Store) -> None:
    kept = sealed(store)
    with store.library.begin() as session:
        change_keep_until(session, kept.id, "2099-01-01")
    kept.endings.delete_due()
    assert last_day(kept) == kept.day(DAYS)


def limited_page(kept: Kept) -> Page:
    page = Page(kept)
    here = page.browser.application.extensions["workshop"]
    here.settings = replace(here.settings, summary_days=DAYS, prepared_days=7)
    return page


def test_the_form_of_a_new_workshop_says_both_limits_and_takes_no_later_day(store: Store) -> None:
    kept = sealed(store)
    page = limited_page(kept)
    text = page.browser.get("/desk/new").get_data(as_text=True)
    assert f"This server keeps summaries for {DAYS} days at most." in text
    assert "thrown away 7 days after the last change." in text
    sent = {"title": "Spring", "team": "Payments", "keep_until": kept.day(DAYS + 1)}
    answer = page.browser.post("/desk/new", data=sent, headers=SENT_FROM_HERE)
    assert answer.status_code == 422
    assert "Choose 26 August 2026 or an earlier day." in answer.get_data(as_text=True)


def test_without_limits_the_forms_say_none(tmp_path: Path) -> None:
    free = limited(tmp_path)
    room, clock = new_room(free), Clock()
    browser = open_desk(room, clock, lambda _id: None).test_client()
    with free.library.begin() as session:
        token = sign_in_person(session, OWNER).token
    browser.set_cookie("facilitator", token, path="/desk")
    text = browser.get("/desk/new").get_data(as_text=True)
    assert "at most" not in text.partition("keep_until")[2].partition("</p>")[0]
    assert "thrown away" not in text
    free.close()
