"""A trial on a real server: eight pretend people in the server's own process, up to the end."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.beside import keys_beside, selected_beside
from tests.support.follower import Watched
from tests.support.server import Server, running
from tests.support.sockets import desk, phone
from tests.support.traces import traces
from workshop.pretend.client.packets import NotLetIn
from workshop.protocol.entries import StageKind
from workshop.rules.agenda import TEMPLATES
from workshop.settings import Settings
from workshop.storage.counts import Count, show_counts
from workshop.storage.handles import Handles
from workshop.storage.keyring import OwnKeys
from workshop.storage.store import Store

PEOPLE = 8
STAGES: list[StageKind] = [kind for kind, _ in TEMPLATES["60"] if kind != "go_first"]
BEFORE = STAGES[: STAGES.index("reveal")]
OF_THE_DESK = ("desk", "review/")


@dataclass
class Trial:
    """A trial as its facilitator and as one more phone see it."""

    server: Server
    cookie: str
    id: str
    desk: Watched
    phone: Watched

    @property
    def data(self) -> Path:
        return self.server.data

    def goes(self, kind: str) -> None:
        """On to the next stage, which is of this kind."""
        stages = self.desk.entries["agenda"]["stages"]
        stage = next(stage["id"] for stage in stages if stage["kind"] == kind)
        self.desk.presses("go", stage=stage)
        while self.desk.now["phase"] in {"last_call", "few"}:
            self.desk.presses("go", stage=stage)
        assert self.desk.now["kind"] == kind

    def asks_how(self) -> None:
        """Asks about a card, reads what everybody answered, and shows it."""
        self.goes("ask_how")
        self.desk.presses("ask_about", card=self.desk.list("cards")[0]["n"])
        self.desk.took_part = ""  # until the first tick it is that of the round before
        self.desk.until(lambda: self.desk.took_part == "nearly_all")
        self.goes("ask_how")
        self.desk.reads()
        self.desk.presses("go", stage="ask_how")
        assert self.desk.now["phase"] == "showing"

    def ends(self) -> int:
        """Presses "End the trial"; gives the status of the answer."""
        path = f"/desk/{self.id}/trial/end"
        return self.server.post(path, {}, Cookie=self.cookie).status


def begin(server: Server, cookie: str) -> Trial:
    """Presses "Try it with pretend people"."""
    id_ = urlsplit(server.post("/desk/trial", {}, Cookie=cookie).to).path.split("/")[2]
    hand = Watched(server, desk(server, id_, cookie), cookie)
    return Trial(server, cookie, id_, hand, Watched(server, phone(server, id_)))


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    with running(tmp_path / "data", WORKSHOP_TRIAL_PACE="20") as server:
        begun = begin(server, server.sign_in())
        yield begun
        begun.desk.socket.close()
        begun.phone.socket.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A trial that has come to its finish; to be looked at only."""
    data = tmp_path_factory.mktemp("played") / "data"
    with running(data, WORKSHOP_TRIAL_PACE="20") as server:
        begun = begin(server, server.sign_in())
        plays(begun)
        begun.phone.until(lambda: begun.phone.now["turn"] == begun.desk.now["turn"])
        begun.desk.socket.close()
        begun.phone.socket.close()
        yield begun


def placed(trial: Trial) -> int:
    """Counts the votes, also those that no screen shows yet."""
    lessons = [path.partition("/")[2] for path in trial.desk.entries if "lessons/" in path]
    own, counts = counted(trial)
    handles = Handles(own.whole)
    named = ((handles.item(item), count) for item, count in counts)
    return sum(count.total for item, count in named if item in lessons)


def answered(trial: Trial) -> int:
    """Counts those who have said if it was worth their time, also while no screen shows it."""
    return sum(count.total for item, count in counted(trial)[1] if item.startswith("worth:"))


def counted(trial: Trial) -> tuple[OwnKeys, list[tuple[str, Count]]]:
    """Returns the keys to the items that the file counts in all rounds, and these counts."""
    rows = selected_beside(trial.data, trial.id, "SELECT round, body FROM tallies")
    with closing(Store(Settings(data=trial.data))) as store:
        own = OwnKeys(keys_beside(trial.data, trial.id), store.key_store, trial.id)
    return own, [item for row in rows for item in show_counts(own, *row).items()]


