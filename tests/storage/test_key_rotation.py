"""The daily change of the key that encrypts the keys: nothing is lost, and older days end."""

import base64
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PosixPath
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from tests.support.key_database import (
    DAY,
    FIRST,
    SECOND,
    THIRD,
    KeyDatabase,
    key_database,
    write_days,
)
from tests.support.locking import unhindered
from tests.support.stores import Rows
from workshop.settings import WrongSetting
from workshop.storage.postgres import key_rotation
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.day_keys import DayKeys, add_days, destroy_days, read_days
from workshop.storage.postgres.key_rotation import (
    Renewed,
    Rewrapped,
    days_to_have,
    destroy_what_is_over,
    renew,
    wrap_anew,
)
from workshop.storage.troubles import is_busy

MANY = 25


@pytest.fixture
def database(rows: Rows, tmp_path: Path) -> Iterator[KeyDatabase]:
    with key_database(rows.cluster, rows.database, tmp_path) as made:
        yield made


@pytest.fixture
def engine(database: KeyDatabase) -> Iterator[Engine]:
    made = open_engine(database.url)
    yield made
    made.dispose()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    said = key_rotation._OLDER.replace(str(key_rotation.KEYS_AT_ONCE), "4")
    monkeypatch.setattr(key_rotation, "_OLDER", said)


def days_of(database: KeyDatabase) -> DayKeys:
    return DayKeys(database.file, lambda: database.now)


@pytest.mark.postgres
def test_all_keys_come_under_the_new_day_and_stay_what_they_are(
    database: KeyDatabase, engine: Engine, small_batches: None
) -> None:
    keys, stories = database.opened()
    made = {f"w{n}": keys.make(f"w{n}") for n in range(MANY)}
    story, before = stories.make("s"), database.written()
    assert wrap_anew(engine, days_of(database)) == Rewrapped(frozenset({FIRST}), 0)
    assert database.written() == before
    add_days(database.file, [SECOND])
    database.now += DAY
    assert wrap_anew(engine, days_of(database)) == Rewrapped(frozenset({SECOND}), 0)
    assert {day for day, _ in database.written()} == {SECOND}
    assert not {wrapped for _, wrapped in before} & {wrapped for _, wrapped in database.written()}
    destroy_days(database.file, [FIRST])
    assert {name: keys.read(name) for name in made} == made
    assert stories.read("s") == story


@pytest.mark.postgres
def test_several_processes_at_once_lose_nothing_while_keys_come_and_go(
    database: KeyDatabase, engine: Engine, small_batches: None
) -> None:
    keys, _ = database.opened()
    made = {f"w{n}": keys.make(f"w{n}") for n in range(4 * MANY)}
    add_days(database.file, [SECOND])
    database.now += DAY
    with ThreadPoolExecutor(4) as pool:
        wraps = partial(wrap_anew, engine, days_of(database))
        done = [pool.submit(unhindered, wraps) for _ in range(3)]
        for n in range(0, 4 * MANY, 2):
            unhindered(partial(keys.destroy, f"w{n}"))
            made[f"new{n}"] = unhindered(partial(keys.make, f"new{n}"))
            del made[f"w{n}"]
        assert [one.result().lost for one in done] == [0, 0, 0]
    assert wrap_anew(engine, days_of(database)).needed == {SECOND}
    assert {name: keys.read(name) for name in made} == made
    assert keys.workshops() == made.keys()


