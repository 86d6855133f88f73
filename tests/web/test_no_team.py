"""A workshop without a team in the library's list."""

import re

from tests.live.conftest import Place


def test_a_workshop_without_a_team_is_listed_by_its_stage_alone(place: Place) -> None:
    place.server.new_workshop(place.cookie, title="Alone", team="")
    place.server.new_workshop(place.cookie, title="Together", team="Payments")
    page = place.server.get("/desk/", Cookie=place.cookie).text
    rows = re.findall(r"<p class=\"t-small\">(.*?)</p>", page)
    said = {re.sub(r"<[^>]*>", "", row).strip() for row in rows}
    assert {"not started yet", "Payments, not started yet"} <= said
