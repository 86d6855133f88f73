"""A workshop that is led through all its stages while processes stand still, lines are slow and
answers get lost: what lies in a connection is read long after its phone has gone on elsewhere."""

import random
from collections import Counter
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from tests.support.freezes.giving import Giving
from tests.support.freezes.judging_phones import differences
from tests.support.freezes.moving_phone import MovingPhone, PhoneLine, SentByPhone
from tests.support.room import TestRoom, done, refusal
from tests.support.stored import every_row
from workshop.actions.answers import Answered, Participant
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop

LOST, SLOW, MOVES, THAWS, LETS_GO = 0.15, 0.2, 0.4, 0.25, 0.3
"""How likely it is that an answer gets lost, that a line is slow, that who waits goes on over
another line, that a process that stands still goes on, and that it reads nothing then."""


class SharedRoom(TestRoom):
    """A room as one of several processes has it: others write, too."""

    def read(self) -> object:  # type: ignore[override]
        """Returns the room, read anew each time."""
        self._read = None
        return super().read()


def processes_of(room: TestRoom, stores: list[Store]) -> list[TestRoom]:
    """Rooms of one workshop, one at each of these processes."""
    return [SharedRoom(store, room.id, letters=room.letters) for store in stores]


class FrozenPlay:
    """One workshop, played by seed at one process or more."""

    def __init__(self, rooms: list[TestRoom], seed: int, people: int = 6) -> None:
        self._rooms, self._dice = rooms, random.Random(seed)
        self._standing: set[int] = set()
        """The processes that stand still."""
        self._stored: set[bytes] = set()
        """The keys of the commands that were answered as done."""
        self._phones = [self._phone() for _ in range(people)]
        self._giving = Giving(self._dice)
        self.figures: Counter[str] = Counter()
        for room in rooms:
            room.here = room.known = people

    def plays(self, steps: int) -> None:
        """Leads through all stages, with so many steps in each."""
        for kind in [one.kind for one in self._rooms[0].read().agenda.stages]:
            self._leads_to(kind)
            for phone in self._phones:
                self._begins(phone)
            for _ in range(steps):
                self._step()
            if self._dice.random() < 0.5:
                self._settles()
        self._settles()

    def _phone(self) -> MovingPhone:
        return MovingPhone(self._dice.randbytes(16), PhoneLine(self._any()), self._dice)

    def _any(self) -> int:
        """A process, rather one that does not stand still."""
        return self._dice.choice(self._awake() or [*range(len(self._rooms))])

    def _awake(self) -> list[int]:
        return [n for n in range(len(self._rooms)) if n not in self._standing]

    def _desk(self, does: Callable[[TestRoom], object]) -> None:
        """Somebody at the desk of a process that does not stand still does something."""
        if awake := self._awake():
            does(self._rooms[self._dice.choice(awake)])

    def _leads_to(self, kind: str) -> None:
        if not self._awake():
            self._goes_on(self._dice.choice([*self._standing]))
        self._desk(lambda room: self._giving.leads(room, kind))

    def _step(self) -> None:
        match self._dice.random():
            case dice if dice < 0.06 and len(self._standing) < len(self._rooms):
                self._standing.add(self._dice.choice(self._awake()))
                self.figures["freezes"] += 1
            case dice if dice < 0.12 and self._standing:
                self._goes_on(self._dice.choice([*self._standing]))
            case dice if dice < 0.25:
                self._desk(self._giving.desk_does)
            case dice if dice < 0.4:
                self._brings(self._dice.choice(self._phones))
            case _:
                self._acts(self._dice.choice(self._phones))

    def _acts(self, phone: MovingPhone) -> None:
        """Says something, or again what was not answered, mostly over another line."""
        if phone.waits and self._dice.random() < MOVES:
            phone.moves(self._any(), slow=self._dice.random() < SLOW)
        else:
            command = self._giving.phone_says(phone, self._rooms[0])
            if command is None or not phone.gives(command):
                return
        self._sends(phone)

    def _begins(self, phone: MovingPhone) -> None:
        command = self._giving.says_first(phone, self._rooms[0])
        if command and phone.gives(command):
            self._sends(phone)

    def _sends(self, phone: MovingPhone) -> None:
        line = phone.line
        line.holds.extend(phone.waits)
        while line.holds and not line.slow and line.process not in self._standing:
            self._arrives(phone, line)

    def _brings(self, phone: MovingPhone) -> None:
        """Something that was under way on some line of a phone arrives."""
        lines = [one for one in phone.lines if one.holds and one.process not in self._standing]
        if lines:
            self._arrives(phone, self._dice.choice(lines))

    def _goes_on(self, process: int) -> None:
        """A process goes on, and reads what lies in its connections, in any order of these; or it
        lets go of them all."""
        self._standing.discard(process)
        held = [(one, line) for one in self._phones for line in one.lines
                if line.process == process and line.holds]  # fmt: skip
        if self._dice.random() < LETS_GO:
            for phone, line in held:
                line.holds.clear()
                if line is phone.line:
                    phone.moves(self._any(), slow=False)
        while held := [one for one in held if one[1].holds]:
            self._arrives(*self._dice.choice(held))

    def _arrives(self, phone: MovingPhone, line: PhoneLine) -> None:
        sent, room = line.holds.popleft(), self._rooms[line.process]
        waits, stored = sent in phone.waits, sent.key in self._stored
        late = stored or not waits
        before = every_row(room) if late else {}
        answer = self._does(room, phone, sent)
        if answer is None:
            return
        if late:
            self.figures[f"late {sent.command.__struct_config__.tag}"] += 1
            assert every_row(room) == before, (sent, answer, room.phase)
        if waits and stored:
            assert done(answer), f"what was stored is refused: {sent}, {answer}"
        if waits:
            assert refusal(answer) != "out_of_date", sent
        if done(answer):
            self._stored.add(sent.key)
        if line is phone.line and self._dice.random() > LOST:
            phone.hears(sent, done(answer))

    def _does(self, room: TestRoom, phone: MovingPhone, sent: SentByPhone) -> Answered | None:
        room.numbers[sent.key] = sent.number
        self.figures["sent"] += 1
        try:
            return room.do(Participant(phone.secret), sent.command, sent.key)
        except OperationalError:
            return None  # a machine stood still, and the database has taken the transaction back

    def _settles(self) -> None:
        """All go on, all that is under way arrives, and all is answered; then the judge looks."""
        for process in [*self._standing]:
            self._goes_on(process)
        for phone in self._phones:
            while any(line.holds for line in phone.lines):
                self._brings(phone)
            while phone.waits:
                phone.moves(self._any(), slow=False)
                self._sends(phone)
            phone.stands.forget(self._giving.over)
        found = differences(self._file, self._phones)
        assert not found, "\n".join(found)

    @property
    def _file(self) -> StoredWorkshop:
        room = self._rooms[0]
        stored = room.store.workshops.open(room.id)
        assert stored is not None
        return stored
