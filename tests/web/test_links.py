"""Links to one workshop's desk: whom they let in, how far, and how they are taken back."""

import json
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.live.conftest import Place
from tests.support.server import Reply, Server, running
from tests.support.sockets import Socket, close_all, desk
from tests.support.traces import traces
from workshop.pretend.client.known_view import said_with_undo
from workshop.pretend.client.packets import NotLetIn

MADE = re.compile(r'id="link"[^>]*>([^<]+)</textarea>')
ROW = re.compile(r'<li class="row">.*?</li>', re.DOTALL)
TAKE_BACK = re.compile(r'name="link" value="(\w+)" aria-label="Withdraw: ([^"]+)"')


@dataclass(frozen=True)
class Links:
    """One workshop, and its page of links as whoever holds a cookie sees it."""

    server: Server
    cookie: str
    id: str

    def page(self) -> Reply:
        return self.server.get(f"/desk/{self.id}/links", Cookie=self.cookie)

    def makes(self, kind: str, **fields: str) -> str:
        """The secret of a new link, from the only page that ever shows it."""
        sent = {"kind": kind, **fields}
        reply = self.server.post(f"/desk/{self.id}/links", sent, Cookie=self.cookie)
        assert (reply.status, reply.to) == (303, f"/desk/{self.id}/links"), reply.text
        found = MADE.search(self.page().text)
        assert found
        secret = urlsplit(unescape(found[1])).fragment
        assert secret not in self.page().text
        return secret

    def helper(self, name: str = "Ana", **fields: str) -> str:
        return self.makes("helper", label=name, **fields)

    def rows(self) -> dict[str, str]:
        """The words about each link, by its name."""
        page = unescape(self.page().text)
        rows = [re.sub(r"<[^>]+>", "\n", row) for row in ROW.findall(page)]
        lines = [[line for line in row.split("\n") if line.strip()] for row in rows]
        return {name: " ".join(rest) for name, *rest in lines}

    def takes_back(self, name: str) -> Reply:
        path = f"/desk/{self.id}/links/take-back"
        return self.server.post(path, {"link": self.ids()[name]}, Cookie=self.cookie)

    def ids(self) -> dict[str, str]:
        """The ids by which each link can be taken back, by its name."""
        return {name: id_ for id_, name in TAKE_BACK.findall(unescape(self.page().text))}


@pytest.fixture
def links(place: Place) -> Links:
    return Links(place.server, place.cookie, place.workshop(leader_name="Ines"))


def by(links: Links, cookie: str) -> Links:
    """Returns the workshop's links as another cookie sees them."""
    return Links(links.server, cookie, links.id)


def test_a_helper_leads_this_workshop_at_its_desk(links: Links) -> None:
    traded = links.server.trade(links.helper())
    assert json.loads(traded.text)["to"] == f"/desk/{links.id}/"
    assert f"Path=/desk/{links.id}" in traded.headers["Set-Cookie"]
    socket = desk(links.server, links.id, traded.cookie)
    boot: Any = links.server.boot(f"/desk/{links.id}/", traded.cookie)
    shown = boot["snapshot"]["entries"]
    go = {"type": "go", "turn": shown["now"]["turn"], "stage": "story"}
    assert socket.do({**go, "said": said_with_undo(shown, "go", "story")}) == {
        "ok": True,
        "id": "",
    }


def test_a_helper_comes_to_nothing_else(place: Place, links: Links) -> None:
    other, cookie = place.workshop(), links.server.trade(links.helper()).cookie
    get, post = links.server.get, links.server.post
    mine, theirs = f"/desk/{links.id}", f"/desk/{other}"
    for path in (
        "/desk/", "/desk/new", f"{theirs}/", f"{theirs}/state/x-1.json", f"{mine}/links",
        f"{mine}/throw-away", f"{mine}/summary/", f"/screen/{links.id}/", f"/leader/{links.id}/",
    ):  # fmt: skip
        assert get(path, Cookie=cookie).status == 401, path
    for path in (
        "/desk/trial", "/desk/new", f"{mine}/links", f"{mine}/links/renew", f"{mine}/trial/end",
        f"{mine}/links/take-back", f"{mine}/throw-away", f"{theirs}/links",
        f"{mine}/rehearse",
    ):  # fmt: skip
        assert post(path, {"kind": "helper", "label": "x"}, Cookie=cookie).status == 401, path


