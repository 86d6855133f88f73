"""An operator tries the sign-in: each step is said, and nobody is signed in."""

from collections.abc import Iterator

import pytest

from tests.support.openid.house import House, desk_cookie, house_with_provider
from tests.support.openid.signing_in import BACK, DESCRIPTION, KEYS

TRIAL = "/desk/operator/sign-in"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("trial")
    with house_with_provider(folder, NAME="Club", GROUPS="all=Lanterns:reads") as house:
        yield house


def tried(house: House) -> str:
    owner = house.owner()
    reply = house.server.post(TRIAL, {}, Cookie=owner)
    # Nobody else is signed in: this browser keeps its own cookie.
    assert reply.status == 200 and desk_cookie(reply) == owner
    return reply.text


def test_an_operator_is_told_that_it_works_and_what_the_provider_must_know(house: House) -> None:
    assert f'action="{TRIAL}"' in house.server.get("/desk/operator/", Cookie=house.owner()).text
    page = tried(house)
    for said in ("answers as it should", "description was read", "keys were read"):
        assert said in page
    assert f"{house.server.origin}{BACK}" in page and "Lanterns" in page
    assert house.provider.asked() == [DESCRIPTION, KEYS]


@pytest.mark.parametrize(
    ("bent", "says"),
    [
        ({DESCRIPTION: {"broken": True}}, "description could not be read (RemoteDisconnected)"),
        ({DESCRIPTION: {"body": {"issuer": "https://x"}}}, "description could not be read (Value"),
        (
            {DESCRIPTION: {"body": {"end_session_endpoint": "http://x"}}},
            "description could not be read (Value",
        ),
        ({KEYS: {"status": 503}}, "keys could not be read (HTTPError)"),
    ],
)
def test_a_step_that_fails_is_named(
    house: House, bent: dict[str, dict[str, object]], says: str
) -> None:
    house.provider.bends(bent)
    page = tried(house)
    assert says in page and "Nobody can sign in" in page


def test_who_is_no_operator_finds_no_trial(house: House) -> None:
    assert house.server.post(TRIAL, {}, Cookie=house.desk()).status == 404
