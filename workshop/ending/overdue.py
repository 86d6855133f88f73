"""The deletion of what is kept no longer: summaries, stories, letters, contacts and sign-ins."""

import logging

from sqlalchemy.orm import Session

from workshop.ending.throwing_away import delete_marked
from workshop.ending.withdrawn_stories import stories_in
from workshop.people.desk_log import delete_old_entries
from workshop.people.links import end_overdue
from workshop.storage.letters import delete_letters_from, end_decided, end_overdue_letters
from workshop.storage.library import day_of, delete_summary, end_contacts, open_workshops
from workshop.storage.library_stories import id_in_packs
from workshop.storage.longest_times import bound_prepared, bound_summaries, outlived
from workshop.storage.store import Store
from workshop.storage.story_days import outlived_stories, reckon_anew
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.story_limits import end_outlived_stories

log = logging.getLogger(__name__)


def delete_overdue(store: Store, now: float) -> list[str]:
    """Deletes each summary and each story whose last day is over, contacts that no phone is shown
    any more, and discarded workshops; gives the workshops of which something has changed."""
    try:
        delete_marked(store)
        waiting = _stories_that_wait(store, day_of(now))
        with store.library.begin() as session:
            reckon_anew(session, waiting)
            _keep_to_limits(session, store, now)
            found = outlived(session, day_of(now))
            for id_ in found:
                delete_letters_from(session, store.story_keys, id_)
                delete_summary(session, id_)
            delete_old_entries(session, day_of(now))
            end_decided(session, store.story_keys)
            end_overdue_letters(session, store.story_keys, day_of(now))
            return [*found, *end_contacts(session, now)]
    except Exception:
        log.exception("something could not be deleted yet")
        return []


def end_due_sign_ins(store: Store, now: float) -> list[bytes]:
    """Ends each link and each sign-in whose last day is over; gives those of the people who may
    still have a desk open."""
    try:
        with store.library.begin() as session:
            return end_overdue(session, day_of(now))
    except Exception:
        log.exception("sign-ins that are over could not be ended yet")
        return []


def _stories_that_wait(store: Store, today: str) -> list[str]:
    """Returns the stories whose last day is over and that an open workshop has yet to tell: the
    person who sent one is not told that it has gone while a room still hears it."""
    with store.library.read() as session:
        over = outlived_stories(session, today)
        open_ = [one.id for one in open_workshops(session) if over and not one.trial]
    there = frozenset().union(*(stories_in(store, id_) for id_ in open_))
    return [story for story in over if id_in_packs(story) in there]


def _keep_to_limits(session: Session, store: Store, now: float) -> None:
    settings, today = store.settings, day_of(now)
    bound_summaries(session, today, settings.summary_days)
    bound_prepared(session, now, settings.prepared_days)
    end_outlived_stories(KeyedLibrary(session, store.story_keys), today, settings.story_days)
