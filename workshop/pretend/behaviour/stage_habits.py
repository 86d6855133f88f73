"""The acts of pretend people where they write and vote, and at any stage: pulse and check-in."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import token_hex

from workshop.pretend.behaviour.pretend_device import OwnCard, PretendDevice
from workshop.pretend.client.known_view import ShownView
from workshop.pretend.client.view_client import KeyedSaying
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.protocol.entries import Ballot, Lesson
from workshop.protocol.messages import MINE_ASKED, Mine
from workshop.rules.pulse import ITEMS


def always(said: KeyedSaying) -> Callable[[ShownView], KeyedSaying | None]:
    """Returns a function that says this whatever is shown."""
    return lambda _view: said


@dataclass(frozen=True)
class Intention:
    """`name` tells it from all others: what was intended once is not intended again.

    `after` is how many seconds a person of ordinary pace thinks first. `say` looks at what is
    shown by then, and gives None when there is nothing to say any more.
    """

    name: str
    after: float
    round: int
    say: Callable[[ShownView], KeyedSaying | None]

    def apt(self, view: ShownView) -> KeyedSaying | None:
        """Returns what to say now; None once the round of the intention is over."""
        now = view.now
        return self.say(view) if now.round == self.round and now.collecting else None


LAST_WORD = (4.0, 7.0)
"""Seconds of the last call between which every device says its last word without being asked."""


def write_cards(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
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


def answer_question(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """Yields the answer to the question about a card, and the last word of every device."""
    round_, about = view.now.round, view.now.about
    occasion = f"answer {round_}"
    if view.now.phase == "open" and device.inclined(occasion, 0.9):
        text = device.mood(occasion).choice(device.part.answers)
        said = commands.WriteCard(round=round_, happened=text, about=about)
        yield Intention(occasion, device.mood(occasion).uniform(8, 30), round_, always(said))
    if view.now.phase == "last_call":
        yield _last_word(device, round_)


def asks_after_own(view: ShownView, device: PretendDevice) -> Intention:
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
) -> Callable[[ShownView], KeyedSaying | None]:
    mood = device.mood(f"draft {round_} {i}")
    keeps_private, hesitates, may_stand = (mood.random() < share for share in (0.2, 0.3, 0.5))

    def say(_view: ShownView) -> KeyedSaying | None:
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


def _edits(device: PretendDevice, card: OwnCard) -> Callable[[ShownView], KeyedSaying | None]:
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


def place_votes(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """Places all votes but what is kept, as long as the voting goes on."""
    ballot, round_ = view.get("ballot", Ballot), view.now.round
    if ballot is None or view.now.phase not in {"open", "run_off"}:
        return
    keeps = ballot.budget > 1 and device.inclined(f"keeps {round_}", 0.2)
    most = ballot.budget - keeps
    for i in range(most):
        name = f"vote {round_} {i}"
        thinks = device.mood(name).uniform(1, 4) + 4 * i
        yield Intention(name, thinks, round_, _places(device, name, most))
    if keeps:
        done = always(commands.DoneVoting(round=round_))
        yield Intention(f"done {round_}", 5 + 4 * ballot.budget, round_, done)
    if device.inclined(f"moves {round_}", 0.35):
        yield from _moves(device, round_, 10 + 4 * ballot.budget, most)


def _moves(device: PretendDevice, round_: int, when: float, most: int) -> Iterator[Intention]:
    """Takes a vote off one lesson and puts it onto another."""
    off, on = f"take off {round_}", f"put on {round_}"
    yield Intention(off, when, round_, lambda _view: _takes_off(device, round_))
    yield Intention(on, when + 3, round_, _places(device, on, most))


def _places(
    device: PretendDevice, occasion: str, most: int
) -> Callable[[ShownView], KeyedSaying | None]:
    def say(view: ShownView) -> KeyedSaying | None:
        ballot, round_ = view.get("ballot", Ballot), view.now.round
        if ballot is None:
            return None
        placed = device.placed(round_)
        free = [one for one in ballot.lessons if placed.get(one, 0) < ballot.per_lesson]
        if not free or sum(placed.values()) >= most:
            return None
        lesson = _liked(view, device, occasion, free)
        return commands.Vote(round=round_, lesson=lesson, votes=placed.get(lesson, 0) + 1)

    return say


def _liked(view: ShownView, device: PretendDevice, occasion: str, free: list[Handle]) -> Handle:
    """Returns a lesson; the room shares some of its taste, so that some win clearly."""
    texts = {lesson.id: lesson.text for lesson in view.many("lessons", Lesson)}
    listed = sorted(free, key=lambda one: texts.get(one, one))  # ids are chance, taste is not
    weights = [0.1 + random.Random(texts.get(one, one)).random() ** 3 for one in listed]
    return device.mood(occasion).choices(listed, weights)[0]


def _takes_off(device: PretendDevice, round_: int) -> KeyedSaying | None:
    placed = {lesson: votes for lesson, votes in device.placed(round_).items() if votes}
    if not placed:
        return None
    lesson = next(iter(placed))
    return commands.Vote(round=round_, lesson=lesson, votes=placed[lesson] - 1)


SHARE_THAT_ANSWERS = 0.85
"""The share that answers the pulse at each end: some come late, some pass."""
SEAT_WORDS = ("Row three, by the window", "By the door, green pullover", "Extension 4711")


class AtAnyTime(Intention):
    """An intention that hangs on no round."""

    def apt(self, view: ShownView) -> KeyedSaying | None:
        """Returns what to say now, whatever is collected."""
        return self.say(view)


def cared_for(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """All that this person wants of this kind now."""
    yield from _pulse(view, device)
    yield from _check_in(view, device)


def _pulse(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    at = view.now.kind
    if at not in {"arrive", "finish"} or not view.entries.get("workshop", {}).get("pulse"):
        return
    occasion = f"pulse {at}"
    if device.inclined(occasion, SHARE_THAT_ANSWERS):
        thinks = device.mood(occasion).uniform(4, 20)
        yield AtAnyTime(occasion, thinks, 0, _answers(device, occasion))


def _answers(
    device: PretendDevice, occasion: str
) -> Callable[[ShownView], commands.Command | None]:
    """A little higher at the end, as people are when they have been together."""
    mood = device.mood(f"{occasion} answers")
    at = "finish" if occasion.endswith("finish") else "arrive"
    weights = (1, 2, 4, 4, 2) if at == "arrive" else (1, 1, 3, 5, 3)
    answers = mood.choices((1, 2, 3, 4, 5), weights, k=ITEMS)

    def say(view: ShownView) -> commands.Command | None:
        if view.now.kind != at or not view.entries.get("workshop", {}).get("pulse"):
            return None
        return commands.AnswerPulse(at=at, answers=answers)  # type: ignore[arg-type]

    return say


def _check_in(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """A note that waits until the facilitator has read it: nobody takes it back."""
    if view.now.kind != "write" or not device.asks:
        return
    mood = device.mood("check in")
    line = commands.CheckIn(text=mood.choice(SEAT_WORDS))
    yield AtAnyTime("check in", mood.uniform(5, 20), 0, always(line))
