"""The addresses of the laptop: which of them the room's screen shows, and what when it is gone."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.live.conftest import Place
from tests.web.test_links import Links
from workshop import instance
from workshop.settings import Settings
from workshop.web.guarding import addresses
from workshop.web.guarding.addresses import Addresses

CABLE, WIFI = "10.0.0.5", "192.168.1.20"


@dataclass
class Laptop:
    """A computer whose networks come and go."""

    found: list[str] = field(default_factory=lambda: [CABLE, WIFI])
    kept: str = ""

    def keep(self, chosen: str) -> None:
        self.kept = chosen

    def starts(self, tmp_path: Path, chosen: str = "", **settings: str) -> Addresses:
        return Addresses(Settings(data=tmp_path, **settings), chosen, self.keep)


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch) -> Laptop:
    made = Laptop()
    monkeypatch.setattr(addresses, "_interfaces", lambda: made.found)
    monkeypatch.setattr(addresses, "_way_out", lambda: made.found[0])
    return made


def test_without_a_choice_it_is_the_one_with_the_way_out(laptop: Laptop, tmp_path: Path) -> None:
    assert laptop.starts(tmp_path).shown == f"{CABLE}:8000"


def test_the_chosen_one_is_shown_and_kept_for_the_next_time(laptop: Laptop, tmp_path: Path) -> None:
    ways = laptop.starts(tmp_path)
    assert ways.choose(f"{WIFI}:8000")
    assert (ways.origin, ways.gone) == (f"http://{WIFI}:8000", "")
    assert laptop.starts(tmp_path, laptop.kept).shown == f"{WIFI}:8000"


def test_what_is_no_address_of_this_laptop_is_not_chosen(laptop: Laptop, tmp_path: Path) -> None:
    ways = laptop.starts(tmp_path)
    for stranger in ("192.168.1.99:8000", WIFI, "", "evil.example"):
        assert not ways.choose(stranger)
    assert (ways.shown, laptop.kept) == (f"{CABLE}:8000", "")


def test_a_chosen_one_that_goes_gives_way_says_so_and_comes_back(
    laptop: Laptop, tmp_path: Path
) -> None:
    ways = laptop.starts(tmp_path)
    ways.choose(f"{WIFI}:8000")
    laptop.found = [CABLE]
    assert ways.read_again()
    assert (ways.shown, ways.gone) == (f"{CABLE}:8000", f"{WIFI}:8000")
    laptop.found = [CABLE, WIFI]
    assert ways.read_again()
    assert (ways.shown, ways.gone) == (f"{WIFI}:8000", "")


def test_one_that_was_chosen_in_another_place_has_not_gone(laptop: Laptop, tmp_path: Path) -> None:
    ways = laptop.starts(tmp_path, "172.16.0.9")
    assert (ways.shown, ways.gone) == (f"{CABLE}:8000", "")


def test_one_that_was_chosen_before_and_comes_back_can_go_again(
    laptop: Laptop, tmp_path: Path
) -> None:
    laptop.found = [CABLE]
    ways = laptop.starts(tmp_path, WIFI)
    laptop.found = [CABLE, WIFI]
    ways.read_again()
    assert (ways.shown, ways.gone) == (f"{WIFI}:8000", "")
    laptop.found = [CABLE]
    ways.read_again()
    assert ways.gone == f"{WIFI}:8000"


def test_a_public_address_leaves_nothing_to_choose(laptop: Laptop, tmp_path: Path) -> None:
    ways = laptop.starts(tmp_path, public_url="https://workshop.example")
    assert not ways.choose("workshop.example")
    assert ways.shown == "workshop.example"


def test_the_choice_stands_beside_the_port_and_neither_forgets_the_other(tmp_path: Path) -> None:
    held = instance.claim(tmp_path)
    held.remember(8000)
    instance.remember_address(tmp_path, WIFI)
    held.remember(8001)
    held.release()
    assert (instance.last_port(tmp_path), instance.last_address(tmp_path)) == (8001, WIFI)


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"port": "none"}'])
def test_settings_that_cannot_be_read_are_as_good_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / instance.LAST_BACKUP_FILE).write_text(kept)
    assert (instance.last_port(tmp_path), instance.last_address(tmp_path)) == (None, "")


def test_only_who_leads_a_workshop_here_may_choose_and_ask(place: Place) -> None:
    desk = f"/desk/{place.workshop()}"
    chosen = {"address": f"127.0.0.1:{place.server.port}"}
    assert place.server.post(f"{desk}/address", chosen).status == 401
    assert place.server.get(f"{desk}/reach").status == 401
    foreign = place.server.post(
        f"{desk}/address", chosen, Cookie=place.cookie, Origin="http://evil.example"
    )
    assert foreign.status == 403
    assert place.server.post(f"{desk}/address", chosen, Cookie=place.cookie).status == 200
    gone = {"address": "192.168.1.99:8000"}
    assert place.server.post(f"{desk}/address", gone, Cookie=place.cookie).status == 409


@pytest.mark.parametrize("kind", ["helper", "recovery", "handover"])
def test_a_guest_who_leads_one_workshop_changes_no_address_of_all(place: Place, kind: str) -> None:
    links = Links(place.server, place.cookie, place.workshop())
    guest = place.server.trade(links.makes(kind, label="Ana")).cookie
    asked = {"address": f"127.0.0.1:{place.server.port}"}
    assert place.server.get(f"/desk/{links.id}/reach", Cookie=guest).status == 200
    assert place.server.post(f"/desk/{links.id}/address", asked, Cookie=guest).status == 403


def test_the_program_finds_out_whether_it_answers_at_its_own_addresses(place: Place) -> None:
    reply = place.server.get(f"/desk/{place.workshop()}/reach", Cookie=place.cookie)
    assert json.loads(reply.body) == {"answers": {f"127.0.0.1:{place.server.port}": True}}
