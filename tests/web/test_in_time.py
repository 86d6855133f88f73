"""When a page is sent: after a beat, or several, however long it took to make."""

from dataclasses import replace

import pytest

from tests.live.test_answering import BEAT, watched
from tests.summary.at_desk import LAPTOP, Clock, open_desk
from tests.support.room import TestRoom
from workshop.web.guarding import access


def seconds_to(path: str, takes: float, room: TestRoom, monkeypatch: pytest.MonkeyPatch) -> float:
    """Returns how long a page takes, where it takes so long to find out that there is no such
    workshop."""
    app = open_desk(room, Clock(), lambda _: None)
    web, clock = app.extensions["workshop"], watched(monkeypatch, access)
    web.settings = replace(web.settings, answer_ms=round(1000 * BEAT))

    def get(_id: str) -> None:
        clock.now += takes

    web.boards.get = get
    assert app.test_client().get(path, base_url=LAPTOP).status_code in {204, 404}
    return clock.now - clock.began


@pytest.mark.parametrize(("takes", "beats"), [(0.0, 1), (0.002, 1), (0.049, 1), (0.051, 2)])
def test_a_page_is_sent_with_a_whole_beat(
    takes: float, beats: int, room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    took = seconds_to("/w/nosuch/", takes, room, monkeypatch)
    assert took == pytest.approx(beats * BEAT)


def test_a_static_file_is_sent_at_once(room: TestRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seconds_to("/favicon.ico", 0.0, room, monkeypatch) == 0
