"""How many workshops and trials one person may have open at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import pytest

from tests.support.lasting import house
from tests.support.phones import Phone
from tests.support.server import Reply, Server, running
from tests.support.sockets import close_all, phone
from tests.support.steady import desk, hang_up_all

MOST, MANY, BETWEEN, PHONES = 2, 60, 6, 12
"""The limit in most tests; workshops that are opened together, and how many of them a phone waits
for at most: those whose answers are on the way, and one; phones, so that none comes too fast."""
LIMITS = {"WORKSHOP_MOST_OPEN": str(MOST), "WORKSHOP_MOST_TRIALS": str(MOST)}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "data", **LIMITS) as made:
        yield made
        close_all()


def opens(server: Server, cookie: str, title: str) -> Reply:
    return server.post(
        "/desk/new", {"title": title, "team": "Payments", "template": "60"}, Cookie=cookie
    )


def test_sixty_presses_on_trial_begin_as_many_as_one_person_may_have(server: Server) -> None:
    cookie = server.sign_in()
    room = server.new_workshop(cookie)

    def presses(_n: int) -> Reply:
        return server.post("/desk/trial", {}, Cookie=cookie)

    with ThreadPoolExecutor(max_workers=20) as threads:
        replies = [*threads.map(presses, range(60))]
    begun = [one for one in replies if one.status == 303]
    others = [one for one in replies if one.status != 303]
    assert len(begun) == MOST and {one.status for one in others} == {409}
    assert "2 trials are open, as many as there may be at a time" in others[0].text
    assert "Go to workshops" in others[0].text and "Join a workshop" not in others[0].text
    assert phone(server, room).ask("hello", {})["snapshot"]
    id_ = begun[0].to.split("/")[-2]
    assert server.post(f"/desk/{id_}/trial/end", {}, Cookie=cookie).status == 303
    assert presses(0).status == 303, "one has ended, so another may begin"


def test_a_rehearsal_is_refused_where_there_are_as_many_as_there_may_be(server: Server) -> None:
    cookie = server.sign_in()
    room = server.new_workshop(cookie)
    for _ in range(MOST):
        assert server.post("/desk/trial", {}, Cookie=cookie).status == 303
    refused = server.post(f"/desk/{room}/rehearse", {}, Cookie=cookie)
    assert refused.status == 409 and "2 trials are open" in refused.text


def test_one_workshop_too_many_is_refused_and_its_form_stays(server: Server) -> None:
    cookie = server.sign_in()
    first, _ = (opens(server, cookie, f"Release {n}") for n in range(MOST))
    refused = opens(server, cookie, "One more")
    assert refused.status == 422
    assert (
        "2 workshops that you can lead are open, as many as there may be at a time" in refused.text
    )
    assert 'value="One more"' in refused.text
    gone = f"{first.to.removesuffix('/')}/throw-away"
    assert server.post(gone, {"sure": "yes"}, Cookie=cookie).status == 303
    assert opens(server, cookie, "One more").status == 303


def test_a_phone_is_answered_between_workshops_that_are_opened_together(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        desk(home.server, home.workshop, home.cookie).goes_to("write")
        phones, opened, waited = [Phone(home) for _ in range(PHONES)], list[Reply](), [0]
        for one in phones:
            one.join()
            one.writes()
        turns = cycle(phones)
        with ThreadPoolExecutor(max_workers=MANY) as threads:
            for n in range(MANY):
                begun = threads.submit(opens, home.server, home.cookie, f"Release {n}")
                begun.add_done_callback(lambda done: opened.append(done.result()))
            while len(opened) < MANY:
                before = len(opened)
                next(turns).edits()  # goes at once, unlike what waits for its slot
                waited.append(len(opened) - before)
        hang_up_all()
    assert {reply.status for reply in opened} == {303}
    print(waited)
    assert max(waited) <= BETWEEN
