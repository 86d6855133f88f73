"""A provider that publishes no description of itself: its endpoints are in a file."""

from pathlib import Path

from tests.support.openid.house import desk_cookie, house_with_provider
from tests.support.openid.signing_in import DESCRIPTION


def test_people_sign_in_where_the_description_is_in_a_file(tmp_path: Path) -> None:
    described = str(tmp_path / "description.json")
    with house_with_provider(tmp_path, DESCRIPTION_FILE=described) as house:
        house.provider.bends({DESCRIPTION: {"status": 404}})
        assert desk_cookie(house.signs_in())
        assert DESCRIPTION not in house.provider.asked()
