"""The all-hands with a live wall: cards appear as they come, in batches; votes stay hidden."""

from tests.anonymity.everything import Play
from tests.anonymity.seats import Seat


class WallPlay(Play):
    """Eight phones, a room's screen, a desk."""

    def plays(self) -> None:
        """From the first stage to the seal."""
        self.goes("story")
        self.goes("write")
        self.first_batch()
        self.what_waits()
        self.goes("lessons")
        for person in self.people[:2]:
            person.in_round("add_lesson", text=self.words("wall added"))
        self.settle()
        self.goes("vote")
        self.votes_hidden()
        self.goes("finish")
        self.people[0].in_round("answer", question="use", choice="partly")
        self.check("finish")
        self.mark("seal")
        self.presses("seal")
        self.is_over()

    def first_batch(self) -> None:
        """Four cards wait; the fifth brings them on to the wall."""
        for person in self.people[:4]:
            person.in_round("write_card", **self.both("wall stands", "wall lesson", True))
        self.desk.in_round("paper_card", **self.both("wall room", "wall lesson"))
        self.settle()
        self.mark("fifth card")
        self.people[4].in_round("write_card", **self.both("wall room", "wall lesson"))
        self.desk.until(lambda: len(self.desk.under("review")) >= 5)
        self.settle()
        self.mark("batch read")
        self.reads()
        for seat in self.everybody:
            seat.until(lambda seat=seat: len(seat.under("cards")) >= 5)
        self.look_round()

    def what_waits(self) -> None:
        """One card waits, gets other words, is taken back; two wait until the stage ends."""
        one, key = self.people[5], self.house.canaries.key("card key")
        one.in_round("write_card", key, **self.both("overwritten", "overwritten"))
        one.in_round("edit_card", card=key, **self.both("withdrawn", "withdrawn"))
        one.in_round("withdraw_card", card=key)
        for person in self.people[5:7]:
            card = self.both("wall waits", "wall last lesson")
            person.in_round("write_card", **card, show_few=True)
        for person in self.people:
            person.in_round("nothing_to_add")
        n = str(self.number("wall room"))
        self.people[0].in_round("been_there", item=n, on=True)
        self.settle()
        self.mark("wall ends")

    def votes_hidden(self) -> None:
        """Nothing is shown before the end; then a tie, of which all are taken."""
        lessons = sorted(self.screen.under("lessons"))[:4]
        for person, lesson in zip(self.people, lessons * 2, strict=True):
            self._votes(person, lesson)
        self.desk.in_round("paper_votes", lesson=lessons[0], votes=1)
        self.settle()
        self.mark("voting ends")
        self.presses("end_voting")
        if self.desk.entries["ballot"]["cut_tie"]:
            self.presses("take_tied")

    def _votes(self, person: Seat, lesson: str) -> None:
        person.in_round("vote", lesson=lesson, votes=1)

    def is_deleted(self) -> None:
        """The summary is deleted at the desk, and asked for once more."""
        path = f"/desk/{self.id}/summary/"
        assert self.desk.sends(f"{path}delete", sure="yes").status == 303
        assert self.desk.gets(path).status == 404


class ThrownPlay(Play):
    """Cards are written, and then nobody wants to go on."""

    def plays(self) -> None:
        """Until it is thrown away at the desk."""
        self.goes("write")
        for person in self.people[:4]:
            person.in_round("write_card", **self.both("thrown away", "thrown away", True))
            person.in_round("nothing_to_add")
        self.goes("look_through")
        self.goes("reveal")
        assert self.desk.sends(f"/desk/{self.id}/throw-away", sure="yes").status == 303
