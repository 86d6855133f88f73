"""The leader's own failure, written beforehand."""

from workshop.actions.answers import OK, Answer, cleaned
from workshop.protocol.messages import Refused
from workshop.rules.limits import LEADER_TEXT, NAME
from workshop.rules.text import one_line
from workshop.storage.bodies import LeaderWords
from workshop.storage.transaction import Tx


def write_leader_story(tx: Tx, name: str, text: str, language: str) -> Answer:
    """Keeps what the leader wrote, signed with their name."""
    named = cleaned("name", name, NAME)
    told = cleaned("text", text, LEADER_TEXT, needed=False)
    for part in (named, told):
        if isinstance(part, Refused):
            return part
    words = LeaderWords(name=one_line(str(named)), text=str(told), language=language)
    tx.put_hidden("leader", words)
    tx.changed = True
    return OK
