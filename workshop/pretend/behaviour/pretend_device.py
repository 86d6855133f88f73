"""The device of a pretend person: its memory, and the kind of person who holds it."""

import random
from dataclasses import dataclass, field

from workshop.pretend.behaviour.sayings import CardText, PersonTexts
from workshop.protocol import commands
from workshop.protocol.base import Handle

DeviceCommand = commands.Command


@dataclass
class OwnCard:
    """A card that this device has written."""

    key: str
    round: int
    text: CardText
    may_stand: bool
    complete: bool
    """True if the card says already what it taught."""


@dataclass
class PretendDevice:
    """A device, with all that it remembers of its own acts. No view ever tells these."""

    part: PersonTexts
    seed: str
    asks: bool = False
    """True if this person would like a word with the facilitator; at most one person does."""
    cards: list[OwnCard] = field(default_factory=list)
    told: dict[int, int] = field(default_factory=dict)
    """Number of cards that the device has sent in each round, also those that it took back."""
    votes: dict[int, dict[Handle, int]] = field(default_factory=dict)
    """By round and lesson."""

    def mood(self, occasion: str) -> random.Random:
        """Chance for one occasion: the same person on the same occasion does the same again."""
        return random.Random(f"{self.seed} {occasion}")

    def inclined(self, occasion: str, share: float) -> bool:
        """True if this person is one of the `share` of people who do a thing."""
        return self.mood(f"{occasion}?").random() < share

    def written(self, round_: int) -> list[OwnCard]:
        """The cards of a round."""
        return [card for card in self.cards if card.round == round_]

    def next_text(self) -> CardText:
        """Returns the text of the next card."""
        return self.part.cards[sum(self.told.values()) % len(self.part.cards)]

    def begun(self, round_: int) -> int:
        """Counts the cards that the device has sent in a round."""
        return self.told.get(round_, 0)

    def placed(self, round_: int) -> dict[Handle, int]:
        """Returns this device's votes of a round, by lesson."""
        return self.votes.setdefault(round_, {})

    def note(self, key: str, command: DeviceCommand) -> None:
        """Remembers a command that the server has stored."""
        match command:
            case commands.WriteCard(round=round_, learned=learned, may_stand=ticked):
                text = self.next_text()
                complete = learned == text.learned
                self.cards.append(OwnCard(key, round_, text, ticked, complete))
                self.told[round_] = self.begun(round_) + 1
            case commands.EditCard(card=card):
                for own in self.cards:
                    own.complete |= own.key == card
            case commands.WithdrawCard(card=card):
                self.cards = [own for own in self.cards if own.key != card]
            case commands.Vote(round=round_, lesson=lesson, votes=votes):
                self.placed(round_)[lesson] = votes
            case _:
                pass
