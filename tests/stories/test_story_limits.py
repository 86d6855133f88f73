"""Stories that nobody tells or changes for too long, invitations without an answer, and receipts of
what has ended: all have their last days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.stories.test_contributing import DAY, STORY, in_library, invited, kept, library, sends
from workshop.people.links import CONTRIBUTOR, invitation_link, make_link
from workshop.people.sign_ins import Trade, trade, who
from workshop.storage.contributions import Contributed, contribution
from workshop.storage.heard_stories import remember_heard
from workshop.storage.library_stories import (
    Added,
    Reach,
    add_story,
    added_story,
    put_anew,
    take_off_shelf,
)
from workshop.storage.store import Store
from workshop.storage.story_days import last_day_of
from workshop.stories.contributing import (
    Sent,
    accept_story,
    decline,
    invite_contributor,
    lower_name,
    send,
    take_over,
)
from workshop.stories.pack_exchange import coming, import_pack
from workshop.stories.pack_file.pack_types import PackFile, PackStory, PublishedConsent
from workshop.stories.shelf import find_one
from workshop.stories.story_limits import end_outlived_stories, receipts_end
from workshop.stories.ways_out import withdraw_story

DAYS = 100


@dataclass
class Keeper:
    """Looks at the library day by day."""

    store: Store
    today: str = DAY
    days: int = DAYS

    def looks(self, later: int = 0) -> None:
        """Looks some days later."""
        self.today = (date.fromisoformat(self.today) + timedelta(later)).isoformat()
        with library(self.store) as at:
            end_outlived_stories(at, self.today, self.days)


@pytest.fixture
def keeper(store: Store) -> Keeper:
    return Keeper(store)


def added(store: Store) -> str:
    with library(store) as at:
        return add_story(at.session, Added("", STORY, "own"))


def ready(store: Store, reach: Reach = "server") -> str:
    id_ = invited(store)
    with library(store) as at:
        assert send(at, id_, Sent(STORY, "named", reach, DAY)) and accept_story(at, id_)
    return id_


def there(store: Store, id_: str) -> Contributed | None:
    with library(store) as at:
        return contribution(at.session, at.keys, id_)


def last_day(store: Store, id_: str) -> str:
    with library(store) as at:
        return last_day_of(at.session, id_)


def test_a_story_that_nobody_tells_goes_after_its_last_day(keeper: Keeper) -> None:
    id_ = added(keeper.store)
    keeper.looks()
    assert last_day(keeper.store, id_) == "2027-03-08"
    keeper.looks(DAYS)
    assert in_library(keeper.store, id_) == STORY
    keeper.looks(1)
    assert in_library(keeper.store, id_) is None


def stays_as_long_again(keeper: Keeper, id_: str) -> bool:
    """True if a story that is used on its last day is there for as long again, and no longer."""
    keeper.looks(1)
    keeper.looks(DAYS)
    stays = in_library(keeper.store, id_) is not None
    keeper.looks(1)
    return stays and in_library(keeper.store, id_) is None


def test_a_story_that_is_told_stays_as_long_again(keeper: Keeper) -> None:
    id_ = added(keeper.store)
    keeper.looks()
    keeper.looks(DAYS)
    with library(keeper.store) as at:
        remember_heard(at.session, [id_], "w1", "payments")
    assert stays_as_long_again(keeper, id_)


def test_a_story_that_is_changed_stays_as_long_again(keeper: Keeper) -> None:
    id_ = ready(keeper.store)
    keeper.looks()
    keeper.looks(DAYS)
    with library(keeper.store) as at:
        assert lower_name(at, id_, "unnamed", DAY)
    assert stays_as_long_again(keeper, id_)


def test_a_story_that_its_pack_brings_again_stays_as_long_again(keeper: Keeper) -> None:
    told_there = PackStory("a-lock", STORY, PublishedConsent(permission="Mara agreed."))
    pack = PackFile(
        id="locks", version="1", title="Locks", why="To read.", licence="CC0-1.0",
        language="en", stories=(told_there,),
    )  # fmt: skip
    for later in (0, DAYS, 1):
        keeper.looks(later)
        if later != 1:
            with library(keeper.store) as at:
                import_pack(at.session, at.keys, coming(pack, "", "server"))
    assert in_library(keeper.store, "a-lock.") == STORY


def test_without_a_limit_no_story_has_a_last_day(keeper: Keeper) -> None:
    id_ = added(keeper.store)
    keeper.looks()
    keeper.days = 0
    keeper.looks(3650)
    assert in_library(keeper.store, id_) == STORY and last_day(keeper.store, id_) == ""


def test_a_limit_that_is_set_later_counts_from_then_and_a_shorter_one_too(keeper: Keeper) -> None:
    keeper.days = 0
    id_ = added(keeper.store)
    keeper.looks(3650)
    keeper.days = DAYS
    keeper.looks()
    keeper.looks(10)
    keeper.days = 30
    keeper.looks()
    keeper.looks(30)
    assert in_library(keeper.store, id_) == STORY
    keeper.looks(1)
    assert in_library(keeper.store, id_) is None


def test_stories_that_ship_with_the_program_never_go(keeper: Keeper) -> None:
    with library(keeper.store) as at:
        remember_heard(at.session, ["08-the-audition"], "w1", "payments")
    keeper.looks()
    keeper.looks(3650)
    with library(keeper.store) as at:
        found = find_one(at.session, "08-the-audition", "en")
    assert found and found.times == 1


def test_its_contributor_is_told_that_a_story_nobody_told_has_gone(keeper: Keeper) -> None:
    id_ = ready(keeper.store)
    keeper.looks()
    keeper.looks(DAYS + 1)
    one = kept(keeper.store, id_)
    assert one.status == "declined" and one.words and one.words.story is None


def test_what_was_told_once_and_has_left_the_library_is_erased_later(keeper: Keeper) -> None:
    id_ = ready(keeper.store, "once")
    keeper.looks()
    keeper.looks(DAYS)
    with library(keeper.store) as at:
        remember_heard(at.session, [id_], "w1", "payments")
        take_off_shelf(at.session, id_)
    keeper.looks(1)
    keeper.looks(DAYS)
    assert kept(keeper.store, id_).status == "ready"
    keeper.looks(1)
    assert kept(keeper.store, id_).status == "declined"


def test_what_nobody_decides_on_is_erased_only_where_there_is_a_limit(keeper: Keeper) -> None:
    id_ = invited(keeper.store)
    assert sends(keeper.store, id_)
    keeper.days = 0
    keeper.looks()
    keeper.looks(3650)
    assert kept(keeper.store, id_).status == "received"
    keeper.days = DAYS
    keeper.looks()
    keeper.looks(DAYS + 1)
    assert kept(keeper.store, id_).status == "declined"
    assert keeper.store.story_keys.workshops() == {id_}


def test_an_invitation_ends_if_no_story_comes_opened_or_not(keeper: Keeper) -> None:
    with library(keeper.store) as at:
        id_ = invite_contributor(at, "payments", "ed", "for Mara", until="2027-01-27")
        secret = invitation_link(at.session, id_, "2027-01-27")
        traded = trade(at.session, secret, DAY)
    assert isinstance(traded, Trade)
    keeper.looks(60)
    assert keeper.today == "2027-01-27" and there(keeper.store, id_)
    keeper.looks(1)
    assert there(keeper.store, id_) is None and not keeper.store.story_keys.workshops()
    with library(keeper.store) as at:
        assert who(at.session, traded.token, DAY, hosted=True) is None


def test_an_invitation_without_a_last_day_gets_one_when_it_is_found(keeper: Keeper) -> None:
    id_ = invited(keeper.store)
    keeper.looks(400)
    keeper.looks(60)
    assert there(keeper.store, id_)
    keeper.looks(1)
    assert there(keeper.store, id_) is None


@pytest.mark.parametrize("ends", ["declined", "withdrawn"])
def test_a_receipt_stays_as_long_as_its_story_and_two_months_more(
    keeper: Keeper, ends: str
) -> None:
    id_, keeper.days = invited(keeper.store), 0
    assert sends(keeper.store, id_)
    with library(keeper.store) as at:
        receipt = make_link(at.session, CONTRIBUTOR, id_, one_time=False)
    keeper.looks(3650)
    with library(keeper.store) as at:
        assert isinstance(trade(at.session, receipt, keeper.today), Trade)
        withdraw_story(at, id_) if ends == "withdrawn" else decline(at, id_, "Not over yet.")
    keeper.looks()
    keeper.looks(61)
    with library(keeper.store) as at:
        assert isinstance(trade(at.session, receipt, keeper.today), Trade)
    keeper.looks(32)
    with library(keeper.store) as at:
        assert trade(at.session, receipt, keeper.today) == "unknown"
    # Packs have to say what was withdrawn, for good.
    found = there(keeper.store, id_)
    assert (found and found.status) == ("withdrawn" if ends == "withdrawn" else None)


def test_the_last_day_of_a_receipt_tells_no_more_than_the_month() -> None:
    days = (date(2027, 2, 1) + timedelta(n) for n in range(28))
    assert {receipts_end(day.isoformat()) for day in days} == {"2027-04-30"}
    assert receipts_end("2027-12-31") == "2028-02-29"


def test_who_takes_an_invitation_over_has_no_longer_for_it(store: Store) -> None:
    with library(store) as at:
        id_ = invite_contributor(at, "payments", "ed", "for Mara", until="2027-01-27")
        assert take_over(at, id_, "jo")
    assert kept(store, id_).keep_until == "2027-01-27"


def test_what_is_in_the_library_keeps_its_contributor_s_receipt(keeper: Keeper) -> None:
    id_ = ready(keeper.store)
    keeper.looks()
    with library(keeper.store) as at:
        found = added_story(at.session, id_)
        assert found
        put_anew(at.session, found)
    keeper.looks(1)
    keeper.looks(DAYS)
    assert in_library(keeper.store, id_) and kept(keeper.store, id_).status == "ready"
