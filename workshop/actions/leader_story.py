"""The leader's story, written beforehand: kept as it was sent, until the room has heard it."""

from msgspec.structs import replace

from workshop.actions.answers import OK, Answered
from workshop.actions.change import opened_stages
from workshop.protocol.messages import Refused
from workshop.protocol.story import Story
from workshop.rules.limits import LEADER_TEXT, NAME_CHARS
from workshop.storage.bodies import LeaderWords
from workshop.storage.transaction import Tx


def write_leader_story(tx: Tx, story: Story) -> Answered:
    """Keeps the leader's story, signed with the name in it, in place of what they wrote before."""
    if not story.told_by.name:
        return Refused(refused="empty", about="name")
    if len(story.told_by.name) > NAME_CHARS:
        return Refused(refused="too_long", about=f"name:{NAME_CHARS}")
    before = leader_words(tx)
    words = replace(before, name=story.told_by.name, language=story.language, story=story)
    if sum(map(len, words.told.split("\n"))) > LEADER_TEXT:
        return Refused(refused="too_long", about=f"text:{LEADER_TEXT}")
    return _put(tx, words)


def delete_leader_story(tx: Tx) -> Answered:
    """Takes the leader's story out of the workshop again; their name stays."""
    return _put(tx, replace(leader_words(tx), story=None))


def note_given(tx: Tx, contribution: str, text_hash: str) -> None:
    """Notes as which contribution the leader's story was given to the library, and which text."""
    words = replace(leader_words(tx), given=contribution, given_text=text_hash)
    tx.put_hidden("leader", words)


def leader_words(tx: Tx) -> LeaderWords:
    """Returns what the leader wrote."""
    words: LeaderWords = tx.hidden("leader", LeaderWords)
    return words


def leader_told(tx: Tx) -> bool:
    """True if the room has been shown what the leader wrote."""
    begun = opened_stages(tx)
    stage_begun = any(id_ in begun for id_ in tx.agenda.ids("go_first"))
    return stage_begun and bool(leader_words(tx).told)


def _put(tx: Tx, words: LeaderWords) -> Answered:
    if leader_told(tx):
        return Refused(refused="too_late", about="story")
    tx.put_hidden("leader", words)
    tx.changed = True
    return OK
