"""Commands that phones and the desk give in each stage, by chance."""

import random
from collections.abc import Callable

from tests.support.freezes.moving_phone import MovingPhone
from tests.support.room import TestRoom, done
from workshop.protocol import commands
from workshop.views import Room

Command = commands.Command | None
LESSONS = (4, 15)
"""Lessons of the desk: few, or more than a ballot takes, so that phones mark which they'd keep."""


OF_STAGE = 0.85
"""How likely it is that what a phone says belongs to the stage."""


class Giving:
    """Makes what nobody has said before."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._texts = 0
        self.over: set[str] = set()
        """The notes that the desk has put away, and the names that it has taken off."""
        self._lessons = dice.choice(LESSONS)

    def phone_says(self, phone: MovingPhone, room: TestRoom) -> Command:
        """Returns something that a phone may say in this stage; None if there is nothing."""
        shown = room.read()
        of_stage = BY_KIND.get(shown.stage.kind, ANYWHERE)
        says = of_stage if self._dice.random() < OF_STAGE else ANYWHERE
        return self._dice.choice(says)(self, phone, shown)

    def says_first(self, phone: MovingPhone, room: TestRoom) -> Command:
        """Returns what a phone says as a stage begins; None in one where it says nothing."""
        shown = room.read()
        says = BY_KIND.get(shown.stage.kind)
        return says[0](self, phone, shown) if says else None

    def leads(self, room: TestRoom, kind: str) -> None:
        """Leads to the next stage of a kind, with something in it for phones to do."""
        desk = room.desk
        if kind == "vote":
            desk.closes_adding()
            desk.lets_on()
            desk.does(commands.LeaveRest())
        answer = desk.goes(kind)
        assert room.read().stage.kind == kind, (kind, answer)
        # The first command of a round notes how many are here, whatever else it does.
        desk.presses(commands.Cover, on=True)
        desk.presses(commands.Cover, on=False)
        if kind == "lessons":
            for _ in range(self._lessons):
                desk.does(commands.DeskLesson(text=self.text("Desk")))

    def desk_does(self, room: TestRoom) -> None:
        """The desk takes off, puts away, lets on or gives back something."""
        shown, desk = room.read(), room.desk
        match shown.stage.kind:
            case "vote":
                lesson = self._dice.choice(shown.lessons)
                desk.does(commands.LeaveOut(lesson=lesson.id, on=not lesson.left_out))
            case "reveal":
                for card in [one for one in shown.cards if one.asked][:1]:
                    desk.does(commands.LeaveCard(card=str(card.n)))
            case "commit":
                desk.lets_on()
                self._frees(room)
        self._reads_a_note(room)

    def _frees(self, room: TestRoom) -> None:
        taken = [one for one in room.read().commitments if one.words.owner]
        if taken and self._dice.random() < 0.5:
            one = self._dice.choice(taken)
            if done(room.desk.does(commands.FreeCommitment(commitment=one.id))):
                self.over.add(one.words.owner)

    def _reads_a_note(self, room: TestRoom) -> None:
        for note in room.read().check_ins[:1]:
            if done(room.desk.does(commands.CheckedIn(check_in=note.handle))):
                self.over.add(note.text)

    def text(self, begins: str = "Phone") -> str:
        """Words that nobody has said."""
        self._texts += 1
        return f"{begins} {self._texts}."

    def write(self, _phone: MovingPhone, room: Room) -> Command:
        return commands.WriteCard(round=room.state.round, happened=self.text(), show_few=True)

    def edit(self, phone: MovingPhone, room: Room) -> Command:
        card = self._card(phone)
        words = {"round": room.state.round, "happened": self.text(), "show_few": True}
        return commands.EditCard(card=card, **words) if card else None  # type: ignore[arg-type]

    def withdraw(self, phone: MovingPhone, room: Room) -> Command:
        card = self._card(phone)
        return commands.WithdrawCard(round=room.state.round, card=card) if card else None

    def _card(self, phone: MovingPhone) -> str:
        return self._dice.choice([*phone.stands.cards]) if phone.stands.cards else ""

    def nothing(self, _phone: MovingPhone, room: Room) -> Command:
        return commands.NothingToAdd(round=room.state.round)

    def note(self, _phone: MovingPhone, _room: Room) -> Command:
        return commands.CheckIn(text=self.text())

    def no_note(self, _phone: MovingPhone, _room: Room) -> Command:
        return commands.WithdrawCheckIn()

    def been_there(self, _phone: MovingPhone, room: Room) -> Command:
        item = "story" if room.stage.kind == "story" else self._shown_card(room)
        on = self._dice.random() < 0.6
        return commands.BeenThere(round=room.state.round, item=item, on=on) if item else None

    def ask_off(self, _phone: MovingPhone, room: Room) -> Command:
        card = self._shown_card(room)
        return commands.AskOff(card=card) if card else None

    def _shown_card(self, room: Room) -> str:
        return str(self._dice.choice(room.cards).n) if room.cards else ""

    def unclear(self, _phone: MovingPhone, room: Room) -> Command:
        return commands.Unclear(round=room.state.round, on=self._dice.random() < 0.6)

    def lesson(self, _phone: MovingPhone, room: Room) -> Command:
        return commands.AddLesson(round=room.state.round, text=self.text())

    def keep(self, _phone: MovingPhone, room: Room) -> Command:
        there = [one.id for one in room.lessons]
        chosen = self._dice.sample(there, min(len(there), self._dice.randint(0, 3)))
        return commands.KeepLessons(round=room.state.round, lessons=chosen)

    def vote(self, _phone: MovingPhone, room: Room) -> Command:
        lesson, votes = self._dice.choice(room.lessons).id, self._dice.choice((0, 1, 1, 2))
        return commands.Vote(round=room.state.round, lesson=lesson, votes=votes)

    def done_voting(self, _phone: MovingPhone, room: Room) -> Command:
        return commands.DoneVoting(round=room.state.round)

    def offer(self, _phone: MovingPhone, room: Room) -> Command:
        if not room.state.chosen:
            return None
        lesson = self._dice.choice(room.state.chosen)
        said = {"round": room.state.round, "lesson": lesson, "when": "a month ends"}
        return commands.Offer(**said, will=self.text())  # type: ignore[arg-type]

    def take(self, _phone: MovingPhone, room: Room) -> Command:
        if not room.commitments:
            return None
        one = self._dice.choice(room.commitments).id
        return commands.Take(round=room.state.round, commitment=one, owner=self.text())

    def answer(self, _phone: MovingPhone, room: Room) -> Command:
        question, choice = self._dice.choice(("worth", "use")), self._dice.choice(("yes", "no"))
        return commands.Answer(round=room.state.round, question=question, choice=choice)  # type: ignore[arg-type]

    def pulse(self, _phone: MovingPhone, room: Room) -> Command:
        at = "arrive" if room.stage.kind == "arrive" else "finish"
        answers = [self._dice.randint(1, 5) for _ in range(3)]
        return commands.AnswerPulse(at=at, answers=self._dice.choice(([], answers, answers)))  # type: ignore[arg-type]

    def letter(self, _phone: MovingPhone, _room: Room) -> Command:
        return commands.WriteLetter(to="story", text=self._dice.choice(("", self.text())))


Says = Callable[[Giving, MovingPhone, Room], Command]
ANYWHERE: tuple[Says, ...] = (Giving.note, Giving.no_note)
BY_KIND: dict[str, tuple[Says, ...]] = {
    "arrive": (Giving.pulse, Giving.unclear),
    "ground_rules": (Giving.unclear,),
    "story": (Giving.been_there,),
    "write": (Giving.write, Giving.edit, Giving.withdraw, Giving.nothing),
    "reveal": (Giving.been_there, Giving.ask_off),
    "talk": (Giving.lesson,),
    "lessons": (Giving.lesson, Giving.keep),
    "vote": (Giving.vote, Giving.vote, Giving.done_voting),
    "commit": (Giving.offer, Giving.take, Giving.take),
    "finish": (Giving.answer, Giving.pulse, Giving.letter),
}
