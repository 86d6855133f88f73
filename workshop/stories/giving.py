"""A leader gives the story of their workshop to the library, where it goes the way of any other."""

from workshop.storage.contributions import Contributed, ContributionWords, Status, contribution
from workshop.storage.contributions import keep as keep_contribution
from workshop.stories.contributing import KeyedLibrary, Sent, send

NO_EDITOR = "-"
"""The editor of a story that nobody has asked for; no person has this id, and "" is the owner."""
OVER: tuple[Status, ...] = ("declined", "withdrawn")


def give(library: KeyedLibrary, id_: str, team: str, sent: Sent) -> bool:
    """Begins a contribution of exactly this text, to which its teller has agreed by giving it.

    It has no editor yet: on a hosted server a facilitator of the team takes it over. False if
    there is one with this id.
    """
    if contribution(library.session, library.keys, id_) is not None:
        return False
    words = ContributionWords(label=sent.story.told_by.name)
    begun = Contributed(id_, team, NO_EDITOR, "invited", words)
    keep_contribution(library.session, library.keys, begun)
    return send(library, id_, sent)


def is_given(library: KeyedLibrary, id_: str) -> bool:
    """True if a story that was given is in the library, or with its editor."""
    one = contribution(library.session, library.keys, id_) if id_ else None
    return one is not None and one.status not in OVER
