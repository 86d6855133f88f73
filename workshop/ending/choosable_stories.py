"""The stories of the library that an open workshop may be given."""

from workshop.ending.withdrawn_stories import stories_in, workshops_with
from workshop.people.members import team_of_workshop
from workshop.storage.library import open_workshops
from workshop.storage.library_stories import Added, added_story
from workshop.storage.store import Store
from workshop.storage.visible import EVERYTHING, Visible
from workshop.stories.pack import built_in_pack


def may_choose(store: Store, workshop: str, story: str) -> bool:
    """True if the team of an open workshop may tell a story there, by its id; "" is a story of
    their own. For the database thread."""
    if not story or story in built_in_pack().by_id:
        return True
    with store.library.read() as session:
        team = team_of_workshop(session, workshop)
    found = told_by_team(store, story, team)
    return found is not None and not promised_elsewhere(store, story, found.reach, workshop)


def told_by_team(store: Store, story: str, team: str) -> Added | None:
    """Returns a story that people have added, if a team may tell it, by the team's id; None
    otherwise. For the database thread."""
    seen = Visible(frozenset({team})) if store.settings.hosted else EVERYTHING
    with store.library.read(seen) as session:
        return added_story(session, story)


def stories_to_come(store: Store, team: str) -> frozenset[str]:
    """Returns the stories that open workshops of a team tell or have told, by their ids in packs;
    none for "". For the database thread."""
    with store.library.read() as session:
        theirs = [
            one.id for one in open_workshops(session)
            if team and one.team_id == team and not (one.trial or one.sealing)
        ]  # fmt: skip
    return frozenset().union(*(stories_in(store, id_) for id_ in theirs))


def promised_elsewhere(store: Store, story: str, reach: str, but: str = "") -> bool:
    """True if a story may be told in one workshop, and an open one other than `but` has it. For
    the database thread."""
    if reach != "once":
        return False
    with store.library.read() as session:
        real = {one.id for one in open_workshops(session) if not one.trial}
    return bool(real.intersection(workshops_with(store, [story])) - {but})
