"""Faults of processes that are one server, and of what they share, in some stage of a workshop."""

from collections.abc import Callable

from tests.support.several.rehearsed import Befalls
from tests.support.several.several import Several

Act = Callable[[Several], object]


def at(**acts: Act) -> Befalls:
    """Brings each fault about in the stage of its name."""

    def befalls(server: Several, stage: str) -> None:
        if stage in acts:
            acts[stage](server)

    return befalls


def kills(server: Several) -> None:
    """The process that serves the workshop is killed, and started again."""
    server.busiest.kill()
    server.start()


def kills_first(server: Several) -> None:
    """The first process is killed, whatever it serves, and started again."""
    server.processes[0].kill()
    server.start()


def kills_second(server: Several) -> None:
    """Like `kills_first`, but the second one."""
    server.processes[1].kill()
    server.start()


def kills_third(server: Several) -> None:
    """Like `kills_first`, but the third one."""
    server.processes[2].kill()
    server.start()


def ends_in_order(server: Several) -> None:
    """The process that serves the workshop is asked to end, and its people go to the others."""
    server.busiest.terminate()


def upgrades(server: Several) -> None:
    """One process after the other ends in order, and is started again before the next one."""
    for process in server.processes:
        process.terminate()
        process.ends()
        server.start()


def cuts_off(server: Several) -> None:
    """The process that serves the workshop loses its lines to PostgreSQL, and gets no others."""
    server.relay_of(server.busiest).cut()


def silences(server: Several) -> None:
    """The lines of the process that serves the workshop stay open, and nothing comes by them."""
    server.relay_of(server.busiest).fall_silent()


def freezes(server: Several) -> None:
    """The process that serves the workshop stands still."""
    server.busiest.freeze()


def crashes_postgres(server: Several) -> None:
    """PostgreSQL loses what only its processes knew."""
    server.postgres.crash()


def restarts_postgres(server: Several) -> None:
    """PostgreSQL is restarted in order."""
    server.postgres.restart()


def mends(server: Several) -> None:
    """Has all processes, and what they share, there again and well."""
    server.mend()
