"""The file of the days' keys: who makes it, and what a machine says that has an older one."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.operating.conftest import Process, says
from workshop.cli import main
from workshop.operating.health import OLD_FILE
from workshop.storage.postgres.day_keys import add_days, day_in_utc, read_days

pytestmark = pytest.mark.postgres


def test_an_older_file_is_said_by_readyz_check_and_a_start_until_the_newest_is_there(
    environ: dict[str, str], process: Process
) -> None:
    says(process, 200, "Ready")
    file, today = Path(environ["WORKSHOP_KEK_FILE"]), day_in_utc(time.time())
    newest = file.read_bytes()
    file.unlink()
    add_days(file, [today - timedelta(days=1)])
    says(process, 503, OLD_FILE)
    sentence = f"{file} has no key of {today}, and keys of workshops need it."
    checked = CliRunner().invoke(main, ["check"], env=environ)
    assert checked.exit_code == 1 and f"WRONG day keys: {sentence}" in checked.output
    restarted = Process({**os.environ, **environ})
    assert restarted.ended() == 2
    assert sentence in restarted.printed and "did not answer" not in restarted.printed
    file.write_bytes(newest)
    says(process, 200, "Ready")


def test_the_first_process_makes_the_file_and_another_one_without_it_does_not_start(
    environ: dict[str, str], tmp_path: Path
) -> None:
    first, other = tmp_path / "first" / "days", tmp_path / "other" / "days"
    for file in (first, other):
        file.parent.mkdir()
    here = {**environ, "WORKSHOP_KEK_FILE": str(first)}
    checked = CliRunner().invoke(main, ["check"], env=here)
    assert f"{first} will be made at the first start." in checked.output
    process = Process({**os.environ, **here})
    try:
        says(process, 200, "Ready")
        today = day_in_utc(time.time())
        assert {today, today + timedelta(days=1)} <= {*read_days(first)}
        late = Process({**os.environ, **environ, "WORKSHOP_KEK_FILE": str(other)})
        assert late.ended() == 2
        assert f"WRONG day keys: The days' keys could not be read: WORKSHOP_KEK_FILE, {other}" in (
            late.printed
        )
        assert not other.exists()
    finally:
        process.kill()
