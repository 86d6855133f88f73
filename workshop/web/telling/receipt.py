"""Where a contribution stands, as its contributor is shown it."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from workshop.protocol.change_commands import mark_of
from workshop.protocol.story import Story
from workshop.storage.contributions import Contributed, Naming, Status
from workshop.storage.heard_stories import times_known, times_told
from workshop.storage.letters import letters_to
from workshop.storage.library_stories import Reach, added_story
from workshop.storage.people_tables import Person
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import NAMINGS
from workshop.stories.difference import PartChange
from workshop.summary.formats.paper_style import seam_points
from workshop.web.guarding.addresses import qr_rows
from workshop.web.services import reads, reads_all, services
from workshop.web.telling.changes import every_part

REACHED: dict[Status, int] = {"received": 1, "being_read": 2, "your_turn": 2, "ready": 3}
"""The places of the line up to which a status is gold: received, being read, ready, told."""


@dataclass(frozen=True)
class Receipt:
    """A contribution for its contributor. `story` is the text to which they have agreed, None
    where it is erased; `url` the receipt's link, "" but on the one page that shows it."""

    id: str
    status: Status
    asker: str
    story: Story | None
    said: str
    told: int
    known: int
    """In how many of the workshops that told it most people had been there."""
    naming: Naming
    reach: Reach
    packs: bool
    wants_letters: bool
    letters: tuple[str, ...]
    """The letters that were let through, in the order of their words."""
    url: str = ""
    qr: tuple[str, ...] = ()
    changes: list[tuple[str, PartChange]] = field(default_factory=list)
    """Every part of the proposed text, with its name and its difference; empty without one."""
    hash: str = ""
    """The hash of the proposed text; "" where none is proposed."""

    @property
    def reached(self) -> int:
        """How many places of the line are gold."""
        return 4 if self.told else REACHED.get(self.status, 0)

    @property
    def letters_seen(self) -> str:
        """Marks the letters that are shown: no others are erased with them."""
        return mark_of(*self.letters)

    @property
    def lower(self) -> tuple[Naming, ...]:
        """The namings that say less than the present one."""
        return NAMINGS[NAMINGS.index(self.naming) + 1 :] if self.story else ()

    def down(self, text: str) -> str:
        """Returns the corners of a seam that runs down."""
        corners = (one.split(",") for one in seam_points(text).split())
        return " ".join(f"{across},{along}" for along, across in corners)


def receipt(one: Contributed, secret: str = "") -> Receipt:
    """Returns where a contribution stands; the link of its receipt, if it was just made."""
    words = one.words
    url = services().addresses.entrance(secret)
    told, known = _told(one.id) if one.status == "ready" else (0, 0)
    # A copy that was restored without the keys has what is in the library, which is the same text.
    story, proposal = (words.story, words.proposal) if words else (_added(one), None)
    return Receipt(
        id=one.id,
        status=one.status,
        asker=asker(one),
        story=story,
        said=words.said if words else "",
        told=told,
        known=known,
        naming=words.naming if words else "unnamed",
        reach=words.reach if words else "team",
        packs=bool(words and words.packs),
        wants_letters=bool(words and words.letters),
        letters=reads(letters_to)(services().store.story_keys, one.id) if story else (),
        url=url,
        qr=qr_rows(url) if url else (),
        changes=every_part(story, proposal) if story and proposal else [],
        hash=story_hash(proposal) if proposal else "",
    )


def asker(one: Contributed) -> str:
    """Returns the name of the facilitator who has asked for a story; "" where nobody knows it."""
    return reads_all(person_name)(one.editor)


def _added(one: Contributed) -> Story | None:
    found = reads_all(added_story)(one.id) if one.status == "ready" else None
    return found.story if found else None


def person_name(session: Session, person: str) -> str:
    """Somebody’s name; "" on a laptop, where nobody signs in."""
    row = session.get(Person, person)
    return row.name if row else ""


@reads_all
def _told(session: Session, id_: str) -> tuple[int, int]:
    """Whichever teams heard it: two numbers, and nothing of them."""
    return times_told(session, [id_]).get(id_, 0), times_known(session, id_)
