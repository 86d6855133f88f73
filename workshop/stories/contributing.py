"""The acts of a contributor and of their story's editor, from the invitation into the library; the
ways out again are in `ways_out`.

Nothing is told before its contributor has agreed to exactly that text. Sending is agreeing to what
was sent; what an editor proposes waits until it is agreed to by its hash.
"""

import secrets
from dataclasses import dataclass, replace

from msgspec.structs import replace as with_words
from sqlalchemy.orm import Session

from workshop.protocol.story import Story, Teller
from workshop.storage.contributions import (
    Contributed,
    ContributionWords,
    Naming,
    Status,
    contribution,
    keep_contribution,
)
from workshop.storage.keyring import StoryKeys
from workshop.storage.library_stories import (
    Added,
    Consent,
    Reach,
    added_story,
    copies_of,
    put_anew,
)
from workshop.stories.consent_hash import story_hash

NAMINGS: tuple[Naming, ...] = ("named", "first_name", "unnamed")
"""From the most that is said of a contributor to the least: it goes only this way."""


def story_as_named(story: Story, naming: Naming) -> Story:
    """Returns a story with as much of its teller as a naming says."""
    teller = story.told_by
    if naming == "first_name":
        first = teller.name.split()[:1]
        return with_words(story, told_by=Teller(name=" ".join(first), work=teller.work))
    return with_words(story, told_by=Teller()) if naming == "unnamed" else story


TERMS_VERSION = "1"
"""The version of the terms to which contributors agree, as docs/contributors.md has them."""
WITH_EDITOR: tuple[Status, ...] = ("received", "being_read")
"""The editor may propose, take or decline it."""
WITH_CONTRIBUTOR: tuple[Status, ...] = ("your_turn",)
UNFINISHED: tuple[Status, ...] = ("invited", *WITH_EDITOR, *WITH_CONTRIBUTOR)
"""An editor still has something to decide about it, or may have."""
WITHOUT_END: tuple[Status, ...] = (*UNFINISHED, "ready")
"""An editor is asked if its contributor says so to withdraw it."""
EDITOR_SENTENCE_CHARS = 400
"""The most characters of an editor's sentence for a contributor."""


@dataclass(frozen=True)
class KeyedLibrary:
    """The library's transaction, and the keys of the contributions in it."""

    session: Session
    keys: StoryKeys

    def contribution_in(self, id_: str, *statuses: Status) -> Contributed | None:
        """Returns a contribution if its status is one of these, or else None."""
        one = contribution(self.session, self.keys, id_)
        return one if one and one.status in statuses else None

    def put(self, one: Contributed) -> None:
        """Keeps a contribution that was changed; its last day is reckoned anew."""
        keep_contribution(self.session, self.keys, replace(one, keep_until=""))


@dataclass(frozen=True)
class Sent:
    """A story as its contributor sends it on a day. Nobody gets to know here what a naming leaves
    out."""

    story: Story
    naming: Naming
    reach: Reach
    day: str
    packs: bool = False
    letters: bool = False


def invite_contributor(
    library: KeyedLibrary, team: str, editor: str, label: str, until: str = ""
) -> str:
    """Begins a contribution to be told by somebody until a day; gives its id. `editor` reads it,
    and nobody else."""
    id_ = secrets.token_hex(8)
    words = ContributionWords(label=label)
    keep_contribution(
        library.session, library.keys, Contributed(id_, team, editor, "invited", words, until)
    )
    return id_


def send(library: KeyedLibrary, id_: str, sent: Sent) -> bool:
    """Takes what a contributor has told; False where it was sent before, or has ended.

    The story's name is put as its naming says, whatever else the page has sent.
    """
    one = library.contribution_in(id_, "invited")
    if one is None:
        return False
    # Of an invitation that came back without its key only the label is lost.
    words = with_words(
        one.words or ContributionWords(label=""), story=story_as_named(sent.story, sent.naming),
        naming=sent.naming, reach=sent.reach, packs=sent.packs, letters=sent.letters,
        agreed=sent.day,
    )  # fmt: skip
    library.put(replace(one, status="received", words=words))
    return True


def begin_reading(library: KeyedLibrary, id_: str) -> None:
    """Notes that its editor has opened it."""
    one = library.contribution_in(id_, "received")
    if one:
        library.put(replace(one, status="being_read"))


