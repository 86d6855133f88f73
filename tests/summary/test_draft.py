"""A draft, at any stage: nothing that the desk does not show at the same moment."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from tests.summary.at_desk import Desk, desk_of
from tests.summary.gathering import CARDS, answer, commit, reveal
from tests.support.room import TestRoom, done, new_room
from workshop.ending.seal import seal
from workshop.people.links import make_link
from workshop.people.sign_ins import trade
from workshop.protocol import commands
from workshop.storage.library import summary_of
from workshop.storage.store import Store
from workshop.stories.pack import built_in
from workshop.summary.build import draft_of
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.reader import ENGLISH
from workshop.views import Surroundings, sealed_entries

DAY = date(2026, 2, 25)
NOT_WORDS = {"version", "date", "workshop", "devices", "trial", "draft", "language"}


def texts(value: Any) -> Iterator[str]:
    """Every text in a plain value."""
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str) and value:
        yield value


def draft(room: TestRoom) -> dict[str, Any]:
    """A draft as it is written down."""
    plain: dict[str, Any] = json.loads(msgspec.json.encode(draft_of(room.read(), DAY)))
    return plain


def shows_no_more_than_the_desk(room: TestRoom) -> None:
    found, desk = draft(room), room.view("desk")
    words = {name: one for name, one in found.items() if name not in NOT_WORDS}
    shown = {*texts(desk)}
    assert [text for text in texts(words) if text not in shown] == []
    assert found["cards"] == [] and found["cards_shown"] is None
    lessons = {one["text"]: one for path, one in desk.items() if path.startswith("lessons/")}
    for lesson in found["lessons"]:
        seen = lessons[lesson["text"]]
        for name in ("votes", "rank", "tied", "chosen"):
            assert lesson[name] == seen[name], name
    for question in ("worth", "use"):
        assert found[question] in (None, desk.get("finish", {}).get(question))


def test_at_no_moment_of_a_workshop_it_tells_more_than_the_desk(room: TestRoom) -> None:
    moments = []

    def watch(one: TestRoom, *_views: object) -> None:
        moments.append(one.read().stage.kind)
        shows_no_more_than_the_desk(one)

    room.watcher = watch
    room.participants(8)
    room.desk.presses(commands.Pause, on=False)
    for kind in ("go_first", "story", "write"):
        room.desk.goes(kind)
    for person, card in zip(room.people, CARDS, strict=False):
        person.writes(card.happened, card.learned, may_stand=card.may_stand)
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("look_through")
    reveal(room)
    room.desk.goes("lessons")
    for n, person in enumerate(room.people[:4]):
        person.adds(f"Lesson {n}.")
    room.desk.lets_on()
    room.desk.goes("vote")
    for n, person in enumerate(room.people):
        person.votes(sorted(room.lessons())[n % 2], 2)
    room.desk.ends_voting()
    commit(room)
    answer(room)
    room.desk.goes("commit")
    room.desk.goes("finish")
    assert {"write", "look_through", "reveal", "vote", "commit", "finish"} <= {*moments}


def test_no_card_is_in_it_whatever_its_author_ticked(held: TestRoom) -> None:
    found = "".join(texts(draft(held)))
    assert held.read().cards
    assert [card.happened for card in CARDS if card.happened in found] == []


def test_votes_that_are_not_shown_are_not_in_it(room: TestRoom) -> None:
    room.participants(8)
    room.desk.goes("lessons")
    for text in ("Ask first.", "Test it on a Tuesday."):
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    for person in room.people[:4]:
        assert done(person.votes("Ask first."))
    assert {one["votes"] for one in draft(room)["lessons"]} == {None}
    room.desk.ends_voting()
    assert {one["text"]: one["votes"] for one in draft(room)["lessons"]}["Ask first."] == 4


def test_a_lesson_that_waits_for_others_is_not_in_it(room: TestRoom) -> None:
    room.participants(8)
    room.desk.goes("lessons")
    room.people[0].adds("Only I would say this.")
    assert "Only I would say this." not in {*texts(draft(room))}
    for person in room.people[1:4]:
        person.adds(f"{id(person)}")
    room.desk.lets_on()
    assert "Only I would say this." in {*texts(draft(room))}


def test_under_three_nothing_of_what_was_written_is_in_it(room: TestRoom) -> None:
    room.participants(2)
    room.desk.goes("write")
    for person in room.people:
        person.writes("It broke.", "Mend it.", may_stand=True, show_few=False)
        person.adds_nothing()
    for kind in ("look_through", "reveal", "lessons", "vote"):
        room.desk.goes(kind)
        found = {*texts(draft(room))}
        assert not found & {"It broke.", "Mend it."}, kind


def test_answers_of_four_and_the_pulse_before_its_end_are_not_in_it(store: Store) -> None:
    room = new_room(store, pulse="summary")
    for person in room.participants(5):
        assert done(person.does(commands.AnswerPulse(at="arrive", answers=[1, 2, 3])))
    room.desk.goes("finish")
    for person in room.people[:4]:
        person.does(commands.Answer(round=room.round, question="worth", choice="yes"))
    found = draft(room)
    assert found["worth"] is None and found["pulse"] == []
    room.desk.presses(commands.EndPulse)
    assert draft(room)["pulse"] == json.loads(
        msgspec.json.encode(room.view("desk")["pulse"]["items"])
    )


def test_stories_are_in_it_once_they_were_told(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[0])
    told = []
    for kind in ("go_first", "story", "story"):
        room.desk.goes(kind)
        found = draft(room)
        told.append(sum(found[name] is not None for name in ("story", "second_story")))
    assert told == [0, 1, 2]


def test_the_views_name_the_tellers_of_the_stories_that_are_kept_and_no_others(
    store: Store,
) -> None:
    room = new_room(store, template="90", second_story=built_in()[0])
    room.desk.goes("story")
    room.desk.goes("finish")
    first = built_in()[9].told_by.name
    for view in ("participant", "projector", "desk"):
        assert room.view(view)["finish"]["stories"] == [first]
    seal(store, room.id, 1_780_003_600.0)
    with store.library.begin() as session:
        sealed = summary_of(session, room.id)
    assert sealed
    shown = sealed_entries("participant", sealed, Surroundings())
    assert shown["finish"].stories == [first]  # type: ignore[union-attr]


@pytest.fixture
def desk(held: TestRoom) -> Desk:
    return desk_of(held)


def test_its_page_and_every_file_say_that_it_is_a_draft(desk: Desk) -> None:
    shown = desk.gets("/desk/{id}/draft/")
    assert shown.status_code == 200 and shown.headers["Cache-Control"] == "no-store"
    assert "the workshop is still going on" in shown.get_data(as_text=True)
    assert "A draft has no cards." in shown.get_data(as_text=True)
    assert desk.gets("/desk/{id}/draft.ics").status_code == 404, "no dates before they stand"
    for ending in FORMATS.keys() - {"ics"}:
        file = desk.gets(f"/desk/{{id}}/draft.{ending}")
        assert file.status_code == 200 and file.headers["Cache-Control"] == "no-store"
        assert f"-draft.{ending}" in file.headers["Content-Disposition"]
    for said in ("md", "html"):
        body = desk.gets(f"/desk/{{id}}/draft.{said}").get_data(as_text=True)
        assert ENGLISH.translate("Draft: the workshop is still going on.")[:6] in body
    assert desk.gets("/desk/{id}/draft.exe").status_code == 404


def test_whoever_helps_at_the_desk_may_have_it_and_nobody_else(desk: Desk) -> None:
    with desk.store.library.begin() as session:
        secret = make_link(session, "helper", desk.id, one_time=True)
        helper = trade(session, secret, "2026-05-28")
        screen = make_link(session, "projector", desk.id, one_time=False)
        other = trade(session, screen, "2026-05-28")
    browser = desk.browser(False)
    browser.set_cookie("desk", helper.token, path="/desk")  # type: ignore[union-attr]
    for path in ("/desk/{id}/draft/", "/desk/{id}/draft.md"):
        assert desk.asks(browser, path).status_code == 200
        assert desk.gets(path, signed_in=False).status_code == 401
        stranger = desk.browser(False)
        stranger.set_cookie("desk", other.token, path="/desk")  # type: ignore[union-attr]
        assert desk.asks(stranger, path).status_code == 401


def test_after_the_seal_its_address_leads_to_the_summary(desk: Desk) -> None:
    seal(desk.store, desk.id, desk.clock())
    for draft_at, final in (("draft/", "summary/"), ("draft.md", "summary.md")):
        answer = desk.gets(f"/desk/{{id}}/{draft_at}")
        assert (answer.status_code, answer.location) == (303, f"/desk/{desk.id}/{final}")
    nothing = desk.browser().get("/desk/nothing/draft/", base_url=desk.origin)
    assert nothing.status_code == 410
