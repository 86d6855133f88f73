"""Whoever leads: signs in by a link, opens a workshop, and presses what the desk offers."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec

from workshop.pretend.client.browser_session import BrowserSession, NoEntry
from workshop.pretend.client.known_view import ShownView, said_with_undo
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import UNOBSERVED, Observer, ViewClient
from workshop.protocol import commands
from workshop.protocol.commands import Command
from workshop.protocol.entries import Now, ReviewCard, StageKind
from workshop.protocol.stage_commands import Ending, Loss
from workshop.rules.limits import LAST_CALL_S, WITHDRAW_S

DESK_NAME = "desk"
"""The name under which a facilitator is observed."""
COMES_WITHIN_S = 60.0
"""Seconds within which something that must come has come."""
POLL = 0.2
"""Seconds between two polls for something that no message tells of."""
OF_A_WORKSHOP = re.compile(r"/desk/(\w+)/")
REHEARSAL_FORM = {"title": "A rehearsal", "team": "Pretend people", "template": "60"}


class Stuck(RuntimeError):
    """The workshop could not be led on; the message says where it stopped."""


class Facilitator:
    """A person at a desk. Belongs to one thread, on which it also listens.

    The link is `…/enter#secret`, as the server prints it. One that names a workshop
    (`…/desk/<id>/#secret`) leads to that workshop's desk.
    """

    def __init__(
        self,
        url: str,
        link: str,
        observer: Observer = UNOBSERVED,
        make_connection: Callable[..., LastingConnection] = LastingConnection,
    ) -> None:
        """Signs in. Raises NoEntry."""
        self.url = url.rstrip("/")
        self.id = ""
        """The id of the workshop that this facilitator leads."""
        self._observer = observer
        self._make_connection = make_connection
        self._session = BrowserSession(url)
        self._client: ViewClient | None = None
        parts = urlsplit(link)
        to = self._session.trade(parts.fragment)
        named = OF_A_WORKSHOP.search(to) or OF_A_WORKSHOP.search(parts.path)
        self.named = named.group(1) if named else ""
        """The workshop to which the link leads; "" when it leads to any."""

    def open_workshop(self, template: str = "60", **fields: str) -> str:
        """Opens a workshop as the form does, sits down at its desk, and gives its id."""
        to = self._session.fill("/desk/new", {**REHEARSAL_FORM, "template": template, **fields})
        self.sit_down(urlsplit(to).path.split("/")[2])
        return self.id

    def keep_agenda(self, file: str) -> str:
        """Keeps an agenda from a file's text; gives the template that a workshop is opened with."""
        kept = self._session.fill("/desk/agendas/import", {"text": file})
        return f"own:{kept.rpartition('/')[2]}"

    def sit_down(self, id_: str) -> None:
        """Takes the desk of a workshop that there is. Raises NoEntry."""
        self.close()
        ticket = str(self._session.boot(f"/desk/{id_}/")["ticket"])
        connection = self._make_connection(
            self.url, id_, view="desk", ticket=ticket, cookie=self._session.cookie
        )
        self.id, self._client = id_, ViewClient(connection, DESK_NAME, self._observer)
        self.until(lambda: bool(self.entries))

    def projector(self) -> LastingConnection:
        """A connection for the room's screen, let in by the link that the desk shows."""
        session = BrowserSession(self.url)
        to = session.trade(urlsplit(self.entries["desk"]["projector_url"]).fragment)
        ticket = str(session.boot(to)["ticket"])
        return self._make_connection(
            self.url, self.id, view="projector", ticket=ticket, cookie=session.cookie
        )

    def fresh_connection(self) -> LastingConnection:
        """Returns another connection for the desk, let in anew."""
        ticket = str(self._session.boot(f"/desk/{self.id}/")["ticket"])
        return LastingConnection(
            self.url, self.id, view="desk", ticket=ticket, cookie=self._session.cookie
        )

    @property
    def cookie(self) -> str:
        """The facilitator's cookie, as a browser sends it: "name=value"."""
        return self._session.cookie

    @property
    def connection(self) -> LastingConnection:
        """The desk's connection to the server."""
        return self._at_desk.connection

    @property
    def entries(self) -> dict[str, Any]:
        """The entries that the desk shows now, by path."""
        return self._at_desk.entries

    @property
    def view(self) -> ShownView:
        """Returns the desk's entries as typed values."""
        return self._at_desk.known.view

    @property
    def now(self) -> Now:
        """The entry that says where the workshop stands."""
        return self.view.now

    def follow(self, seconds: float) -> None:
        """Follows the desk's view for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._attend(left)

    def until(self, shown: Callable[[], object], within: float | None = None) -> None:
        """Follows until something holds. Raises Stuck when it does not within so many seconds."""
        within = COMES_WITHIN_S if within is None else within
        end = time.monotonic() + within
        while not shown():
            if time.monotonic() > end:
                raise Stuck(f"Nothing went on for {within:.0f} s, {self._where}.")
            self._attend(POLL)

    def do(self, command: Command, key: str = "") -> dict[str, Any]:
        """Asks for something, again and again under the same key; gives the answer.

        Raises Stuck when there is none in time.
        """
        answer = self._at_desk.say(command, key, COMES_WITHIN_S)
        if not answer:
            self._refuse_a_desert()
            raise Stuck(f"The server gave no answer for {COMES_WITHIN_S:.0f} s, {self._where}.")
        return answer

    def press(self, kind: type[commands.StageCommand], **fields: Any) -> dict[str, Any]:
        """A stage command with the turn that is shown; waits until the desk shows its effect.

        Gives the answer, which is a refusal when another desk was faster.
        """
        turn = self.now.turn
        if issubclass(kind, Ending):
            takes = said_with_undo(
                self.entries, str(kind.__struct_config__.tag), fields.get("stage", "")
            )
            fields["said"] = msgspec.convert(takes, list[Loss])
        answer = self.do(kind(turn=turn, **fields))
        if answer.get("ok"):
            self.until(lambda: self.now.turn > turn or self.now.phase == "sealed")
        return answer

    def must_press(self, kind: type[commands.StageCommand], **fields: Any) -> None:
        """Like `press`, but says anew what goes if that has changed; raises Stuck if refused."""
        end = time.monotonic() + COMES_WITHIN_S
        while (answer := self.press(kind, **fields)).get("refused") == "not_said":
            if time.monotonic() > end:
                break
            self.follow(POLL)
        if not answer.get("ok"):
            name = kind.__struct_config__.tag
            raise Stuck(f"“{name}” was answered with {answer}, {self._where}.")

    def goes(self, kind: StageKind, last_call: float = 0.0) -> None:
        """On to the next stage of this kind; through the last call, which takes so long."""
        self.goes_to(self.stages.index(kind, self.now.position), last_call)

    def goes_to(self, position: int, last_call: float = 0.0) -> None:
        """On to the stage at this position; what the desk reads on the way is read."""
        self.reads()
        self.must_press(commands.Go, stage=self.ids[position])
        if self.now.phase == "last_call":
            self.follow(last_call)
        while self.now.phase in {"last_call", "few"}:
            self.goes_when_it_may(self.now.going_to)
        if self.now.position != position:
            # The rest of a live wall is read with the wall before the room.
            self.reads()
            self.must_press(commands.Go, stage=self.ids[position])

    def goes_when_it_may(self, stage: str) -> None:
        """Goes on once the last call, or the time to withdraw, is over."""
        end = time.monotonic() + LAST_CALL_S + WITHDRAW_S
        while self.press(commands.Go, stage=stage).get("refused") == "not_allowed":
            if time.monotonic() > end:
                raise Stuck(f"Writing did not end, {self._where}.")
            self.follow(POLL)

    def reads(self) -> None:
        """Opens all cards that the desk is shown, and puts them up on a live wall."""
        unread = [one.handle for one in self._to_read() if not one.read]
        if unread and self.do(commands.Opened(cards=unread)).get("ok"):
            self.until(lambda: all(one.read for one in self._to_read() if one.handle in unread))
        on_wall = [one.handle for one in self._to_read() if one.read]
        if on_wall and self.entries["workshop"]["live_wall"]:
            self.do(commands.LetOn(unread=on_wall))

    def _to_read(self) -> list[ReviewCard]:
        return [one for one in self.view.many("review", ReviewCard) if not one.aside]

    @property
    def stages(self) -> list[StageKind]:
        """The kinds of the agenda's stages."""
        return [stage["kind"] for stage in self.entries["agenda"]["stages"]]

    @property
    def ids(self) -> list[str]:
        """The ids of the agenda's stages."""
        return [stage["id"] for stage in self.entries["agenda"]["stages"]]

    @property
    def workshop(self) -> str:
        """The workshop's title and code, for a person to read."""
        own = self.entries["workshop"]
        return f'"{own["title"]}" ({own["code"]})'

    def close(self) -> None:
        """Gets up from the desk."""
        if self._client:
            self._client.connection.close()

    def _attend(self, seconds: float) -> None:
        """Takes in what comes next, if anything comes so soon. Raises Stuck when sent away."""
        if self._at_desk.is_there():
            self._at_desk.listen(seconds)
        elif self.connection.refused:
            raise Stuck(f"The desk was sent away: {self.connection.refused}.")
        else:
            self._refuse_a_desert()
            self._at_desk.pause(0)

    def _refuse_a_desert(self) -> None:
        if self._at_desk.deserted:
            raise Stuck(f"The server does not run any more, {self._where}.")

    @property
    def _at_desk(self) -> ViewClient:
        if self._client is None:
            raise NoEntry("Nobody sits at a desk yet.")
        return self._client

    @property
    def _where(self) -> str:
        if "now" not in self.entries:
            return "before the desk showed anything"
        return f"at stage {self.now.position + 1} ({self.now.kind}, {self.now.phase})"
