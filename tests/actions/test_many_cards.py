"""More cards than anybody can read: pages of those that most people know, and batches to review."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.support.room import TestRoom, done, new_room, new_store, refusal
from workshop.protocol import commands
from workshop.rules.room_size import KNOWN_CARDS, MANY_DEVICES, Candidate, best_known
from workshop.storage.store import Store

CARDS = 66


def written(room: TestRoom, cards: int = CARDS) -> TestRoom:
    """So many cards, two from each person."""
    room.desk.goes("write")
    room.participants(-(-cards // 2))  # once it is open: then each may still send two
    for i in range(cards):
        assert done(room.people[i // 2].writes(f"It broke {i:03}", f"Mend {i % 7}."))
    for person in room.people:
        person.adds_nothing()
    return room


def revealed(room: TestRoom, cards: int = CARDS) -> TestRoom:
    written(room, cards).desk.goes("reveal")
    return room


@dataclass(frozen=True)
class Kept:
    """A room whose cards are written, to be copied: to write them takes longer than a test."""

    folder: Path
    room: TestRoom

    def copied(self, folder: Path) -> Iterator[TestRoom]:
        """A room of its own that stands as this one does."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        store = new_store(folder)
        copy = replace(self.room, store=store, memory=self.room.memory.copy(), people=[])
        copy.people += [replace(person, room=copy) for person in self.room.people]
        yield copy
        store.close()


def kept(folder: Path, **fields: object) -> Kept:
    store = new_store(folder)
    room = written(new_room(store, **fields))
    room.desk.reads()
    store.close()
    return Kept(folder, room)


