"""The facts that processes share, as rows in the database of the workshops.

Each statement is a transaction of its own. All moments are those of the database's clock: those of
machines differ. Only rare words are said as a NOTIFY: one with every vote would have all commits of
the server wait for each other.
"""

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from socket import SHUT_RDWR, socket
from typing import Any

import psycopg
from sqlalchemy import URL, Engine
from sqlalchemy.exc import OperationalError

from workshop.storage.postgres.connections import LINE_LIMITS, raw, run
from workshop.storage.sharing import EndedSignIn

ABANDONED = 60.0
"""Seconds after which a workshop that no process has looked after is abandoned."""
ENDED_KEPT_FOR = "37 hours"
"""The time for which the end of a sign-in is known: a ticket lives for an hour less."""

_TURN = """INSERT INTO turn (work, next) VALUES (?, now() + make_interval(secs => ?))
ON CONFLICT (work) DO UPDATE SET next = excluded.next
WHERE turn.next <= now() OR turn.next > excluded.next + interval '10 s' RETURNING work"""
"""Further away than a turn is only what was noted before the database's clock was set back; or, by
a moment, what somebody noted who began later and was first."""
_OWN = """INSERT INTO looked_after (workshop, owner, rehearses) VALUES (?, ?, ?)
ON CONFLICT (workshop) DO UPDATE SET owner = excluded.owner, rehearses = excluded.rehearses,
seen = now()"""
_LOOK_ON = "UPDATE looked_after SET seen = now() WHERE owner = ?"
_REHEARSALS = "SELECT workshop, rehearses FROM looked_after WHERE rehearses <> ''"
_FOUND = """INSERT INTO looked_after (workshop, owner, rehearses)
SELECT unnest(?::varchar[]), '', '' ON CONFLICT DO NOTHING"""
_LEFT = f"""SELECT workshop FROM looked_after WHERE workshop = ANY(?)
AND seen < now() - interval '{ABANDONED} s' ORDER BY workshop"""
_LET_BE = "DELETE FROM looked_after WHERE workshop = ?"
# Of two ends in the same place the later one stands; and no moment of it but an hour.
_END = f"""INSERT INTO ended_sign_in (sign_in, workshop, code, until, forget)
VALUES (?, ?, ?, ?, date_trunc('hour', now()) + interval '{ENDED_KEPT_FOR}')
ON CONFLICT (sign_in, workshop) DO UPDATE
SET code = excluded.code, forget = excluded.forget,
until = greatest(excluded.until, ended_sign_in.until)"""
_ENDED = """SELECT sign_in, workshop, code, until FROM ended_sign_in
WHERE sign_in = ? AND workshop IN ('', ?) ORDER BY workshop"""
_FORGET = "DELETE FROM ended_sign_in WHERE forget < now()"
_KEEP = """INSERT INTO shown_once (place, body, until)
VALUES (?, ?, now() + make_interval(secs => ?))
ON CONFLICT (place) DO UPDATE SET body = excluded.body, until = excluded.until"""
_TAKE = "DELETE FROM shown_once WHERE place = ? RETURNING body, until > now()"
_LOSE = "DELETE FROM shown_once WHERE until < now()"
_FILLED = "least(?, b.level + greatest(0, extract(epoch FROM now() - b.at)) * ?)"
_TOKEN = f"""INSERT INTO bucket AS b (name, level, at) VALUES (?, ?, now())
ON CONFLICT (name) DO UPDATE SET level = {_FILLED} - 1, at = now()
WHERE {_FILLED} >= 1 RETURNING name"""
# The bucket goes on from there where the database's clock was set back.
_SET_BACK = "UPDATE bucket SET at = now() WHERE name = ? AND at > now()"
_GIVE_BACK = "UPDATE bucket SET level = least(?, level + 1) WHERE name = ?"