def test_a_helpers_ticket_opens_no_other_socket(place: Place, links: Links) -> None:
    cookie = links.server.trade(links.helper()).cookie
    ticket = links.server.boot(f"/desk/{links.id}/", cookie)["ticket"]
    for view, id_ in (("projector", links.id), ("desk", place.workshop())):
        with pytest.raises(NotLetIn, match="not_allowed"):
            Socket(links.server, {"view": view, "workshop": id_, "ticket": ticket})
    ends, _, signature = str(ticket).split(".")
    forged = f"{ends}.{secrets.token_hex(32)}.{signature}"
    for ticket in (forged, f"{ends}.{signature}", f"{ends}.zz.{signature}"):
        with pytest.raises(NotLetIn, match="not_allowed"):
            Socket(links.server, {"view": "desk", "workshop": links.id, "ticket": ticket})


def test_whoever_sits_at_the_desk_by_a_way_back_may_make_links(links: Links) -> None:
    back = links.makes("recovery")
    for _ in range(2):
        traded = links.server.trade(back)
        assert traded.status == 200
    again = by(links, traded.cookie)
    assert "Helper at this desk" not in again.page().text.split("<ul")[1]
    again.helper("Bo")
    assert "Bo" in again.rows() and "Bo" in links.rows()
    assert "This browser signed in with it." in again.rows()["Recovery link for this desk"]
    assert links.server.get("/desk/", Cookie=traded.cookie).status == 401


def test_a_one_time_link_lets_one_of_two_browsers_in(links: Links) -> None:
    secret = links.helper()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: links.server.trade(secret).status, range(8)))
    assert sorted(answers) == [200] + [403] * 7
    assert "Used up 1 browser signed in" in links.rows()["Ana"]


def test_a_link_for_several_devices_works_again(links: Links) -> None:
    secret = links.helper("The twins", often="yes")
    assert "Not used yet" in links.rows()["The twins"]
    assert [links.server.trade(secret).status for _ in range(3)] == [200] * 3
    assert "Used, still works 3 browsers signed in" in links.rows()["The twins"]


def test_a_new_link_is_shown_to_the_browser_that_made_it_and_to_no_other(links: Links) -> None:
    back = by(links, links.server.trade(links.makes("recovery")).cookie)
    sent = {"kind": "helper", "label": "Ana"}
    links.server.post(f"/desk/{links.id}/links", sent, Cookie=links.cookie)
    assert not MADE.search(back.page().text)
    assert [bool(MADE.search(links.page().text)) for _ in range(3)] == [True, False, False]
    assert len(links.rows()) == 4


def test_a_link_without_a_name_is_not_made(links: Links) -> None:
    for label in ("", " \u200b ", "x" * 61):
        sent = {"kind": "helper", "label": label}
        reply = links.server.post(f"/desk/{links.id}/links", sent, Cookie=links.cookie)
        assert reply.status == 422 and "label-fault" in reply.text
    assert set(links.rows()) == {"The room’s screen", "The leader’s story"}


def test_what_is_taken_back_closes_at_once_and_lets_nobody_in(links: Links) -> None:
    secret = links.helper(often="yes")
    cookie = links.server.trade(secret).cookie
    open_, other = desk(links.server, links.id, cookie), desk(links.server, links.id, links.cookie)
    ticket = links.server.boot(f"/desk/{links.id}/", cookie)["ticket"]
    assert links.takes_back("Ana").status == 303
    assert open_.ends()
    with pytest.raises(NotLetIn, match="taken_back"):
        Socket(links.server, {"view": "desk", "workshop": links.id, "ticket": ticket})
    assert links.server.get(f"/desk/{links.id}/", Cookie=cookie).status == 401
    assert links.server.trade(secret).status == 403
    assert "Ana" not in links.rows()
    assert {"snapshot", "fetch"} & set(other.ask("hello", {"epoch": "", "rev": -1}))


def test_a_link_of_another_workshop_is_not_taken_back_here(place: Place, links: Links) -> None:
    links.helper()
    other = Links(links.server, links.cookie, place.workshop())
    for wrong in (links.ids()["Ana"], "x", "0" * 64, "\u0660" * 64):
        path = f"/desk/{other.id}/links/take-back"
        assert other.server.post(path, {"link": wrong}, Cookie=other.cookie).status == 404
    assert "Ana" in links.rows()


def test_a_new_link_for_the_rooms_screen_ends_the_old_one(links: Links) -> None:
    def shown() -> str:
        entries = links.server.boot(f"/desk/{links.id}/", links.cookie)["snapshot"]["entries"]
        return str(entries["desk"]["projector_url"]).partition("#")[2]

    first = shown()
    cookie = links.server.trade(first).cookie
    ticket = links.server.boot(f"/screen/{links.id}/", cookie)["ticket"]
    screen = Socket(links.server, {"view": "projector", "workshop": links.id, "ticket": ticket})
    path = f"/desk/{links.id}/links/renew"
    links.server.post(path, {"kind": "projector"}, Cookie=links.cookie)
    assert screen.ends() and links.server.trade(first).status == 403
    assert shown() != first and links.server.trade(shown()).status == 200
    assert links.takes_back("The room’s screen").status == 303
    assert shown() == "" and "Withdrawn" in links.rows()["The room’s screen"]


