"""The summary's page and files: at the desk for good, for phones for a day."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from tests.summary.at_desk import Desk, desk_of
from tests.summary.gathering import STANDS, held_room
from tests.summary.reading import Node, page
from tests.support.room import new_room
from workshop.ending.seal import seal
from workshop.protocol import commands
from workshop.protocol.summary import SUMMARY_VERSION, language_of
from workshop.storage.library import summary_of
from workshop.storage.library_tables import SealedSummary
from workshop.storage.store import Store
from workshop.summary.formats.all_formats import FORMATS


@pytest.fixture
def desk(store: Store) -> Desk:
    room = held_room(store)
    found = desk_of(room)
    seal(store, room.id, found.clock())
    return found


def test_the_page_shows_the_summary_and_leads_to_every_format(desk: Desk) -> None:
    answer = desk.gets("/desk/{id}/summary/")
    root = page_of(answer)
    assert STANDS in root.text and "Jonas" in root.text
    links = files_on(root)
    assert len(links) == len(FORMATS)
    assert [desk.gets(link).status_code for link in links] == [200] * len(FORMATS)
    at_hand = ("pdf", "poster.pdf")
    for ending in FORMATS.keys() - at_hand:
        assert FORMATS[ending].name in root.text and FORMATS[ending].use in root.text
    assert "Save PDF" in root.text and "Poster" in root.text


def test_nothing_is_before_the_title_of_a_summary(desk: Desk) -> None:
    root = page_of(desk.gets("/desk/{id}/summary/"))
    title = root.named("h1")[0].text.strip()
    places = [root.named("main")[0].text.index(one) for one in (title, "Save PDF", "What we")]
    assert root.named("main")[0].text.strip().startswith(title) and places == sorted(places)


def files_on(root: Node) -> list[str]:
    """Where the files are that a page offers. A browser that is told to download one hides the page
    that says why there is none."""
    links = [one for one in root.named("a") if "/summary." in one.attributes["href"]]
    assert not [one for one in links if "download" in one.attributes]
    return [one.attributes["href"] for one in links]


def test_a_page_among_the_files_is_shown_to_phones_and_kept_from_the_desk(desk: Desk) -> None:
    at_desk, phone = desk.gets("/desk/{id}/summary.html"), desk.gets("/w/{id}/summary.html")
    saved = desk.gets("/w/{id}/summary.html?save=1")
    for answer in (at_desk, saved):
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert phone.headers["Content-Disposition"].startswith("inline; filename=")


def test_the_page_changes_its_language_and_the_files_follow(desk: Desk) -> None:
    browser = desk.browser()
    page_in_spanish = desk.asks(browser, "/desk/{id}/summary/?language=es")
    assert 'lang="es"' in page_in_spanish.get_data(as_text=True)
    file = desk.asks(browser, "/desk/{id}/summary.md").get_data(as_text=True)
    assert file != desk.gets("/desk/{id}/summary.md").get_data(as_text=True)
    phone = desk.gets("/w/{id}/summary.html?language=es", signed_in=False)
    assert '<html lang="es"' in phone.get_data(as_text=True)
    assert "Set-Cookie" not in phone.headers


def page_of(answer):  # type: ignore[no-untyped-def]
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert "style=" not in html and "<style" not in html
    scripts = re.findall(r"<script[^>]*>", html)
    assert all('src="/static/' in one for one in scripts), "nothing runs that stands in the page"
    return page(html)


def test_a_file_has_its_type_and_a_name_of_its_own(desk: Desk) -> None:
    answer = desk.gets("/desk/{id}/summary.md")
    assert answer.content_type == "text/markdown; charset=utf-8"
    named = 'attachment; filename="2026-05-28-payments-spring-release.md"'
    assert answer.headers["Content-Disposition"] == named
    assert desk.gets("/desk/{id}/summary.exe").status_code == 404


def test_the_one_file_may_use_its_own_style_and_nothing_else(desk: Desk) -> None:
    policy = desk.gets("/w/{id}/summary.html").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy and "unsafe" not in policy


@pytest.mark.parametrize("path", ["summary/", "summary.md", "summary.json"])
def test_nobody_else_gets_in_at_the_desk(desk: Desk, path: str) -> None:
    assert desk.gets(f"/desk/{{id}}/{path}", signed_in=False).status_code == 401


FOR_PHONES = ["html", "pdf"]


@pytest.mark.parametrize("ending", FOR_PHONES)
def test_phones_may_fetch_it_for_a_day_and_are_told_when_it_is_over(
    desk: Desk, ending: str
) -> None:
    path = f"/w/{{id}}/summary.{ending}"
    desk.clock.now += 24 * 3600
    answer = desk.gets(path, signed_in=False)
    assert answer.status_code == 200 and answer.content_type == FORMATS[ending].media
    assert answer.data == desk.gets(f"/desk/{{id}}/summary.{ending}").data
    assert "Set-Cookie" not in answer.headers
    desk.clock.now += 3601
    answer = desk.gets(path, signed_in=False)
    assert answer.status_code == 410 and STANDS not in answer.get_data(as_text=True)
    assert "can send you the file" in answer.get_data(as_text=True)
    assert desk.gets("/desk/{id}/summary/").status_code == 200


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - FOR_PHONES))
def test_phones_are_given_no_other_format(desk: Desk, ending: str) -> None:
    assert desk.gets(f"/w/{{id}}/summary.{ending}", signed_in=False).status_code == 404


@pytest.mark.parametrize("ending", FOR_PHONES)
def test_there_is_none_before_the_seal(desk: Desk, ending: str) -> None:
    room = new_room(desk.store)
    answer = desk.browser(False).get(f"/w/{room.id}/summary.{ending}")
    assert answer.status_code == 404 and "still open" in answer.get_data(as_text=True)
    assert desk.browser().get(f"/desk/{room.id}/summary/").status_code == 404


def test_deleting_asks_once_more_and_is_for_good(desk: Desk) -> None:
    asked = desk.posts("/desk/{id}/summary/delete")
    assert "Delete this summary for good?" in asked.get_data(as_text=True)
    assert desk.gets("/desk/{id}/summary/").status_code == 200
    gone = desk.posts("/desk/{id}/summary/delete", sure="yes")
    assert (gone.status_code, gone.location, desk.forgotten) == (303, "/desk/", [desk.id])
    for path in ("/desk/{id}/summary/", "/desk/{id}/summary.zip", "/w/{id}/summary.html",
                 "/w/{id}/summary.pdf"):  # fmt: skip
        assert desk.gets(path).status_code == 404


def test_another_site_can_not_delete_it(desk: Desk) -> None:
    path, form = f"/desk/{desk.id}/summary/delete", {"sure": "yes"}
    foreign = {"Origin": "https://x.example", "Host": "localhost:8000"}
    assert desk.browser().post(path, data=form, headers=foreign).status_code == 403
    assert desk.gets("/desk/{id}/summary/").status_code == 200


def rewritten(desk: Desk, anew: Callable[[str], str]) -> None:
    """Replaces the summary that is kept by something else."""
    with desk.store.library.begin() as session:
        kept = session.get_one(SealedSummary, desk.id)
        kept.body = anew(kept.body)


def from_a_newer_program(desk: Desk) -> None:
    """Gives the summary that is kept a field that this version does not know."""
    newer = {"version": SUMMARY_VERSION + 1, "mood": "calm"}
    rewritten(desk, lambda body: json.dumps(json.loads(body) | newer, separators=(",", ":")))


def test_a_follow_up_brings_the_contacts_along_while_they_are_kept(desk: Desk) -> None:
    with desk.store.library.begin() as session:
        session.execute(update(SealedSummary).values(support="Kim, room 4", reporting="hotline"))
    root = page(desk.gets("/desk/new?follow={id}").get_data(as_text=True))
    values = {
        one.attributes.get("name"): one.attributes.get("value") for one in root.named("input")
    }
    assert (values["support"], values["reporting"]) == ("Kim, room 4", "hotline")


def damaged(desk: Desk) -> None:
    """Cuts off the end of the kept summary."""
    rewritten(desk, lambda body: body[:-20])


WAYS_TO_IT = ["/desk/new?follow={id}", "/desk/{id}/summary/", "/desk/{id}/summary.md",
              "/w/{id}/summary.html", "/w/{id}/summary.pdf"]  # fmt: skip


@pytest.mark.parametrize("path", WAYS_TO_IT)
def test_a_summary_that_is_damaged_is_not_taken_for_a_newer_one(desk: Desk, path: str) -> None:
    damaged(desk)
    answer = desk.gets(path)
    said = page(answer.get_data(as_text=True)).text
    assert answer.status_code == 409 and "This summary is damaged" in said
    assert "newer version" not in said and "A backup may still hold it whole" in said


@pytest.mark.parametrize("unreadable", [from_a_newer_program, damaged])
def test_what_can_not_be_read_is_deleted_at_its_page_as_well(
    desk: Desk, unreadable: Callable[[Desk], None]
) -> None:
    unreadable(desk)
    assert "Delete this summary" in desk.gets("/desk/{id}/summary/").get_data(as_text=True)
    asked = desk.posts("/desk/{id}/summary/delete")
    assert "Delete this summary for good?" in asked.get_data(as_text=True)
    assert desk.gets("/desk/{id}/summary/").status_code == 409
    gone = desk.posts("/desk/{id}/summary/delete", sure="yes")
    assert (gone.status_code, gone.location) == (303, "/desk/")
    assert desk.gets("/desk/{id}/summary/").status_code == 404


@pytest.mark.parametrize("path", WAYS_TO_IT)
def test_a_summary_of_a_newer_program_is_said_to_be_one_and_stays(desk: Desk, path: str) -> None:
    from_a_newer_program(desk)
    answer = desk.gets(path)
    said = page(answer.get_data(as_text=True)).text
    assert answer.status_code == 409 and "made by a newer version of this program" in said
    assert "kept as it is" in said and "follow it up" in said
    with desk.store.library.read() as session:
        kept = summary_of(session, desk.id)
        assert kept and '"mood":"calm"' in kept.body and language_of(kept.body) == "en"


def test_a_file_that_would_be_empty_is_not_offered_and_says_why(desk: Desk) -> None:
    bare = new_room(desk.store)
    bare.participants(3)
    bare.desk.presses(commands.Pause, on=False)
    seal(desk.store, bare.id, desk.clock())
    root = page_of(desk.gets(f"/desk/{bare.id}/summary/"))
    links = files_on(root)
    bare_of = ("ics", "poster.pdf", "poster.png")
    assert len(links) == len(FORMATS) - len(bare_of)
    assert not [one for one in links if one.endswith(bare_of)]
    for ending in bare_of:
        answer = desk.gets(f"/desk/{bare.id}/summary.{ending}")
        assert answer.status_code == 404
        assert "has nothing to put in such a file" in answer.get_data(as_text=True)
