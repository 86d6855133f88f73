"""A crowd of devices on real sockets, who write and tap without a browser."""

from secrets import token_hex
from typing import Any, Literal

from tests.support.browser import Stage, Window
from tests.support.waiting import WITHIN
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient
from workshop.protocol import commands
from workshop.protocol.commands import Command


class Crowd:
    """So many devices in the workshop that a desk leads."""

    def __init__(self, stage: Stage, desk: Window, people: int) -> None:
        workshop = desk.page.url.rstrip("/").rpartition("/")[2]
        self.clients = [
            ViewClient(LastingConnection(stage.server.url.rstrip("/"), workshop, token_hex(16)))
            for _ in range(people)
        ]
        assert all(client.is_there() for client in self.clients)

    @property
    def round(self) -> int:
        """The current round."""
        return int(self._shown()["now"]["round"])

    def does(self, client: ViewClient, command: Command) -> None:
        """A command, which must be done."""
        answer = client.say(command, within=WITHIN)
        assert answer.get("ok"), answer

    def writes(self, cards: list[tuple[str, str]]) -> None:
        """These cards, shared out evenly among all; who has none adds nothing."""
        number = self.round
        for i, client in enumerate(self.clients):
            for happened, learned in cards[i :: len(self.clients)]:
                card = commands.WriteCard(
                    round=number, happened=happened, learned=learned, show_few=True
                )
                self.does(client, card)
            self.does(client, commands.NothingToAdd(round=number))

    def answers(self, card: str, answers: list[str]) -> None:
        """These answers about a card of these words, one from each of the first devices."""
        (about,) = (n for n, happened in self.cards().items() if happened == card)
        for client, text in zip(self.clients, answers, strict=False):
            answer = commands.WriteCard(round=self.round, happened=text, about=about, show_few=True)
            self.does(client, answer)

    def feels(self, at: Literal["arrive", "finish"], step: int) -> None:
        """All answer the three sentences of the pulse alike."""
        for client in self.clients:
            self.does(client, commands.AnswerPulse(at=at, answers=[step] * 3))

    def knows(self, card: int, people: int) -> None:
        """So many have been there."""
        tap = commands.BeenThere(round=self.round, item=str(card), on=True)
        for client in self.clients[:people]:
            self.does(client, tap)

    def votes(self, lesson: str) -> None:
        """One vote from each for the lesson of these words."""
        lessons = [one for path, one in self._shown().items() if "lessons/" in path]
        (id_,) = (one["id"] for one in lessons if one["text"] == lesson)
        for client in self.clients:
            self.does(client, commands.Vote(round=self.round, lesson=id_, votes=1))

    def cards(self) -> dict[int, str]:
        """Returns the words about what happened on each revealed card, by its number."""
        entries = self._shown().items()
        return {one["n"]: one["happened"] for path, one in entries if "cards/" in path}

    def _shown(self) -> dict[str, Any]:
        """Returns the entries of the first device, asked for anew: a change may still be on its
        way."""
        client = self.clients[0]
        assert client.is_there() and client._catch_up()
        return client.entries

    def leave(self) -> None:
        """All go."""
        for client in self.clients:
            client.connection.close()
