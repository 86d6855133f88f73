"""Which worker runs which test: files of browsers from one end, all others from the other end.

Workers take whole files, so that what a file sets up is set up once. The first begins with the
heaviest file in a browser, the others with the heaviest of the rest, and each goes on towards the
light ones until they meet. So no two browsers share the cores for long, and all end together.
"""

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER = {"tests/anonymity/test_sights.py": "tests/anonymity/test_canaries.py"}
"""Files that look at what another one has played run with it."""
APART = {"tests/faults/test_fuzz.py", "tests/faults/test_kills_in_sum.py"}
"""Files whose tests share nothing and take long: each of them is handed out by itself."""
BROWSERS = ("tests/browser/", "tests/engines/", "tests/tools/pictures/")
HEAVY = [
    "tests/anonymity/test_canaries.py",
    "tests/engines/test_whole_workshop.py",
    "tests/anonymity/test_wire.py",
    "tests/pretend/test_demo.py",
    "tests/browser/test_pages.py",
    "tests/web/test_isolation.py",
    "tests/pretend/test_trial.py",
    "tests/faults/test_disk.py",
    "tests/browser/test_glance.py",
    "tests/browser/test_phone_screens.py",
    "tests/browser/test_room_screen.py",
    "tests/pretend/test_rehearsing.py",
    "tests/summary/test_file_maker.py",
    "tests/live/test_slow_readers.py",
    "tests/summary/test_pdf.py",
    "tests/anonymity/test_held.py",
    "tests/tools/rehearsal/test_rehearse.py",
    "tests/anonymity/test_rewrite.py",
    "tests/ground/test_types.py",
    "tests/anonymity/test_own_phones_at_cards.py",
    "tests/anonymity/test_swap.py",
    "tests/faults/test_sleep.py",
    "tests/live/test_file_limit.py",
    "tests/web/test_only_reading.py",
    "tests/anonymity/test_eavesdropper.py",
    "tests/cluster/test_frozen_plays.py",
    "tests/browser/test_bad_wifi.py",
    "tests/anonymity/test_retention.py",
    "tests/web/test_taking_back.py",
    "tests/cluster/test_several_processes.py",
    "tests/web/test_before.py",
    "tests/actions/test_votes.py",
    "tests/tools/rehearsal/test_stopping.py",
    "tests/people/test_openid.py",
    "tests/browser/test_room_layout.py",
    "tests/faults/test_crowds.py",
    "tests/live/test_fanout.py",
    "tests/operating/test_backups.py",
    "tests/anonymity/test_seal.py",
    "tests/anonymity/test_joiner.py",
    "tests/faults/test_bad_wifi.py",
    "tests/browser/test_beats.py",
    "tests/live/test_floods.py",
]
"""The files that take longest, longest first; all others count alike."""


class FromBothEnds(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out files: to the first worker from the front, to the others from the back."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in APART else TOGETHER.get(file, file)

    def _assign_work_unit(self, node: WorkerController) -> None:
        files = sorted(self.workqueue, key=place)
        first = node.gateway.id == "gw0"
        self.workqueue.move_to_end(files[0 if first else -1], last=False)
        super()._assign_work_unit(node)


def place(file: str) -> int:
    """Where a file stands, or a test of one: heavy browsers, light ones, what else is light, what
    else is heavy."""
    file = file.partition("::")[0]
    weight = 1 + len(HEAVY) - HEAVY.index(file) if file in HEAVY else 1
    return -weight if file.startswith(BROWSERS) else weight
