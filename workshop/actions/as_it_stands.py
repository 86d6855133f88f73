"""Where a workshop stands, as a transaction finds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from workshop.actions.answers import is_open
from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.state import CardFlags
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Carried, OpenCard
from workshop.views.on_show import heard


def card_numbers(tx: Tx) -> set[int]:
    """Returns the numbers of the revealed cards, without the answers to a question about one."""
    rounds = [one.n for one in tx.state.rounds if not one.about]
    return {*tx.connection.execute(select(OpenCard.n).where(OpenCard.round.in_(rounds))).scalars()}


def not_free(cards: CardFlags) -> set[int]:
    """Returns the numbers of the revealed cards that are sensitive or taken off."""
    return {*cards.sensitive, *cards.off}


@dataclass(frozen=True)
class AsItStands:
    """A `views.on_show.OnShow`; each part is read when it is asked for."""

    tx: Tx

    @property
    def state(self) -> Any:
        """The fields of the state."""
        return self.tx.state

    @property
    def agenda(self) -> Agenda:
        """The workshop's agenda."""
        return self.tx.agenda

    @property
    def stage(self) -> Stage:
        """The current stage."""
        return self.tx.agenda.stages[self.position]

    @property
    def position(self) -> int:
        """The place of the current stage in the agenda."""
        return self.tx.position

    @property
    def rounds(self) -> Sequence[str]:
        """The id of each round's stage, in the order in which they were opened."""
        return [one.stage for one in self.tx.state.rounds]

    @property
    def story(self) -> Story:
        """The story."""
        first: Story = self.tx.hidden("story", Story)
        return first

    @property
    def second_story(self) -> Story | None:
        """The story of the second story stage, where the agenda has one."""
        second: Story | None = self.tx.hidden("second_story", Story | None)
        return second

    @property
    def collecting(self) -> bool:
        """True if the current round collects."""
        return is_open(self.tx, self.tx.state.round)

    @property
    def revealed(self) -> int:
        """Number of revealed cards."""
        return len(card_numbers(self.tx))

    @property
    def answered(self) -> int:
        """Number of answers on show."""
        shown = select(func.count()).select_from(OpenCard)
        of_round = shown.where(OpenCard.round == self.state.round)
        return self.tx.connection.execute(of_round).scalar_one()

    @property
    def free(self) -> int:
        """Number of revealed cards that are neither sensitive nor taken off."""
        return len(card_numbers(self.tx) - not_free(self.tx.state.cards))

    @property
    def followed(self) -> int:
        """Number of commitments of earlier workshops."""
        return self.tx.connection.execute(select(func.count()).select_from(Carried)).scalar_one()

    def told(self) -> list[Story]:
        """The stories that the room has heard, in the order in which the agenda tells them."""
        stories = {"story": self.story, "story2": self.second_story}
        return [one for name, one in stories.items() if one and name in heard(self)]
