"""A link to a summary on a hosted server: made, opened by many, ended by its day or at the desk."""

import json
import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.summary.at_desk import PUBLIC, Desk, desk_of
from tests.summary.gathering import STANDS, held_room
from tests.summary.reading import page
from workshop.ending.endings import Endings
from workshop.ending.seal import all_hold, seal, seal_checks
from workshop.people.links import leads_to, lent
from workshop.people.shown_once import SHOWN_ONCE_S
from workshop.storage.library import change_keep_until
from workshop.storage.longest_times import outlived
from workshop.storage.store import Store
from workshop.summary.formats.all_formats import FORMATS

DAY, WEEK = 24 * 3600, 7 * 24 * 3600
MADE = re.compile(r'id="link"[^>]*>([^<]+)</textarea>')
PAGE, LINKS = "/desk/{id}/summary/", "/desk/{id}/summary/links"


def makes(desk: Desk, until: str = "2026-07-01", label: str = "") -> str:
    """The secret of a new link."""
    browser = desk.browser()
    answer = desk.posts(LINKS, browser, label=label, until=until)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert answer.location == f"{PAGE.format(id=desk.id)}#links"
    link = urlsplit(shown(desk, browser))
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{PUBLIC}/enter"
    return link.fragment


def shown(desk: Desk, browser: FlaskClient) -> str:
    """The link that the page at the desk shows this browser; "" where it shows none."""
    found = MADE.search(unescape(desk.asks(browser, PAGE).get_data(as_text=True)))
    return found[1] if found else ""


def trades(desk: Desk, browser: FlaskClient, secret: str) -> TestResponse:
    """Trades a link's secret, as the page behind the link does."""
    return browser.post("/enter", json={"secret": secret}, headers={"Origin": PUBLIC},
                        base_url=PUBLIC)  # fmt: skip


def reader(desk: Desk, secret: str) -> FlaskClient:
    """A browser that came by the link."""
    browser = desk.browser(False)
    assert trades(desk, browser, secret).status_code == 200
    return browser


def words(answer: TestResponse) -> str:
    return page(answer.get_data(as_text=True)).text


def rows(desk: Desk) -> list[str]:
    """Returns the words of the page at the desk about each link."""
    found = page(desk.gets("/desk/{id}/summary/").get_data(as_text=True))
    return [one.text for one in found.named("li") if one.attributes.get("class") == "row"]


def test_whoever_has_the_link_reads_the_summary_in_every_format(desk: Desk) -> None:
    secret = makes(desk)
    for _ in range(3):
        browser = reader(desk, secret)
        shown = desk.asks(browser, "/summary/{id}/")
        assert shown.status_code == 200 and STANDS in words(shown)
        assert "<form" not in shown.get_data(as_text=True)
        assert "/desk" not in shown.get_data(as_text=True)
    for ending in FORMATS:
        assert desk.asks(browser, f"/summary/{{id}}/{ending}").status_code == 200
    assert desk.asks(browser, "/summary/{id}/exe").status_code == 404


def test_the_page_and_its_files_speak_what_is_chosen_on_it(desk: Desk) -> None:
    browser = reader(desk, makes(desk))
    shown = desk.asks(browser, "/summary/{id}/?language=de").get_data(as_text=True)
    assert 'lang="de"' in shown and f"/summary/{desk.id}/md?language=de" in shown


def test_the_cookie_opens_this_summary_and_nothing_else(desk: Desk) -> None:
    browser = desk.browser(False)
    traded = trades(desk, browser, makes(desk, until="2026-06-30"))
    assert json.loads(traded.get_data(as_text=True)) == {"to": f"/summary/{desk.id}/"}
    cookie = traded.headers["Set-Cookie"]
    name, *rest = [part.strip() for part in cookie.split(";")]
    assert name.startswith("__Secure-summary=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", f"Path=/summary/{desk.id}"} <= {*rest}
    age = next(int(part.removeprefix("Max-Age=")) for part in rest if part.startswith("Max-Age"))
    assert 32 * DAY < age < 35 * DAY
    token = name.partition("=")[2]
    for kind in ("facilitator", "desk", "summary"):
        browser.set_cookie(f"__Secure-{kind}", token, path="/", domain="workshop.example.org")
    for path in ("/desk/", "/desk/{id}/summary/", "/desk/{id}/summary.md", "/desk/{id}/"):
        assert desk.asks(browser, path).status_code == 401, path
    assert browser.get("/summary/other/", base_url=PUBLIC).status_code == 403


