"""Whoever may only read a team, or is in none, writes nothing that anybody else has or sees."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.beside_contributor import STORY
from tests.support.hosted_teams import CANARIES, ROWS_LONG, Teams, on_engine
from tests.web.test_adding_stories import TOLD
from tests.web.test_isolation import AT_ONCE, fields_of, filled, rules
from workshop.storage.library_base import LibraryBase
from workshop.storage.library_stories import Added, add_story
from workshop.storage.people_tables import OWN_SPACE

NOT_WALKED = ("sign_out", "trial.")
"""Leaving, and a trial, which is its maker's alone."""
NUMBERED = ("title", "name", "happened", "now", "lesson")
FOR_ALL = {"team": CANARIES[1], "reach": "server", "source": "The Fence", "permission": "Yes"}
PUBLISHED = {"keep": "all", "id-1": "0" * 16, **{f"{one}-1": TOLD[one] for one in NUMBERED}}
STORIES = (
    {**TOLD, **FOR_ALL},
    {**TOLD, **FOR_ALL, "team": ""},
    {**FOR_ALL, "language": "de", **PUBLISHED},
    {
        **{f"own_{name}": text for name, text in TOLD.items()},
        **{"title": "Spring", "team": CANARIES[1], "template": "60", "story": "own"},
        **{"own_agreed": "yes", "own_keep": "on", "reach": "server"},
    },
)
"""Whole stories for everybody, as the forms send them that take any."""


@pytest.fixture(scope="module", params=ROWS_LONG)
def teams(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Teams]:
    with on_engine(request, tmp_path_factory.mktemp("teams")) as made:
        made.cookies = {
            "reader": made.comes(made.team, "Rea", "reads"),
            "in no team": made.comes(made.team, "Fo", "reads"),
        }
        made.takes_out(made.team, made.person(made.team, "Fo"))
        added = Added("", STORY, "own", made.team, "server")
        with made.library() as library:
            made.theirs["story"] = add_story(library.session, added)
        yield made


def others_rows(teams: Teams) -> dict[str, set[tuple[Any, ...]]]:
    """Returns all rows of the library by their tables, but those in somebody's own space."""
    tables = LibraryBase.metadata.sorted_tables
    with teams.library() as at:
        rows = {one.name: {*map(tuple, at.session.execute(select(one)))} for one in tables}
    return {name: {*filter(is_shared, some)} for name, some in rows.items()}


def is_shared(row: tuple[Any, ...]) -> bool:
    own = any(str(value).startswith(OWN_SPACE) for value in row)
    return not own or "server" in row


def every_form(teams: Teams) -> Iterator[tuple[str, dict[str, str]]]:
    """Returns a form for every address that takes one, for each of the team's things."""
    for rule in rules():
        if "POST" not in (rule.methods or set()) or rule.endpoint.startswith(NOT_WALKED):
            continue
        paths = [one.path for one in filled(rule, teams.theirs)]
        typed = fields_of(rule)
        yield from product(paths or [rule.rule], [typed] if paths else [{}, typed, *STORIES])


def failing(teams: Teams, asker: str, forms: list[tuple[str, dict[str, str]]]) -> set[str]:
    """Sends each form once; returns the addresses that answer with a failure of the server."""

    def send(path: str, form: dict[str, str]) -> int:
        return teams.server.post(path, form, Cookie=teams.cookies[asker]).status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = [*pool.map(send, *zip(*forms, strict=True))]
    return {path for (path, _form), status in zip(forms, statuses, strict=True) if status >= 500}


@pytest.mark.parametrize("asker", ["reader", pytest.param("in no team", marks=pytest.mark.long)])
def test_nothing_changes_whatever_they_send(teams: Teams, asker: str) -> None:
    before, forms = others_rows(teams), [*every_form(teams)]
    assert len(forms) > 300
    failed, after = failing(teams, asker, forms), others_rows(teams)
    assert {name: rows ^ before[name] for name, rows in after.items() if rows != before[name]} == {}
    assert failed == set()


def test_no_form_fails_without_its_fields(teams: Teams) -> None:
    """Also where somebody leads, and comes further with it."""
    teams.cookies["lead"] = teams.comes(teams.team, "Lea", "leads")
    assert failing(teams, "lead", [(path, {}) for path, _form in every_form(teams)]) == set()


def test_the_whole_stories_are_such_as_the_forms_take(teams: Teams) -> None:
    lead = teams.comes(teams.team, "Lou", "leads")
    pages = ("stories/add", "stories/add", "stories/import", "new")
    for page, story in zip(pages, STORIES, strict=True):
        assert teams.server.post(f"/desk/{page}", story, Cookie=lead).status != 400


@pytest.mark.parametrize("asker", ["reader", "in no team"])
def test_they_are_told_whom_to_ask(teams: Teams, asker: str) -> None:
    for page in ("add", "import", "packs/import"):
        text = teams.server.get(f"/desk/stories/{page}", Cookie=teams.cookies[asker]).text
        assert "Stories belong to a team" in text and "<form" not in text.partition("<main")[2]
