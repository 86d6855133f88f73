"""The stories of a laptop on a hosted server, where they belong to nobody yet."""

from dataclasses import replace

from msgspec.structs import replace as with_words
from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from workshop.storage.contributions import all_contributions, keep_contribution
from workshop.storage.library_stories import BETWEEN
from workshop.storage.story_tables import Contribution, LibraryStory, StoryTold
from workshop.stories.contributing import KeyedLibrary


def adopt_stories(library: KeyedLibrary, team: str) -> None:
    """Makes the stories that belong to nobody a team's, with those that are still being told.

    Whoever let them be told in any workshop on a laptop knew of no other team.
    """
    for one in all_contributions(library.session, library.keys):
        if not one.team and one.words and one.words.reach == "server":
            words = with_words(one.words, reach="team")
            keep_contribution(library.session, library.keys, replace(one, words=words))
    ours = update(LibraryStory).where(LibraryStory.team.is_(None))
    library.session.execute(ours.where(LibraryStory.reach == "server").values(reach="team"))
    for table in (LibraryStory, Contribution, StoryTold):
        library.session.execute(update(table).where(table.team.is_(None)).values(team=team))
    _rename_copies(library, team)


def _rename_copies(library: KeyedLibrary, team: str) -> None:
    """Gives stories from packs the ids of this team, by which the next version finds them."""
    story, told = aliased(LibraryStory), aliased(StoryTold)
    same_story = select(story.id).where(story.id == LibraryStory.id + team)
    same_told = select(told.story).where(
        told.story == StoryTold.story + team, told.workshop == StoryTold.workshop
    )
    for key, same in ((LibraryStory.id, same_story), (StoryTold.story, same_told)):
        # Where the team has such a copy already it stays, and so does this one.
        copies = update(key.class_).where(key.endswith(BETWEEN), ~same.exists())
        library.session.execute(copies.values({key: key + team}))
