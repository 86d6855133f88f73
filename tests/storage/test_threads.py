"""The database thread gives what happened to whoever asked, and reports nothing as a fault."""

import logging

import pytest

from workshop.private_process import keep_logs_discreet
from workshop.storage.threads import OneThread


def test_an_error_is_raised_where_it_was_asked_and_is_no_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keep_logs_discreet()
    thread = OneThread()

    def locked() -> None:
        raise OSError("locked")

    with caplog.at_level(logging.DEBUG), pytest.raises(OSError, match="locked"):
        thread.run(locked)
    assert thread.run(int, "7") == 7
    thread.stop()
    assert caplog.records == []