def test_nothing_finds_or_keeps_the_page(desk: Desk) -> None:
    browser = reader(desk, makes(desk))
    for path in ("/summary/{id}/", "/summary/{id}/md"):
        headers = desk.asks(browser, path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]


def test_it_is_shown_once_to_whoever_made_it_and_a_reload_makes_no_other(desk: Desk) -> None:
    browser, other = desk.browser(), desk.browser()
    desk.posts(LINKS, browser, until="2026-07-01")
    assert shown(desk, other) == ""
    assert shown(desk, browser).startswith(f"{PUBLIC}/enter#")
    assert shown(desk, browser) == "" and len(rows(desk)) == 1


def test_nothing_on_the_page_that_shows_it_has_the_name_of_something_else(desk: Desk) -> None:
    browser = desk.browser()
    desk.posts(LINKS, browser, until="2026-07-01")
    made = desk.asks(browser, PAGE).get_data(as_text=True)
    names = Counter(re.findall(r'\bid="([^"]+)"', made))
    assert MADE.search(made) and "copy" in names
    assert [name for name, times in names.items() if times > 1] == []


def test_it_does_not_wait_for_long_to_be_shown(desk: Desk) -> None:
    browser = desk.browser()
    desk.posts(LINKS, browser, until="2026-07-01")
    desk.clock.now += SHOWN_ONCE_S
    assert shown(desk, browser) == "" and len(rows(desk)) == 1


def test_what_was_taken_back_meanwhile_is_not_shown(desk: Desk) -> None:
    makes(desk, label="For Bo")
    browser = desk.browser()
    desk.posts(LINKS, browser, label="For Ana", until="2026-07-01")
    with desk.store.library.read() as session:
        made = next(one for one in lent(session, desk.id) if one.label == "For Ana")
    desk.posts(f"{LINKS}/take-back", link=made.id)
    assert shown(desk, browser) == ""


def test_it_ends_when_its_last_day_is_over_with_whoever_came_by_it(desk: Desk) -> None:
    secret = makes(desk, until="2026-06-04")
    browser = reader(desk, secret)
    desk.clock.now += WEEK
    assert desk.asks(browser, "/summary/{id}/").status_code == 200
    desk.clock.now += DAY
    ended = desk.asks(browser, "/summary/{id}/md")
    assert ended.status_code == 403 and STANDS not in words(ended)
    assert "it has ended or was withdrawn" in words(ended)
    late = trades(desk, desk.browser(False), secret)
    assert late.status_code == 403 and "may have ended" in late.get_data(as_text=True)
    assert "Set-Cookie" not in late.headers


def test_what_has_ended_goes_by_itself(desk: Desk) -> None:
    reader(desk, makes(desk, until="2026-06-04"))
    endings = Endings(desk.store, _NoBoards(), desk.clock)  # type: ignore[arg-type]
    for days, left in ((7, 1), (1, 0)):
        desk.clock.now += days * DAY
        endings.delete_due()
        with desk.store.library.read() as session:
            assert len(lent(session, desk.id)) == left
    assert desk.gets("/desk/{id}/summary/").status_code == 200


class _NoBoards:
    """Nobody looks at anything."""

    def forget(self, id_: str) -> None:
        raise AssertionError(f"{id_} was deleted")


