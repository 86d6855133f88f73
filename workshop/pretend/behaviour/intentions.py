"""An intention: what a pretend person will do after some thinking, if it is still apt then."""

from collections.abc import Callable
from dataclasses import dataclass

from workshop.pretend.client.known_view import ShownView
from workshop.protocol.commands import Command
from workshop.protocol.messages import Mine

Said = Command | Mine


def always(said: Said) -> Callable[[ShownView], Said | None]:
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
    say: Callable[[ShownView], Said | None]

    def apt(self, view: ShownView) -> Said | None:
        """Returns what to say now; None once the round of the intention is over."""
        now = view.now
        return self.say(view) if now.round == self.round and now.collecting else None
