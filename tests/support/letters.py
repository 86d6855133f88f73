"""Letters to a teller, put beside a server that runs as the seal of a workshop would keep them."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.summary.summaries import plain
from tests.support.beside_contributor import library_of
from tests.support.contributing import TOLD, invites
from tests.support.tellers import put_in_library
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.protocol.summary import written_summary
from workshop.storage.heard_stories import remember_heard
from workshop.storage.letters import (
    LetterBatch,
    batches_of,
    end_decided,
    keep_batch,
    letters_to,
    pass_letters_on,
)
from workshop.storage.library import Sealed, keep_summary
from workshop.stories.contributing import KeyedLibrary

LETTERS = ("Me too, in spring.", "Thank you, Mara.", "We shall ask first.")
"""The letters of a room, in the order of their words."""
STORY = Story(
    title=TOLD["title"], lesson=TOLD["lesson"], source="", themes=(), questions=(),
    told_by=Teller(name=TOLD["name"], work=TOLD["work"]),
    steps=(
        StoryStep(kind="context", text=TOLD["context"]),
        StoryStep(kind="happened", text=TOLD["happened"]),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Wrote:
    """A finished workshop from which letters to the teller of a story came."""

    data: Path
    workshop: str
    story: str
    secret: str
    """The secret of the teller's link."""

    def waiting(self) -> list[LetterBatch]:
        """Returns the letters that wait for the facilitator."""
        with library_of(self.data) as library:
            return batches_of(library.session, library.keys, self.workshop)

    def let_through(self) -> tuple[str, ...]:
        """Returns the letters that the teller can read."""
        with library_of(self.data) as library:
            return letters_to(library.session, library.keys, self.story)

    def keys(self) -> list[str]:
        """Returns the parts of the story whose keys are there."""
        with library_of(self.data) as library:
            return sorted(library.keys.left_of(self.story))

    def decides(self, *through: str) -> None:
        """The facilitator decides, without their page."""
        (batch,) = self.waiting()
        with library_of(self.data) as library:
            pass_letters_on(library.session, library.keys, batch, through)
        with library_of(self.data) as library:
            end_decided(library.session, library.keys)


def soon(days: int = 7) -> str:
    """The day that it is in so many days."""
    return (datetime.now(UTC).astimezone() + timedelta(days)).date().isoformat()


def ready_story(data: Path, team: str = "") -> tuple[str, str]:
    """A story of a team in the library, whose teller wants letters; its id, and the secret of the
    teller's link."""
    made = invites(data, team=team)
    with library_of(data) as library:
        put_in_library(library, made.id, STORY)
    return made.id, made.secret


def writes(
    data: Path, team: str = "", of: str = "", letters: tuple[str, ...] = LETTERS, until: str = ""
) -> Wrote:
    """A workshop of a team is finished, and its phones have written to the teller of a story of the
    team `of`."""
    story, secret = ready_story(data, of)
    workshop = secrets.token_hex(6)
    with library_of(data) as library:
        _seal(library, workshop, team)
    batch_comes(data, LetterBatch(story, workshop, "story", team, until or soon(), letters))
    return Wrote(data, workshop, story, secret)


def batch_comes(data: Path, batch: LetterBatch) -> None:
    """Keeps letters, and that their workshop has heard the story."""

    with library_of(data) as library:
        keep_batch(library.session, library.keys, batch)
        remember_heard(library.session, [batch.story], batch.workshop, batch.team)


def _seal(library: KeyedLibrary, workshop: str, team: str) -> None:
    summary = plain(workshop=workshop, title="Quinces in the cellar")
    kept = Sealed(
        id=workshop, team=summary.team, title=summary.title, date=summary.date, trial=False,
        open_until=0, body=written_summary(summary), team_id=team,
    )  # fmt: skip
    keep_summary(library.session, kept)
