"""How pretend people vote: by taste, one vote after the other; some move one, some keep one."""

import random
from collections.abc import Callable, Iterator

from workshop.pretend.behaviour.intentions import Intention, Said, always
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.client.known_view import ShownView
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.protocol.entries import Ballot, Lesson


def vote(view: ShownView, device: PretendDevice) -> Iterator[Intention]:
    """Places all votes but what is kept, as long as the voting goes on."""
    ballot, round_ = view.get("ballot", Ballot), view.now.round
    if ballot is None or view.now.phase not in {"open", "run_off"}:
        return
    keeps = ballot.budget > 1 and device.inclined(f"keeps {round_}", 0.2)
    most = ballot.budget - keeps
    for i in range(most):
        name = f"vote {round_} {i}"
        thinks = device.mood(name).uniform(3, 9) + 4 * i
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


def _places(device: PretendDevice, occasion: str, most: int) -> Callable[[ShownView], Said | None]:
    def say(view: ShownView) -> Said | None:
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


def _takes_off(device: PretendDevice, round_: int) -> Said | None:
    placed = {lesson: votes for lesson, votes in device.placed(round_).items() if votes}
    if not placed:
        return None
    lesson = next(iter(placed))
    return commands.Vote(round=round_, lesson=lesson, votes=placed[lesson] - 1)
