"""The page of settings names each one that the program reads, with the value that it has unset."""

import re
from pathlib import Path

from workshop.settings import Settings, read_settings
from workshop.settings.provider_settings import OIDC, OIDC_NAMES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "settings.md"
NAMED = re.compile(r"WORKSHOP_[A-Z_]*[A-Z]")
ROW = re.compile(r"^\| `(WORKSHOP_[A-Z_]+)`[^|]*\| ([^|]+) \|", re.M)
READ_IN = ("workshop/settings", "workshop/cli", "run.py")
ELSEWHERE = {"WORKSHOP_OIDC"}
"""The beginning of names that are put together."""
OF = {
    "WORKSHOP_HOST": "host", "WORKSHOP_PORT": "port", "WORKSHOP_PREPARED_DAYS": "prepared_days",
    "WORKSHOP_METRICS_HOST": "metrics_host",
    "WORKSHOP_SHOW_EACH_VOTE": "show_each_vote", "WORKSHOP_WITHDRAW_SECONDS": "withdraw_seconds",
    "WORKSHOP_ANSWER_MS": "answer_ms", "WORKSHOP_BEAT_MS": "beat_ms",
    "WORKSHOP_TRIAL_PACE": "trial_pace", "WORKSHOP_MOST_OPEN": "most_open",
    "WORKSHOP_MOST_TRIALS": "most_trials",
}  # fmt: skip
"""The settings with a value of their own where they are unset."""
UNSET = {
    "public_url", "facilitator_secret", "openid", "proxy", "cluster", "summary_days", "story_days",
    "metrics_port", "failpoints", "static_trees",
}  # fmt: skip
"""Settings that are off when left out, or without a limit."""


def rows() -> list[tuple[str, str]]:
    return [(name, said.strip("` ")) for name, said in ROW.findall(PAGE.read_text("utf-8"))]


def read_names() -> set[str]:
    files = [file for place in READ_IN for file in sources(ROOT / place)]
    found = {name for file in files for name in NAMED.findall(file.read_text("utf-8"))}
    return (found - ELSEWHERE) | {OIDC + name for name in OIDC_NAMES}


def sources(place: Path) -> list[Path]:
    return [*place.rglob("*.py")] if place.is_dir() else [place]


def test_the_page_has_each_setting_once_and_no_other() -> None:
    names = [name for name, _ in rows()]
    assert len(names) == len({*names})
    assert {*names} == read_names()


def test_the_page_has_the_values_that_hold_where_nothing_is_set() -> None:
    unset, said = read_settings({}), dict(rows())
    for name, field in OF.items():
        value = getattr(unset, field)
        assert said[name] == (str(int(value)) if isinstance(value, bool) else str(value)), name
    assert {field for field in UNSET if getattr(unset, field)} == set()


def test_no_field_of_the_settings_was_forgotten() -> None:
    known = {*OF.values(), *UNSET, "data", "now", "steady"}
    assert {*Settings.__dataclass_fields__} == known
