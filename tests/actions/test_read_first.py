"""Nothing that a phone sent is on the room's screen before the desk has opened it."""

import os

import pytest
from sqlalchemy import select

from tests.support.room import TestRoom, done, new_room, refusal, said, writing
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.stages import looked_through
from workshop.storage.bodies import ReadWords, show_read
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Card, DeskRead


@pytest.fixture
def wall(store: Store) -> TestRoom:
    """Eight people who write for a live wall."""
    return writing(new_room(store, template="all_hands", live_wall=True), 8)


def writes(room: TestRoom, *numbers: int) -> dict[int, bytes]:
    """A card from each of these people, with the keys of their cards."""
    keys = {number: os.urandom(16) for number in numbers}
    for number, key in keys.items():
        assert done(room.people[number].writes(f"card {number}", key=key))
    return keys


def handles(room: TestRoom) -> list[str]:
    return [card.handle for card in room.read().waiting]


def opens(room: TestRoom, cards: list[str]) -> None:
    assert done(room.desk.does(commands.Opened(cards=cards)))


def fate(room: TestRoom, key: bytes) -> str:
    file = room.store.workshops.open(room.id)
    assert file is not None
    return str(fates(file, (key,))[0])


def losses(room: TestRoom, to: str) -> list[Loss]:
    return said(room.read(), commands.Go, room.desk.stage(to))


def looked(room: TestRoom) -> dict[int, bytes]:
    """Five cards in the look-through, none of which was opened."""
    keys = writes(writing(room, 5), *range(5))
    room.desk.goes("look_through")
    return keys


def shown(room: TestRoom) -> set[str]:
    return {card.words.happened for card in room.read().cards}


def goes_unread(room: TestRoom, kind: str) -> None:
    assert done(room.desk.presses(commands.Go, stage=room.desk.stage(kind)))


def test_what_nobody_opened_does_not_go_up_and_its_phone_is_told(room: TestRoom) -> None:
    keys = looked(room)
    by_words = {card.words.happened: card.handle for card in room.read().waiting}
    opens(room, [by_words[f"card {n}"] for n in (0, 1, 2)])
    room.desk.does(commands.SetAside(card=by_words["card 3"], reason="care"))
    assert losses(room, "reveal") == [Loss(what="cards_shown", n=3), Loss(what="cards_unread", n=1)]
    goes_unread(room, "reveal")
    assert shown(room) == {"card 0", "card 1", "card 2"}
    assert [fate(room, keys[n]) for n in (0, 3, 4)] == ["none", "care", "late"]
    assert "card 4" not in str(room.views())


def test_before_the_end_the_desk_counts_what_it_has_set_aside(room: TestRoom) -> None:
    looked(room)
    cards = handles(room)
    opens(room, cards[:4])
    for card, reason in zip(cards, ("care", "protect", "care", ""), strict=False):
        room.desk.does(commands.SetAside(card=card, reason=reason))  # type: ignore[arg-type]
    room.desk.does(commands.SetAside(card=cards[2], reason=""))
    goes_unread(room, "reveal")
    assert room.read().cards_aside == 0, "no other stage counts"
    goes_unread(room, "finish")
    (seal,) = [one["takes"] for one in room.view("desk")["desk"]["goes"] if one["act"] == "seal"]
    assert [one["n"] for one in seal if one["what"] == "cards_aside"] == [2]


def test_what_the_desk_says_of_unread_cards_must_still_be_so(room: TestRoom) -> None:
    looked(room)
    before = losses(room, "reveal")
    opens(room, handles(room)[:1])
    go = commands.Go(turn=room.read().state.turn, stage=room.desk.stage("reveal"), said=before)
    assert refusal(room.desk.does(go)) == "not_said"


def test_past_the_look_through_no_card_is_shown_and_the_desk_says_so(room: TestRoom) -> None:
    keys = writes(writing(room, 5), *range(5))
    reveal = room.desk.stage("reveal")
    assert Loss(what="cards_unread") in losses(room, "reveal")
    assert Loss(what="cards_shown") not in losses(room, "reveal")
    room.desk.presses(commands.Go, stage=reveal)
    assert losses(room, "reveal") == [Loss(what="cards_unread")]
    assert done(room.desk.presses(commands.Go, stage=reveal))
    assert (room.read().revealed, fate(room, keys[0])) == (0, "late")


