"""Two exports are equal byte for byte: at another time, elsewhere, from the kept text."""

import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest

from tests.summary.readers import made
from tests.summary.samples import ARABIC, sample
from workshop.protocol.summary import read_summary, written_summary
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.reader import reader

LANGUAGES = ("en", "ar")
LATER = """
import datetime, json, sys, time

THEN = 2_000_000_000.0
real, day, local, utc = datetime.datetime, datetime.date, time.localtime, time.gmtime


def alike(kind):
    return type("Kind", (type,), {"__instancecheck__": lambda _, one: isinstance(one, kind)})


class Then(real, metaclass=alike(real)):
    now = classmethod(lambda cls, zone=None: real.fromtimestamp(THEN, zone))
    utcnow = today = classmethod(lambda cls: real.fromtimestamp(THEN))


class Day(day, metaclass=alike(day)):
    today = classmethod(lambda cls: day.fromtimestamp(THEN))


datetime.datetime, datetime.date = Then, Day
time.time, time.time_ns = (lambda: THEN), (lambda: int(THEN * 1e9))
time.localtime = lambda seconds=THEN: local(seconds)
time.gmtime = lambda seconds=THEN: utc(seconds)

from tests.summary.test_equal_exports import digests, dated_archive
print(json.dumps([digests(), dated_archive()]))
"""
"""Another process, whose clock stands elsewhere, in another zone and with other hashes."""


def digests() -> dict[str, str]:
    """Each file that is made of the samples, as its digest."""
    return {
        f"{language}.{ending}": sha256(made(ending, summary, reader(language))).hexdigest()
        for ending in FORMATS
        for language in LANGUAGES
        for summary in (sample(ARABIC),)
    }


def dated_archive() -> list[int]:
    """The date that an archive gets of itself."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("x", "")
        return [*archive.infolist()[0].date_time]


def test_they_are_equal_at_another_time_and_elsewhere() -> None:
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", LATER], env=elsewhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    then, date = json.loads(done.stdout)
    assert date[0] == 2033 != dated_archive()[0], "that clock did not stand elsewhere"
    assert then == digests()


@pytest.mark.parametrize("ending", FORMATS)
def test_they_are_equal_from_the_kept_text(ending: str) -> None:
    summary = sample()
    assert made(ending, read_summary(written_summary(summary))) == made(ending, summary)
