"""Links that are traded for cookies, and codes that let people in."""

import json
import re
from pathlib import Path

from tests.live.conftest import Place
from tests.support.contributing import invites
from tests.support.server import Reply, running


def attributes(reply: Reply) -> set[str]:
    return {part.strip().lower() for part in reply.headers["Set-Cookie"].split(";")[1:]}


def fault(reply: Reply) -> str:
    return str(json.loads(reply.text)["fault"])


def test_the_facilitators_link_works_once(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        first, second = server.trade(server.secret), server.trade(server.secret)
        assert json.loads(first.text) == {"to": "/desk/"}
        assert {"httponly", "samesite=strict", "path=/desk"} <= attributes(first)
        assert second.status == 403 and "already been used" in fault(second)
        assert second.headers["Set-Cookie"] is None
        assert server.get("/desk/", Cookie=first.cookie).status == 200


def test_a_used_invitation_to_tell_a_story_speaks_to_its_contributor(place: Place) -> None:
    made = invites(place.server.data)
    assert place.server.trade(made.secret).status == 200
    reply = place.server.trade(made.secret)
    said = json.loads(reply.text)
    assert reply.status == 403 and "This invitation has already been opened" in said["fault"]
    assert "prints" not in said["fault"] and "receipt" in said["hint"]
    assert said["back"] == f"/tell/{made.id}/"


def test_an_unknown_link_is_refused_in_a_sentence(place: Place) -> None:
    for secret in ("", "x", "y" * 500):
        reply = place.server.trade(secret)
        assert reply.status == 403 and "not known" in fault(reply)


def test_what_is_not_the_pages_message_is_refused(place: Place) -> None:
    for body in ("", "[]", '{"secret": 1}', '{"secret": "x", "more": 1}', "{", "[" * 1000):
        reply = place.server.ask("POST", "/enter", body, Content_Type="application/json")
        assert reply.status == 403


def test_a_screens_link_opens_this_screen_and_no_other(place: Place) -> None:
    one, other = place.workshop(), place.workshop()
    snapshot = place.server.boot(f"/desk/{one}/", place.cookie)["snapshot"]
    assert isinstance(snapshot, dict)
    link = snapshot["entries"]["desk"]["projector_url"]
    traded = place.server.trade(link.partition("#")[2])
    assert json.loads(traded.text)["to"] == f"/screen/{one}/"
    assert f"path=/screen/{one}".lower() in attributes(traded)
    assert place.server.get(f"/screen/{one}/", Cookie=traded.cookie).status == 200
    assert place.server.get(f"/screen/{other}/", Cookie=traded.cookie).status == 401
    assert place.server.get("/desk/", Cookie=traded.cookie).status == 401


def test_behind_https_the_cookie_is_secure(tmp_path: Path) -> None:
    secret = "a text of more than twenty characters"
    hosted = ("--port", "0", "--public-url", "https://workshop.example")
    with running(tmp_path / "data", *hosted, WORKSHOP_FACILITATOR_SECRET=secret) as server:
        proxied = {
            "Host": "workshop.example",
            "Origin": "https://workshop.example",
            "X_Forwarded_Proto": "https",
            "X_Forwarded_Host": "workshop.example",
        }
        reply = server.trade(secret, **proxied)
        assert reply.cookie.startswith("__Secure-facilitator=") and "secure" in attributes(reply)
        page = server.get("/desk/", Cookie=reply.cookie, **proxied)
        assert page.status == 200
        assert "wss://workshop.example" in page.headers["Content-Security-Policy"]


def code_of(place: Place, id_: str) -> tuple[str, str]:
    snapshot = place.server.boot(f"/w/{id_}/")["snapshot"]
    assert isinstance(snapshot, dict)
    workshop = snapshot["entries"]["workshop"]
    return workshop["code"], workshop["join_url"]


def test_a_right_code_leads_in_however_it_is_typed(place: Place) -> None:
    id_ = place.workshop()
    code, _ = code_of(place, id_)
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        reply = place.server.post("/join", {"code": typed})
        assert (reply.status, reply.to) == (303, f"/w/{id_}/")


def test_an_unknown_code_is_answered_in_a_sentence_with_what_was_typed(place: Place) -> None:
    for typed in ("AAA AAA", "OIL 051"):  # signs that no code has make a code no less six signs
        reply = place.server.post("/join", {"code": typed})
        assert reply.status == 404 and "No open workshop has this code" in reply.text
        assert f'value="{typed}"' in reply.text
    assert "six characters" in place.server.post("/join", {"code": ""}).text


def test_a_link_that_is_not_complete_leads_nowhere(place: Place) -> None:
    code, _ = code_of(place, place.workshop())
    for part in (code, f"{code}AAA", f"{code}AAAA", f"{code}AAAAA"):
        incomplete = place.server.get(f"/j/{part}")
        assert incomplete.status == 404 and "Check that it is complete" in incomplete.text


def test_the_bare_address_names_the_one_open_workshop(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        place = Place(server, server.sign_in())
        assert "Spring" not in server.get("/").text
        place.workshop()
        assert "Spring release" in server.get("/").text
        place.workshop()
        assert not re.search("Spring release", server.get("/").text)
