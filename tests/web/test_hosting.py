"""The hosted form: behind a real proxy that speaks https, by the file in deploy/one/."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import websocket
from playwright.sync_api import Browser, expect

from tests.live.conftest import Place
from tests.live.test_speaking import entries, go, round_of
from tests.summary.summaries import lesson, plain
from tests.support.browser import PATIENCE
from tests.support.proxy import HostedServer, Proxy, hosted
from tests.support.server import Reply
from tests.support.sockets import Socket, desk, phone, secrets_of_a_device
from tests.support.waiting import WITHIN
from workshop.summary.formats import json_file

SECRET = "drawn by lot, and long enough"
CARD = "I forgot the lock of the cellar."


@dataclass(frozen=True)
class HostedPlace(Place):
    """A server behind its proxy, with a facilitator who has signed in by the secret."""

    server: HostedServer
    proxy: Proxy


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedPlace]:
    with hosted(tmp_path_factory.mktemp("hosted"), SECRET) as (server, proxy):
        yield HostedPlace(server, server.trade(SECRET).cookie, proxy)


def path_of(place: HostedPlace, link: str) -> str:
    """The path of a link, which begins with the public address."""
    assert link.startswith(f"{place.server.origin}/"), link
    return link.removeprefix(place.server.origin)


def desk_entries(place: HostedPlace, id_: str) -> dict[str, dict[str, str]]:
    """Returns the entries on the desk's page."""
    snapshot = place.server.boot(f"/desk/{id_}/", place.cookie)["snapshot"]
    assert isinstance(snapshot, dict)
    return dict(snapshot["entries"])


def test_the_facilitators_secret_signs_in_with_a_secure_cookie(place: HostedPlace) -> None:
    for _ in range(2):
        reply = place.server.trade(SECRET)
        assert (reply.status, json.loads(reply.text)) == (200, {"to": "/desk/"})
        name, *rest = [part.strip() for part in reply.headers["Set-Cookie"].split(";")]
        assert name.startswith("__Secure-facilitator=")
        assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/desk"} <= set(rest)
        assert place.server.get("/desk/", Cookie=reply.cookie).status == 200


def test_a_wrong_secret_is_refused_in_words(place: HostedPlace) -> None:
    reply = place.server.trade(SECRET + "!")
    assert reply.status == 403 and reply.headers["Set-Cookie"] is None
    assert "not known here" in json.loads(reply.text)["fault"]
    assert place.server.get("/desk/").status == 401


def test_the_desk_connects_through_the_proxy(place: HostedPlace) -> None:
    table = desk(place.server, place.workshop(), place.cookie)
    assert entries(table, place, place.cookie)["now"]["kind"] == "arrive"


def test_every_link_begins_with_the_public_address(place: HostedPlace) -> None:
    shown = desk_entries(place, place.workshop(leader_name="Ines"))
    path_of(place, shown["workshop"]["join_url"])
    for name in ("projector_url", "leader_url"):
        assert path_of(place, shown["desk"][name]).startswith("/enter#")
    assert shown["workshop"]["address"] == urlsplit(place.server.origin).netloc


def test_at_its_start_it_says_where_the_secret_is_typed_and_prints_no_link(
    place: HostedPlace,
) -> None:
    assert f"{place.server.origin}/enter\n" in place.server.printed
    assert "enter#" not in place.server.printed and SECRET not in place.server.printed


def joined(place: HostedPlace, link: str) -> Reply:
    """The participants' page, reached by the link on the room's screen."""
    scanned = place.server.get(path_of(place, link))
    assert scanned.status == 303 and scanned.headers["Set-Cookie"] is None
    page = place.server.get(urlsplit(scanned.to).path)
    assert page.status == 200 and page.headers["Set-Cookie"] is None
    return page


def card_through(place: HostedPlace) -> str:
    """Somebody joins by the link and writes a card that arrives; gives the workshop's id."""
    id_ = place.workshop()
    page = joined(place, desk_entries(place, id_)["workshop"]["join_url"])
    public = urlsplit(place.server.origin).netloc
    assert f"wss://{public}" in page.headers["Content-Security-Policy"]
    go(place, desk(place.server, id_, place.cookie), "write")
    someone = phone(place.server, id_)
    card = {"type": "write_card", "round": round_of(someone, place), "happened": CARD}
    assert someone.do(card) == {"ok": True, "id": ""}
    return id_


