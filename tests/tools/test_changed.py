"""A change is noticed by the tests that import it, by whatever way, and not by others."""

import pytest

from tools.changed import noticing

NOTICED = {
    "workshop/rules/votes.py": "tests/actions/test_votes.py",
    "workshop/rules/agenda.py": "tests/browser/test_phone_screens.py",  # beyond a server's start
    "tests/support/room.py": "tests/actions/test_votes.py",
    "tests/actions/test_votes.py": "tests/actions/test_votes.py",
    "static/js/core/mine.js": "tests/contract",
    "templates/home.html": "tests/web",
    "tests/conftest.py": "tests/rules/test_lessons.py",
}


@pytest.mark.parametrize("changed", NOTICED)
def test_what_imports_a_change_notices_it(changed: str) -> None:
    assert NOTICED[changed] in noticing([changed])


def test_what_imports_nothing_of_it_does_not() -> None:
    assert noticing(["tests/rules/test_lessons.py"]) == ["tests/rules/test_lessons.py"]
    assert "tests/rules/test_lessons.py" not in noticing(["workshop/web/forms.py"])
    assert noticing(["README.md"]) == []
