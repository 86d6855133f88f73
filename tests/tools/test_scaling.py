"""The simulation of a large server: nothing is lost in it, and its page is what it says."""

import random
from dataclasses import replace

from tools.scaling.costs import read_costs
from tools.scaling.fleet import fleet, phones_of_a_process
from tools.scaling.full_hour import FULL_HOUR_S, HOUR_PHASES, PHONE_COMMANDS, seconds, sizes
from tools.scaling.scaling_page import generated

COSTS = read_costs()


def test_the_page_is_what_the_costs_give() -> None:
    for file, text in generated().items():
        assert file.read_text("utf-8") == text, f"{file.name}: run `python -m tools.scaling`"


def test_every_command_comes_once() -> None:
    phones = sizes(50, random.Random(1))
    drawn = seconds(phones, random.Random(2))
    assert sum(one.commands for one in drawn) == sum(phones) * PHONE_COMMANDS


def test_the_stages_fill_an_hour() -> None:
    assert sum(stage.seconds for stage in HOUR_PHASES) == FULL_HOUR_S == 3600


def test_what_costs_twice_takes_twice() -> None:
    alone, together = COSTS.alone, COSTS.together
    dear = replace(
        COSTS,
        alone=replace(alone, postgres=2 * alone.postgres),
        together=replace(together, postgres=2 * together.postgres),
    )
    assert fleet(100_000, dear).postgres == 2 * fleet(100_000, COSTS).postgres


def test_a_process_serves_fewer_phones_when_a_command_costs_more() -> None:
    dear = replace(COSTS, alone=replace(COSTS.alone, application=4 * COSTS.alone.application))
    assert phones_of_a_process(dear) < phones_of_a_process(COSTS) / 2


def test_a_machine_may_stop_at_any_size() -> None:
    for phones in (1000, 100_000):
        one = fleet(phones, COSTS)
        assert (one.machines - 1) * 7 >= one.processes
