"""Stories whose last day comes while an open workshop still has to tell them."""

from dataclasses import replace

from tests.stories.test_contributing import STORY, in_library, kept
from tests.support.tellers import told_by_teller
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.ending.overdue import delete_overdue
from workshop.ending.throwing_away import delete_all
from workshop.storage.store import Store

NOW = 1_780_000_000.0
DAYS = 2
DAY = 86_400.0


def chosen(store: Store, story: str, *, trial: bool = False) -> str:
    """A workshop that has not begun and is to tell a story."""
    new = NewWorkshop(title="Spring", team="Payments", story=STORY, story_id=story, trial=trial)
    return create_workshop(store, new, NOW)


def limited(store: Store) -> str:
    """Keeps stories for some days only. Returns one whose days begin now."""
    store.settings = replace(store.settings, story_days=DAYS)
    story = told_by_teller(store, STORY)
    delete_overdue(store, NOW)
    return story


def test_a_story_that_an_open_workshop_is_to_tell_stays(store: Store) -> None:
    story = limited(store)
    id_ = chosen(store, story)
    delete_overdue(store, NOW + (DAYS + 1) * DAY)
    assert in_library(store, story) == STORY and kept(store, story).status == "ready"
    delete_all(store, id_)
    delete_overdue(store, NOW + (2 * DAYS + 1) * DAY)
    assert in_library(store, story) == STORY
    delete_overdue(store, NOW + (2 * DAYS + 2) * DAY)
    assert in_library(store, story) is None


def test_a_rehearsal_keeps_no_story(store: Store) -> None:
    story = limited(store)
    chosen(store, story, trial=True)
    delete_overdue(store, NOW + (DAYS + 1) * DAY)
    assert in_library(store, story) is None
