"""The page for people before the room, in the workshop's language, and as it is printed."""

import re
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.live.conftest import Place
from tests.summary.read_pdf import is_accessible, structure
from tests.support.server import Reply

CODE = re.compile(r"^[A-Z0-9]{3} [A-Z0-9]{3}$", re.MULTILINE)
FOLD = "Fold here, with the writing inside"
TEXT = re.compile(r"<textarea[^>]*>(.*?)</textarea>", re.DOTALL)


def some(*by_default: str) -> list[object]:
    """Languages, of which all others take their turn with --long."""
    return [
        pytest.param(one, marks=[pytest.mark.long] * (one not in by_default))
        for one in ("en", "de", "es", "fr", "ar")
    ]


def opened(place: Place, where: str, **fields: str) -> str:
    """A new workshop in a room or in a call."""
    return place.workshop(**{**fields, "place": where})


def told(place: Place, where: str = "room", **fields: str) -> str:
    """The text that a new workshop offers."""
    return text_of(
        place.server.get(f"/desk/{opened(place, where, **fields)}/before", Cookie=place.cookie)
    )


def text_of(page: Reply) -> str:
    found = TEXT.search(page.text)
    assert page.status == 200 and found
    return unescape(found[1])


def printed(place: Place, seats: str = "9", where: str = "room", **fields: str) -> bytes:
    """The print pack of a new workshop."""
    path = f"/desk/{opened(place, where, **fields)}/print-pack.pdf?seats={seats}"
    reply = place.server.get(path, Cookie=place.cookie)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/pdf")
    return reply.body


def test_a_team_is_told_what_happens_what_is_asked_and_what_is_kept(place: Place) -> None:
    text = told(place, support="Ask Jo, room 4", reporting="the ombuds office")
    for words in (
        "When: ___\nWhere: ___", "It takes 55 minutes.", "We hear how something failed",
        "without a name", "Nobody has to write.",
        "A summary is kept: the story with its teller’s name, the lessons with their votes, ",
        "Everything else is erased at the end.", "afterwards: Ask Jo, room 4",
        "To report something: the ombuds office",
    ):  # fmt: skip
        assert words in text


def test_it_speaks_the_workshops_language_and_not_the_desks(place: Place) -> None:
    text = told(place, language="de")
    assert "Niemand muss schreiben." in text and "Nobody has to write." not in text


def test_only_what_the_agenda_has_is_announced(place: Place) -> None:
    assert "Anyone who wants to can take on something small." in told(place, template="30")
    text = told(place, template="follow_up")
    assert "A summary is kept: what became of earlier commitments, the lessons" in text
    text = told(place, template="all_hands")
    assert "We vote on the lessons" in text and "takes on something small" not in text


def test_in_a_call_nothing_is_said_of_paper_and_nothing_of_it_is_printed(place: Place) -> None:
    text = told(place, where="remote")
    assert "in the call; the link follows" in text and "paper" not in text
    headings = [one.text for one in structure(printed(place, where="remote")).named("H1", "H2")]
    assert headings == ["Spring release", "Run sheet"]


def test_a_room_and_a_call_are_both_named_and_the_room_has_its_sign_and_cards(place: Place) -> None:
    text = told(place, where="both")
    assert "Where: ___, or in the call; the link follows." in text
    assert (
        "If you are in the room, bring your phone; paper works too. If you are in the call" in text
    )
    found = structure(printed(place, where="both"))
    headings = [one.text for one in found.named("H1", "H2")]
    assert headings == [one.text for one in structure(printed(place)).named("H1", "H2")]
    assert [one.text for one in found.named("P")].count(FOLD) == 9


@pytest.mark.parametrize(
    ("seats", "pages"),
    [
        pytest.param("0", 0, marks=pytest.mark.long),
        ("9", 3),
        ("x", 3),
        pytest.param("9999", 20, marks=pytest.mark.long),
    ],
)
def test_a_card_is_printed_for_each_seat_four_on_a_page(
    place: Place, seats: str, pages: int
) -> None:
    body = printed(place, seats, template="30")
    words = [one.text for one in structure(body).named("P")]
    folds = words.count(FOLD)
    assert folds == {"0": 0, "9": 9, "x": 12, "9999": 80}[seats]
    without = len(PdfReader(BytesIO(printed(place, "0", template="30"))).pages)
    assert len(PdfReader(BytesIO(body)).pages) - without == pages


@pytest.mark.parametrize("language", some("de", "ar"))
def test_a_sign_is_one_page_in_each_language(place: Place, language: str) -> None:
    wifi = {"wifi": "Meeting room 3, with a long name", "wifi_password": "rosebud-42"}
    body = printed(place, "0", language=language, **wifi)
    *run_sheet, sign = [page.extract_text() for page in PdfReader(BytesIO(body)).pages]
    assert CODE.search(sign) and "Meeting room 3" in sign
    assert run_sheet and not any("Meeting room 3" in text for text in run_sheet)


@pytest.mark.parametrize("language", some("en", "es", "fr"))
def test_it_is_for_everybody_in_each_language(place: Place, language: str) -> None:
    body = printed(place, language=language, wifi="Meeting room 3")
    root = PdfReader(BytesIO(body)).trailer["/Root"]
    assert is_accessible(body) and root["/Lang"] == language
    assert [one.name for one in structure(body).all()].count("Figure") >= 1


def test_whoever_leads_may_read_it_and_nobody_else(place: Place) -> None:
    id_ = place.workshop()
    for path in (f"/desk/{id_}/before", f"/desk/{id_}/print-pack.pdf"):
        assert place.server.get(path).status == 401
    assert place.server.get("/desk/AAAAAAAAAAAA/before", Cookie=place.cookie).status in {401, 410}


def test_the_page_of_the_team_leads_there(place: Place) -> None:
    id_ = place.workshop(team="Harbour")
    home = place.server.get("/desk/", Cookie=place.cookie).text
    team = re.search(r'href="(/desk/teams/[^"]+)"[^>]*>\s*(?:<bdi>)?Harbour', home)
    assert team
    assert f"/desk/{id_}/before" in place.server.get(team[1], Cookie=place.cookie).text