def plays(trial: Trial) -> None:
    """The whole agenda, at the pace at which things happen."""
    hand = trial.desk
    hand.until(lambda: hand.here > PEOPLE)
    trial.goes("story")
    hand.presses("step", step=1)
    hand.until(lambda: hand.entries["story_been"]["amount"] != "none")
    trial.goes("write")
    hand.until(lambda: hand.took_part == "nearly_all")
    trial.goes("look_through")
    hand.reads()
    trial.goes("reveal")
    for step in range(1, min(hand.now["steps"], 4)):
        hand.presses("step", step=step)
    trial.asks_how()
    trial.goes("talk")
    trial.goes("lessons")
    hand.until(lambda: len(hand.list("lessons")) > 1)
    assert hand.socket.do({"type": "leave_rest"})["ok"]
    trial.goes("vote")
    hand.until(lambda: hand.entries["ballot"]["complete"] == PEOPLE)
    hand.until(lambda: placed(trial) > PEOPLE)
    hand.presses("end_voting")
    if hand.entries["ballot"]["cut_tie"]:  # more than five may tie, which no press takes at once
        hand.presses("draw_lots")
    trial.goes("commit")
    hand.until(lambda: reads(hand) and any(one["owner"] for one in hand.list("commitments")))
    trial.goes("finish")
    # Where several come at once, so few are left that the end alone shows them: no screen is sure
    # to show any before the seal.
    hand.until(lambda: answered(trial) == PEOPLE)


def skips(trial: Trial) -> None:
    """Straight to the finish."""
    trial.desk.until(lambda: trial.desk.here > PEOPLE)
    trial.goes("finish")


def reads(hand: Watched) -> bool:
    """Lets on whatever is offered; whether that could be done."""
    offers = [one["id"] for one in hand.list("offers")]
    return not offers or hand.socket.do({"type": "let_on", "unread": offers})["ok"]


def test_pretend_people_take_part_in_every_stage(played: Trial) -> None:
    entries, seen = played.desk.entries, played.desk.seen
    assert list(dict.fromkeys(one["now"]["kind"] for one in seen)) == STAGES
    assert entries["workshop"]["trial"]
    assert len(played.desk.list("cards")) >= 4
    votes = [one["votes"] for one in played.phone.list("lessons")]
    ballot = entries["ballot"]
    assert PEOPLE < sum(votes) <= PEOPLE * ballot["budget"]
    assert max(votes) <= PEOPLE * ballot["per_lesson"]
    assert played.desk.list("commitments")


def test_no_participant_is_shown_what_is_the_desks(played: Trial) -> None:
    assert played.phone.now["kind"] == "finish"
    for entries in played.phone.seen:
        assert not [path for path in entries if path.startswith(OF_THE_DESK)]
        for path, value in entries.items():
            if path.startswith("cards/"):
                assert "asked" not in value and entries["now"]["kind"] not in BEFORE
            if path.startswith("lessons/"):
                assert "left_out" not in value


@pytest.mark.parametrize(
    ("leads", "asked"),
    [
        pytest.param(skips, "", id="skipped through"),
        pytest.param(plays, "Was this worth your time?", id="played", marks=pytest.mark.long),
    ],
)
def test_a_sealed_trial_has_a_summary_until_it_is_ended(
    trial: Trial, leads: Callable[[Trial], None], asked: str
) -> None:
    leads(trial)
    trial.desk.presses("seal")
    summary = trial.server.get(f"/w/{trial.id}/summary.html").text
    assert "pretend people" in summary and asked in summary
    assert [line.split()[0] for line in traces(trial.data)] == ["team", "summary"]
    assert trial.ends() == 303
    assert traces(trial.data) == []


def test_an_ended_trial_leaves_no_trace(trial: Trial) -> None:
    trial.desk.until(lambda: trial.desk.here > PEOPLE)
    trial.goes("story")
    trial.goes("write")
    trial.desk.until(lambda: trial.desk.took_part)
    assert len(traces(trial.data)) > 4
    assert trial.ends() == 303
    assert traces(trial.data) == []
    assert trial.desk.socket.ends() and trial.phone.socket.ends()
    assert trial.server.get(f"/desk/{trial.id}/", Cookie=trial.cookie).status == 404
    with pytest.raises(NotLetIn, match="no_such"):
        phone(trial.server, trial.id)
    assert trial.server.stop() == ""


def test_only_a_trial_can_be_ended_like_this(trial: Trial) -> None:
    id_ = trial.server.new_workshop(trial.cookie)
    path = f"/desk/{id_}/trial/end"
    assert trial.server.post(path, {}, Cookie=trial.cookie).status == 404
    assert trial.server.post(f"/desk/{trial.id}/trial/end", {}).status == 401
    phone(trial.server, id_).close()
    phone(trial.server, trial.id).close()


def test_the_next_start_removes_what_a_trial_has_left(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, WORKSHOP_TRIAL_PACE="20") as server:
        begin(server, server.sign_in())
    assert traces(data)
    with running(data):
        assert traces(data) == []
