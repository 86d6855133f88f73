"""Each command has its function, or the program does not start."""

import runpy
from typing import Any

import pytest

from workshop.actions import perform
from workshop.actions.answers import ACTIONS, does
from workshop.actions.stage import LEADS_BY_COMMAND
from workshop.protocol import commands


@pytest.mark.parametrize(
    ("registered", "command"),
    [
        (ACTIONS, commands.WriteCard),
        (ACTIONS, commands.PaperCard),
        (LEADS_BY_COMMAND, commands.Step),
    ],
    ids=["of a participant", "of the desk", "of a stage"],
)
def test_a_command_without_a_function_stops_the_start_with_its_name(
    registered: dict[type, Any], command: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    runpy.run_path(perform.__file__)
    monkeypatch.delitem(registered, command)
    with pytest.raises(TypeError, match=f"no function does {command.__name__}"):
        runpy.run_path(perform.__file__)


def test_a_command_that_two_functions_do_stops_the_start_with_its_name() -> None:
    def write(_command: commands.WriteCard) -> None: ...

    register = does({})
    register(write)
    with pytest.raises(TypeError, match="WriteCard is done twice"):
        register(write)
