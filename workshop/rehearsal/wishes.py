"""A wish: something that a pretend person will do after some thinking, if it is still apt then."""

from collections.abc import Callable
from dataclasses import dataclass

from workshop.protocol.commands import Command
from workshop.protocol.messages import Mine
from workshop.rehearsal.following import View

Said = Command | Mine


def always(said: Said) -> Callable[[View], Said | None]:
    """Says the same, whatever is shown."""
    return lambda _view: said


@dataclass(frozen=True)
class Wish:
    """`name` tells it from all others: what was wished once is not wished again.

    `after` is how many seconds a person of ordinary pace thinks first. `say` looks at what is
    shown by then, and gives None when there is nothing to say any more.
    """

    name: str
    after: float
    round: int
    say: Callable[[View], Said | None]

    def apt(self, view: View) -> Said | None:
        """What to say now; None once the round is over in which it was wished."""
        now = view.now
        return self.say(view) if now.round == self.round and now.collecting else None
