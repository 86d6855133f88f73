"""Between two workshops: a link to a team's open commitments, and what is said there of them."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from tests.summary.at_desk import PUBLIC, Desk, desk_of
from tests.summary.gathering import CANARIES, STANDS, held_room
from tests.summary.reading import page
from tests.support.room import new_room
from workshop.ending.seal import seal
from workshop.people.links import lent
from workshop.people.members import OWNER, add_person, leave_team, make_member
from workshop.people.operating import delete_team, empty_team
from workshop.people.teams import team_ids
from workshop.protocol import commands
from workshop.storage.library import delete_summary
from workshop.storage.library_tables import CommitmentNews, SealedSummary
from workshop.storage.store import Store
from workshop.summary.kept_summaries import open_commitments

DAY = 24 * 3600
MADE = re.compile(r'id="link"[^>]*>([^<]+)</textarea>')


@pytest.fixture
def team(desk: Desk) -> str:
    with desk.store.library.read() as session:
        return team_ids(session)["Payments"]


def makes(desk: Desk, team: str, until: str = "2026-07-01") -> str:
    """The secret of a new link to the team's open commitments."""
    browser = desk.browser()
    answer = desk.posts(f"/desk/teams/{team}/links", browser, until=until, label="For all")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    found = MADE.search(unescape(desk.asks(browser, f"/desk/teams/{team}/").get_data(as_text=True)))
    assert found
    return urlsplit(found[1]).fragment


def comes(desk: Desk, secret: str) -> FlaskClient:
    """A browser that came by the link."""
    browser = desk.browser(False)
    sent = {"Origin": PUBLIC}
    answer = browser.post("/enter", json={"secret": secret}, headers=sent, base_url=PUBLIC)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return browser


def words(answer: TestResponse) -> str:
    return page(answer.get_data(as_text=True)).text


def of_jonas(desk: Desk) -> str:
    """The name of the commitment that Jonas has taken on."""
    with desk.store.library.read() as session:
        return next(
            f"{one.workshop}-{one.id}"
            for one in open_commitments(session, "Payments")
            if one.owner == "Jonas"
        )


def says(desk: Desk, team: str, browser: FlaskClient, outcome: str, **more: str) -> TestResponse:
    sent = {"commitment": of_jonas(desk), "outcome": outcome, **more}
    from_here = {"Origin": PUBLIC}
    return browser.post(f"/team/{team}/said", data=sent, headers=from_here, base_url=PUBLIC)


def carried(desk: Desk) -> list[tuple[str, str, str, str]]:
    """Returns the owned commitments with which the next follow-up begins."""
    with desk.store.library.read() as session:
        found = open_commitments(session, "Payments")
    return [(one.owner, one.outcome, one.will_now, one.by_now) for one in found if one.owner]


