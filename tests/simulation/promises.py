"""The promises of the product, asked of a simulated world: nothing acknowledged is lost, nobody is
shown who wrote what, and what every window shows is so."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.simulation.ledger import Ledger
from tests.simulation.windows import Shown, device_of
from tests.support.fuzz.model import faults
from workshop.protocol.messages import ViewName
from workshop.rules.text import clean

if TYPE_CHECKING:
    from tests.simulation.world import World

FEWEST_LETTERS = 16
"""A secret is at least so long; what is shorter stands in a message by chance."""


class Broken(AssertionError):
    """A promise was not kept."""


def shown_to_another(ledger: Ledger, window: str, text: str) -> str | None:
    """Returns a secret of another device that stands in a message to a window, if any does."""
    for secret, owner in ledger.secrets.items():
        if owner != window and len(secret) >= FEWEST_LETTERS and secret in text:
            return secret
    return None


def view_of(window: str) -> ViewName:
    """The view that a window has, by its name."""
    return (
        "desk"
        if window.startswith("desk")
        else "projector"
        if window == "screen"
        else "participant"
    )


def check_at_peace(world: "World") -> None:
    """Nothing is under way: all that was answered is there once or was given back, and phones
    remember what is so."""
    assert world.server.running
    stored = world.server.running.store.workshops.open(world.id)
    assert stored
    broken = faults(world.ledger.model, stored)
    for name, shown in world.shown().items():
        broken += [f"{name}: {fault}" for fault in forgotten(device_of(name), shown, world.ledger)]
    if broken:
        raise Broken("; ".join(broken))


def shown_otherwise(world: "World") -> list[str]:
    """Returns what windows show otherwise than the server would."""
    board = world.server.running and world.server.running.live.boards.get(world.id)
    if not board:
        return ["no server runs"]
    found = []
    for name, shown in world.shown().items():
        told = {path: json.loads(text) for path, text in board.show(view_of(name)).entries.items()}
        found += [f"{name}: {path}" for path in sorted(differs(told, shown.entries))]
    return found


def check_after_the_end(world: "World") -> None:
    """Of the workshop only the summary is left: no key, no file, no words that were not to stay."""
    running = world.server.running
    assert running
    left = running.store.workshops.left_of(world.id)
    broken = [f"{part} is left" for part in left]
    shown = {name: json.dumps(vars(one), ensure_ascii=False) for name, one in world.shown().items()}
    for words in world.ledger.private.values():
        broken += [f"{name} still holds: {words}" for name in world.server.holds(words)]
        broken += [f"{name} still shows: {words}" for name, text in shown.items() if words in text]
    if broken:
        raise Broken("; ".join(broken))


def differs(told: dict[str, Any], shown: dict[str, Any]) -> set[str]:
    """Returns the paths at which a window shows something else than the server does."""
    return {path for path in {*told, *shown} if told.get(path) != shown.get(path)}


def forgotten(name: str, shown: Shown, ledger: Ledger) -> list[str]:
    """Returns what a phone remembers otherwise than it is."""
    if shown.kept is None:
        return []
    return [
        *_cards_forgotten(shown.kept["cards"], ledger.cards[name], ledger),
        *_lessons_forgotten(shown.kept["lessons"], ledger.lessons[name]),
        *_votes_forgotten(shown.kept["votes"], ledger.votes[name], shown.entries["now"]["round"]),
        *_taps_forgotten(shown.kept["taps"], ledger.taps[name]),
    ]


def _cards_forgotten(cards: list[dict[str, Any]], acked: set[str], ledger: Ledger) -> Iterator[str]:
    arrived = {one["key"] for one in cards if one["state"] == "arrived"}
    for key in acked - arrived:
        yield f"has forgotten a card: {key}"
    for key in arrived - acked:
        yield f"calls arrived what was never acknowledged, or was withdrawn: {key}"
    for one in cards:
        sent = ledger.model.cards.get(one["key"])
        if one["state"] == "waiting":
            yield f"waits for ever: {one['happened']}"
        elif one["state"] == "arrived" and sent and sent.words != clean(one["happened"]):
            yield f"has other words than were acknowledged: {one['happened']}"


def _lessons_forgotten(lessons: list[dict[str, Any]], acked: set[str]) -> Iterator[str]:
    for one in lessons:
        if one["state"] == "waiting":
            yield f"waits for ever: {one['text']}"
    if acked != {one["key"] for one in lessons}:
        yield f"remembers other lessons than were acknowledged: {lessons}"


def _votes_forgotten(
    votes: dict[str, dict[str, int]], acked: dict[tuple[int, str], int], now: int
) -> Iterator[str]:
    """Of a voting that was given up for another one, a phone remembers nothing."""
    rounds = {now, *map(int, votes)}
    kept = {(int(round_), one): n for round_, of in votes.items() for one, n in of.items() if n}
    if kept != {at: n for at, n in acked.items() if n and at[0] in rounds}:
        yield f"remembers the votes {kept} and not {acked}"


TAPPED = ("been_there/", "unclear/", "answer/")
"""The things that are tapped on and off, as phones name them."""


def _taps_forgotten(
    taps: dict[str, bool | str | int], acked: dict[str, bool | str]
) -> Iterator[str]:
    kept = {name: value for name, value in taps.items() if name.startswith(TAPPED) and value}
    if kept != {name: value for name, value in acked.items() if value}:
        yield f"remembers the taps {kept} and not {acked}"
