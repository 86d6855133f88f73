"""The acts of pretend people in each stage: pure, from the view and the device's memory.

How many of them do a thing, and how long they think first, is invented, not measured.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.stage_habits import (
    Intention,
    always,
    answer_question,
    asks_after_own,
    cared_for,
    place_votes,
    write_cards,
)
from workshop.pretend.client.known_view import ShownView
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.protocol.entries import Commitment, Lesson, Order, StageKind
from workshop.rules.limits import LESSONS_DEALT, MOST_VOTED
from workshop.rules.room_size import MANY_DEVICES

Habit = Callable[[ShownView, PretendDevice], Iterator[Intention]]
ASKED_AT_THE_END: tuple[Literal["worth", "use"], ...] = ("worth", "use")
ANSWER_CHOICES: tuple[Literal["yes", "partly", "no"], ...] = ("yes", "partly", "no")
TWO_WEEKS = timedelta(days=14)
DEALT = 5
"""Of many cards a device is dealt so many."""


def intentions(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """All that this person wants to do about what is shown now."""
    now = view.now
    habit = HABITS.get(now.kind)
    if now.phase in {"closed", "sealed"}:
        return
    yield from cared_for(view, device)
    if habit and now.collecting:
        yield from habit(view, device)
    elif now.kind == "write":
        yield from _cards(view, device)


def _rules(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    round_ = view.now.round
    occasion = f"unclear {round_}"
    if device.inclined(occasion, 0.1):
        tap = commands.Unclear(round=round_, on=True)
        yield Intention(occasion, device.mood(occasion).uniform(5, 20), round_, always(tap))


def _story(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """Nobody has been there before something has happened."""
    round_ = view.now.round
    occasion = f"story {round_}"
    if view.now.step > 0 and device.inclined(occasion, 0.6):
        tap = commands.BeenThere(round=round_, item="story", on=True)
        yield Intention(occasion, device.mood(occasion).uniform(2, 12), round_, always(tap))


def _reveal(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    if view.now.phase != "too_few":
        yield asks_after_own(view, device)
        yield from _cards(view, device)


def _cards(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    round_ = view.now.round
    unwanted = asked_off(view, device)
    for n in on_show(view) or dealt(view, device):
        been, ask = f"been {round_} {n}", f"ask off {n}"
        if device.inclined(been, 0.4):
            yield Intention(been, device.mood(been).uniform(1, 8), round_, _taps(round_, n))
        if n == unwanted:
            asking = commands.AskOff(card=str(n))
            yield Intention(ask, device.mood(ask).uniform(3, 9), round_, always(asking))


def asked_off(view: ShownView, device: PretendDevice) -> int | None:
    """The card that one of all the people asks to take off the screen."""
    order = view.get("order", Order)
    if order is None or not order.cards or not device.asks:
        return None
    return int(device.mood("ask off").choice(sorted(order.cards)))


def on_show(view: ShownView) -> list[int]:
    """The cards of the page on show; none while all of them stand together."""
    now, order = view.now, view.get("order", Order)
    if order is None or now.step == 0:
        return []
    shown = order.known or order.cards
    return shown[(now.step - 1) * now.page_size : now.step * now.page_size]


def dealt(view: ShownView, device: PretendDevice) -> list[int]:
    """The five cards that this device was dealt of many, while all of them stand together."""
    now, order = view.now, view.get("order", Order)
    if order is None or now.step or len(order.cards) <= MANY_DEVICES:
        return []
    return device.mood("dealt").sample(sorted(order.cards), DEALT)


def _taps(round_: int, n: int) -> Callable[[ShownView], commands.Command | None]:
    def say(view: ShownView) -> commands.Command | None:
        card = view.entries.get(f"cards/{n}")
        if card is None or card["off"] or card["sensitive"]:
            return None
        return commands.BeenThere(round=round_, item=str(n), on=True)

    return say


def _talk(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """One of each pair sends its sentence."""
    yield from _adds(view, device, 0.5, 15)


def _adds(
    view: ShownView, device: PretendDevice, share: float, longest: float
) -> Iterator[Intention]:
    """Sends a lesson after six seconds at least, and so many at most."""
    round_ = view.now.round
    occasion = f"lesson {round_}"
    if device.inclined(occasion, share):
        text = device.mood(occasion).choice(device.part.lessons)
        lesson = commands.AddLesson(round=round_, text=text)
        thinks = device.mood(occasion).uniform(6, longest)
        yield Intention(occasion, thinks, round_, always(lesson))


def _lessons(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    round_ = view.now.round
    if view.now.adding:
        yield from _adds(view, device, 0.6, 30)
    keep = f"keep {round_}"
    if _too_many(view) and device.inclined(keep, 0.8):
        thinks = device.mood(keep).uniform(6, 20)
        yield Intention(keep, thinks, round_, lambda view: _keeps(view, device))


def _too_many(view: ShownView) -> bool:
    """True if there are more lessons than the ballot takes, so that phones are dealt some."""
    return view.now.kind == "lessons" and len([*view.many("lessons", Lesson)]) > MOST_VOTED


def _keeps(view: ShownView, device: PretendDevice) -> commands.KeepLessons | None:
    """Marks two of the lessons that this device was dealt."""
    if not _too_many(view):
        return None
    lessons = sorted(view.many("lessons", Lesson), key=lambda lesson: lesson.text)
    mood = device.mood("which lessons")
    mine = mood.sample([one.id for one in lessons], LESSONS_DEALT)
    return commands.KeepLessons(round=view.now.round, lessons=sorted(mood.sample(mine, 2)))


def _commit(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    round_ = view.now.round
    offer, take = f"offer {round_}", f"take {round_}"
    lessons = sorted(view.many("lessons", Lesson), key=lambda lesson: lesson.text)
    chosen = [lesson.id for lesson in lessons if lesson.chosen]
    if chosen and device.inclined(offer, 0.4):
        made = _offer(device, round_, chosen)
        yield Intention(offer, device.mood(offer).uniform(6, 30), round_, always(made))
    if _free(view) and device.inclined(take, 0.4):
        thinks = device.mood(take).uniform(3, 15)
        yield Intention(take, thinks, round_, lambda view: _takes(view, device))


def _offer(device: PretendDevice, round_: int, chosen: list[Handle]) -> commands.Offer:
    mood = device.mood(f"commitment {round_}")
    text = mood.choice(device.part.commitments)
    return commands.Offer(
        round=round_,
        lesson=mood.choice(chosen),
        when=text.when,
        will=text.will,
        who=text.who,
        owner=device.part.name if mood.random() < 0.5 else "",
        by=(date.today() + TWO_WEEKS).isoformat(),
    )


def _free(view: ShownView) -> list[Commitment]:
    """The commitments that nobody has taken yet."""
    return [one for one in view.many("commitments", Commitment) if not one.owner]


def _takes(view: ShownView, device: PretendDevice) -> commands.Take | None:
    free = sorted(_free(view), key=lambda one: (one.when, one.will))
    if not free:
        return None
    one = device.mood("which commitment").choice(free)
    return commands.Take(round=view.now.round, commitment=one.id, owner=device.part.name)


def _finish(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    round_ = view.now.round
    for question in ASKED_AT_THE_END:
        mood = device.mood(f"{question} {round_}")
        choice = mood.choices(ANSWER_CHOICES, (6, 3, 1))[0]
        answer = commands.Answer(round=round_, question=question, choice=choice)
        yield Intention(f"{question} {round_}", mood.uniform(3, 15), round_, always(answer))


HABITS: dict[StageKind, Habit] = {
    "arrive": _rules,
    "ground_rules": _rules,
    "story": _story,
    "write": write_cards,
    "reveal": _reveal,
    "ask_how": answer_question,
    "talk": _talk,
    "lessons": _lessons,
    "vote": place_votes,
    "commit": _commit,
    "finish": _finish,
}