def test_cards_that_were_looked_through_stay_read_when_the_room_comes_back(room: TestRoom) -> None:
    looked(room)
    opens(room, handles(room)[:2])
    room.desk.presses(commands.Go, stage=room.desk.stage("story"))
    assert Loss(what="cards_unread", n=3) in losses(room, "reveal")
    room.desk.presses(commands.Go, stage="look_through")
    assert sum(card.read for card in room.read().waiting) == 2


@pytest.fixture
def twice(store: Store) -> TestRoom:
    """Five cards of a first writing, which the desk is to read; those of a second it is not."""
    kinds = ("arrive", "write", "look_through", "write", "break", "reveal", "finish")
    room = writing(new_room(store, agenda=Agenda(tuple(Stage(kind, 2) for kind in kinds))), 5)
    writes(room, *range(5))
    return room


def test_cards_to_be_read_are_named_also_where_a_writing_that_nobody_reads_comes_later(
    twice: TestRoom,
) -> None:
    twice.desk.goes("break")
    assert Loss(what="cards_unread") in losses(twice, "reveal")
    assert Loss(what="cards_shown") not in losses(twice, "reveal")
    goes_unread(twice, "reveal")
    assert not shown(twice)


@pytest.mark.parametrize("by", ["look_through", "arrive"])
def test_cards_that_nobody_reads_are_said_to_be_shown_beside_those_that_go_back(
    twice: TestRoom, by: str
) -> None:
    twice.desk.goes(by)
    twice.desk.presses(commands.Go, stage="write-2")
    both = [Loss(what="cards_shown"), Loss(what="cards_unread", n=5)]
    assert [one for one in losses(twice, "reveal") if one.what != "stage_passed"] == both
    for n, person in enumerate(twice.people):
        assert done(person.writes(f"again {n}"))
    goes_unread(twice, "reveal")
    goes_unread(twice, "reveal")
    assert shown(twice) == {f"again {n}" for n in range(5)}


def test_what_was_typed_in_at_the_desk_is_covered_and_opened_as_all_are(room: TestRoom) -> None:
    looked(room)
    for text in ("On paper", "Not opened"):
        assert done(room.desk.does(commands.PaperCard(round=0, happened=text)))
    assert not any(card.read for card in room.read().waiting)
    opens(room, [one.handle for one in room.read().waiting if one.words.happened == "On paper"])
    goes_unread(room, "reveal")
    assert shown(room) == {"On paper"}


def test_only_cards_on_show_can_be_opened_and_only_where_they_are_read(room: TestRoom) -> None:
    looked(room)
    assert done(room.desk.does(commands.Opened(cards=["0" * 32])))
    assert not any(card.read for card in room.read().waiting)
    one = handles(room)[:1]
    opens(room, one)
    opens(room, one)
    room.desk.goes("reveal")
    assert refusal(room.desk.does(commands.Opened(cards=one))) == "wrong_stage"


def test_an_agenda_without_a_look_through_shows_cards_as_people_were_told() -> None:
    assert looked_through(["arrive", "write", "look_through", "reveal", "finish"], 1)
    assert not looked_through(["arrive", "write", "reveal", "finish"], 1)
    two = ["arrive", "write", "reveal", "write", "look_through", "reveal", "finish"]
    assert [looked_through(two, place) for place in (1, 3)] == [False, True]  # type: ignore[arg-type]


def test_a_batch_for_the_live_wall_is_on_the_desk_alone_until_it_is_let_on(wall: TestRoom) -> None:
    writes(wall, *range(4))
    assert handles(wall) == []
    writes(wall, 4)
    assert len(handles(wall)) == 5
    for view in ("participant", "projector"):
        assert "card 0" not in str(wall.view(view))
    assert done(wall.desk.does(commands.LetOn(unread=handles(wall)))), "nobody has read them"
    assert wall.read().cards == ()
    opens(wall, handles(wall))
    assert done(wall.desk.does(commands.LetOn(unread=handles(wall))))
    assert shown(wall) == {f"card {n}" for n in range(5)}
    assert handles(wall) == []


def test_no_card_goes_up_on_the_live_wall_alone(wall: TestRoom) -> None:
    writes(wall, *range(5))
    opens(wall, handles(wall)[:2])
    assert refusal(wall.desk.does(commands.LetOn(unread=handles(wall)))) == "not_allowed"
    opens(wall, handles(wall)[:3])
    assert done(wall.desk.does(commands.LetOn(unread=handles(wall))))
    assert (wall.read().revealed, len(handles(wall))) == (3, 2)
    opens(wall, handles(wall))
    assert done(wall.desk.does(commands.LetOn(unread=handles(wall)))), "they are the last"
    assert wall.read().revealed == 5