def test_the_link_opens_what_is_open_and_nothing_else_of_the_team(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    shown = desk.asks(browser, f"/team/{team}/")
    text = words(shown)
    assert shown.status_code == 200 and "Payments" in text and "Jonas" in text
    assert "show it to one" in text and "overdue since 11 March 2026" in text
    with desk.store.library.read() as session:
        lessons = {one.lesson for one in open_commitments(session, "Payments")}
    assert all(lessons)
    for other in (*lessons, *CANARIES, STANDS, "Spring release", desk.id + "/"):
        assert other not in text
    assert "/desk" not in shown.get_data(as_text=True)
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert shown.headers["Cache-Control"] == "no-store"


def test_its_cookie_opens_no_other_page(desk: Desk, team: str) -> None:
    browser, secret = desk.browser(False), makes(desk, team)
    traded = browser.post("/enter", json={"secret": secret}, headers={"Origin": PUBLIC},
                          base_url=PUBLIC)  # fmt: skip
    assert json.loads(traded.get_data(as_text=True)) == {"to": f"/team/{team}/"}
    name, *rest = [part.strip() for part in traded.headers["Set-Cookie"].split(";")]
    assert {"Secure", "HttpOnly", "SameSite=Strict", f"Path=/team/{team}"} <= {*rest}
    token = name.partition("=")[2]
    for kind in ("facilitator", "desk", "summary", "team"):
        browser.set_cookie(f"__Secure-{kind}", token, path="/", domain="workshop.example.org")
    for path in ("/desk/", "/desk/{id}/summary/", f"/desk/teams/{team}/", "/desk/{id}/"):
        assert desk.asks(browser, path).status_code == 401, path
    for path in ("/summary/{id}/", "/team/other/", f"/summary/{team}/"):
        assert desk.asks(browser, path).status_code == 403, path


def test_an_owner_says_it_and_the_next_follow_up_begins_with_it(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    answer = says(desk, team, browser, "kept")
    assert answer.status_code == 303
    assert answer.location == f"/team/{team}/#c-{of_jonas(desk)}"
    assert "Kept" in words(desk.asks(browser, f"/team/{team}/"))
    assert "Kept" in words(desk.gets(f"/desk/teams/{team}/"))
    assert carried(desk) == [("Jonas", "kept", "", "")]
    with desk.store.library.read() as session:
        found = open_commitments(session, "Payments")
    room = new_room(desk.store, template="follow_up", carried=found)
    room.participants(3)
    room.desk.goes("follow_up")
    outcomes = {entry["outcome"] for path, entry in room.view("participant").items()
                if path.startswith("carried/") and entry["owner"] == "Jonas"}  # fmt: skip
    assert outcomes == {"kept"}


def test_a_change_has_its_new_words_and_its_new_day(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    said = says(desk, team, browser, "changed", will="show it to two ", by="2026-09-01")
    assert said.status_code == 303
    assert carried(desk) == [("Jonas", "changed", "show it to two", "2026-09-01")]
    text = words(desk.asks(browser, f"/team/{team}/"))
    assert "Changed, by 1 September 2026" in text and "show it to two" in text


@pytest.mark.parametrize(
    ("will", "by", "about", "fault"),
    [
        (" ", "", "will", "Write what the commitment is from now on."),
        ("x" * 121, "", "will", "The limit is 120 characters."),
        ("show it", "soon", "by", "Choose a day in the calendar"),
    ],
)
def test_a_wrong_change_is_told_at_its_field_and_what_was_typed_stays(
    desk: Desk, team: str, will: str, by: str, about: str, fault: str
) -> None:
    browser = comes(desk, makes(desk, team))
    answer = says(desk, team, browser, "changed", will=will, by=by)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and fault in words(answer)
    assert f'value="{will.strip()}"' in text and f'value="{by}"' in text
    assert re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', text) == [about]
    assert carried(desk) == [("Jonas", "", "", "")]


def test_what_was_said_can_be_undone_and_said_anew(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    for outcome in ("kept", "", "dropped"):
        assert says(desk, team, browser, outcome).status_code == 303
        assert carried(desk) == [("Jonas", outcome, "", "")]


def test_nothing_else_can_be_said(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    assert says(desk, team, browser, "broken").status_code == 400
    answer = desk.posts(f"/team/{team}/said", browser, commitment="other-1", outcome="kept")
    assert answer.status_code == 404
    assert says(desk, team, desk.browser(False), "kept").status_code == 403
    assert carried(desk) == [("Jonas", "", "", "")]


def test_it_is_overdue_no_longer_once_it_was_kept(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    before = words(desk.asks(browser, f"/team/{team}/"))
    says(desk, team, browser, "kept")
    after = words(desk.asks(browser, f"/team/{team}/"))
    assert "1 of them is overdue." in before and "overdue since" in before
    assert "overdue" not in after


def test_withdrawn_or_over_it_opens_nothing(desk: Desk, team: str) -> None:
    first, second = makes(desk, team), makes(desk, team, until="2026-06-04")
    gone, over = comes(desk, first), comes(desk, second)
    with desk.store.library.read() as session:
        id_ = next(one.id for one in lent(session, team) if one.until == "2026-07-01")
    answer = desk.posts(f"/desk/teams/{team}/links/take-back", link=id_)
    assert answer.status_code == 303
    closed = desk.asks(gone, f"/team/{team}/")
    assert closed.status_code == 403 and "Sign in with a link" in words(closed)
    assert desk.asks(over, f"/team/{team}/").status_code == 200
    desk.clock.now += 8 * DAY
    ended = desk.asks(over, f"/team/{team}/")
    assert ended.status_code == 403 and "Jonas" not in words(ended)
    assert says(desk, team, over, "kept").status_code == 403


def test_a_link_ends_with_whoever_made_it_leaving_the_team(desk: Desk, team: str) -> None:
    secret = makes(desk, team)
    with desk.store.library.begin() as session:
        make_member(session, team, add_person(session, "Bo"), "leads")
        ended = leave_team(session, team, OWNER).ended
        assert lent(session, team) == [] and ended == ()
    browser = desk.browser(False)
    sent = {"Origin": PUBLIC}
    answer = browser.post("/enter", json={"secret": secret}, headers=sent, base_url=PUBLIC)
    assert answer.status_code == 403


def test_a_deleted_team_leaves_neither_link_nor_news(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    says(desk, team, browser, "kept")
    with desk.store.library.begin() as session:
        empty_team(session, team)
        assert lent(session, team) == []
        session.execute(delete(SealedSummary))
        delete_team(session, team)
        assert session.scalars(select(CommitmentNews)).all() == []
    assert desk.asks(browser, f"/team/{team}/").status_code == 403


def test_what_was_said_goes_with_the_summary(desk: Desk, team: str) -> None:
    says(desk, team, comes(desk, makes(desk, team)), "kept")
    with desk.store.library.begin() as session:
        delete_summary(session, desk.id)
        assert session.scalars(select(CommitmentNews)).all() == []


@pytest.mark.parametrize("outcome", ["kept", "changed"])
def test_the_follow_up_has_the_last_word(desk: Desk, team: str, outcome: str) -> None:
    says(desk, team, comes(desk, makes(desk, team)), "changed", will="show it to two")
    with desk.store.library.read() as session:
        found = open_commitments(session, "Payments")
    room = new_room(desk.store, template="follow_up", carried=found)
    room.participants(3)
    room.desk.presses(commands.Pause, on=False)
    room.desk.goes("follow_up")
    (n,) = [n for n, one in enumerate(found, 1) if one.owner == "Jonas"]
    more = {"will": "show it to three"} if outcome == "changed" else {}
    room.desk.does(commands.FollowUp(n=n, outcome=outcome, **more))  # type: ignore[arg-type]
    seal(desk.store, room.id, desk.clock())
    with desk.store.library.read() as session:
        assert session.scalars(select(CommitmentNews)).all() == []
        still = [one.will for one in open_commitments(session, "Payments") if one.owner == "Jonas"]
    assert still == (["show it to three"] if outcome == "changed" else [])


def events(answer: TestResponse) -> list[dict[str, str]]:
    found = Calendar.from_ical(answer.get_data())
    return [
        {name: one[name].to_ical().decode() for name in ("UID", "SUMMARY", "DTSTART", "DTSTAMP")}
        for one in found.walk("VEVENT")
    ]


def test_the_day_of_a_commitment_is_the_event_of_its_summary(desk: Desk, team: str) -> None:
    browser, name = comes(desk, makes(desk, team)), of_jonas(desk)
    answer = desk.asks(browser, f"/team/{team}/{name}.ics")
    assert answer.mimetype == "text/calendar"
    assert b"DTSTART;VALUE=DATE:20260311\r\n" in answer.get_data()
    (event,) = events(answer)
    assert event["SUMMARY"].startswith("Jonas: If I change a price\\, ")
    assert re.fullmatch(r"\d{8}T000000Z", event["DTSTAMP"])
    kept = events(desk.gets(f"/desk/{desk.id}/summary.ics"))
    assert event["UID"] in {one["UID"] for one in kept}
    assert events(desk.gets(f"/desk/teams/{team}/{name}.ics")) == [event]


def test_a_changed_day_moves_the_event_and_what_is_settled_has_none(desk: Desk, team: str) -> None:
    browser, path = comes(desk, makes(desk, team)), f"/team/{team}/{of_jonas(desk)}.ics"
    (before,) = events(desk.asks(browser, path))
    desk.clock.now += DAY
    says(desk, team, browser, "changed", will="show it; to two", by="2026-09-01")
    (after,) = events(desk.asks(browser, path))
    assert (after["UID"], after["DTSTART"]) == (before["UID"], "20260901")
    assert after["SUMMARY"].endswith("show it\\; to two.") and after["DTSTAMP"] > before["DTSTAMP"]
    for outcome in ("kept", "dropped"):
        says(desk, team, browser, outcome)
        assert desk.asks(browser, path).status_code == 404
    assert desk.asks(browser, f"/team/{team}/other-1.ics").status_code == 404


def test_a_reminder_names_what_and_until_when_and_nobody_to_send_it_to(
    desk: Desk, team: str
) -> None:
    browser = comes(desk, makes(desk, team))
    text = unescape(desk.asks(browser, f"/team/{team}/").get_data(as_text=True))
    (first, *_) = re.findall(r'href="(mailto:[^"]*)"', text)
    parts = urlsplit(first)
    asked = parse_qs(parts.query)
    assert parts.path == ""
    assert asked["subject"][0].startswith("Reminder: If I change a price, ")
    assert "by 11 March 2026" in asked["body"][0]
    assert "+" not in parts.query and "%20" in parts.query


def test_it_speaks_the_language_that_was_chosen_and_keeps_it(desk: Desk, team: str) -> None:
    browser = comes(desk, makes(desk, team))
    shown = desk.asks(browser, f"/team/{team}/?language=de").get_data(as_text=True)
    said = f"/team/{team}/said?language=de#c-{of_jonas(desk)}"
    assert 'lang="de"' in shown and f'action="{said}"' in shown
    sent = {"commitment": of_jonas(desk), "outcome": "kept"}
    answer = desk.posts(f"/team/{team}/said?language=de", browser, **sent)
    assert answer.location == f"/team/{team}/?language=de#c-{of_jonas(desk)}"


def test_who_reads_only_makes_no_link_and_says_nothing(desk: Desk, team: str) -> None:
    page_ = f"/desk/teams/{team}/"
    with desk.store.library.begin() as session:
        make_member(session, team, add_person(session, "Bo"), "leads")
        make_member(session, team, OWNER, "reads")
    text = desk.gets(page_).get_data(as_text=True)
    assert "Jonas" in text and "/said" not in text and "A link for the team" not in text
    for path in ("links", "links/take-back", "said"):
        assert desk.posts(f"{page_}{path}", until="2026-07-01").status_code == 404


def test_on_a_laptop_there_is_no_link_and_whoever_sits_there_says_it(store: Store) -> None:
    room = held_room(store)
    laptop = desk_of(room)
    seal(store, room.id, laptop.clock())
    with store.library.read() as session:
        team = team_ids(session)["Payments"]
    text = laptop.gets(f"/desk/teams/{team}/").get_data(as_text=True)
    assert "A link for the team" not in text
    assert laptop.posts(f"/desk/teams/{team}/links", until="2026-07-01").status_code == 404
    assert laptop.gets(f"/team/{team}/").status_code == 403
    sent = {"commitment": of_jonas(laptop), "outcome": "kept"}
    answer = laptop.posts(f"/desk/teams/{team}/said", **sent)
    assert answer.status_code == 303 and carried(laptop) == [("Jonas", "kept", "", "")]
