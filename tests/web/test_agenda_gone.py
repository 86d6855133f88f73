"""Agendas of a team's own that are deleted while a form that names one is on its way."""

import pytest
from sqlalchemy.orm import Session

from tests.summary.at_desk import LAPTOP, Clock, open_desk
from tests.support.room import TestRoom, new_room
from workshop.people.members import OWNER
from workshop.people.sign_ins import sign_in_person
from workshop.rules.agenda import template
from workshop.rules.agenda_file import AgendaFile
from workshop.storage import own_agendas
from workshop.storage.library import open_workshops
from workshop.storage.store import Store
from workshop.web.agendas import agenda_list

TYPED = {"title": "Spring release", "team": "Payments", "own_prompt": "What broke?"}


class Shelf:
    """A desk with one agenda of its own, which is deleted once it was found so many times."""

    def __init__(self, room: TestRoom, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.finds = room.store, 0
        self.browser = open_desk(room, Clock(), lambda _id: None).test_client()
        file = AgendaFile("Ours", "en", template("30", str))
        with self.store.library.begin() as session:
            token = sign_in_person(session, OWNER).token
            self.id = str(own_agendas.keep_agenda(session, file))
        self.browser.set_cookie("facilitator", token, path="/desk")
        monkeypatch.setattr(agenda_list, "own_agenda", self._find)

    def _find(self, session: Session, id_: str) -> own_agendas.Kept | None:
        self.finds -= 1
        return own_agendas.own_agenda(session, id_) if self.finds >= 0 else None

    def opens(self, finds: int):  # type: ignore[no-untyped-def]
        self.finds = finds
        form = {**TYPED, "template": f"own:{self.id}"}
        return self.browser.post(
            "/desk/new", data=form, headers={"Origin": LAPTOP}, base_url=LAPTOP
        )

    def titles(self) -> list[str]:
        with self.store.library.read() as session:
            return [one.title for one in open_workshops(session)]


@pytest.fixture
def shelf(store: Store, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    return Shelf(new_room(store), monkeypatch)


def test_an_agenda_that_is_gone_already_is_named_and_nothing_typed_is_lost(shelf: Shelf) -> None:
    before = shelf.titles()
    answer = shelf.opens(finds=0)
    said = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "This agenda was deleted in the meantime." in said
    assert all(words in said for words in TYPED.values())
    assert shelf.titles() == before


def test_one_that_goes_while_the_form_is_read_still_makes_the_workshop(shelf: Shelf) -> None:
    before = len(shelf.titles())
    assert shelf.opens(finds=1).status_code == 303
    assert len(shelf.titles()) == before + 1
