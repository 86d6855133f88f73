"""Contributors: nothing is told before they have agreed to exactly that text, and what they take
back is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace
from sqlalchemy import select, update

from tests.support.put_teams import put_teams
from tests.support.room import new_store
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.settings import Settings
from workshop.storage.contributions import Contributed, Naming, contribution, contributions
from workshop.storage.heard_stories import remember_heard
from workshop.storage.library_stories import Wanted, added_story, find_stories
from workshop.storage.store import Store
from workshop.storage.story_tables import Contribution
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import (
    NAMINGS,
    KeyedLibrary,
    Sent,
    accept_story,
    agree,
    answer_proposal,
    begin_reading,
    decline,
    invite_contributor,
    lower_name,
    propose_text,
    send,
)
from workshop.stories.ways_out import call_off, end_withdrawn, take_down, withdraw_story

DAY = "2026-11-28"
CANARY = "quinces in the cellar"
STORY = Story(
    title="The lock",
    lesson="Ask twice.",
    told_by=Teller(name="Mara Quill", work="people team", place="Leeds"),
    source="",
    themes=("keys",),
    steps=(
        StoryStep(kind="context", text="A door."),
        StoryStep(kind="happened", text=f"It shut, with {CANARY}."),
    ),
    questions=(),
)
OTHER = replace(STORY, lesson="Ask three times.")


TEAMS = ("payments", "search", "own-")
"""The teams in the tests of stories, by their ids; the last one is the owner alone."""


@contextmanager
def library(store: Store) -> Iterator[KeyedLibrary]:
    with store.library.begin() as session:
        put_teams(session, *TEAMS)
        yield KeyedLibrary(session, store.story_keys)


def invited(store: Store, editor: str = "ed") -> str:
    with library(store) as at:
        return invite_contributor(at, "payments", editor, "for Mara")


def sends(store: Store, id_: str, naming: Naming = "named", story: Story = STORY) -> bool:
    with library(store) as at:
        return send(at, id_, Sent(story, naming, "server", DAY))


def kept(store: Store, id_: str) -> Contributed:
    with library(store) as at:
        found = contribution(at.session, at.keys, id_)
    assert found
    return found


def in_library(store: Store, id_: str) -> Story | None:
    with library(store) as at:
        found = added_story(at.session, id_)
    return found.story if found else None


def on_disk(store: Store) -> bytes:
    store.thread.run(store.library.close)
    folder = store.settings.data
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_story_is_taken_as_it_was_sent_with_its_consent(store: Store) -> None:
    id_ = invited(store)
    assert kept(store, id_).status == "invited"
    assert sends(store, id_) and not sends(store, id_)
    assert kept(store, id_).status == "received" and in_library(store, id_) is None
    with library(store) as at:
        begin_reading(at, id_)
        assert accept_story(at, id_)
        added = added_story(at.session, id_)
    assert added and added.story == STORY and added.origin == "contributed"
    assert added.consent and added.consent.hash == story_hash(STORY)
    assert added.consent.day == DAY and added.reach == "server"
    assert kept(store, id_).status == "ready"


def test_a_proposal_is_told_only_once_its_contributor_agreed_to_exactly_that(
    store: Store,
) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        assert not propose_text(at, id_, STORY)
        assert propose_text(
            at, id_, replace(OTHER, told_by=Teller(name="Somebody else")), "Clearer?"
        )
        assert not accept_story(at, id_) and not propose_text(at, id_, STORY)
        assert not agree(at, id_, story_hash(STORY), DAY)
        assert added_story(at.session, id_) is None
        assert agree(at, id_, story_hash(OTHER), DAY)
    assert in_library(store, id_) == OTHER


def test_a_contributor_may_answer_with_a_text_of_their_own(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    third = replace(STORY, lesson="Look twice.")
    with library(store) as at:
        propose_text(at, id_, OTHER, "Clearer?")
        assert answer_proposal(at, id_, third, DAY) and not agree(at, id_, story_hash(OTHER), DAY)
        assert accept_story(at, id_)
    assert in_library(store, id_) == third


@pytest.mark.parametrize(
    ("naming", "teller"),
    [
        ("named", STORY.told_by),
        ("first_name", Teller(name="Mara", work="people team")),
        ("unnamed", Teller()),
    ],
)
def test_the_server_is_told_no_more_of_a_contributor_than_they_chose(
    store: Store, naming: Naming, teller: Teller
) -> None:
    id_ = invited(store)
    sends(store, id_, naming)
    words = kept(store, id_).words
    assert words and words.story and words.story.told_by == teller


def test_a_name_is_lowered_at_any_time_and_never_raised(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        accept_story(at, id_)
        remember_heard(at.session, [id_], "w1", "payments")
        assert lower_name(at, id_, "first_name", DAY)
        assert not lower_name(at, id_, "named", DAY) and not lower_name(at, id_, "first_name", DAY)
        assert lower_name(at, id_, "unnamed", DAY)
        added = added_story(at.session, id_)
    assert added and added.story.told_by == Teller()
    assert added.consent and added.consent.hash == story_hash(added.story)
    assert b"Mara" not in on_disk(store)


def test_a_name_is_lowered_in_what_waits_as_well(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        propose_text(at, id_, OTHER)
        assert lower_name(at, id_, "unnamed", DAY)
        words = contribution(at.session, at.keys, id_)
    assert words and words.words and words.words.proposal
    assert words.words.proposal.told_by == Teller()


def test_a_draft_is_found_nowhere_on_disk_and_only_by_its_editor(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        assert [one.id for one in contributions(at.session, at.keys, "ed")] == [id_]
        assert contributions(at.session, at.keys, "") == []
    disk = on_disk(store)
    assert CANARY.encode() not in disk and b"Mara" not in disk


def test_what_is_declined_is_destroyed_and_its_reason_stays(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        before = at.keys.read(id_)
        assert decline(at, id_, "It names a customer.")
        assert before != at.keys.read(id_)
    one = kept(store, id_)
    assert one.status == "declined" and one.words
    assert one.words.said == "It names a customer." and one.words.story is None
    assert one.words.label == ""


def test_what_is_withdrawn_is_gone_and_no_older_library_brings_it_back(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        accept_story(at, id_)
        remember_heard(at.session, [id_], "w1", "payments")
        older = added_story(at.session, id_), contribution(at.session, at.keys, id_)
        withdraw_story(at, id_)
        assert at.keys.withdrawn() == {id_} and at.keys.read(id_) is None
    assert kept(store, id_).status == "withdrawn" and in_library(store, id_) is None
    assert older[0] and older[1]
    with library(store) as at:
        from workshop.storage.contributions import keep_contribution
        from workshop.storage.library_stories import add_story

        add_story(at.session, older[0])
        keep_contribution(at.session, at.keys, older[1])
        end_withdrawn(at)
        assert find_stories(at.session, Wanted()) == []
    assert kept(store, id_).status == "withdrawn" and kept(store, id_).words is None
    assert CANARY.encode() not in on_disk(store)


def test_a_draft_of_an_older_library_can_t_be_read_once_it_was_declined(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        body = at.session.scalar(select(Contribution.body).where(Contribution.id == id_))
        decline(at, id_, "No.")
        at.session.execute(update(Contribution).values(body=body, status="received"))
    assert kept(store, id_).words is None
    with library(store) as at:
        assert not accept_story(at, id_) and not propose_text(at, id_, OTHER)
        assert not decline(at, id_, "x")


def test_what_is_taken_out_at_the_desk_says_so_to_its_contributor(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        accept_story(at, id_)
        before = at.keys.read(id_)
        take_down(at, id_)
        assert before != at.keys.read(id_)
    one = kept(store, id_)
    assert in_library(store, id_) is None and one.status == "declined"
    assert one.words and one.words.story is None and one.words.said == ""
    assert CANARY.encode() not in on_disk(store)


def test_an_invitation_is_called_off_only_before_something_came(store: Store) -> None:
    first, second = invited(store), invited(store)
    sends(store, second)
    with library(store) as at:
        assert call_off(at, first) and not call_off(at, second)
        assert contribution(at.session, at.keys, first) is None and at.keys.read(first) is None


def test_a_library_without_its_keys_still_says_what_was_withdrawn(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    with library(store) as at:
        accept_story(at, id_)
        withdraw_story(at, id_)
    (store.settings.keys / "stories" / "withdrawn").unlink()
    with library(store) as at:
        assert at.keys.withdrawn() == set()
        end_withdrawn(at)
        assert at.keys.withdrawn() == {id_}


def test_a_withdrawal_is_noted_behind_one_that_was_cut_off(store: Store) -> None:
    id_ = invited(store)
    sends(store, id_)
    (store.settings.keys / "stories" / "withdrawn").write_text("0123")
    with library(store) as at:
        withdraw_story(at, id_)
        assert id_ in at.keys.withdrawn()


def test_an_invitation_that_came_back_without_its_key_can_still_be_told(store: Store) -> None:
    id_ = invited(store)
    store.story_keys.destroy(id_)
    assert kept(store, id_).words is None
    assert sends(store, id_)
    words = kept(store, id_).words
    assert words and words.story == STORY


stories = st.builds(
    lambda lesson, theme: replace(STORY, lesson=lesson, themes=(theme,)),
    st.sampled_from(["Ask twice.", "Ask three times.", "Look."]),
    st.sampled_from(["keys", "doors"]),
)
namings = st.sampled_from(NAMINGS)


class Contributing(RuleBasedStateMachine):
    """Everything that can be done to contributions, in any order, with restarts between."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.store = new_store(Path(self._folder.name))
        self.agreed: dict[str, set[str]] = {}
        """The hashes of all texts to which each contributor has agreed."""
        self.gone: set[str] = set()

    def teardown(self) -> None:
        self.store.close()
        self._folder.cleanup()

    def _agrees(self, id_: str, story: Story) -> None:
        self.agreed.setdefault(id_, set()).update(
            story_hash(replace(story, told_by=one))
            for one in (story.told_by, Teller(name="Mara", work="people team"), Teller())
        )

    @rule(target=ids)
    def invites(self) -> str:
        return invited(self.store)

    @rule(id_=ids, story=stories, naming=namings)
    def sends(self, id_: str, story: Story, naming: Naming) -> None:
        if sends(self.store, id_, naming, story):
            self._agrees(id_, story)

    @rule(id_=ids, story=stories)
    def proposes(self, id_: str, story: Story) -> None:
        with library(self.store) as at:
            begin_reading(at, id_)
            propose_text(at, id_, story)

    @rule(id_=ids)
    def accepts(self, id_: str) -> None:
        with library(self.store) as at:
            accept_story(at, id_)

    @rule(id_=ids, story=stories)
    def agrees_to_what_they_saw(self, id_: str, story: Story) -> None:
        words = kept(self.store, id_).words
        seen = replace(story, told_by=words.story.told_by) if words and words.story else story
        self._agrees(id_, seen)
        with library(self.store) as at:
            agree(at, id_, story_hash(seen), DAY)

    @rule(id_=ids, story=stories)
    def answers(self, id_: str, story: Story) -> None:
        with library(self.store) as at:
            if answer_proposal(at, id_, story, DAY):
                self._agrees(id_, story)

    @rule(id_=ids)
    def declines(self, id_: str) -> None:
        with library(self.store) as at:
            decline(at, id_, "No.")

    @rule(id_=ids, naming=namings)
    def lowers(self, id_: str, naming: Naming) -> None:
        with library(self.store) as at:
            lower_name(at, id_, naming, DAY)

    @rule(id_=ids)
    def withdraws(self, id_: str) -> None:
        with library(self.store) as at:
            withdraw_story(at, id_)
        self.gone.add(id_)

    @rule()
    def starts_again(self) -> None:
        self.store.close()
        self.store = Store(Settings(data=self.store.settings.data))
        with library(self.store) as at:
            end_withdrawn(at)

    @invariant()
    def only_what_was_agreed_to_is_in_the_library(self) -> None:
        with library(self.store) as at:
            for id_ in find_stories(at.session, Wanted()):
                added = added_story(at.session, id_)
                assert added and added.consent and id_ not in self.gone
                assert added.consent.hash == story_hash(added.story)
                assert added.consent.hash in self.agreed[id_]


Contributing.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, derandomize=True
)
test_any_order_of_acts_tells_only_what_was_agreed_to = Contributing.TestCase
