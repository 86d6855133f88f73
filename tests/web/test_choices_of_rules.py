"""The choices in a form are those of the rules: no page types them again."""

import re
from pathlib import Path
from typing import get_args

from tests.live.conftest import Place
from workshop.rules.stage_settings import ALLOWED, Cards, VotesSetting

TEMPLATES = Path(__file__).parents[2] / "templates"
FIELD = r'<select class="field-input" id="{0}-NEW{1}" name="{0}-NEW{1}".*?</select>'
RETYPED = re.compile(r'\("(\d+)", ?"\1"\)|<option value="(\d+)"[^>]*>\2<')
"""A number that a template gives as a choice."""


def values(markup: str) -> list[str]:
    return re.findall(r'value="([^"]*)"', markup)


def test_an_agenda_offers_the_values_of_the_rules(place: Place) -> None:
    page = place.server.get("/desk/agendas/new", Cookie=place.cookie).text
    for kind, settings in ALLOWED.items():
        for name, allowed in settings.items():
            field = re.search(FIELD.format(name, kind), page, re.DOTALL)
            assert field, (kind, name)
            assert values(field[0]) == ["", *map(str, allowed)], (kind, name)


def test_a_new_workshop_offers_the_values_of_the_rules(place: Place) -> None:
    page = place.server.get("/desk/new", Cookie=place.cookie).text
    for name, kinds in (("cards", Cards), ("votes", VotesSetting)):
        offered = re.findall(rf'<input type="radio" name="{name}" value="(\w+)"', page)
        assert offered == [*get_args(kinds)]


def test_no_template_types_a_number_as_a_choice() -> None:
    found = {
        file.name: [one[0] for one in RETYPED.finditer(file.read_text("utf-8"))]
        for file in TEMPLATES.rglob("*.html")
    }
    assert {name: choices for name, choices in found.items() if choices} == {}
