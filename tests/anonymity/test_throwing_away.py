"""An open workshop is thrown away: at once, for good, and without a summary."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.anonymity.looking import started
from tests.live.conftest import Place, place
from tests.summary.gathering import held_room
from tests.support.room import TestRoom
from tests.support.sockets import desk, phone
from tests.support.traces import traces
from workshop.ending import throwing_away
from workshop.pretend.client.packets import NotLetIn
from workshop.storage.library import open_workshops
from workshop.storage.sqlite.data_folder import WorkshopFiles
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.store import Store

__all__ = ["place"]
YES = {"sure": "yes"}


def throws_away(place: Place, id_: str, **said: str) -> Any:
    return place.server.post(f"/desk/{id_}/throw-away", said, Cookie=place.cookie)


def of(id_: str, data: Path) -> list[str]:
    """Returns everything that is left of this workshop."""
    return [one for one in traces(data) if id_ in one]


def test_it_asks_once_more_and_nothing_is_deleted_until_then(place: Place) -> None:
    id_ = place.workshop(title="Not yet")
    before = of(id_, place.server.data)
    assert f'href="/desk/{id_}/throw-away"' in place.server.get("/desk/", Cookie=place.cookie).text
    asked = place.server.get(f"/desk/{id_}/throw-away", Cookie=place.cookie)
    again = throws_away(place, id_)
    for reply in (asked, again):
        assert reply.status == 200 and "Nothing is deleted yet." in reply.text
        assert "Not yet" in reply.text
    assert of(id_, place.server.data) == before != []
    phone(place.server, id_)


def test_whoever_looks_at_it_is_sent_away_and_finds_nothing_of_it(place: Place) -> None:
    id_ = place.workshop(title="Away", team="Nobody else")
    looking = [phone(place.server, id_), desk(place.server, id_, place.cookie)]
    assert throws_away(place, id_, **YES).status == 303
    assert all(socket.ends() for socket in looking)
    assert of(id_, place.server.data) == []
    assert "Nobody else" not in str(traces(place.server.data))
    with pytest.raises(NotLetIn, match="no_such"):
        phone(place.server, id_)
    for path in (f"/desk/{id_}/", f"/w/{id_}/", f"/w/{id_}/summary.html", f"/desk/{id_}/summary/"):
        assert place.server.get(path, Cookie=place.cookie).status == 404
    assert throws_away(place, id_, **YES).status == 404


def test_a_trial_can_be_thrown_away_too(place: Place) -> None:
    id_ = place.server.post("/desk/trial", {}, Cookie=place.cookie).to.split("/")[-2]
    assert throws_away(place, id_, **YES).status == 303
    assert of(id_, place.server.data) == []


def test_only_the_facilitator_can(place: Place) -> None:
    id_ = place.workshop()
    path = f"/desk/{id_}/throw-away"
    assert place.server.get(path).status == 401
    assert place.server.post(path, YES).status == 401
    foreign = place.server.post(path, YES, Cookie=place.cookie, Origin="https://x.example")
    assert foreign.status == 403
    phone(place.server, id_)


def test_without_its_key_it_is_said_that_it_cannot_be_read_and_it_can_go(place: Place) -> None:
    id_ = place.workshop(title="Keyless")
    data = place.server.data
    (data.with_name(f"{data.name}-keys") / f"{id_}.key").unlink()
    listed = unescape(place.server.get("/desk/", Cookie=place.cookie).text)
    assert "Can’t be read here: its key is missing." in listed
    assert f'href="/desk/{id_}/"' not in listed
    asked = place.server.get(f"/desk/{id_}/throw-away", Cookie=place.cookie).text
    assert "its key is missing" in asked
    assert throws_away(place, id_, **YES).status == 303
    assert of(id_, data) == []
    assert "Keyless" not in place.server.get("/desk/", Cookie=place.cookie).text


@pytest.fixture
def room(store: Store) -> TestRoom:
    return held_room(store)


STEPS = [
    (KeyFolder, "destroy"),
    (WorkshopFiles, "_remove"),
    (throwing_away, "delete_summary"),
    (throwing_away, "delete_workshop"),
]


@pytest.mark.parametrize(("owner", "step"), STEPS)
def test_when_a_step_fails_nobody_gets_at_it_and_the_next_start_ends_it(
    room: TestRoom, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    data = room.store.settings.data
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, fail)
        assert throwing_away.delete_open(room.store, room.id) == "not_yet"
    assert throwing_away.delete_open(room.store, room.id) == "no_such"
    with room.store.library.read() as session:
        assert open_workshops(session) == []
    assert traces(data) != []
    room.store.close()
    with started(data, room.id, now=room.now + 100 * 24 * 3600) as standing:
        assert (standing.summary(), standing.seal_shown()) == ("", {})
    assert traces(data) == []


def test_a_thrown_away_workshop_is_not_sealed_instead(room: TestRoom) -> None:
    """Whatever comes between the word and the deed, no summary is made of it."""
    data = room.store.settings.data
    with room.store.library.begin() as session:
        throwing_away.mark_deleted(session, room.id)
    room.store.close()
    with started(data, room.id, now=room.now + 100 * 24 * 3600) as standing:
        assert standing.summary() == ""
    assert traces(data) == []


def test_no_word_of_it_stays_on_the_disk(room: TestRoom) -> None:
    data = room.store.settings.data
    library = data / "library.db"
    assert b"Spring release" in library.read_bytes()
    assert throwing_away.delete_open(room.store, room.id) == "gone"
    assert b"Spring release" not in library.read_bytes()
    assert b"Payments" not in library.read_bytes()
