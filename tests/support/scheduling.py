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
    "tests/cluster/test_several_processes.py",
    "tests/pretend/test_rehearsing.py",
    "tests/pretend/test_demo.py",
    "tests/anonymity/test_wire.py",
    "tests/anonymity/test_canaries.py",
    "tests/engines/test_whole_workshop.py",
    "tests/anonymity/test_rehearsing.py",
    "tests/anonymity/test_beats_overheard.py",
    "tests/browser/test_glance.py",
    "tests/browser/test_pages.py",
    "tests/web/test_isolation.py",
    "tests/browser/test_room_screen.py",
    "tests/tools/rehearsal/test_rehearse.py",
    "tests/anonymity/test_eavesdropper.py",
    "tests/anonymity/test_joiner.py",
    "tests/summary/test_hostile.py",
    "tests/browser/test_what_a_browser_keeps.py",
    "tests/anonymity/test_ways_out.py",
    "tests/anonymity/test_desk_attacks.py",
    "tests/browser/test_letters.py",
    "tests/pretend/test_trial.py",
    "tests/summary/test_file_maker.py",
    "tests/ground/test_types.py",
    "tests/browser/test_phone_screens.py",
    "tests/anonymity/test_linker.py",
    "tests/faults/test_sleep.py",
    "tests/anonymity/test_swap.py",
    "tests/faults/test_disk.py",
    "tests/anonymity/test_logs.py",
    "tests/faults/test_crowds.py",
    "tests/anonymity/test_seal.py",
    "tests/faults/test_bad_wifi.py",
    "tests/summary/test_poster.py",
    "tests/anonymity/test_observer.py",
    "tests/live/test_speaking.py",
    "tests/live/test_fanout.py",
    "tests/actions/test_many_cards.py",
    "tests/anonymity/test_held.py",
    "tests/summary/test_pdf.py",
    "tests/anonymity/test_retention.py",
    "tests/ground/test_waiting.py",
    "tests/anonymity/test_rewrite.py",
    "tests/browser/test_this_device.py",
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
