"""How a pretend facilitator leads a whole workshop, stage by stage, at a pace."""

from collections.abc import Callable, Sequence
from itertools import cycle, islice

from workshop.pretend.asked_card import card_to_ask
from workshop.pretend.facilitator import Facilitator, Stuck
from workshop.protocol import commands
from workshop.protocol.base import Handle, Outcome
from workshop.protocol.entries import (
    Carried,
    DeskCard,
    DeskLessonEntry,
    OfferEntry,
    ReviewCard,
    StageKind,
    UnreadEntry,
)
from workshop.rules.limits import MOST_CHOSEN, MOST_VOTED
from workshop.rules.stages import SENDS_CARDS, decides_at
from workshop.rules.votes import may_take_all

LINGER_S: dict[StageKind, float] = {
    "arrive": 24, "ground_rules": 22, "follow_up": 24, "go_first": 3, "story": 70, "write": 72,
    "look_through": 8, "reveal": 70, "ask_how": 45, "talk": 18, "break": 3, "lessons": 36,
    "vote": 52, "commit": 40, "finish": 18,
}  # fmt: skip
"""Seconds, at the pace at which people think, until nearly all have done what they wanted."""
LAST_CALL_AFTER_S, RUN_OFF_AFTER_S = 8.0, 14.0
MOST_PAGES = 12
"""Of a large reveal the facilitator shows so many pages."""
DESK_SHOWN_S = 0.6
"""Seconds after which the desk shows what it has asked for."""
PRESSES = 100
"""For the vote, until the ballot holds what stands."""
READINGS = 3
"""Number of times that the facilitator looks at what phones have sent, where that is read first."""
NOTED = ("Ask for the second pair of eyes.", "Say what would change your mind.")
LED_OUTCOMES: tuple[Outcome, ...] = ("kept", "changed", "dropped")
LEARNED_WORDS = "Say early what will not be done:"

Halfway = Callable[[], None]
"""Called in the middle of a stage in which people write or vote."""


def length(stages: Sequence[StageKind]) -> float:
    """Returns the seconds that an agenda takes at the pace at which people think."""
    calls = sum(kind in SENDS_CARDS for kind in set(stages))
    extra = LAST_CALL_AFTER_S * calls + RUN_OFF_AFTER_S * ("vote" in stages)
    return sum(LINGER_S[kind] for kind in stages) + extra


