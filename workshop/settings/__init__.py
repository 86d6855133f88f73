"""Every setting, read from the environment and the command line in one place.

A wrong value stops the start with a sentence that says which, why and what would be right.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from platformdirs import user_data_path

from workshop.settings.cluster_settings import Cluster, read_cluster
from workshop.settings.provider_settings import (
    OpenId,
    TrustedProxy,
    check_ways,
    read_openid,
    read_proxy,
)
from workshop.settings.steady_clock import STEADY
from workshop.settings.wrong_setting import WrongSetting as WrongSetting
from workshop.settings.wrong_setting import secret_in

EXITS = (
    "exit_new_listed", "exit_new_key", "exit_new_file", "exit_new_written", "exit_after_commit",
    "exit_rewrite_owed", "exit_rewrite_written", "exit_rewrite_settled", "exit_rewrite_let_go",
    "exit_rewrite_done", "exit_seal_begun", "exit_seal_closed", "exit_seal_kept", "exit_let_go",
    "exit_key_aside", "exit_key_overwritten", "exit_key_gone", "exit_file_gone", "exit_all_gone",
    "exit_seal_ended",
)  # fmt: skip
"""The steps at which a test may end the process, in the order in which they are reached."""
FAILPOINTS = (*EXITS, "read_only")
DEFAULT_WITHDRAW_S = 20
"""Seconds to withdraw a card where few wrote, as in the rules, which nothing here may know."""
PHONE_ANSWER_MS = 50
"""Milliseconds after which a phone is answered: longer than storing a command usually takes."""
DEFAULT_SLOT_MS = 5000
"""Milliseconds of the shortest slot of phones' beats, as in the rules."""
PREPARED_DAYS = 30
"""Days for which a workshop that has not started is kept after the last change, as in the rules."""
LONGEST_DAYS = 36_500
MOST_OPEN, MOST_TRIALS = 200, 5
"""Workshops, and trials with pretend people, that one person may have open at a time."""
LOOPBACK_ADDRESSES = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Settings:
    """The settings of this server. Times are in seconds."""

    data: Path
    """The one data directory; the keys lie beside it, never in it."""
    host: str = "0.0.0.0"
    port: int = 8000
    public_url: str = ""
    """The https address behind a TLS proxy, without a slash at the end; "" on a LAN."""
    facilitator_secret: str = ""
    """The secret that signs a facilitator in, when hosted; "" makes one-time links only."""
    openid: OpenId | None = None
    """The provider at which people sign in, when hosted."""
    proxy: TrustedProxy | None = None
    """The proxy that says who has signed in, when hosted."""
    cluster: Cluster | None = None
    """The engines that several processes share; None if one process keeps all in its folder."""
    show_each_vote: bool = False
    """True if bars move with each vote, for a benchmark; on the loopback only."""
    withdraw_seconds: int = DEFAULT_WITHDRAW_S
    """Seconds to withdraw a card where few wrote; fewer than usual on the loopback only."""
    answer_ms: int = PHONE_ANSWER_MS
    """Milliseconds after which a phone is answered, or a multiple; fewer on the loopback only."""
    beat_ms: int = DEFAULT_SLOT_MS
    """Milliseconds of the shortest slot of phones' beats; others on the loopback only."""
    trial_pace: int = 1
    """The factor by which pretend people think faster than usual."""
    summary_days: int = 0
    """Days for which a summary is kept at most; 0 if facilitators alone decide that."""
    prepared_days: int = PREPARED_DAYS
    """Days for which a workshop that has not started is kept after the last change."""
    story_days: int = 0
    """Days for which a story that nobody tells or changes is kept at most; 0 for no limit."""
    most_open: int = MOST_OPEN
    """Workshops that one person may have open at a time: those that they can lead."""
    most_trials: int = MOST_TRIALS
    """Trials that one person may have open at a time, and rehearsals a team."""
    static_trees: Path | None = None
    """The folder with the static files of the versions that may run side by side, if any."""
    metrics_port: int = 0
    """The port of the page of figures for operators; 0 if there is none."""
    metrics_host: str = "127.0.0.1"
    """The interface of that page."""
    failpoints: Mapping[str, Path] = field(default_factory=dict)
    """Faults for tests, and the file whose presence calls each; see storage/failpoints."""
    now: Callable[[], float] = field(default=time.time, repr=False)
    """The clock that people see: for days and hours of the day, and for nothing that measures."""
    steady: Callable[[], float] = field(default=STEADY, repr=False)
    """The clock for what lasts or ends after a certain time. If only `now` is given, it is that
    one."""

    def __post_init__(self) -> None:
        """Takes `now` for both clocks where a test gives it alone."""
        if self.steady is STEADY and self.now is not Settings.now:
            object.__setattr__(self, "steady", self.now)

    @property
    def keys(self) -> Path:
        """The folder of the workshops' keys, beside the data directory."""
        return self.data.with_name(self.data.name + "-keys")

    @property
    def knows_people(self) -> bool:
        """True if people sign in as who they are, and not only by links."""
        return bool(self.openid or self.proxy)

    @property
    def hosted(self) -> bool:
        """True if the server is behind a TLS proxy under a public address."""
        return bool(self.public_url)