@pytest.fixture(scope="module")
def _kept_cards(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return kept(tmp_path_factory.mktemp("cards"))


@pytest.fixture(scope="module")
def _kept_wall(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return kept(tmp_path_factory.mktemp("wall"), template="all_hands", live_wall=True)


@pytest.fixture
def full(_kept_cards: Kept, tmp_path: Path) -> Iterator[TestRoom]:
    """A workshop on the 60-minute agenda, whose 66 cards are written."""
    yield from _kept_cards.copied(tmp_path)


@pytest.fixture
def wall(_kept_wall: Kept, tmp_path: Path) -> Iterator[TestRoom]:
    yield from _kept_wall.copied(tmp_path)


def order(room: TestRoom, view: str = "projector") -> list[int]:
    return list(room.view(view)["order"]["known"])  # type: ignore[call-overload]


def known_by(room: TestRoom, card: int, people: int) -> None:
    for person in room.people[:people]:
        assert done(person.been_there(str(card)))


def test_up_to_sixty_all_are_shown_and_nothing_is_chosen(room: TestRoom) -> None:
    revealed(room, MANY_DEVICES)
    room.desk.presses(commands.Step, step=1)
    assert order(room) == []
    assert room.view("projector")["now"]["steps"] == 1 + MANY_DEVICES // 6


def test_of_more_the_pages_show_those_that_most_people_know_and_keep_to_them(
    full: TestRoom,
) -> None:
    full.desk.goes("reveal")
    cards = [card.n for card in full.read().cards]
    for card in cards[-20:]:  # by chance they would come last
        known_by(full, card, 8)
    assert full.view("projector")["now"]["steps"] == 1 + KNOWN_CARDS // 6
    assert order(full) == []
    full.desk.presses(commands.Step, step=1)
    chosen = order(full)
    assert len(chosen) == KNOWN_CARDS
    assert set(chosen) < set(cards[-20:])
    assert chosen == order(full, "participant") == order(full, "desk")
    for card in cards[:20]:
        known_by(full, card, 12)
    full.desk.presses(commands.Step, step=0)
    full.desk.presses(commands.Step, step=2)
    assert order(full) == chosen
    assert {card.n for card in full.read().cards if card.shown} == set(chosen[:12])


def test_the_choice_is_the_same_whether_two_or_nobody_have_been_there(store: Store) -> None:
    """Taps that are not shown of a card, one or two, move no card on to the pages or off them."""
    chosen = []
    for taps in (0, 2):
        room = revealed(new_room(store))
        for card in range(1, CARDS + 1):
            known_by(room, card, taps)
        key = room.store.workshops.open(room.id).keys  # type: ignore[union-attr]
        by_chance = sorted(range(1, CARDS + 1), key=lambda n: key.mark("order", n))
        room.desk.presses(commands.Step, step=1)
        chosen.append(order(room) == by_chance[:KNOWN_CARDS])
    assert chosen == [True, True]


def test_what_waits_to_be_shown_of_a_card_does_not_move_it_on_to_the_pages(
    full: TestRoom,
) -> None:
    """Eight of twenty-two have been there, as everybody sees, and three more, as nobody does."""
    full.desk.goes("reveal")
    cards = [card.n for card in full.read().cards]
    for card in cards[:20]:
        known_by(full, card, 8)
    known_by(full, cards[-1], 11)
    assert full.read().been_there(str(cards[-1])) == 8
    full.desk.presses(commands.Step, step=1)
    assert cards[-1] not in order(full)


def test_neither_order_nor_choice_tells_which_is_known_best() -> None:
    cards = [Candidate(n, bytes([n * 7 % 40]), "most" if n < 9 else "several") for n in range(40)]
    shown = best_known(cards)
    chances = [cards[n].chance for n in shown]
    assert chances == sorted(chances)
    assert set(range(9)) < set(shown)


def test_sensitive_and_covered_cards_come_on_no_page(full: TestRoom) -> None:
    full.desk.goes("reveal")
    for card in (1, 2):
        known_by(full, card, 5)
    full.desk.does(commands.MarkSensitive(card="1", on=True))
    full.desk.does(commands.TakeOff(card="2", on=True))
    full.desk.presses(commands.Step, step=1)
    assert not {1, 2} & set(order(full))


def test_more_cards_are_chosen_from_anew(full: TestRoom) -> None:
    full.desk.goes("reveal")
    full.desk.presses(commands.Step, step=1)
    full.desk.presses(commands.Go, stage="write")
    full.desk.presses(commands.OpenAgain)
    for person in full.people[:3]:
        person.writes("And one more")
        person.adds_nothing()
    full.desk.goes("reveal")
    assert order(full) == []


def ends_writing(room: TestRoom) -> None:
    here = room.read().state.stage
    room.desk.ends_writing(here)
    room.desk.reads()


def test_the_writing_on_a_live_wall_can_end_with_the_wall_before_the_room(wall: TestRoom) -> None:
    clock = wall.read().state.ends_at
    assert wall.view("projector")["now"]["steps"] == 1
    ends_writing(wall)
    now = wall.view("participant")["now"]
    assert (now["kind"], now["collecting"], now["ends_at"]) == ("write", False, clock)
    assert (now["steps"], now["page_size"]) == (1 + KNOWN_CARDS // 6, 6)
    assert refusal(wall.people[0].writes("Too late")) == "round_closed"
    known_by(wall, 1, 8)
    wall.desk.presses(commands.Step, step=1)
    assert 1 in order(wall)
    assert refusal(wall.desk.presses(commands.Go, stage=now["kind"])) == "no_such"
    assert done(wall.desk.goes("lessons"))
    assert wall.read().stage.kind == "lessons"


def test_a_few_taps_count_for_nothing_also_when_their_round_is_over(wall: TestRoom) -> None:
    key = wall.store.workshops.open(wall.id).keys  # type: ignore[union-attr]
    by_chance = sorted(range(1, CARDS + 1), key=lambda n: key.mark("order", n))
    ends_writing(wall)
    shown = [card.n for card in wall.read().cards]
    late = [n for n in reversed(by_chance) if n in shown][:4]
    for card in late:
        known_by(wall, card, 7)
    wall.desk.goes("lessons")
    wall.desk.presses(commands.Go, stage="write")
    assert not wall.read().been_there(str(late[0]))
    wall.desk.presses(commands.Step, step=1)
    assert order(wall) == [n for n in by_chance if n in shown][:KNOWN_CARDS]


def test_a_tap_on_the_wall_counts_once_before_and_after_the_writing_has_ended(
    wall: TestRoom,
) -> None:
    known_by(wall, 1, 2)
    ends_writing(wall)
    known_by(wall, 1, 2)
    assert wall.read().counts[(wall.round, "been_there:1")] == 2


def test_a_wall_on_which_nobody_writes_any_more_is_left_without_a_last_call(
    wall: TestRoom,
) -> None:
    ends_writing(wall)
    wall.desk.presses(commands.Go, stage="lessons")
    assert wall.read().stage.kind == "lessons"


def test_where_cards_are_revealed_together_writing_only_ends_by_going_on(full: TestRoom) -> None:
    here = full.read().state.stage
    assert refusal(full.desk.presses(commands.Go, stage=here)) == "no_such"
