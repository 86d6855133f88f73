"""Whom the pages answer: hosts, origins, cookies, headers, sizes."""

import re

import pytest

from tests.live.conftest import Place

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "lit-html",
}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", ""])
def test_a_host_that_is_not_ours_is_refused_in_a_sentence(place: Place, host: str) -> None:
    named = host.format(port=place.server.port)
    reply = place.server.get("/", Host=named)
    assert reply.status == 421
    assert f"127.0.0.1:{place.server.port}" in reply.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}"])
def test_a_form_from_another_origin_is_refused(place: Place, origin: str) -> None:
    named = origin.format(port=place.server.port)
    reply = place.server.post("/desk/trial", {}, Cookie=place.cookie, Origin=named)
    assert reply.status == 403 and "Nothing was changed" in re.sub(r"\s+", " ", reply.text)


def test_a_form_without_an_origin_needs_the_browsers_word_for_it(place: Place) -> None:
    body = "code=AAAAAA"
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": ""}
    assert place.server.ask("POST", "/join", body, **kind).status == 403


def test_a_local_name_may_send_forms_to_itself(place: Place) -> None:
    host = f"localhost:{place.server.port}"
    reply = place.server.post("/join", {"code": ""}, Host=host, Origin=f"http://{host}")
    assert reply.status == 404


@pytest.mark.parametrize("path", ["/", "/enter", "/desk/", "/nothing", "/desk/new"])
def test_every_page_has_the_policy_and_is_not_stored(place: Place, path: str) -> None:
    headers = place.server.get(path, Cookie=place.cookie).headers
    parts = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert POLICY.items() <= parts.items()
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_or_a_style_of_its_own(place: Place) -> None:
    id_ = place.workshop()
    for path in ("/", "/enter", "/desk/", "/desk/new", f"/desk/{id_}/", f"/w/{id_}/"):
        text = place.server.get(path, Cookie=place.cookie).text
        own = re.findall(r"<script(?![^>]*(?:\ssrc=|application/json))|<style|\sstyle=", text)
        assert not own, path
        assert not re.search(r"\son\w+=", text), path


def test_nothing_of_a_participant_sets_a_cookie(place: Place) -> None:
    id_ = place.workshop()
    for path in ("/", f"/w/{id_}/", f"/w/{id_}/state/x-1.json", "/j/AAAAAABBBB", "/nothing"):
        assert place.server.get(path).headers["Set-Cookie"] is None
    assert place.server.post("/join", {"code": "x"}).headers["Set-Cookie"] is None


def test_a_form_that_is_too_large_is_refused_and_says_so(place: Place) -> None:
    reply = place.server.post("/desk/new", {"title": "x" * 70_000}, Cookie=place.cookie)
    assert reply.status == 413 and "too large" in reply.text
    assert "<h1" in reply.text and reply.headers["Connection"] == "close"


def test_what_is_no_form_is_refused_without_a_page(place: Place) -> None:
    reply = place.server.ask("POST", "/enter", "x" * 70_000, Content_Type="application/json")
    assert reply.status == 413 and reply.text.startswith("That was too large")


def test_a_body_without_a_length_is_refused(place: Place) -> None:
    reply = place.server.ask("POST", "/join", "4\r\nabcd\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    assert reply.status == 413


def test_an_error_page_leads_on(place: Place) -> None:
    reply = place.server.get("/nothing")
    assert reply.status == 404 and '<a class="button' in reply.text


@pytest.mark.parametrize("path", ["/desk/", "/desk/new", "/desk/{id}/", "/screen/{id}/"])
def test_who_is_not_signed_in_is_told_how(place: Place, path: str) -> None:
    reply = place.server.get(path.format(id=place.workshop()))
    assert reply.status == 401 and 'href="/enter"' in reply.text


def test_the_boot_block_cannot_be_ended_by_what_people_write(place: Place) -> None:
    title = "</script><script>alert(1)</script>"
    id_ = place.workshop(title=title)
    assert title not in place.server.get(f"/w/{id_}/").text
    shown = place.server.boot(f"/w/{id_}/")["snapshot"]
    assert isinstance(shown, dict) and shown["entries"]["workshop"]["title"] == title
