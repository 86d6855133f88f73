"""How far a rehearsal has come: a bar in a terminal, a line for each stage elsewhere."""

import sys
from types import TracebackType
from typing import Any, Protocol, Self

import click


class Progress(Protocol):
    """Told how the time passes."""

    def passes(self, seconds: float) -> None:
        """Says that seconds have gone by."""

    def comes_to(self, stage: str) -> None:
        """Something else has begun."""


class Unseen:
    """For those who do not look."""

    def passes(self, seconds: float) -> None:
        """Shows nothing."""

    def comes_to(self, stage: str) -> None:
        """Shows nothing."""


UNSEEN = Unseen()


class Lines:
    """Progress as a line for each stage, on the error stream."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def passes(self, seconds: float) -> None:
        """Lines tell of stages only."""

    def comes_to(self, stage: str) -> None:
        """Prints its name."""
        click.echo(stage, err=True)


class Bar:
    """A bar on the error stream, with the stage behind it."""

    def __init__(self, seconds: float, label: str) -> None:
        self._stage = ""
        self._bar: Any = click.progressbar(
            length=int(1000 * seconds),
            label=label,
            file=sys.stderr,
            show_eta=False,  # it would be wrong: arriving and comparing are not in the length
            item_show_func=lambda _: self._stage,
        )

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def passes(self, seconds: float) -> None:
        """Moves the bar."""
        self._bar.update(int(1000 * seconds))

    def comes_to(self, stage: str) -> None:
        """Shows the name behind the bar."""
        self._stage = stage
        self._bar.render_progress()


def progress(seconds: float, label: str, as_json: bool) -> Bar | Lines:
    """Returns the progress for a program that reads JSON, a log, or a person at a terminal."""
    return Lines() if as_json or not sys.stderr.isatty() else Bar(seconds, label)
