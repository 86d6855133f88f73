"""The acts of pretend people at any stage: they answer the pulse, and ask to be seen."""

from collections.abc import Callable, Iterator

from workshop.pretend.behaviour.intentions import Intention, Said, always
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.client.known_view import ShownView
from workshop.protocol import commands
from workshop.rules.pulse import ITEMS

ANSWER = 0.85
"""The share that answers the pulse at each end: some come late, some pass."""
SEATS = ("Row three, by the window", "By the door, green pullover", "Extension 4711")


class AtAnyTime(Intention):
    """An intention that hangs on no round."""

    def apt(self, view: ShownView) -> Said | None:
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
    if device.inclined(occasion, ANSWER):
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
    line = commands.CheckIn(text=mood.choice(SEATS))
    yield AtAnyTime("check in", mood.uniform(5, 20), 0, always(line))
