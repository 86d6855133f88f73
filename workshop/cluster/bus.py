"""The bus: rare words from one process of a server to the others.

A word is never content, nor who somebody is. It only says where to look again: what is true stands
in the database, where whoever has missed a word finds it, a little later.
"""

import logging
import secrets
from collections.abc import Callable

TakesWord = Callable[[str], object]
"""Takes a word that another process has said."""

GONE_CHANNEL, LISTED_CHANNEL, DROPS_CHANNEL = "gone", "listed", "drops"
"""The channels on which is said that a workshop is over, or on its way there; that what the library
knows of it is another; that keys have to be dropped: which ones stands in the database."""
SIGN_INS = "sign_ins"
"""The channel of sign-ins that have ended; only a server's own key opens what is said there."""

log = logging.getLogger(__name__)


class Bus:
    """The words of this process, and those that it hears. Belongs to the loop. One process by
    itself has nobody to tell."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(8)
        """This process, by a name that it has made by chance as it began."""
        self.say: Callable[[str], object] = lambda _said: None
        """Says something to all processes, this one too."""
        self._heard: dict[str, TakesWord] = {}

    def publish(self, channel: str, word: str = "") -> None:
        """Says a word to all others, soon."""
        self.say(f"{self.id} {channel} {word}")

    def listen(self, channel: str, heard: TakesWord) -> None:
        """Has a channel heard, but not what this process says there itself."""
        self._heard[channel] = heard

    def take(self, said: str) -> None:
        """Takes what somebody has said."""
        process, channel, word = said.split(" ", 2)
        heard = self._heard.get(channel)
        if heard and process != self.id:
            try:
                heard(word)
            except Exception:
                log.exception("what was heard of another process has failed")
