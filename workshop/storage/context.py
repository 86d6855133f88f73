"""The context of an action beside the file: the moment, and what only memory keeps."""

from dataclasses import dataclass, field

from workshop.rules.agenda import Told


@dataclass
class Memory:
    """Facts that may live only in memory: which ballots and taps changed since the last release,
    and what is over and must not begin anew when it is sent again: what devices had left in the
    writing that was revealed, and what the desk has put away or undone."""

    changed: dict[str, set[bytes]] = field(default_factory=dict)
    ended: frozenset[bytes] = frozenset()
    bars_moved: float = 0.0
    """The moment at which a group of voters was last full, by the server's clock."""
    writers: dict[int, set[bytes]] = field(default_factory=dict)
    """The devices that have a card in a round of writing, by names that only memory has; a round
    that began in another process's memory is not among them."""

    def copy(self) -> "Memory":
        """Returns a copy that can change without changing this one."""
        changed = {item: set(ballots) for item, ballots in self.changed.items()}
        writers = {number: set(devices) for number, devices in self.writers.items()}
        return Memory(changed, self.ended, self.bars_moved, writers)

    def become(self, other: "Memory") -> None:
        """Takes over what another one remembers."""
        self.changed, self.ended = other.changed, other.ended
        self.bars_moved, self.writers = other.bars_moved, other.writers

    def clear(self, item: str) -> None:
        """Forgets who changed an item ("been_there:3"), or all of a kind ("been_there")."""
        for name in [name for name in self.changed if name == item or _is_of(name, item)]:
            del self.changed[name]


def _is_of(name: str, kind: str) -> bool:
    return name.startswith(f"{kind}:")


@dataclass(frozen=True)
class Voters:
    """The devices that can vote in a round: how many are here, and how many with those that have
    voted in it, or have left within the last minute. The desk's own phone is not among them."""

    round: int = 0
    here: int = 0
    all: int = 0

    def of(self, round_: int) -> int:
        """Returns how many can vote in this round: before its first vote, those that are here."""
        return self.all if round_ == self.round else self.here


@dataclass(frozen=True)
class Context:
    """The moment of an action: the devices here, and the server's clock."""

    here: int
    now: float
    memory: Memory
    show_each_vote: bool = False
    """True for a benchmark: bars move with each vote."""
    withdraw_seconds: int = 0
    """Seconds to withdraw a card after a last call, where few wrote; with 0, nor has a last call
    its whole time."""
    known: int = 0
    """Number of devices that have acted in any stage, or are here, or were lately."""
    voters: Voters | None = None
    """The devices that can vote; None where all that are here can."""
    letters: frozenset[Told] = frozenset()
    """The places of the stories whose tellers want letters."""
    whole: bool = True
    """False if there may be more devices than these: at another process that can't be asked. Then
    nothing is shown before its end because of how many are here."""