def test_a_card_set_aside_stays_off_the_live_wall_and_its_phone_is_told(wall: TestRoom) -> None:
    keys = writes(wall, *range(5))
    by_words = {card.words.happened: card.handle for card in wall.read().waiting}
    wall.desk.does(commands.SetAside(card=by_words["card 1"], reason="care"))
    wall.desk.does(commands.SetAside(card=by_words["card 2"], reason="protect"))
    wall.desk.does(commands.SetAside(card=by_words["card 2"], reason=""))
    wall.desk.does(commands.MarkSensitive(card=by_words["card 3"], on=True))
    assert len(wall.on_wall()) == 4
    assert {card.words.happened: card.sensitive for card in wall.read().cards}["card 3"]
    assert fate(wall, keys[1]) == "none", "the desk may change its mind"
    wall.desk.goes("lessons")
    assert [fate(wall, keys[n]) for n in (1, 2)] == ["care", "none"]
    assert "card 1" not in str(wall.views())


def test_what_the_desk_is_shown_can_be_changed_no_more(wall: TestRoom) -> None:
    keys = writes(wall, *range(5))
    one = wall.people[0]
    edit = commands.EditCard(round=wall.round, card=keys[0].hex(), happened="Other words")
    withdraw = commands.WithdrawCard(round=wall.round, card=keys[0].hex())
    assert [refusal(one.does(each)) for each in (edit, withdraw)] == ["not_yours"] * 2
    assert "card 0" in {card.words.happened for card in wall.on_wall()}
    assert [refusal(one.does(each)) for each in (edit, withdraw)] == ["not_yours"] * 2


def test_the_rest_of_a_live_wall_is_read_with_the_wall_before_the_room(wall: TestRoom) -> None:
    keys = writes(wall, *range(8))
    assert len(wall.on_wall()) == 5
    wall.desk.presses(commands.Go, stage=wall.desk.stage("lessons"))
    assert wall.read().state.going_to == "write"
    assert losses(wall, "lessons") == [Loss(what="cards_unread")]
    wall.desk.ends_writing("write")
    assert (wall.read().stage.kind, wall.read().collecting, len(handles(wall))) == (
        "write",
        False,
        3,
    )
    opens(wall, handles(wall)[:1])
    assert losses(wall, "lessons") == [Loss(what="cards_unread", n=3)]
    goes_unread(wall, "lessons")
    assert wall.read().revealed == 5
    told = [fate(wall, key) for key in keys.values()]
    assert (told.count("late"), told.count("none")) == (3, 5)


def test_of_a_rest_from_too_few_the_desk_sees_what_may_be_shown(wall: TestRoom) -> None:
    writes(wall, *range(5))
    assert len(wall.on_wall()) == 5
    key = os.urandom(16)
    wall.people[5].writes("Keep mine", show_few=False, key=key)
    wall.people[6].writes("Show mine", show_few=True)
    wall.desk.ends_writing("write")
    assert {card.words.happened for card in wall.read().waiting} == {"Show mine"}
    wall.desk.goes("lessons")
    assert fate(wall, key) == "back"
    assert "Show mine" in shown(wall)


def test_no_act_of_the_desk_touches_a_row_that_a_phone_made(wall: TestRoom) -> None:
    writes(wall, *range(5))
    before, read = rows(wall)
    opens(wall, handles(wall))
    wall.desk.does(commands.SetAside(card=handles(wall)[0], reason="care"))
    wall.on_wall()
    after, written = rows(wall)
    assert after == before
    assert {len(one) for one in (read, written)} == {len(read)} and read != written
    wall.desk.goes("lessons")
    assert rows(wall)[0] == {}


def rows(room: TestRoom) -> tuple[dict[bytes, bytes], bytes]:
    """The rows of the phones' cards, and that of what the desk has read."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        cards = connection.execute(select(Card.key, Card.body)).all()
        read = connection.execute(select(DeskRead.body)).scalars().first() or b""
    return {row.key: row.body for row in cards}, read


def test_of_a_round_that_is_over_only_what_became_of_its_cards_is_kept(room: TestRoom) -> None:
    looked(room)
    opens(room, handles(room)[:3])
    goes_unread(room, "reveal")
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        row = connection.execute(select(DeskRead.round, DeskRead.body)).one()
    read = show_read(file.own, row.round, row.body)
    assert read == ReadWords(fates=read.fates)
    assert len(read.fates) == 2