def default_data() -> Path:
    """The user's data directory for this program."""
    return user_data_path("failure-workshop", appauthor=False)


def read_settings(environ: Mapping[str, str], **given: object) -> Settings:
    """Settings from the environment (`WORKSHOP_*`), overruled by what the command line gave.

    Raises WrongSetting when a value cannot be used.
    """
    values: dict[str, object] = {
        "data": Path(environ.get("WORKSHOP_DATA") or default_data()),
        "port": _port("WORKSHOP_PORT", environ, 8000),
        "host": environ.get("WORKSHOP_HOST", "0.0.0.0"),
        "public_url": environ.get("WORKSHOP_PUBLIC_URL", ""),
        "facilitator_secret": _secret(environ),
        "openid": read_openid(environ),
        "proxy": read_proxy(environ),
        "show_each_vote": _switch("WORKSHOP_SHOW_EACH_VOTE", environ),
        "withdraw_seconds": _count(
            "WORKSHOP_WITHDRAW_SECONDS", environ, DEFAULT_WITHDRAW_S, least=0
        ),
        "answer_ms": _count("WORKSHOP_ANSWER_MS", environ, PHONE_ANSWER_MS, least=0),
        "beat_ms": _count("WORKSHOP_BEAT_MS", environ, DEFAULT_SLOT_MS),
        "trial_pace": _count("WORKSHOP_TRIAL_PACE", environ, 1),
        "summary_days": _days("WORKSHOP_SUMMARY_DAYS", environ, 0, LONGEST_DAYS),
        "prepared_days": _days("WORKSHOP_PREPARED_DAYS", environ, PREPARED_DAYS, PREPARED_DAYS),
        "story_days": _days("WORKSHOP_STORY_DAYS", environ, 0, LONGEST_DAYS),
        "most_open": _count("WORKSHOP_MOST_OPEN", environ, MOST_OPEN),
        "most_trials": _count("WORKSHOP_MOST_TRIALS", environ, MOST_TRIALS),
        "static_trees": _folder("WORKSHOP_STATIC_TREES", environ),
        "metrics_port": _port("WORKSHOP_METRICS_PORT", environ, 0),
        "metrics_host": environ.get("WORKSHOP_METRICS_HOST") or Settings.metrics_host,
        "failpoints": _failpoints(environ.get("WORKSHOP_FAILPOINTS", "")),
    }
    values.update({name: value for name, value in given.items() if value is not None})
    settings = Settings(**values)  # type: ignore[arg-type]
    return _checked(replace(settings, cluster=read_cluster(environ, settings.public_url)))


