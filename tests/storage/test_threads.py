"""The database thread gives what happened to whoever asked, and reports nothing as a fault."""

import gevent
import pytest

from workshop.storage.threads import OneThread


def test_an_error_is_raised_where_it_was_asked_and_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reported: list[object] = []
    report = vars(gevent.get_hub())
    monkeypatch.setitem(report, "print_exception", lambda *about: reported.append(about))
    thread = OneThread()

    def locked() -> None:
        raise OSError("locked")

    with pytest.raises(OSError, match="locked"):
        thread.run(locked)
    assert thread.run(int, "7") == 7
    thread.stop()
    assert reported == []
