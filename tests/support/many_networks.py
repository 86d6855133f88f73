"""Goes on as `python -m workshop` does, on a made-up laptop: its networks are those of a file."""

import os
from dataclasses import dataclass
from pathlib import Path

import ifaddr

from workshop.__main__ import main


@dataclass(frozen=True)
class Ip:
    """One address."""

    ip: str
    is_IPv4: bool = True


@dataclass(frozen=True)
class Adapter:
    """One network."""

    ips: tuple[Ip, ...]


def get_adapters() -> list[Adapter]:
    """The networks as they are now."""
    text = Path(os.environ["WORKSHOP_TEST_NETWORKS"]).read_text()
    return [Adapter((Ip(address),)) for address in text.split()]


if __name__ == "__main__":
    ifaddr.get_adapters = get_adapters  # type: ignore[assignment]
    main()
