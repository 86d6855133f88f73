"""How pretend people write: a card or two, better words for it, taken back, nothing to add."""

from collections.abc import Callable, Iterator
from secrets import token_hex

from workshop.pretend.behaviour.intentions import Intention, Said, always
from workshop.pretend.behaviour.pretend_device import OwnCard, PretendDevice
from workshop.pretend.client.known_view import ShownView
from workshop.protocol import commands
from workshop.protocol.messages import MINE_ASKED, Mine

LAST_WORD = (4.0, 7.0)
"""Seconds of the last call between which every device says its last word without being asked."""


def write(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """Yields what somebody does while cards are written, and at the last call."""
    round_ = view.now.round
    last_call = view.now.phase == "last_call"
    for i in range(min(_how_many(device, round_), view.now.cards_each)):
        yield _card(device, round_, i, last_call)
    for card in device.written(round_):
        yield from _second_thoughts(device, card)
    if last_call:
        yield _last_word(device, round_)
    elif _how_many(device, round_) == 0:
        yield _nothing(device, round_)


def mine(view: ShownView, device: PretendDevice) -> Intention:
    """Asks once in each reveal what became of the own cards; devices without one ask too."""
    keys = [card.key for card in device.cards][-3:]
    asked = Mine(keys=(*keys, *(token_hex(16) for _ in range(MINE_ASKED - len(keys)))))
    return Intention(f"mine {view.now.round}", 0.5, view.now.round, always(asked))


def _how_many(device: PretendDevice, round_: int) -> int:
    wanted = device.mood(f"how many {round_}").choices((0, 1, 2), (1, 7, 3))[0]
    return min(wanted, len(device.part.cards))  # nobody says the same twice


def _card(device: PretendDevice, round_: int, i: int, last_call: bool) -> Intention:
    """The card number `i` of this round; a draft is sent at the last call, or kept private."""
    occasion = f"card {round_} {i}"
    thinks = device.mood(occasion).uniform(8, 30) + 20 * i
    if last_call:
        occasion, thinks = f"last {occasion}", device.mood(occasion).uniform(1, 6)
    return Intention(occasion, thinks, round_, _writes(device, round_, i, last_call))


def _writes(
    device: PretendDevice, round_: int, i: int, last_call: bool
) -> Callable[[ShownView], Said | None]:
    mood = device.mood(f"draft {round_} {i}")
    keeps_private, hesitates, may_stand = (mood.random() < share for share in (0.2, 0.3, 0.5))

    def say(_view: ShownView) -> Said | None:
        if device.begun(round_) != i or (last_call and keeps_private):
            return None
        text = device.next_text()
        return commands.WriteCard(
            round=round_,
            happened=text.happened,
            learned="" if hesitates else text.learned,
            may_stand=may_stand,
            show_few=True,
        )

    return say


def _second_thoughts(device: PretendDevice, card: OwnCard) -> Iterator[Intention]:
    """Adds what it taught, or takes the card back."""
    edit, withdraw = f"edit {card.key}", f"withdraw {card.key}"
    if not card.complete:
        yield Intention(edit, device.mood(edit).uniform(4, 12), card.round, _edits(device, card))
    elif device.inclined(f"withdraw {card.text.happened}", 0.07):
        command = commands.WithdrawCard(round=card.round, card=card.key)
        yield Intention(withdraw, device.mood(withdraw).uniform(4, 9), card.round, always(command))


def _edits(device: PretendDevice, card: OwnCard) -> Callable[[ShownView], Said | None]:
    command = commands.EditCard(
        round=card.round,
        card=card.key,
        happened=card.text.happened,
        learned=card.text.learned,
        may_stand=card.may_stand,
        show_few=True,
    )
    return lambda _view: command if card in device.cards else None


def _nothing(device: PretendDevice, round_: int) -> Intention:
    """Says that there is nothing to add, after a while in which to be sure of it."""
    occasion = f"nothing {round_}"
    thinks = device.mood(occasion).uniform(15, 30)
    return Intention(occasion, thinks, round_, always(commands.NothingToAdd(round=round_)))


def _last_word(device: PretendDevice, round_: int) -> Intention:
    """The last word of each device, at a moment of its own, whether or not it has sent a card."""
    occasion = f"last word {round_}"
    thinks = device.mood(occasion).uniform(*LAST_WORD)
    return Intention(occasion, thinks, round_, always(commands.NothingToAdd(round=round_)))