def propose_text(library: KeyedLibrary, id_: str, story: Story, wish: str = "") -> bool:
    """Proposes another text to the contributor; False where it is not the editor's turn.

    Whose name it carries is the contributor's own choice, and stays.
    """
    one = library.contribution_in(id_, *WITH_EDITOR)
    if one is None or one.words is None or one.words.story is None:
        return False
    proposal = with_words(story, told_by=one.words.story.told_by)
    if proposal == one.words.story:
        return False
    words = with_words(one.words, proposal=proposal, said=wish)
    library.put(replace(one, status="your_turn", words=words))
    return True


def accept_story(library: KeyedLibrary, id_: str) -> bool:
    """Takes a story into the library as it was sent; False where it is not the editor's turn."""
    one = library.contribution_in(id_, *WITH_EDITOR)
    if one is None or one.words is None or one.words.story is None:
        return False
    return _into_library(library, one, one.words.story, one.words.agreed)


def agree(library: KeyedLibrary, id_: str, text_hash: str, today: str) -> bool:
    """Takes the proposed story into the library, if it is the one whose hash was agreed to."""
    one = library.contribution_in(id_, *WITH_CONTRIBUTOR)
    proposal = one.words.proposal if one and one.words else None
    if one is None or proposal is None or story_hash(proposal) != text_hash:
        return False
    return _into_library(library, one, proposal, today)


def answer_proposal(library: KeyedLibrary, id_: str, story: Story, today: str) -> bool:
    """Sends another text back to the editor in place of what they proposed: that of the
    contributor, who has agreed to it by sending it."""
    one = library.contribution_in(id_, *WITH_CONTRIBUTOR)
    if one is None or one.words is None:
        return False
    words = with_words(
        one.words,
        story=story_as_named(story, one.words.naming),
        proposal=None,
        said="",
        agreed=today,
    )
    library.put(replace(one, status="received", words=words))
    return True


def decline(library: KeyedLibrary, id_: str, reason: str) -> bool:
    """Does not take a story; what was told is destroyed, and the reason stays for its teller."""
    one = library.contribution_in(id_, *WITH_EDITOR)
    if one is None or one.words is None:
        return False
    # Under a new key: no copy of the file can show any more what lay under the old one.
    library.keys.destroy(id_)
    words = ContributionWords(label="", said=reason)
    library.put(replace(one, status="declined", words=words))
    return True


def lower_name(library: KeyedLibrary, id_: str, naming: Naming, today: str) -> bool:
    """Says less of its contributor from here on; False where that would say more, or it has
    ended."""
    one = contribution(library.session, library.keys, id_)
    if one is None or one.words is None or one.words.story is None:
        return False
    if NAMINGS.index(naming) <= NAMINGS.index(one.words.naming):
        return False
    words = with_words(
        one.words, naming=naming, story=story_as_named(one.words.story, naming),
        proposal=story_as_named(one.words.proposal, naming) if one.words.proposal else None,
    )  # fmt: skip
    library.put(replace(one, words=words))
    for place in (id_, *copies_of(library.session, id_)):
        told = added_story(library.session, place)
        if told:
            story = story_as_named(told.story, naming)
            consent = Consent(story_hash(story), TERMS_VERSION, today)
            put_anew(library.session, replace(told, story=story, consent=consent))
    return True


def want_letters(library: KeyedLibrary, id_: str, *, on: bool) -> bool:
    """Says whether its contributor wants letters from here on; False where it has ended. What came
    before stays."""
    one = contribution(library.session, library.keys, id_)
    if one is None or one.words is None or one.words.story is None:
        return False
    library.put(replace(one, words=with_words(one.words, letters=on)))
    return True


def take_over(library: KeyedLibrary, id_: str, editor: str) -> bool:
    """Gives a contribution that has not ended another editor; its contributor's pages stay."""
    one = library.contribution_in(id_, *WITHOUT_END)
    if one is None:
        return False
    keep_contribution(library.session, library.keys, replace(one, editor=editor))
    return True


def _into_library(library: KeyedLibrary, one: Contributed, story: Story, agreed: str) -> bool:
    if one.words is None or one.id in library.keys.withdrawn():
        return False
    consent = Consent(story_hash(story), TERMS_VERSION, agreed)
    added = Added(
        one.id,
        story,
        "contributed",
        one.team,
        one.words.reach,
        consent=consent,
        packs=one.words.packs,
    )
    put_anew(library.session, added)
    words = with_words(one.words, story=story, proposal=None, said="", agreed=agreed)
    library.put(replace(one, status="ready", words=words))
    return True


NO_EDITOR = "-"
"""The editor of a story that nobody has asked for; no person has this id, and "" is the owner."""
OVER_STATES: tuple[Status, ...] = ("declined", "withdrawn")


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
    return one is not None and one.status not in OVER_STATES
