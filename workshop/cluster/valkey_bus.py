"""The bus of a server that is several processes: by a Valkey, which keeps nothing for long.

Everything here runs on the loop. All sockets of the server give way to other greenlets, those of
Valkey's client among them: see `workshop/__main__.py`.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event
from valkey import Valkey
from valkey.exceptions import ValkeyError

from workshop.cluster.bus import LISTENING, Heard, OwnBuckets, new_id

PATIENCE = 1.0
"""Seconds within which Valkey answers; who asks for something goes on without it then."""
ECHO = 0.4
"""Seconds between two words with which each process lets itself be heard, itself included."""
LATE = 1.0
"""Seconds after which one that was not heard is missed. With the look that follows at once, no
screen is further behind than a second and a half."""
SHARE = 4
"""A process's own bucket has this share of the common one: few servers have more processes."""
AGAIN = 0.25
"""Seconds until a lost line is tried again."""
LOST_AFTER = 3
"""After so many seconds without a word, not even this process's own, a line is taken for lost."""
MOST_WAITING = 10_000
"""Words that wait for Valkey to come back. What is more is forgotten: everybody looks anyway."""
ALIVE = "a"
"""The channel on which processes let themselves be heard."""
TOKENS = "t:"

_TAKE = """
local t = redis.call('TIME')
local now = t[1] + t[2] / 1000000
local rate, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = redis.call('HMGET', KEYS[1], 'level', 'at')
local passed = math.max(0, now - (tonumber(kept[2]) or now))
local level = math.min(burst, (tonumber(kept[1]) or burst) + passed * rate)
local took = level >= wanted
if took then level = math.min(burst, level - wanted) end
redis.call('HSET', KEYS[1], 'level', level, 'at', now)
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 1)
return took and 1 or 0
"""
"""Takes tokens, or puts them back where fewer than none are wanted, as `Bucket` does.

Valkey has no other clock than that of its machine. Where that was set back, the bucket goes on from
there: the moment is noted with each look, also one that takes nothing."""

log = logging.getLogger(__name__)


class ValkeyBus:
    """The words of this process, and those that it hears. Belongs to the loop."""

    def __init__(self, url: str) -> None:
        self.id = new_id()
        # Any: half of its own types are missing.
        self.client: Any = Valkey.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, lib_name=None,
            lib_version=None,
        )  # fmt: skip
        self._channels: dict[str, Heard] = {}
        self._to_say: dict[tuple[str, str], None] = {}
        self._wake = Event()
        self._echo_at = 0.0
        """When this process lets itself be heard next, by the monotonic clock."""
        self._line: Any = None
        """The line on which words come in; None while there is none."""
        self._last: dict[str, float] = {}
        """When each process was heard last, by the monotonic clock."""
        self._buckets = OwnBuckets()
        self._greenlets: list[Any] = []

    def start(self) -> None:
        """Begins to speak and to listen."""
        self._greenlets = [gevent.spawn(self._listen_forever), gevent.spawn(self._speak_forever)]

    def stop(self) -> None:
        """Says and hears nothing from here on, as a process does that was killed."""
        gevent.killall(self._greenlets)
        self.client.close()

    @property
    def whole(self) -> bool:
        """True if this process hears itself, so that it hears the others as well."""
        return self._line is not None and self.hears(self.id)

    def hears(self, process: str) -> bool:
        """True if a process was heard within the last second."""
        return time.monotonic() - self._last.get(process, -LATE) < LATE

    def publish(self, channel: str, word: str) -> None:
        """Says a word to all others as soon as Valkey takes it."""
        if len(self._to_say) < MOST_WAITING:
            self._to_say[channel, word] = None
            self._wake.set()

    def listen(self, channel: str, heard: Heard) -> None:
        """Has a channel heard, at the latest once the line is there again."""
        self._channels[channel] = heard
        self._tell_line(lambda line: line.subscribe(channel))

    def ignore(self, channel: str) -> None:
        """Has a channel heard no longer."""
        if self._channels.pop(channel, None):
            self._tell_line(lambda line: line.unsubscribe(channel))

    def take_token(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token out of the common bucket; while Valkey is down, each process has its
        own, which is smaller."""
        took = self._move(name, rate, burst, 1)
        return self._buckets.take(name, rate / SHARE, burst / SHARE) if took is None else took

    def give_back(self, name: str, rate: float, burst: float) -> None:
        """Puts a token back."""
        if self._move(name, rate, burst, -1) is None:
            self._buckets.give_back(name, rate / SHARE, burst / SHARE)

    def _move(self, name: str, rate: float, burst: float, tokens: int) -> bool | None:
        given = (TOKENS + name, repr(rate), repr(burst), str(tokens))
        try:
            return bool(self.client.eval(_TAKE, 1, *given))
        except (ValkeyError, OSError):
            return None

    def _tell_line(self, tell: Callable[[Any], object]) -> None:
        if self._line is not None:
            try:
                tell(self._line)
            except (ValkeyError, OSError):
                self._line = None  # whoever listens notices, and begins anew with all channels

    def _listen_forever(self) -> None:
        while True:
            try:
                self._listen()
            except (ValkeyError, OSError) as error:
                if self._line is not None:
                    log.warning("the bus is lost: %s", type(error).__name__)
            self._line = None
            # What was heard on this line says nothing of the next one.
            self._last.pop(self.id, None)
            gevent.sleep(AGAIN)

    def _listen(self) -> None:
        """Listens on a new line for as long as there is somebody to be heard on it."""
        with self.client.pubsub() as line:
            first = list(self._channels)
            line.subscribe(*first, ALIVE)
            self._line = line
            # Those that came while the line was opened; all later ones subscribe by themselves.
            rest = [one for one in self._channels if one not in first]
            if rest:
                line.subscribe(*rest)
            quiet = 0
            while self._line is line and quiet < LOST_AFTER:
                said = line.get_message(timeout=PATIENCE)
                quiet = 0 if said else quiet + 1
                if said:
                    self._take(said["type"], said["channel"].decode(), said["data"])

    def _take(self, kind: str, channel: str, said: Any) -> None:
        if kind == "subscribe":
            # Heard by itself, this process knows that it hears the others.
            self._echo_at = 0.0
            self._wake.set()
            self._tell(channel, LISTENING)
        elif kind == "message":
            process, _, word = said.decode().partition(" ")
            if channel == ALIVE:
                self._last[process] = time.monotonic()
            elif process != self.id:
                self._tell(channel, word)

    def _tell(self, channel: str, word: str) -> None:
        heard = self._channels.get(channel)
        if heard:
            try:
                heard(word)
            except Exception:
                log.exception("what was heard of another process has failed")

    def _speak_forever(self) -> None:
        while True:
            self._wake.wait(max(0.0, self._echo_at - time.monotonic()))
            self._wake.clear()
            try:
                self._speak()
            except (ValkeyError, OSError):
                gevent.sleep(AGAIN)

    def _speak(self) -> None:
        saying, now = list(self._to_say), time.monotonic()
        echoes = now >= self._echo_at
        with self.client.pipeline(transaction=False) as together:
            for channel, word in saying:
                together.publish(channel, f"{self.id} {word}")
            if echoes:
                together.publish(ALIVE, self.id)
                self._echo_at = now + ECHO
            # Taken out first: what is said meanwhile anew may be news of a later commit.
            self._to_say.clear()
            try:
                together.execute()
            except (ValkeyError, OSError):
                self._to_say = {**dict.fromkeys(saying), **self._to_say}
                self._echo_at = 0.0
                raise