class Leading:
    """A workshop, led from its first stage to its last; the seal is somebody else's."""

    def __init__(
        self,
        desk: Facilitator,
        pace: float,
        halfway: Halfway,
        wait: Callable[[float], None],
        comes_to: Callable[[StageKind], None],
    ) -> None:
        """`wait` lets so many seconds pass, with the desk listening.

        `comes_to` hears of each stage after the first.
        """
        self.aside: set[str] = set()
        """The `happened` of each card that was set aside."""
        self.let_on: set[str] = set()
        """The lessons from phones that were put on the list, and what was let on will be done."""
        self.told: set[str] = set()
        """The lessons of the stories and of earlier commitments."""
        self.too_few = False
        self.vote_round = 0
        self._desk = desk
        self._pace = pace
        self._halfway = halfway
        self._wait = wait
        self._comes_to = comes_to
        self._leads: dict[StageKind, Callable[[], None]] = {
            "arrive": self._pages,
            "follow_up": self._follow_up,
            "story": self._story,
            "write": self._write,
            "look_through": self._look_through,
            "reveal": self._reveal,
            "ask_how": self._ask_how,
            "talk": self._talk,
            "lessons": self._lessons,
            "vote": self._vote,
            "commit": self._commit,
        }

    def whole(self) -> None:
        """All stages in their order. Raises Stuck where it can't go on."""
        self._through(self._desk.stages)

    def up_to(self, last: StageKind) -> None:
        """All stages that come before the first one of this kind."""
        position = self._desk.stages.index(last)
        self._through(self._desk.stages[:position])

    def _through(self, stages: Sequence[StageKind]) -> None:
        for position, kind in enumerate(stages):
            if position:
                self.goes_to(position, kind)
                self._comes_to(kind)
            self._leads.get(kind, self._linger)()

    def goes_to(self, position: int, kind: StageKind) -> None:
        """On to the stage at this position, which is of this kind."""
        if kind == decides_at(self._desk.stages):
            self._press_for_the_choice(position)
        if self._desk.now.position != position:
            self._desk.goes_to(position, LAST_CALL_AFTER_S / self._pace)

    def _linger(self, share: float = 1.0) -> None:
        self._wait(LINGER_S[self._desk.now.kind] * share / self._pace)

    def _in_halves(self) -> None:
        self._linger(0.5)
        self._halfway()
        self._linger(0.5)

    def _write(self) -> None:
        """On a live wall the facilitator reads what comes, again and again."""
        if not self._desk.entries["workshop"]["live_wall"]:
            return self._in_halves()
        for i in range(2 * READINGS):
            self._linger(0.5 / READINGS)
            if i + 1 == READINGS:
                self._halfway()
            self._desk.reads()

    def _pages(self) -> None:
        steps = min(self._desk.now.steps, MOST_PAGES)
        for step in range(1, steps):
            self._desk.must_press(commands.Step, step=step)
            self._linger(1 / steps)
        self._linger(1 / steps)

    def _story(self) -> None:
        self.told.add(str(self._desk.entries["story"]["lesson"]))
        self._pages()

    def _follow_up(self) -> None:
        """Says of one commitment after the other: kept, changed, dropped, and what was learned."""
        for one, outcome in zip(self._desk.view.many("carried", Carried), cycle(LED_OUTCOMES)):
            said = commands.FollowUp(
                n=one.n,
                outcome=outcome,
                learned=f"{LEARNED_WORDS} {one.n}",
                will=one.will,
                by=one.by,
            )
            if self._desk.do(said).get("ok"):
                self.told.add(said.learned)
        self._pages()

    def _look_through(self) -> None:
        """Sets one card aside of many, marks one as sensitive, and reads them all."""
        waiting = [one for path, one in self._desk.entries.items() if path.startswith("review/")]
        if len(waiting) > 6:
            for_care, sensitive = waiting[0], waiting[1]
            command = commands.SetAside(card=for_care["handle"], reason="care")
            if self._desk.do(command).get("ok"):
                self.aside.add(for_care["happened"])
            self._desk.do(commands.MarkSensitive(card=sensitive["handle"], on=True))
        self._desk.reads()
        self._linger()

    def _reveal(self) -> None:
        self.too_few |= self._desk.now.phase == "too_few"
        self._pages()

    def _ask_how(self) -> None:
        """Asks about the card that most know, reads the answers, puts one on the list, and shows
        them."""
        asked = card_to_ask(self._desk.view.many("cards", DeskCard))
        if not asked:
            return
        self._desk.must_press(commands.AskAbout, card=asked)
        self._linger()
        here = self._desk.ids[self._desk.now.position]
        self._desk.goes_to(self._desk.now.position, LAST_CALL_AFTER_S / self._pace)
        if self._desk.now.phase != "reading":
            return
        self._desk.reads()
        for one in islice(self._desk.view.many("review", ReviewCard), 1):
            if self._desk.do(commands.AddToLessons(card=one.handle, on=True)).get("ok"):
                self.let_on.add(one.happened)
        self._desk.must_press(commands.Go, stage=here)
        self._linger(0.5)

    def _talk(self) -> None:
        """Puts on the list what groups send, as it comes."""
        for _ in range(READINGS):
            self._linger(1 / READINGS)
            self._lets_on()

    def _lessons(self) -> None:
        """Notes two, lets people add theirs, merges two, and leaves out what is too much."""
        for text in NOTED:
            self._desk.do(commands.DeskLesson(text=text))
        for _ in range(READINGS):
            self._linger(1 / READINGS)
            self._lets_on()
        if self._desk.now.adding:  # its time may be over already
            self._desk.press(commands.CloseAdding)
            self._wait(DESK_SHOWN_S)
            self._lets_on()
        standing = self._standing()
        if len(standing) > 3:
            self._desk.do(commands.Merge(lesson=standing[0], into=standing[1]))

    def _press_for_the_choice(self, position: int) -> None:
        """
        Leaves out what is too much for the ballot, also what is still on its way, and presses.
        Raises Stuck when the ballot stays too full.
        """
        for _ in range(PRESSES):
            self._lets_on()
            if not self._leave_out() and not self._unread():
                answer = self._desk.press(commands.Go, stage=self._desk.ids[position])
                if not self._must_choose(answer.get("refused"), position):
                    return
            self._wait(DESK_SHOWN_S)
        raise Stuck("Lessons were left out again and again, and the ballot is still too full.")

    def _must_choose(self, refused: str | None, position: int) -> bool:
        """True if the desk was kept back until it has read and chosen."""
        if refused:
            return refused in {"ballot_full", "not_said"}
        return self._desk.now.position != position and self._desk.now.phase != "last_call"

    def _lets_on(self) -> None:
        """Reads what phones have sent, and puts all of it on the list."""
        unread = self._unread()
        handles = [one.handle for one in unread]
        if handles and self._desk.do(commands.LetOn(unread=handles)).get("ok"):
            self.let_on |= {one.text for one in unread}

    def _unread(self) -> list[UnreadEntry]:
        return [one for one in self._desk.view.many("unread", UnreadEntry) if not one.aside]

    def _leave_out(self) -> bool:
        """True if anything was too much."""
        too_much = self._standing()[MOST_VOTED:]
        for lesson in too_much:
            self._desk.do(commands.LeaveOut(lesson=lesson, on=True))
        return bool(too_much)

    def _standing(self) -> list[Handle]:
        lessons = self._desk.view.many("lessons", DeskLessonEntry)
        return sorted(one.id for one in lessons if not one.parent and not one.left_out)

    def _vote(self) -> None:
        self.vote_round = self._desk.now.round
        self._in_halves()
        self._desk.must_press(commands.EndVoting)
        if self._desk.entries["ballot"]["cut_tie"]:
            self._desk.must_press(commands.RunOff)
            self._wait(RUN_OFF_AFTER_S / self._pace)
            self._desk.must_press(commands.EndVoting)
        if self._may_take_all():
            self._desk.must_press(commands.TakeTied)

    def _may_take_all(self) -> bool:
        """True if some tie and all can be taken; more of them stay tied."""
        tied = len(self._desk.entries["ballot"]["cut_tie"])
        lessons = self._desk.view.many("lessons", DeskLessonEntry)
        return bool(tied) and may_take_all(sum(one.chosen for one in lessons), tied)

    def _commit(self) -> None:
        if decides_at(self._desk.stages) == "commit":
            for lesson in self._standing()[:MOST_CHOSEN]:
                self._desk.do(commands.PickLesson(lesson=lesson, on=True))
        for _ in range(READINGS):
            self._linger(1 / READINGS)
            self._lets_offers_on()
        self._wait(DESK_SHOWN_S)
        offered = sorted(
            path for path in self._desk.entries if path.startswith("commitments/")
        )  # fmt: skip
        if offered:
            self._desk.do(commands.Pick(commitment=Handle(offered[0].split("/")[1]), on=True))

    def _lets_offers_on(self) -> None:
        """Reads what people have offered, and lets all of it on."""
        unread = [one for one in self._desk.view.many("offers", OfferEntry) if not one.aside]
        ids = [one.id for one in unread]
        if ids and self._desk.do(commands.LetOn(unread=ids)).get("ok"):
            self.let_on |= {one.will for one in unread}