def test_the_leader_has_a_link_only_where_somebody_goes_first(place: Place) -> None:
    for template, name in (("60", "Ines"), ("60", ""), ("30", "Ines")):
        goes_first = template == "60" and bool(name)
        workshop = place.workshop(template=template, leader_name=name)
        links = Links(place.server, place.cookie, workshop)
        desk_of_it = place.server.boot(f"/desk/{links.id}/", links.cookie)["snapshot"]
        assert bool(desk_of_it["entries"]["desk"]["leader_url"]) == goes_first  # type: ignore[index]
        assert ("The leader’s story" in links.rows()) == goes_first


def test_a_desk_that_is_handed_over_says_so_and_can_be_opened_again(links: Links) -> None:
    back = by(links, links.server.trade(links.makes("recovery")).cookie)
    ticket = links.server.boot(f"/desk/{links.id}/", back.cookie)["ticket"]
    old, secret = desk(links.server, links.id, back.cookie), back.makes("handover")
    traded = links.server.trade(secret)
    assert old.ends() and links.server.trade(secret).status == 403
    with pytest.raises(NotLetIn, match="handed_over"):
        Socket(links.server, {"view": "desk", "workshop": links.id, "ticket": ticket})
    by(links, traded.cookie).helper("Cy")
    assert links.server.get(f"/desk/{links.id}/", Cookie=back.cookie).status == 200


def test_whoever_hands_the_desk_over_may_leave_with_it(links: Links) -> None:
    back = by(links, links.server.trade(links.makes("recovery")).cookie)
    old, secret = desk(links.server, links.id, back.cookie), back.makes("handover", leaves="yes")
    assert back.page().status == 200
    links.server.trade(secret)
    assert old.ends() and back.page().status == 401


@pytest.mark.parametrize("leaves", ["", "yes"])
def test_a_desk_that_was_handed_over_still_says_so_after_a_restart(
    tmp_path: Path, leaves: str
) -> None:
    data = tmp_path / "data"
    with running(data) as server:
        links = Links(server, server.sign_in(), "")
        links = Links(server, links.cookie, server.new_workshop(links.cookie, leader_name="Ines"))
        back = by(links, server.trade(links.makes("recovery")).cookie)
        given = ticket_of(back)
        server.trade(back.makes("handover", leaves=leaves))
        again = "" if leaves else ticket_of(back)
        port = server.port
    with running(data, "--port", str(port)) as server:
        with pytest.raises(NotLetIn, match="handed_over"):
            Socket(server, {"view": "desk", "workshop": links.id, "ticket": given})
        if again:
            Socket(server, {"view": "desk", "workshop": links.id, "ticket": again})
        close_all()


def ticket_of(links: Links) -> str:
    """Returns the ticket that the desk's page shows the socket."""
    return str(links.server.boot(f"/desk/{links.id}/", links.cookie)["ticket"])


def test_the_programs_own_links_are_the_same_after_a_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as server:
        first = Links(server, server.sign_in(), "")
        links = Links(server, first.cookie, server.new_workshop(first.cookie, leader_name="Ines"))
        before = server.boot(f"/desk/{links.id}/", links.cookie)["snapshot"]
        leader = str(before["entries"]["desk"]["leader_url"]).partition("#")[2]
        links.takes_back("The room’s screen")
        helper = links.helper(often="yes")
        port = server.port
    with running(data, "--port", str(port)) as server:
        links = Links(server, links.cookie, links.id)
        after = server.boot(f"/desk/{links.id}/", links.cookie)["snapshot"]
        shown = after["entries"]["desk"]
        assert str(shown["leader_url"]).endswith(leader) and shown["projector_url"] == ""
        assert len(links.rows()) == 3
        cookie = server.trade(helper).cookie
        socket = desk(server, links.id, cookie)
        ticket = server.boot(f"/desk/{links.id}/", cookie)["ticket"]
        links.takes_back("Ana")
        assert socket.ends()
        close_all()
    with running(data, "--port", str(port)) as server, pytest.raises(NotLetIn, match="taken_back"):
        Socket(server, {"view": "desk", "workshop": links.id, "ticket": ticket})


def test_no_link_outlives_its_workshop(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        cookie = server.sign_in()
        links = Links(server, cookie, server.new_workshop(cookie))
        helper = server.trade(links.helper(often="yes")).cookie
        links.makes("recovery")
        links.makes("handover")
        server.post(f"/desk/{links.id}/throw-away", {"sure": "yes"}, Cookie=cookie)
        assert traces(server.data) == []
        assert server.get(f"/desk/{links.id}/", Cookie=helper).status == 401
        assert links.page().status == 410
