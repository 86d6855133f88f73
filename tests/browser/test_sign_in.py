"""Signing in at a provider in a browser, to which the provider is another site."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.axe import axe_finds
from tests.support.openid.house import SECRET, House, house_with_provider

NARROW: ViewportSize = {"width": 320, "height": 700}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("sign-in")
    with house_with_provider(folder, NAME="Club & Co") as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(ignore_https_errors=True, locale="en-GB", viewport=NARROW)
    yield page
    page.close()


def right(page: Page) -> None:
    assert axe_finds(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_somebody_signs_in_at_another_site_and_is_at_the_desk(house: House, page: Page) -> None:
    page.goto(f"{house.server.origin}/enter")
    way = page.get_by_role("link", name="Sign in with Club & Co")
    way.wait_for()
    right(page)
    way.click()
    assert page.url.startswith(house.provider.issuer)
    page.get_by_label("Name").fill("ana-1")
    page.get_by_role("button", name="Let me in").click()
    expect(page).to_have_url(f"{house.server.origin}/desk/")
    expect(page.get_by_role("heading", name="An hour about what went wrong")).to_be_visible()


@pytest.mark.long
def test_no_keyboard_covers_the_provider_until_a_secret_was_typed(house: House, page: Page) -> None:
    page.goto(f"{house.server.origin}/enter#drawn-by-somebody-else")
    expect(page.get_by_text("This link is not known here.")).to_be_visible()
    secret = page.get_by_label("Your link, or its secret")
    expect(secret).not_to_be_focused()
    expect(page.get_by_text("the facilitator secret of this server")).to_be_visible()
    secret.fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(secret).to_be_focused()


@pytest.mark.long
def test_a_desk_says_why_it_was_closed_when_its_browser_signs_out(house: House, page: Page) -> None:
    owner = house.owner()
    id_ = house.server.new_workshop(owner, title="Lanterns", team="Lanterns")
    page.goto(f"{house.server.origin}/enter")
    page.get_by_label("Your link, or its secret").fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Teams").wait_for()
    page.goto(f"{house.server.origin}/desk/{id_}/")
    page.get_by_text("This desk is connected.").wait_for()
    signs_out = f"{house.server.origin}/desk/sign-out"
    page.request.post(signs_out, headers={"Origin": house.server.origin})
    expect(page.get_by_text("You are signed out, or you no longer lead")).to_be_visible()
    right(page)


def test_who_may_not_come_in_is_told_and_finds_the_way_back(house: House, page: Page) -> None:
    page.goto(f"{house.server.origin}/desk/sign-in")
    page.get_by_role("button", name="Let me in").click()
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    right(page)
    page.get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(f"{house.server.origin}/enter")


def test_an_operator_tries_the_sign_in_and_signs_out(house: House, page: Page) -> None:
    page.goto(f"{house.server.origin}/enter")
    page.get_by_label("Your link, or its secret").fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="This server").click()
    page.get_by_role("button", name="Try the sign-in").click()
    expect(page.get_by_text("The provider answers as it should.")).to_be_visible()
    right(page)
    expect(page.get_by_text("Sign in once to find out.")).to_be_visible()
    page.goto(f"{house.server.origin}/desk/teams/")
    right(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    right(page)