def test_taken_back_it_lets_nobody_read_on(desk: Desk) -> None:
    taken, other = makes(desk, label="For Ana"), makes(desk, until="2026-07-02", label="For Bo")
    browser, stays = reader(desk, taken), reader(desk, other)
    with desk.store.library.read() as session:
        id_ = next(one.id for one in lent(session, desk.id) if one.label == "For Ana")
    answer = desk.posts(f"{LINKS}/take-back", link=id_)
    assert answer.status_code == 303 and answer.location.startswith(f"/desk/{desk.id}/summary/")
    assert desk.asks(browser, "/summary/{id}/").status_code == 403
    assert trades(desk, desk.browser(False), taken).status_code == 403
    assert desk.asks(stays, "/summary/{id}/").status_code == 200
    assert desk.posts(f"{LINKS}/take-back", link=id_).status_code == 404
    assert len(rows(desk)) == 1


def test_it_ends_with_the_summary(desk: Desk) -> None:
    secret = makes(desk)
    browser = reader(desk, secret)
    desk.posts("/desk/{id}/summary/delete", sure="yes")
    assert desk.asks(browser, "/summary/{id}/").status_code == 403
    assert trades(desk, desk.browser(False), secret).status_code == 403
    with desk.store.library.read() as session:
        assert lent(session, desk.id) == []


def test_each_link_is_listed_with_its_day_and_its_browsers(desk: Desk) -> None:
    reader(desk, makes(desk, until="2026-06-30", label="For Ana"))
    makes(desk, until="2026-07-24")
    first, second = rows(desk)
    assert "For Ana" in first and "1 browser signed in" in first
    assert "Anyone with this link can read the summary until 30 June 2026." in first
    assert "until 24 July 2026." in second and "Not used yet" in second


def test_it_lasts_eight_weeks_unless_somebody_says_otherwise(desk: Desk) -> None:
    assert 'value="2026-07-23"' in desk.gets("/desk/{id}/summary/").get_data(as_text=True)
    with desk.store.library.begin() as session:
        change_keep_until(session, desk.id, "2026-06-15")
    assert 'name="until" required value="2026-06-15"' in desk.gets("/desk/{id}/summary/").get_data(
        as_text=True
    )


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        ("", "Choose the day"),
        ("soon", "Choose the day"),
        ("2026-05-27", "already passed"),
        ("2027-05-29", "a year at most. Choose 28 May 2027"),
    ],
)
def test_a_wrong_day_is_told_and_what_was_typed_stays(desk: Desk, until: str, fault: str) -> None:
    answer = desk.posts(LINKS, label="For Ana", until=until)
    assert answer.status_code == 422 and fault in words(answer)
    assert 'value="For Ana"' in answer.get_data(as_text=True)
    assert rows(desk) == []


def test_it_is_not_longer_than_the_summary_is_kept(desk: Desk) -> None:
    makes(desk, until="2026-07-01")
    with desk.store.library.begin() as session:
        change_keep_until(session, desk.id, "2026-06-15")
        assert outlived(session, "2026-06-15") == []
    assert "until 15 June 2026." in rows(desk)[0]
    answer = desk.posts(LINKS, until="2026-06-16")
    assert answer.status_code == 422 and "kept until 15 June 2026" in words(answer)


def test_the_seals_report_stays_right_and_a_second_seal_leaves_the_link(desk: Desk) -> None:
    secret = makes(desk)
    with desk.store.library.read() as session:
        assert all_hold(seal_checks(desk.store, session, desk.id))
        assert not leads_to(session, desk.id)
    seal(desk.store, desk.id, desk.clock())
    assert desk.asks(reader(desk, secret), "/summary/{id}/").status_code == 200


def test_nobody_but_the_facilitator_makes_one_and_a_laptop_makes_none(
    desk: Desk, store: Store
) -> None:
    sent = {"until": "2026-07-01"}
    stranger = desk.browser(False).post(
        LINKS.format(id=desk.id), data=sent, headers={"Origin": PUBLIC}, base_url=PUBLIC
    )
    assert stranger.status_code == 401
    room = held_room(store)
    laptop = desk_of(room)
    seal(store, room.id, laptop.clock())
    assert laptop.posts(LINKS, **sent).status_code == 404
    said = words(laptop.gets("/desk/{id}/summary/"))
    assert "A link would only work while this program runs" in said