class SharingRows:
    """The facts of the processes that have one database, for one of them."""

    several = True

    def __init__(self, engine: Engine) -> None:
        """Takes an engine that `open_engine` has made."""
        self._me = secrets.token_hex(8)
        self._engine = engine
        self._words = SaidWords(engine.url)

    def takes_turn(self, work: str, seconds: float) -> bool:
        """True for the process that is the first to ask after the last turn is over."""
        return bool(self._run(_TURN, work, seconds))

    def look_after(self, workshop: str, rehearses: str = "") -> None:
        """Writes that this process looks after a trial."""
        self._run(_OWN, workshop, self._me, rehearses)

    def look_on(self) -> Mapping[str, str]:
        """Renews the rows of this process's trials, and reads those of all rehearsals."""
        self._run(_LOOK_ON, self._me)
        return dict(self._run(_REHEARSALS))

    def abandoned(self, found: Iterable[str]) -> list[str]:
        """Returns those whose rows nobody has renewed for a minute. One without a row has one from
        now on: whoever is just making it may be about to say so."""
        listed = [*found]
        if not listed:
            return []
        self._run(_FOUND, listed)
        return [workshop for (workshop,) in self._run(_LEFT, listed)]

    def let_be(self, workshop: str) -> None:
        """Takes the row away of whoever has looked after a workshop."""
        self._run(_LET_BE, workshop)

    def note_ended(self, ended: EndedSignIn) -> None:
        """Keeps a row as long as a ticket may be there."""
        self._run(_FORGET)
        self._run(_END, ended.sign_in, ended.workshop, ended.code, ended.until)

    def ended(self, sign_in: bytes, workshop: str) -> list[EndedSignIn]:
        """Reads the rows of a sign-in."""
        return [EndedSignIn(*row) for row in self._run(_ENDED, sign_in, workshop)]

    def keep_secret(self, place: bytes, body: bytes, seconds: float) -> None:
        """Keeps a row until it is taken, or until its time is over."""
        self._run(_LOSE)
        self._run(_KEEP, place, body, seconds)

    def take_secret(self, place: bytes) -> bytes | None:
        """Takes the row away, and returns it if its time is not over."""
        taken = self._run(_TAKE, place)
        return bytes(taken[0][0]) if taken and taken[0][1] else None

    def take_token(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token out of the row of a bucket, by the database's clock."""
        filled = (burst, rate)
        if self._run(_TOKEN, name, burst - 1, *filled, *filled):
            return True
        self._run(_SET_BACK, name)
        return False

    def give_back_token(self, name: str, burst: float) -> None:
        """Puts a token back."""
        self._run(_GIVE_BACK, burst, name)

    def say(self, said: str) -> None:
        """Notifies all that listen."""
        self._run(SAY, said)

    def hear(self) -> list[str] | None:
        """Waits for what is said."""
        return self._words.hear()

    def hear_no_more(self) -> None:
        """Ends the line on which others are heard."""
        self._words.close()

    def _run(self, said: str, *values: Any) -> list[Any]:
        with self._engine.connect() as connection:
            try:
                cursor = run(connection, said, values)
            except OperationalError:
                # A connection that the server has ended meanwhile is made anew. Each statement does
                # no more when it is done twice.
                if not raw(connection).closed:
                    raise
                connection.invalidate()
                cursor = run(connection, said, values)
            return cursor.fetchall() if cursor.description else []


SAY = "SELECT pg_notify('said', ?)"
WAIT = 1.0
"""Seconds after which there is an answer, although nothing was said."""


class SaidWords:
    """The words that are said, as one process hears them."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._line: psycopg.Connection | None = None

    def hear(self) -> list[str] | None:
        """Returns what was said meanwhile, and nothing at once where it begins to be heard; None
        where the line is lost, or there is none."""
        try:
            if self._line is None:
                self._line = psycopg.connect(self._url, autocommit=True, **LINE_LIMITS)  # type: ignore[arg-type]
                self._line.execute("LISTEN said")
                return []
            return [one.payload for one in self._line.notifies(timeout=WAIT, stop_after=1)]
        except (psycopg.Error, OSError):
            self._let_go()
            return None

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def close(self) -> None:
        """Ends the line, and with it the wait of another thread."""
        line = self._line
        if line is not None:
            with suppress(psycopg.Error, OSError), socket(fileno=os.dup(line.fileno())) as ours:
                ours.shutdown(SHUT_RDWR)