def test_a_card_arrives_and_the_proxy_has_written_nothing(place: HostedPlace) -> None:
    before = place.proxy.written()
    id_ = card_through(place)
    assert place.proxy.written() == before
    for trace in (CARD, id_, "/w/", "GET", "POST", "127.0.0.1"):
        assert trace not in before


def test_the_proxy_lays_no_long_body_down_in_a_file(place: HostedPlace) -> None:
    before = place.proxy.last_body_on_disk
    body = json.dumps({"secret": "x" * 60_000})
    reply = place.server.ask("POST", "/enter", body, Content_Type="application/json")
    assert reply.status == 403 and "not known here" in reply.text
    assert place.proxy.last_body_on_disk == before


def test_people_join_by_the_code(place: HostedPlace) -> None:
    id_ = place.workshop()
    code = desk_entries(place, id_)["workshop"]["code"]
    reply = place.server.post("/join", {"code": code})
    assert (reply.status, urlsplit(reply.to).path) == (303, f"/w/{id_}/")
    assert reply.headers["Set-Cookie"] is None


def test_foreign_pages_are_refused(place: HostedPlace) -> None:
    id_ = place.workshop()
    http_origin = place.server.origin.replace("https", "http")
    asked = {"view": "participant", "workshop": id_, "secret": secrets_of_a_device()}
    for foreign in ("https://evil.example", "https://localhost", http_origin, "null"):
        assert place.server.trade(SECRET, Origin=foreign).status == 403
        with pytest.raises(websocket.WebSocketBadStatusException):
            Socket(place.server, asked, Origin=foreign)
    assert place.server.get("/", Host="evil.example").status == 421


@pytest.mark.long
def test_pretend_people_find_their_way_in(place: HostedPlace) -> None:
    reply = place.server.post("/desk/trial", {}, Cookie=place.cookie)
    id_ = urlsplit(reply.to).path.split("/")[2]
    table = desk(place.server, id_, place.cookie)
    table.until("tick", lambda tick: tick["here"] >= 8)
    ended = place.server.post(f"/desk/{id_}/trial/end", {}, Cookie=place.cookie)
    assert (ended.status, urlsplit(ended.to).path) == (303, "/desk/")


def test_an_address_without_https_leads_to_the_right_one(place: HostedPlace) -> None:
    connection = http.client.HTTPConnection("localhost", place.proxy.http, timeout=WITHIN)
    connection.request("GET", "/j/ABCDEF")
    reply = connection.getresponse()
    connection.close()
    assert (reply.status, reply.headers["Location"]) == (301, f"{place.server.origin}/j/ABCDEF")


def test_in_a_browser_the_desk_is_connected(place: HostedPlace, browser: Browser) -> None:
    id_ = place.workshop()
    with browser.new_page(ignore_https_errors=True, locale="en-GB") as page:
        sockets: list[str] = []
        page.on("websocket", lambda opened: sockets.append(opened.url))
        page.goto(f"{place.server.origin}/enter")
        page.get_by_label("Your link, or its secret").fill(SECRET)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="New workshop").wait_for()
        page.goto(f"{place.server.origin}/desk/{id_}/")
        expect(page.get_by_text("This desk is connected.")).to_be_visible(timeout=PATIENCE)
    assert sockets and all(url.startswith("wss://localhost:") for url in sockets)


def test_a_summary_from_another_server_comes_through_the_proxy(place: HostedPlace) -> None:
    summary = plain(workshop="Ab3dEf6hIj9k", lessons=[lesson("x" * 500)] * 1200)
    head = 'Content-Disposition: form-data; name="file"; filename="a.json"'
    body = f"--edge\r\n{head}\r\n\r\n{json_file.render(summary)}\r\n--edge--\r\n".encode()
    assert len(body) > 700_000
    headers = {"Cookie": place.cookie, "Content_Type": "multipart/form-data; boundary=edge"}
    assert place.server.ask("POST", "/desk/take-in", body, **headers).status == 303
    assert place.server.ask("POST", "/desk/agendas/import", body, **headers).status == 413
    assert list((place.proxy.folder / "temp" / "body").iterdir()) == []
