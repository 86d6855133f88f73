"""Sign-ins and logouts take turns at the provider, so a flood of one does not stop the other."""

import gevent
import pytest
from gevent.event import Event
from gevent.lock import BoundedSemaphore

from tests.support.waiting import until
from workshop.web.people.provider_pages import OF_BROWSERS, OF_LOGOUTS, SIGN_INS_AT_ONCE, in_time


@pytest.mark.parametrize(
    ("full", "other"), [(OF_BROWSERS, OF_LOGOUTS), (OF_LOGOUTS, OF_BROWSERS)], ids=["in", "out"]
)
def test_turns_that_are_all_taken_are_none_of_the_others(
    full: BoundedSemaphore, other: BoundedSemaphore
) -> None:
    slow = Event()
    asking = [gevent.spawn(in_time, slow.wait, full) for _ in range(SIGN_INS_AT_ONCE)]
    until(full.locked, pause=gevent.sleep)
    assert in_time(lambda: "answered", other) == "answered"
    slow.set()
    gevent.joinall(asking, raise_error=True)
