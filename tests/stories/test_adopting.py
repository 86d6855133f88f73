"""A laptop's stories on a hosted server: they are the owner's alone, as its agendas are."""

from dataclasses import replace

from tests.stories.test_contributing import STORY, kept, library, sends
from workshop.storage.heard_stories import heard_by, remember_heard
from workshop.storage.library_stories import Added, add_story, added_story
from workshop.storage.store import Store
from workshop.storage.visible import Visible
from workshop.stories.adopting import adopt_stories
from workshop.stories.contributing import invite_contributor

OWN = "own-"
OTHERS = Visible(frozenset({"search"}))
TELLABLE = Added("", STORY, "own")


def test_what_was_for_any_workshop_on_a_laptop_is_for_no_other_team(store: Store) -> None:
    with library(store) as at:
        ours = add_story(at.session, TELLABLE)
        once = add_story(at.session, replace(TELLABLE, reach="once"))
        theirs = add_story(at.session, replace(TELLABLE, team="payments"))
        remember_heard(at.session, [ours], "w1", "")
        adopt_stories(at, OWN)
        adopt_stories(at, OWN)
        found = [added_story(at.session, id_) for id_ in (ours, once, theirs)]
        assert [(one.team, one.reach) for one in found if one] == [
            (OWN, "team"), (OWN, "once"), ("payments", "server"),
        ]  # fmt: skip
        assert heard_by(at.session, OWN) == {ours}
    with store.library.read(OTHERS) as session:
        assert added_story(session, ours) is None and added_story(session, theirs)


def test_a_story_that_is_being_told_keeps_its_editor_and_reaches_no_other_team(
    store: Store,
) -> None:
    with library(store) as at:
        id_ = invite_contributor(at, "", "", "for Mara")
        unread = invite_contributor(at, "", "", "for Ben")
    assert sends(store, id_)
    hidden = store.story_keys.read(unread)
    store.story_keys.destroy(unread)
    with library(store) as at:
        adopt_stories(at, OWN)
    one = kept(store, id_)
    assert (one.team, one.editor) == (OWN, "") and one.words and one.words.reach == "team"
    assert hidden and kept(store, unread).team == OWN


def test_a_copy_from_a_pack_gets_the_id_by_which_the_next_version_finds_it(store: Store) -> None:
    with library(store) as at:
        for id_ in ("a.", "b.", f"b.{OWN}"):
            add_story(at.session, replace(TELLABLE, id=id_))
        remember_heard(at.session, ["a.", "b."], "w1", "")
        adopt_stories(at, OWN)
        assert added_story(at.session, f"a.{OWN}") and added_story(at.session, "a.") is None
        assert added_story(at.session, "b.") and heard_by(at.session, OWN) >= {f"a.{OWN}"}
