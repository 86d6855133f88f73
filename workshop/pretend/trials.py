"""Pretend people in a workshop of this server: to try one out, or to rehearse a copy of one.

No trace of either is left afterwards.
"""

from typing import TYPE_CHECKING

from workshop.ending.throwing_away import Discarded, delete_left_trials, delete_trial
from workshop.rules.pretend_people import PretendPeople
from workshop.storage.store import Store

if TYPE_CHECKING:
    from workshop.pretend.behaviour.pretend_crowd import PretendCrowd

LOOK_ON = 10.0
"""Seconds between two looks of a process at the trials of its server, where that has several."""
TRIAL_TURN_S = 0.8 * LOOK_ON
TRIAL_SEED = 1
"""The seed of a trial's people: with this one, somebody does everything that people can do."""


def start_trial(port: int, workshop_id: str, pace: float, asked: PretendPeople) -> "PretendCrowd":
    """Lets pretend people come to a workshop of the server on this machine's port.

    They leave by themselves when the workshop is sealed, or when there is none any more.
    """
    from workshop.pretend.behaviour.pretend_crowd import PretendCrowd

    address = f"http://127.0.0.1:{port}"
    return PretendCrowd.start(
        address, workshop_id, asked.people, TRIAL_SEED, pace, asked.language,
        lose_connections=bool(asked.rehearses),
    )  # fmt: skip


class Trials:
    """The trials and the rehearsals of one server. Where that has several processes, the one at
    which a trial was begun looks after it; its people are here, too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sharing = store.library.sharing
        self._crowds: dict[str, PretendCrowd] = {}
        self._rehearses: dict[str, str] = {}

    def at_start(self) -> None:
        """Removes what an earlier run of the server has left, before anybody is let in."""
        self._store.thread.run(delete_left_trials, self._store)

    def beat(self) -> None:
        """Looks after the trials of this process, learns of the rehearsals of all, and removes what
        a process that has ended has left."""
        found = self._store.thread.run(self._sharing.look_on)
        begun = {one: real for one, real in self._rehearses.items() if one in self._crowds}
        self._rehearses = {**begun, **found}
        if self._store.thread.run(self._sharing.takes_turn, "trials", TRIAL_TURN_S):
            self.at_start()

    def start(self, workshop_id: str, asked: PretendPeople) -> None:
        """Lets pretend people come."""
        settings = self._store.settings
        self._store.thread.run(self._sharing.look_after, workshop_id, asked.rehearses)
        if asked.rehearses:
            self._rehearses[workshop_id] = asked.rehearses
        self._crowds[workshop_id] = start_trial(
            settings.port, workshop_id, settings.trial_pace, asked
        )

    def rehearses(self, workshop_id: str) -> str:
        """The workshop that this one is the copy of, also once it is sealed; "" for others."""
        return self._rehearses.get(workshop_id, "")

    def copies_of(self, workshop_id: str) -> list[str]:
        """The rehearsals of a workshop."""
        found = {**self._rehearses, **self._store.thread.run(self._sharing.look_on)}
        return [copy for copy, real in found.items() if real == workshop_id]

    def end(self, workshop_id: str) -> Discarded:
        """Sends them away and wipes the trial. Those at another process leave by themselves."""
        self.dismiss(workshop_id)
        ended = self._store.thread.run(delete_trial, self._store, workshop_id)
        if ended != "no_such":
            self._rehearses.pop(workshop_id, None)
        return ended

    def stop(self) -> None:
        """Sends everybody away; the server stops."""
        for workshop_id in list(self._crowds):
            self.dismiss(workshop_id)

    def dismiss(self, workshop_id: str) -> None:
        """Sends the pretend people of a workshop away, if it has any."""
        crowd = self._crowds.pop(workshop_id, None)
        if crowd:
            crowd.stop()
