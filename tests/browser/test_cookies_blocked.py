"""A browser that keeps no cookie and stores nothing: whoever sits there is told, and what to do."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.support.browser import (
    LAPTOP,
    PHONE,
    QUIET,
    Stage,
    Window,
    whole_chromium,
)
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, writes

BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""Chromium's own setting "Block all cookies", which closes every store besides."""


@pytest.fixture(scope="module")
def blocked(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a browser that keeps nothing, not even from one test to the next."""
    settings = tmp_path_factory.mktemp("blocked") / "profile" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(BLOCKED))
    context = playwright.chromium.launch_persistent_context(
        settings.parents[1], executable_path=whole_chromium(), args=QUIET,
        viewport=PHONE, locale="en-GB",
    )  # fmt: skip
    yield context.new_page()
    context.close()


@pytest.mark.long
def test_a_link_is_not_spent_where_cookies_are_blocked_and_elsewhere_leads_to_the_desk_s_address(
    stage: Stage, blocked: Page
) -> None:
    link = stage.server.desk_link
    blocked.goto(link)
    alert = blocked.get_by_role("alert")
    expect(alert).to_contain_text("This browser keeps no cookies for this address")
    expect(alert).to_contain_text("Your link was not used.")
    assert link.endswith(blocked.get_by_label("Your link, or its secret").input_value())
    desk = stage.desk()
    assert urlsplit(desk.page.url)[2:] == ("/desk/", "", "")
    assert desk.page.context.cookies(f"{desk.page.url}../enter") == []


def test_a_desk_whose_cookie_was_thrown_away_is_told_so(stage: Stage) -> None:
    window = stage.window(LAPTOP)

    def dropped(route) -> None:  # type: ignore[no-untyped-def]
        answer = route.fetch()
        window.page.context.clear_cookies()
        headers = {name: text for name, text in answer.headers.items() if name != "set-cookie"}
        route.fulfill(response=answer, headers=headers)

    window.page.route(
        "**/enter",
        lambda route: dropped(route) if route.request.method == "POST" else route.continue_(),
    )
    window.page.goto(stage.server.desk_link)
    window.shows("Your browser did not keep the cookie", "Allow cookies for this address")
    window.hides("This browser is not signed in,")


@pytest.mark.long
def test_a_phone_that_may_store_nothing_is_told_at_the_door_and_takes_part(
    stage: Stage, blocked: Page
) -> None:
    room = RoomInBrowser(stage, phones=1)
    path = room.phones[0].page.url
    phone = Window(blocked)
    blocked.goto(path)
    phone.shows(
        "This browser does not let the page save anything", "leave the page open until the end"
    )
    phone.presses("Join")
    phone.shows("This browser saves nothing: leave the page open.")
    room.skips_to("Write")
    writes(phone, "It broke")
    assert not phone.complaints
    other = stage.window(PHONE)
    other.page.goto(path)
    other.shows("What is stored")
    other.hides("This browser does not let the page save anything")
    has_of_its_own(phone, "Your card has arrived.", "It broke")
