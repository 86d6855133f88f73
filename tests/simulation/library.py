"""The past of a simulated server: a story whose teller wants letters, and what the team
took on in its last workshop."""

import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from tests.simulation.clocks import rule_chance
from tests.simulation.server import rule_threads
from tests.support.tellers import add_teller
from workshop.protocol.summary import SUMMARY_VERSION, Summary, SummaryCommitment
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.summary.importing.read_import import take_in

TEAM = "Pretend people"
TAKEN_ON = ("restore one backup", "read the date aloud")


@cache
def earlier() -> tuple[Path, str]:
    """The folder of such a server, made once, and the id of the story."""
    rule_threads(rule_chance(0))
    folder = Path(tempfile.mkdtemp(prefix="simulated-"))
    with closing(Store(Settings(data=folder / "data"))) as store:
        take_in(store, last_workshop())
    return folder, add_teller(folder / "data")


def last_workshop() -> Summary:
    """The summary of the team's last workshop."""
    return Summary(
        version=SUMMARY_VERSION, workshop="Ab3dEf6hIj9k", title="Last time", team=TEAM,
        date="2026-02-25", language="en", trial=False, devices=5, story=None, lessons=[],
        commitments=[
            SummaryCommitment(
                lesson="A backup that was never restored is a hope.", when="a month ends",
                will=will, who="we", owner="Amira", by="2026-04-01", language="en",
            )
            for will in TAKEN_ON
        ],
        cards=[], worth=None, use=None,
    )  # fmt: skip
