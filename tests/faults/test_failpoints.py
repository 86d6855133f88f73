"""The faults that a test may have a server meet, each by its name and with a file."""

from pathlib import Path

import pytest

from workshop.settings import WrongSetting, read_settings

ONE = "read_only=/tmp/one"


def test_without_the_setting_nothing_is_armed() -> None:
    assert read_settings({}).failpoints == {}


def test_faults_are_named_with_their_files() -> None:
    environ = {"WORKSHOP_FAILPOINTS": f"{ONE},exit_after_commit=/tmp/two"}
    settings = read_settings(environ, host="127.0.0.1")
    assert settings.failpoints == {
        "read_only": Path("/tmp/one"),
        "exit_after_commit": Path("/tmp/two"),
    }


@pytest.mark.parametrize("text", ["burn=/tmp/x", "read_only", "read_only=", f"{ONE},burn=/tmp/x"])
def test_a_fault_that_does_not_exist_stops_the_start(text: str) -> None:
    with pytest.raises(WrongSetting, match="WORKSHOP_FAILPOINTS has"):
        read_settings({"WORKSHOP_FAILPOINTS": text}, host="127.0.0.1")
