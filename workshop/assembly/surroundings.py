"""The surroundings of a workshop that a server gives to its views."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from workshop.live.board import Board
from workshop.operating.machine_troubles import MachineTroubles
from workshop.pretend.trials import Trials
from workshop.settings import Settings
from workshop.storage.library import Listed
from workshop.views import Surroundings
from workshop.web.guarding.shown_ways import ShownWays
from workshop.web.ways_in import laptop


def surroundings(
    settings: Settings, ways: ShownWays, trials: Trials, troubles: MachineTroubles
) -> Callable[[Board, Listed | None], Surroundings]:
    """Returns what no workshop's file holds: addresses, links, the day."""
    addresses, codes = ways.addresses, ways.codes

    def around(board: Board, listed: Listed | None) -> Surroundings:
        always: dict[str, Any] = {
            "summary_path": f"/w/{board.id}/summary.html",
            "seal": board.seal,
            "seal_trouble": board.seal_trouble,
            "date": datetime.fromtimestamp(settings.now(), UTC).astimezone().date(),
            "on_laptop": not settings.hosted,
            "letters": board.letters,
        }
        if listed is None:
            rehearses = bool(trials.rehearses(board.id))
            return Surroundings(**always, files=board.files, rehearsal=rehearses)
        join = f"{addresses.origin}/j/{listed.code}{listed.suffix}"
        return Surroundings(
            **always,
            code=listed.code + (listed.suffix if codes.whole else ""),
            address=addresses.shown,
            join_url=join,
            join_qr=board.qr_of(join),
            addresses=addresses.all_shown,
            projector_url=addresses.entrance(board.projector_secret, here=True),
            leader_url=addresses.entrance(board.leader_secret),
            address_gone=addresses.gone,
            system="" if settings.hosted else laptop(),
            reached=board.reached,
            devices=board.devices.known,
            shortest_slot=settings.beat_ms / 1000,
            trouble=troubles.of(board.trouble),
            similar=board.similar,
        )

    return around
