"""The acts of a desk for whatever follows it, over one socket or over a line that may break."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from tests.support.waiting import WITHIN
from workshop.pretend.client.known_view import said_with_undo


class DeskPresses(ABC):
    """A follower of the desk that presses its buttons and reads its cards."""

    @property
    @abstractmethod
    def entries(self) -> dict[str, Any]:
        """The entries that are shown now."""

    @abstractmethod
    def until(self, shown: Callable[[], object], within: float = WITHIN) -> None:
        """Follows until something is shown, or fails."""

    @abstractmethod
    def say(self, command: dict[str, Any]) -> Any:
        """Sends a command and returns its answer."""

    @property
    def now(self) -> Any:
        """Where the workshop stands."""
        return self.entries["now"]

    def presses(self, command: str, **fields: Any) -> None:
        """Presses for a stage command, with the turn that is shown, and says what that takes."""
        turn = self.now["turn"]
        self.until(lambda: self._is_done({"type": command, "turn": turn, **fields}))
        self.until(lambda: self.now["turn"] > turn or self.now["phase"] == "sealed")

    def _is_done(self, command: dict[str, Any]) -> bool:
        """False where it takes more by now than the desk was shown: that is said anew then."""
        told = said_with_undo(self.entries, command["type"], command.get("stage", ""))
        answer = self.say({**command, **({"said": told} if told else {})})
        assert "ok" in answer or answer["refused"] == "not_said", answer
        return "ok" in answer

    def reads(self) -> None:
        """Opens all cards that the desk is shown: only those are shown to the room."""
        if unread := [one["handle"] for one in self._to_read() if not one["read"]]:
            answer = self.say({"type": "opened", "cards": unread})
            assert answer.get("ok"), answer
            self.until(lambda: all(one["read"] for one in self._to_read()))

    def _to_read(self) -> list[dict[str, Any]]:
        cards = [one for path, one in self.entries.items() if path.startswith("review/")]
        return [one for one in cards if not one["aside"]]