@pytest.mark.postgres
def test_a_key_that_is_being_encrypted_anew_is_left_alone_by_all_others(
    database: KeyDatabase, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Destroyed and made anew in between, it would be given back its former secret."""
    keys, _ = database.opened()
    keys.make("one")
    add_days(database.file, [SECOND])
    database.now += DAY
    days, others = days_of(database), days_of(database)
    meanwhile: list[Rewrapped] = []

    def unwrap(*row: Any) -> bytes:
        if meanwhile:
            return others.unwrap(*row)
        with pytest.raises(OperationalError) as refused:
            keys.destroy("one")
        assert is_busy(refused.value)
        meanwhile.append(wrap_anew(engine, others))
        return others.unwrap(*row)

    monkeypatch.setattr(days, "unwrap", unwrap)
    assert wrap_anew(engine, days) == Rewrapped(frozenset({SECOND}), 0)
    assert meanwhile == [Rewrapped(frozenset({FIRST}), 0)]


@pytest.mark.postgres
def test_a_key_whose_day_is_missing_is_counted_and_its_day_stays_needed(
    database: KeyDatabase, engine: Engine
) -> None:
    keys, _ = database.opened()
    keys.make("one")
    before = database.written()
    write_days(database.file, [SECOND])
    database.now += DAY
    keys.make("two")
    rewrapped = wrap_anew(engine, days_of(database))
    assert rewrapped == Rewrapped(frozenset({FIRST, SECOND}), 1)
    assert before[0] in database.written()


@pytest.mark.postgres
def test_a_line_goes_once_nothing_is_under_its_day(database: KeyDatabase, engine: Engine) -> None:
    database.opened()[0].make("one")
    add_days(database.file, days_to_have(FIRST))
    days = days_of(database)
    assert destroy_what_is_over(days, wrap_anew(engine, days)) == []
    assert [*read_days(database.file)] == [FIRST, SECOND]
    database.now += DAY
    add_days(database.file, days_to_have(SECOND))
    assert destroy_what_is_over(days, Rewrapped(frozenset({FIRST}), 0)) == []
    assert destroy_what_is_over(days, wrap_anew(engine, days)) == [FIRST]
    assert [*read_days(database.file)] == [SECOND, THIRD]


@pytest.mark.postgres
def test_without_any_key_no_line_goes(database: KeyDatabase, engine: Engine) -> None:
    """Somebody may be making the first one now, under the day that their machine knows."""
    add_days(database.file, [SECOND])
    database.now += DAY
    days = days_of(database)
    assert destroy_what_is_over(days, wrap_anew(engine, days)) == []


@pytest.mark.postgres
def test_no_line_goes_because_of_another_servers_keys(
    database: KeyDatabase, engine: Engine, tmp_path: Path
) -> None:
    add_days(database.file, [SECOND])
    database.now += DAY
    database.opened()[0].make("theirs")
    ours = tmp_path / "ours"
    add_days(ours, [FIRST, SECOND])
    days = DayKeys(ours, lambda: database.now)
    rewrapped = wrap_anew(engine, days)
    assert rewrapped == Rewrapped(frozenset({SECOND}), 0, known=False)
    assert destroy_what_is_over(days, rewrapped) == []
    assert [*read_days(ours)] == [FIRST, SECOND]


def test_a_new_day_gets_a_key_by_chance_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    file = tmp_path / "days"
    assert add_days(file, [SECOND, FIRST]) == [FIRST, SECOND]
    first = read_days(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert add_days(file, [FIRST]) == []
    assert add_days(file, [THIRD, SECOND]) == [THIRD]
    lines = read_days(file)
    assert {day: lines[day] for day in first} == first
    assert len({*lines.values()}) == 3
    assert [*tmp_path.iterdir()] == [file]


def test_a_dropped_line_is_nowhere_in_the_old_file_either(tmp_path: Path) -> None:
    file, old = tmp_path / "days", tmp_path / "old"
    add_days(file, [FIRST, SECOND])
    gone = base64.b64encode(read_days(file)[FIRST])
    os.link(file, old)
    file.chmod(0o640)
    destroy_days(file, [FIRST])
    assert [*read_days(file)] == [SECOND]
    assert gone not in old.read_bytes() + file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o640


class ReplacedOnceOpened(PosixPath):
    """A file of days' keys that gets another line in the moment after somebody has opened it."""

    def open(self, *how: Any, **more: Any) -> Any:
        opened = super().open(*how, **more)
        add_days(Path(self), [SECOND])
        return opened


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    add_days(tmp_path / "days", [FIRST])
    assert [*read_days(ReplacedOnceOpened(tmp_path / "days"))] == [FIRST, SECOND]


def test_what_somebody_left_who_was_stopped_over_it_is_in_nobodys_way(tmp_path: Path) -> None:
    file = tmp_path / "days"
    (tmp_path / "days.new").write_text("half a line")
    assert add_days(file, [FIRST]) == [FIRST]
    assert [*tmp_path.iterdir()] == [file]


def test_a_wrong_file_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "days"
    file.write_text("nonsense")
    with pytest.raises(WrongSetting, match="Line 1"):
        add_days(file, [FIRST])
    assert file.read_text() == "nonsense"


@pytest.mark.postgres
def test_each_renewal_has_tomorrows_line_and_ends_the_one_of_the_day_before(
    database: KeyDatabase, engine: Engine
) -> None:
    database.file.unlink()
    found = renew(engine, database.file, lambda: database.now)
    assert (found.made, found.dropped) == ([FIRST, SECOND], [])
    keys, _ = database.opened()
    secret = keys.make("one")
    assert renew(engine, database.file, lambda: database.now) == Renewed(
        [], [], Rewrapped(frozenset({FIRST}), 0)
    )
    database.now += DAY
    found = renew(engine, database.file, lambda: database.now)
    assert (found.made, found.dropped) == ([THIRD], [FIRST])
    assert [*read_days(database.file)] == [SECOND, THIRD]
    assert [day for day, _ in database.written()] == [SECOND]
    assert keys.read("one") == secret


@pytest.mark.postgres
def test_a_line_that_another_machine_has_made_is_waited_for(
    database: KeyDatabase, engine: Engine, tmp_path: Path
) -> None:
    """Each may write a file of its own, and neither has brought it to the other yet."""
    there = tmp_path / "there"
    there.mkdir()
    renew(engine, database.file, lambda: database.now)
    with pytest.raises(WrongSetting, match="Bring it from the machine that makes the lines"):
        renew(engine, there / "days", lambda: database.now)
    assert [*there.iterdir()] == []
    (there / "days").write_bytes(database.file.read_bytes())
    database.now += DAY
    assert renew(engine, there / "days", lambda: database.now).made == [THIRD]
    assert renew(engine, database.file, lambda: database.now).made == []
    assert [*read_days(database.file)] == [FIRST, SECOND]


@pytest.mark.postgres
def test_where_the_file_may_not_be_written_keys_come_under_todays_line_all_the_same(
    database: KeyDatabase, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_days(database.file, [SECOND])
    database.opened()[0].make("one")
    database.now += DAY
    before = database.file.read_bytes()
    monkeypatch.setattr(key_rotation, "may_write", lambda _path: False)
    found = renew(engine, database.file, lambda: database.now)
    assert found == Renewed([], [], Rewrapped(frozenset({SECOND}), 0))
    assert database.file.read_bytes() == before


@pytest.mark.postgres
def test_one_renews_at_a_time(
    database: KeyDatabase, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    wraps, refused = key_rotation.wrap_anew, list[OperationalError]()

    def meanwhile(*given: Any) -> Rewrapped:
        with pytest.raises(OperationalError) as busy:
            renew(engine, database.file, lambda: database.now)
        refused.append(busy.value)
        return wraps(*given)

    monkeypatch.setattr(key_rotation, "wrap_anew", meanwhile)
    renew(engine, database.file, lambda: database.now)
    assert [is_busy(one) for one in refused] == [True]
    monkeypatch.setattr(key_rotation, "wrap_anew", wraps)
    renew(engine, database.file, lambda: database.now)
