"""The files that are handed out apart are there, and browsers' stand at the other end."""

from pathlib import Path

from tests.support.scheduling import APART, BROWSERS, HEAVY, TOGETHER, place

ROOT = Path(__file__).parents[2]


def test_every_file_with_a_place_of_its_own_is_there() -> None:
    named = [*HEAVY, *APART, *TOGETHER, *TOGETHER.values()]
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_heavy_browsers_stand_at_one_end_and_the_heavy_rest_at_the_other() -> None:
    paths = (ROOT / "tests").rglob("test_*.py")
    files = sorted((path.relative_to(ROOT).as_posix() for path in paths), key=place)
    first_of_the_rest = next(i for i, file in enumerate(files) if not file.startswith(BROWSERS))
    assert files[0] == next(file for file in HEAVY if file.startswith(BROWSERS))
    assert files[-1] == next(file for file in HEAVY if not file.startswith(BROWSERS))
    assert not [file for file in files[first_of_the_rest:] if file.startswith(BROWSERS)]
