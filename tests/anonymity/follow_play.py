"""A team meets again: what it took on comes back, and the desk says what became of it."""

from tests.anonymity.everything import Play


class FollowPlay(Play):
    """Eight phones, a room's screen, a desk."""

    def plays(self) -> None:
        """Up to what was learned, and then to the seal."""
        self.goes("follow_up")
        self.says("dropped", learned=self.words("taken back"))
        self.settle()
        self.mark("taken back")
        self.says("kept", learned=self.words("followed"))
        self.says("changed", n=2, will=self.words("followed"), by="2030-02-02")
        long = self.words("refused") + "x" * 140
        assert "refused" in self.desk.does("follow_up", n=1, outcome="kept", learned=long)
        assert "refused" in self.people[0].does("follow_up", n=1, outcome="dropped")
        self.presses("step", step=2)
        self.check("follow_up")
        self.goes("lessons")
        self.goes("finish")
        self.mark("seal")
        self.presses("seal")
        self.is_over()

    def says(self, outcome: str, n: int = 1, **words: str) -> None:
        """The desk notes the outcome of a commitment; waits until everybody is shown it."""
        self.desk.must("follow_up", n=n, outcome=outcome, **words)
        for seat in self.everybody:
            seat.until(lambda seat=seat: seat.entries[f"carried/{n}"]["outcome"] == outcome)