def _secret(environ: Mapping[str, str]) -> str:
    path = environ.get("WORKSHOP_FACILITATOR_SECRET_FILE")
    if path:
        return secret_in(path, "WORKSHOP_FACILITATOR_SECRET_FILE", "the facilitator's")
    return environ.get("WORKSHOP_FACILITATOR_SECRET", "")


def _folder(name: str, environ: Mapping[str, str]) -> Path | None:
    text = environ.get(name, "")
    if text and not Path(text).expanduser().is_dir():
        raise WrongSetting(
            f"{name} is {text!r}; it must be a folder that is there, or be left out."
        )
    return Path(text).expanduser() if text else None


def _port(name: str, environ: Mapping[str, str], default: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise WrongSetting(f"{name} is {text!r}; it must be a number from 0 to 65535.")
    return int(text)


def _count(name: str, environ: Mapping[str, str], default: int, least: int = 1) -> int:
    text = environ.get(name, str(default))
    if not text.isdigit() or int(text) < least:
        raise WrongSetting(f"{name} is {text!r}; it must be a whole number, {least} or more.")
    return int(text)


def _days(name: str, environ: Mapping[str, str], usual: int, most: int) -> int:
    text = environ.get(name, "")
    if text and not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise WrongSetting(
            f"{name} is {text!r}; it must be a whole number of days from 1 to {most}, or be left "
            "out."
        )
    return int(text) if text else usual


def _switch(name: str, environ: Mapping[str, str]) -> bool:
    text = environ.get(name, "")
    if text not in {"", "0", "1"}:
        raise WrongSetting(f"{name} is {text!r}; it must be 1 for on, or 0 for off.")
    return text == "1"


def _failpoints(text: str) -> dict[str, Path]:
    """Reads "name=file,name=file"."""
    found = dict(part.partition("=")[::2] for part in text.split(",") if part)
    for name, file in found.items():
        if name not in FAILPOINTS or not file:
            raise WrongSetting(
                f"WORKSHOP_FAILPOINTS has {name!r}; it is for tests, and must be written as "
                f"name=file, with one of the names {', '.join(FAILPOINTS)}."
            )
    return {name: Path(file) for name, file in found.items()}


def _checked(settings: Settings) -> Settings:
    # By whatever name the folder was given, its keys lie in one place.
    settings = replace(settings, data=settings.data.expanduser().resolve())
    if settings.public_url and not settings.public_url.startswith("https://"):
        raise WrongSetting(
            f"The public address is {settings.public_url!r}; it must start with https://, "
            "because it is the address of your TLS proxy."
        )
    if settings.public_url and len(settings.facilitator_secret) < 20:
        raise WrongSetting(
            "With a public address the facilitator signs in with WORKSHOP_FACILITATOR_SECRET; "
            "set it to a random text of at least 20 characters."
        )
    check_ways(settings.openid, settings.proxy, hosted=settings.hosted)
    return _for_others(settings) if _is_reached(settings) else settings


def _is_reached(settings: Settings) -> bool:
    return bool(settings.public_url) or settings.host not in LOOPBACK_ADDRESSES


def _for_others(settings: Settings) -> Settings:
    """Refuses what is for this machine alone, and gives people the times that they were told."""
    alone = {
        "WORKSHOP_SHOW_EACH_VOTE": settings.show_each_vote and "shows how someone voted",
        "WORKSHOP_FAILPOINTS": settings.failpoints and "makes the server fail, for tests",
    }
    for name, why in alone.items():
        if why:
            raise WrongSetting(
                f"{name} {why}, so it must not be set where others can connect: the host must be "
                f"one of {', '.join(LOOPBACK_ADDRESSES)}, and there must be no public address."
            )
    return replace(
        settings,
        withdraw_seconds=max(settings.withdraw_seconds, DEFAULT_WITHDRAW_S),
        answer_ms=max(settings.answer_ms, PHONE_ANSWER_MS),
        beat_ms=DEFAULT_SLOT_MS,
    )
