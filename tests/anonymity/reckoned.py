"""The acts of people along a way, reckoned beside the room: what may be shown of them when."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass, field

from tests.anonymity.ways import ANSWERED, CHOICES, NEEDED, Move, Note, Walk, acts
from workshop.actions.one_device import fates
from workshop.views.votes import tallies

THREE, FIVE = 3, 5
LEAST = {"talk": 1, "lessons": NEEDED, "story": NEEDED, "card": NEEDED, "answers": NEEDED}
"""The devices whose words, or taps, are shown together; three for all else."""
WORD = re.compile(r"Word (\d+)\.")
SENT = frozenset({"write", "ask_how", "talk", "lessons"})
FIGURES = {"story": "story", "reveal": "card", "vote": "votes", "finish": "answers"}
"""The figures that are counted in the stages in which people tap."""
Figure = tuple[str, int]
"""The name of a count, and its round."""


@dataclass
class Reckoning:
    """A walk on which several act at each stage.

    `did` is what each has done that counts, `since` who has changed a figure since it was shown
    last, `shown` how it was shown then.
    """

    walk: Walk
    dice: random.Random
    did: dict[Figure, dict[int, set[str]]] = field(default_factory=dict)
    since: dict[Figure, set[int]] = field(default_factory=dict)
    shown: dict[Figure, Counter[str]] = field(default_factory=dict)
    sent: dict[int, tuple[int, str, int]] = field(default_factory=dict)
    """Who has sent which words, in which stage and round, of all that has arrived."""
    read: set[int] = field(default_factory=set)
    noted: int = 0
    """How many of the walk's notes were reckoned with: one move may show several."""
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Takes what was shown before the way began as counts of people whom it does not name."""
        self.walk.note()
        for figure, sums in self._figures():
            self.shown[figure] = sums
            who = ANSWERED if figure[0] == "answers" else range(-sums.total(), 0)
            self.did[figure] = {n: {one} for n, one in zip(who, sums.elements(), strict=True)}

    def on(self, walk: Walk) -> "Reckoning":
        """Returns a copy of this reckoning, for a walk that goes on in another copy of the room."""
        fork = copy(self)
        fork.walk = walk
        for name in ("did", "since", "shown", "sent", "read", "faults"):
            setattr(fork, name, deepcopy(getattr(self, name)))
        walk.notes, walk.holds, walk.held_at = (
            [*seen] for seen in (self.walk.notes, self.walk.holds, self.walk.held_at)
        )
        return fork

    def goes(self, move: Move, at: int) -> None:
        """The desk makes a move; some act; the desk lets on what they sent, or does not."""
        self.walk.goes(move)
        self.reckons()
        people = self.walk.room.people
        if self.walk.refused:
            return  # it is the same way without opening it again
        for who in self.dice.sample(range(len(people)), self.dice.choice([1, 2, 3, 5])):
            self.acts(who, move.to, 10 * at + who)
        if self.dice.random() < 0.5:
            self.walk.room.desk.lets_on()

    def ends(self) -> None:
        """The desk goes to the finish, where all is told, and ends the workshop."""
        self.walk.goes(Move("finish"))
        self.reckons()
        self.faults += [f"lost: {number}" for number in self.lost()]
        self.walk.ends()
        self.reckons()
        self.faults += [f"{figure} is not told" for figure in self.untold()]

    def acts(self, who: int, kind: str, number: int) -> None:
        """Somebody acts once, and the screens are looked at."""
        room = self.walk.room
        round_, run_off = room.round, room.read().state.phase == "run_off"
        what = acts(room.people[who], kind, number)
        if what and kind in SENT:
            self.sent[number] = (who, kind, round_)
        if what and kind in FIGURES and not run_off:
            self._counts((FIGURES[kind], round_), who, what)
        self.walk.note()
        self.reckons()

    def _counts(self, figure: Figure, who: int, what: str) -> None:
        mine = self.did.setdefault(figure, {}).setdefault(who, set())
        if what not in mine:
            if figure[0] == "answers":
                mine.clear()
            mine.add(what)
            self.since.setdefault(figure, set()).add(who)

    def reckons(self) -> None:
        """Notes what is shown that may not be: words of too few, figures that too few have moved,
        sums that are wrong."""
        for note in self.walk.notes[self.noted :]:
            self._reads(note)
        self.noted = len(self.walk.notes)
        for figure, sums in self._figures():
            if sums != self.shown.get(figure, Counter()):
                self._moved(figure, sums)

    def _reads(self, note: Note) -> None:
        fresh = {int(n) for n in WORD.findall(str(note))} - self.read
        self.read |= fresh
        for kind in {self.sent[n][1] for n in fresh}:
            authors = {self.sent[n][0] for n in fresh if self.sent[n][1] == kind}
            if len(authors) < LEAST.get(kind, THREE):
                self.faults.append(f"words of few: {fresh}")

    def _moved(self, figure: Figure, sums: Counter[str]) -> None:
        changed, true = self.since.pop(figure, set()), self._true(figure)
        self.shown[figure] = sums
        if len(changed) < LEAST.get(figure[0], THREE):
            self.faults.append(f"{figure}: {sums} of {changed}")
        if sums != true:
            self.faults.append(f"{figure}: {sums} is not {true}")

    def _true(self, figure: Figure) -> Counter[str]:
        return Counter(one for did in self.did.get(figure, {}).values() for one in did)

    def _figures(self) -> Iterator[tuple[Figure, Counter[str]]]:
        room, note = self.walk.room.read(), self.walk.notes[-1]
        asked = [n for n, id_ in enumerate(room.rounds, 1) if id_ == "finish"]
        finish = note["projector"].get("finish")
        if asked and finish and finish.worth:
            told = {name: getattr(finish.worth, name) for name in CHOICES}
            yield ("answers", asked[-1]), +Counter(told)
        for (number, item), count in room.released.items():
            if item.startswith("been_there:"):
                of = "story" if item.endswith("story") else "card"
                yield (of, number), +Counter({"been there": count})
        votes = tallies(room).votes
        if votes and room.state.phase != "run_off":
            yield ("votes", room.state.vote_round), +Counter(votes)

    def lost(self) -> Iterator[int]:
        """The words that have arrived, and are neither shown nor back with their phones."""
        room, file = self.walk.room.read(), self.walk.room.store.workshops.open(self.walk.room.id)
        assert file is not None
        back = {*room.given_back}
        for number, (_, kind, round_) in self.sent.items():
            told = fates(file, (number.to_bytes(16),)) != ["none"]
            told = told or (kind in {"write", "ask_how"} and round_ in back)
            if not (number in self.read or told):
                yield number

    def untold(self) -> Iterator[Figure]:
        """The votes and answers that are in no figure, though no hold has said so."""
        said = self.walk.said
        for figure in self.did:
            if self.shown.get(figure, Counter()) == self._true(figure):
                continue
            what, few = figure[0], sum(self._true(figure).values()) < FIVE
            codes = {
                "votes": {"votes_go", "votes_too_few", "votes_as_before", "result_replaced"},
                "answers": {"answers_replaced", "answers_few"},
            }
            if not (what in {"story", "card"} or (what == "answers" and few) or said & codes[what]):
                yield figure
