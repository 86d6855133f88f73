"""Every end from every stage: what the desk said, what the summary has, what nobody was shown."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.room import Person, TestRoom, done, new_room, said
from workshop.ending.seal import seal
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.protocol.summary import Summary, read_summary
from workshop.storage.library import summary_of
from workshop.storage.store import Store

DAY = 24 * 3600.0
TICKED = ("Ticked 1", "Ticked 2", "Ticked 3")
KEPT_BACK = "Not ticked"
ALONE = "Waits alone."
OFFERS = ("One", "Two", "Three")
STAGES = (
    "arrive", "go_first", "story", "write", "look_through", "reveal", "ask_how", "talk", "lessons",
    "vote", "commit", "finish",
)  # fmt: skip
AROUND_IT = {"go_first", "story", "finish"}
"""Before the story, in it, and long after it."""
TALKED = {"go_first", "story", "talk"}
"""Stages in which nothing is sent to the desk; what holds in one of them holds in all."""


def but(left_out: set[str], stages: tuple[str, ...] = STAGES) -> list[Any]:
    """Stages of a test, of which these wait for --long."""
    return [pytest.param(one, marks=[pytest.mark.long] * (one in left_out)) for one in stages]


@dataclass
class Play:
    """A workshop in which everybody does in each stage what can be done there."""

    room: TestRoom
    told: list[Loss] = field(default_factory=list)

    def until(self, stage: str) -> "Play":
        """Leads to a stage, and everybody acts in it."""
        for kind in STAGES[: STAGES.index(stage) + 1]:
            if kind != "arrive":
                self.goes(kind)
            getattr(self, f"_{kind}", lambda: None)()
        return self

    def goes(self, kind: str) -> None:
        """Goes to a stage as the desk does: it says what goes, then holds."""
        stage = self.room.desk.stage(kind)
        self.presses(commands.Go, stage)
        while self.room.read().state.phase in {"last_call", "few"}:
            self.presses(commands.Go, stage)

    def presses(self, kind: type[commands.StageCommand], stage: str = "") -> None:
        """Presses or holds; remembers what was said."""
        self.room.now += 60
        takes = said(self.room.read(), kind, stage)  # type: ignore[arg-type]
        self.told += takes
        fields = {"stage": stage} if stage else {}
        assert done(self.room.desk.presses(kind, said=takes, **fields))

    def finishes(self) -> Summary:
        """Finishes early, from wherever the workshop stands."""
        if self.room.read().stage.kind != "finish":
            self.goes("finish")
        self.presses(commands.Seal)
        return self.sealed()

    def runs_out(self) -> Summary:
        """Nobody acts for a day."""
        self.room.now += DAY
        return self.sealed()

    def sealed(self) -> Summary:
        """The summary that is kept."""
        seal(self.room.store, self.room.id, self.room.now)
        with self.room.store.library.read() as session:
            kept = summary_of(session, self.room.id)
            assert kept
            return read_summary(kept.body)

    def figures(self) -> dict[str, int | None]:
        """The losses that were said of the end, by code."""
        return {one.what: one.n for one in self.told}

    def _arrive(self) -> None:
        self.room.desk.presses(commands.Pause, on=False)

    def _write(self) -> None:
        for text, person in zip(TICKED, self.people, strict=False):
            person.writes(text, f"{text}: mend it.", may_stand=True)
        self.people[3].writes(KEPT_BACK)

    def _look_through(self) -> None:
        self.room.desk.reads()

    def _lessons(self) -> None:
        self.people[0].adds(ALONE)

    def _vote(self) -> None:
        mend = self.room.lessons()[f"{TICKED[0]}: mend it."]
        for person in self.people[:4]:
            person.votes(mend)

    def _commit(self) -> None:
        lesson = self.room.read().state.chosen[0]
        for person, will in zip(self.people, OFFERS, strict=False):
            offer = commands.Offer(
                round=self.room.round, lesson=lesson, when="it breaks", will=will, who="we"
            )
            person.does(offer)
        self.room.desk.lets_on()

    @property
    def people(self) -> list[Person]:
        """Who is there."""
        return self.room.people


@pytest.fixture
def play(store: Store) -> Play:
    """Six people on the 60-minute agenda, at its beginning."""
    room = new_room(store)
    room.participants(6)
    return Play(room)


def was_revealed(stage: str) -> bool:
    return STAGES.index(stage) >= STAGES.index("reveal")


@pytest.mark.parametrize("stage", but(TALKED - {"story"}, STAGES[1:]))
def test_finishing_early_keeps_what_the_desk_said_and_erases_what_it_said(
    play: Play, stage: str
) -> None:
    summary = play.until(stage).finishes()
    figures = play.figures()
    assert [card.happened for card in summary.cards] == list(TICKED if was_revealed(stage) else ())
    assert ("cards_unshown" in figures) is (stage in {"write", "look_through"})
    assert figures.get("cards_unshown") == (4 if stage == "look_through" else None)
    assert "rest_erased" in figures
    assert [one.kind for one in summary.skipped] == list(STAGES[STAGES.index(stage) + 1 : -1])
    passed = [one.stage for one in play.told if one.what == "stage_passed"]
    assert passed == [one.kind for one in summary.skipped]


@pytest.mark.parametrize("stage", but(TALKED - {"story"}))
def test_a_deadline_shows_nothing_that_waits(play: Play, stage: str) -> None:
    summary = play.until(stage).runs_out()
    assert [card.happened for card in summary.cards] == list(TICKED if was_revealed(stage) else ())
    assert summary.cards_shown == (4 if was_revealed(stage) else 0)
    if stage == "lessons":
        assert ALONE not in {one.text for one in summary.lessons}
    if stage == "vote":
        assert {one.votes for one in summary.lessons} == {None}
        assert not any(one.chosen for one in summary.lessons)


@pytest.mark.parametrize("stage", but({*STAGES} - AROUND_IT))
def test_no_end_keeps_a_story_that_was_not_told(play: Play, stage: str) -> None:
    summary = play.until(stage).runs_out()
    told = STAGES.index(stage) >= STAGES.index("story")
    assert bool(summary.stories) is told
    assert [one.kind for one in summary.skipped] == list(STAGES[STAGES.index(stage) + 1 :])


def test_a_story_that_was_skipped_gives_no_lesson_and_no_summary(play: Play) -> None:
    play.until("go_first")
    lesson = play.room.read().story.lesson
    play.goes("lessons")
    assert lesson not in play.room.lessons()
    assert "story" not in play.room.view("participant")
    summary = play.finishes()
    assert summary.story is None
    assert "story" in [one.kind for one in summary.skipped]


def test_commitments_that_the_summary_leaves_out_are_counted(play: Play) -> None:
    summary = play.until("commit").finishes()
    assert play.figures()["offers_unkept"] == len(OFFERS) - len(summary.commitments) == 2


def test_cards_that_someone_asked_to_take_off_are_counted_until_the_desk_decides(
    play: Play,
) -> None:
    play.until("talk")
    first, second, *_ = sorted(card.n for card in play.room.read().cards)
    for n in (first, second):
        assert done(play.people[0].does(commands.AskOff(card=str(n))))
    play.room.desk.does(commands.LeaveCard(card=str(first)))
    play.finishes()
    assert play.figures()["asked_off"] == 1


def test_leaving_an_open_vote_is_said_to_end_it(play: Play) -> None:
    play.until("vote").goes("commit")
    assert "votes_end" in [one.what for one in play.told]


def test_opening_a_vote_again_says_what_result_goes(play: Play) -> None:
    play.until("vote").presses(commands.EndVoting)
    play.presses(commands.OpenAgain)
    assert play.told[-1] == Loss(what="result_replaced", n=1)
    assert play.room.read().state.chosen == []


def test_going_back_and_turning_pages_take_nothing_away(play: Play) -> None:
    play.until("talk")
    told = len(play.told)
    for kind in ("reveal", "story", "go_first"):
        play.presses(commands.Go, kind)
    assert play.told[told:] == []


def test_a_jump_names_the_stages_that_it_passes_over_and_none_that_were_held(play: Play) -> None:
    play.until("look_through")
    play.goes("talk")
    passed = [Loss(what="stage_passed", stage=one) for one in ("reveal", "ask_how")]
    assert play.told[-2:] == passed
    play.goes("story")
    play.goes("talk")
    assert [one for one in play.told if one.what == "stage_passed"] == [*passed, *passed]


def test_a_server_that_starts_again_says_the_same(play: Play) -> None:
    room = play.until("commit").room
    before = room.view("desk")["desk"]["goes"]
    room.memory.changed.clear()
    room.store.workshops.close()
    assert room.view("desk")["desk"]["goes"] == before


@pytest.mark.parametrize("wrote", [0, 1, 2])
def test_cards_of_too_few_go_back_also_where_their_reveal_is_skipped(
    play: Play, wrote: int
) -> None:
    """Whether anybody wrote plays no part in what is said."""
    play.until("story").goes("write")
    round_ = play.room.round
    for person in play.people[:wrote]:
        person.writes("One of few", may_stand=True, show_few=False)
    play.goes("lessons")
    assert play.told[-1] == Loss(what="cards_back")
    assert play.room.view("participant")["now"]["given_back"] == [round_]
    summary = play.finishes()
    assert summary.cards == [] and "cards_unshown" not in play.figures()


def test_the_agenda_on_the_desk_says_which_stages_were_skipped(play: Play) -> None:
    play.until("story").goes("talk")
    assert play.room.view("desk")["desk"]["passed"] == [
        "write", "look_through", "reveal", "ask_how",
    ]  # fmt: skip
    play.goes("reveal")
    play.goes("talk")
    assert play.room.view("desk")["desk"]["passed"] == ["write", "look_through", "ask_how"]
