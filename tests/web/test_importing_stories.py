"""An article is pasted, each of its stories is confirmed, and nothing of the text is lost."""

import re
import secrets
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from tests.live.conftest import Place
from tests.support.hosted_teams import Teams
from tests.support.server import Reply
from workshop.stories.reading.article import MOST_READ_AT_A_TIME
from workshop.stories.reading.with_source import MOST_READ_CHARS

PATH = "/desk/stories/import"
ARTICLE = """\
From our readers.

"Ask first."

"I did not ask.
It cost me a year."

- Mara Quist, potter, Oslo, Norway

"Ask <twice>."
"I asked once. It was the wrong person."
- Abe Lund, baker, Peru

"Ask thrice.
"I asked. Nobody came."
- Zoe Marsh, miller, Chad
"""
FOR_ALL = {"source": "The Fence, May 2024", "permission": "The editor, by e-mail."}
FIELD = re.compile(
    r'<(?:input|textarea)\b[^>]*? name="([\w-]+)"(?:[^>]*? value="([^"]*)")?[^>]*>'
    r"(?:([^<]*)</textarea>)?"
)


def multipart(fields: Mapping[str, str], file: bytes | None = None) -> tuple[bytes, str]:
    edge = secrets.token_hex(8)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in fields.items()
    ]
    if file is not None:
        head = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
        parts.append(f"--{edge}\r\n{head}\r\n\r\n".encode() + file + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


def sends(place: Place, fields: Mapping[str, str], file: bytes | None = None) -> Reply:
    body, kind = multipart(fields, file)
    return place.server.ask("POST", PATH, body, Content_Type=kind, Cookie=place.cookie)


def fields_of(reply: Reply) -> dict[str, str]:
    """The fields of a page's form as its browser would send them, without radios and ticks."""
    found = {
        name: unescape(value or text.removeprefix("\n"))
        for name, value, text in FIELD.findall(reply.text)
        if name not in ("reach", "file")
    }
    return {**found, "language": "en"}


def read(place: Place, text: str = ARTICLE) -> dict[str, str]:
    reply = sends(place, {"text": text, "do": "read"})
    assert reply.status == 200, reply.text
    return fields_of(reply)


def faults(reply: Reply) -> dict[str, str]:
    return dict(re.findall(r'id="([\w-]+)-fault"><p>(.*?)</p>', unescape(reply.text)))


def test_only_somebody_who_has_signed_in_imports(place: Place) -> None:
    assert place.server.get(PATH).status == 401
    assert place.server.post(PATH, {"text": ARTICLE, "do": "read"}).status == 401


def test_each_story_is_beside_its_source_with_the_numbers_of_its_lines(place: Place) -> None:
    reply = sends(place, {"text": ARTICLE, "do": "read"})
    fields = fields_of(reply)
    assert [fields["title-1"], fields["name-2"], fields["place-1"], fields["lesson-2"]] == [
        "Ask first", "Abe Lund", "Oslo, Norway", "Ask <twice>.",
    ]  # fmt: skip
    rows = re.findall(
        r'source-number[^>]*>(\d+)</span><span class="source-line"[^>]*>(.*?)<', reply.text
    )
    written = ARTICLE.split("\n")
    assert [unescape(line) for _n, line in rows] == [written[int(n) - 1] for n, _line in rows]
    assert [int(n) for n, _line in rows] == [3, 5, 6, 8, 10, 11, 12]
    assert fields["passed"] == "From our readers."
    assert not any(fields[name] for name in ("source", "permission"))


def test_what_was_not_understood_is_there_as_it_was_and_is_read_again_when_mended(
    place: Place,
) -> None:
    reply = sends(place, {"text": ARTICLE, "do": "read"})
    assert "Line 14: the quotation that begins here is not closed." in reply.text
    fields = fields_of(reply)
    assert fields["part-1"] == "\n".join(ARTICLE.split("\n")[13:16])
    fields["title-1"] = "My own title"
    again = sends(place, {**fields, "do": "read"})
    assert fields_of(again)["part-1"] == fields["part-1"]
    mended = fields | {"part-1": fields["part-1"].replace("thrice.", 'thrice."'), "do": "read"}
    now = fields_of(sends(place, mended))
    assert (now["name-3"], now["line-3"], now["title-1"]) == ("Zoe Marsh", "14", "My own title")
    assert "part-1" not in now


def test_a_part_can_be_made_one_story(place: Place) -> None:
    now = fields_of(sends(place, read(place) | {"as_one": "1"}))
    assert (now["title-3"], now["name-3"]) == ('"Ask thrice.', "Zoe Marsh")
    assert "part-1" not in now


def test_a_text_that_is_no_article_becomes_one_story(place: Place) -> None:
    now = read(place, "The gate\n\nI left it open.\nThe sheep left.\n- Mara, shepherd")
    assert (now["title-1"], now["happened-1"], now["turn-1"], now["name-1"]) == (
        "The gate", "I left it open.", "The sheep left.", "Mara",
    )  # fmt: skip


def test_a_story_is_kept_alone_and_the_others_stay_as_they_were_typed(place: Place) -> None:
    typed = read(place) | FOR_ALL | {"title-1": "No title of theirs", "now-2": "I ask & wait."}
    reply = sends(place, typed | {"keep": "2"})
    assert reply.status == 200
    (link,) = re.findall(r'href="(/desk/stories/[0-9a-f]{16})"', reply.text)
    shown = unescape(place.server.get(link, Cookie=place.cookie).text)
    for word in ("Ask <twice>", "I ask & wait.", FOR_ALL["source"], FOR_ALL["permission"]):
        assert word in shown
    now = fields_of(reply)
    assert (now["title-1"], now["part-1"]) == (typed["title-1"], typed["part-1"])
    assert "title-2" not in now
    assert (now["source"], now["permission"]) == tuple(FOR_ALL.values())
    shelf = place.server.get("/desk/stories/?words=theirs", Cookie=place.cookie).text
    assert "No title of theirs" not in shelf


def test_a_press_that_is_sent_twice_keeps_one_story(place: Place) -> None:
    typed = read(place, ARTICLE.replace("Abe Lund", "Twice Sent")) | FOR_ALL | {"keep": "2"}
    links = [re.findall(r'"(/desk/stories/[0-9a-f]{16})"', sends(place, typed).text) for _ in "12"]
    assert links[0] == links[1]
    shelf = place.server.get("/desk/stories/?words=twice+sent", Cookie=place.cookie).text
    assert "1 story" in shelf


def test_all_complete_ones_are_kept_and_the_others_say_what_they_lack(place: Place) -> None:
    typed = read(place) | FOR_ALL | {"lesson-1": "", "keep": "all"}
    reply = sends(place, typed)
    assert reply.status == 422
    assert list(faults(reply)) == ["lesson-1"]
    now = fields_of(reply)
    assert ("title-1" in now, "title-2" in now, now["kept-2"]) == (True, False, "1")


@pytest.mark.parametrize("missing", ["source", "permission"])
def test_a_source_and_a_permission_are_for_all_or_for_one(place: Place, missing: str) -> None:
    typed = read(place) | FOR_ALL | {missing: " "}
    refused = sends(place, typed | {"keep": "1"})
    assert (refused.status, list(faults(refused))) == (422, [f"{missing}-1"])
    own = typed | {f"{missing}-1": "The teller herself", "keep": "1"}
    (link,) = re.findall(r'"(/desk/stories/[0-9a-f]{16})"', sends(place, own).text)
    assert "The teller herself" in place.server.get(link, Cookie=place.cookie).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_text_file_is_read_like_pasted_text(place: Place, encoding: str) -> None:
    file = ARTICLE.replace("\n", "\r\n").encode(encoding)
    now = fields_of(sends(place, {"text": "", "do": "read"}, file))
    assert (now["lesson-1"], now["line-2"]) == ("Ask first.", "10")
    assert now["passed"] == "From our readers."


@pytest.mark.parametrize("file", ["Zoë".encode("latin-1"), ARTICLE.encode("utf-16")])
def test_a_file_of_another_encoding_is_refused_in_a_sentence(place: Place, file: bytes) -> None:
    reply = sends(place, {"text": "typed", "do": "read"}, file)
    assert reply.status == 422
    assert faults(reply)["file"].startswith("This file is not UTF-8 text.")
    assert fields_of(reply)["text"] == "typed"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\0"])
def test_without_a_text_one_is_asked_for(place: Place, text: str) -> None:
    reply = sends(place, {"text": text, "do": "read"})
    assert faults(reply) == {"text": "Paste a text, or choose a file first."}


@pytest.mark.parametrize("piece", ['"', "- a, b\n", "é", "<script>"])
def test_a_text_of_a_megabyte_ends_in_a_sentence(place: Place, piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    reply = sends(place, {"text": text, "do": "read"})
    assert reply.status == 422
    (said,) = faults(reply).values()
    assert f"and the limit is {MOST_READ_CHARS}" in said
    assert fields_of(reply)["text"] == text


def test_of_an_endless_source_the_beginning_is_shown(place: Place) -> None:
    text = "a.\n" * 50_000
    reply = sends(place, {"text": text, "do": "read"})
    assert reply.text.count('class="source-line"') == 200
    assert "49800 more lines" in reply.text
    assert fields_of(reply)["told-1"] == text.rstrip()


def test_a_larger_file_ends_on_a_page_that_says_so(place: Place) -> None:
    reply = sends(place, {"do": "read"}, b"x" * 3_000_000)
    assert reply.status == 413
    assert "That was too large" in reply.text


def test_so_many_stories_are_read_at_a_time_and_the_others_afterwards(place: Place) -> None:
    article = (Path(__file__).parents[1] / "stories" / "articles" / "kitchens.txt").read_text(
        "utf-8"
    )
    fields = read(place, article * 4)
    assert (
        f"title-{MOST_READ_AT_A_TIME}" in fields,
        f"title-{MOST_READ_AT_A_TIME + 1}" in fields,
    ) == (True, False)
    now = fields_of(sends(place, fields | FOR_ALL | {"keep": "all"}))
    assert now["later-1"]
    rest = fields_of(sends(place, now | {"do": "read"}))
    assert [name for name in rest if name.startswith("title-")] == [
        f"title-{MOST_READ_AT_A_TIME + n}" for n in range(1, 5)
    ]


@pytest.mark.long
def test_on_a_hosted_server_reach_is_asked_and_a_team_is_one_of_their_own(
    two_teams_here: Teams,
) -> None:
    teams, lea, ann = (two_teams_here, *map(two_teams_here.cookies.get, ("lead", "other")))
    assert lea and ann
    here = Place(teams.server, lea)  # type: ignore[arg-type]
    typed = read(here) | FOR_ALL | {"keep": "1"}
    assert list(faults(sends(here, typed))) == ["reach"]
    for team in ("Marmalade", "Nobody’s"):
        refused = sends(here, typed | {"reach": "team", "team": team})
        assert faults(refused) == {"team": "Choose one of your teams."}
    reply = sends(here, typed | {"reach": "team", "team": "Search"})
    (link,) = re.findall(r'"(/desk/stories/[0-9a-f]{16})"', reply.text)
    assert teams.server.get(link, Cookie=lea).status == 200
    assert teams.server.get(link, Cookie=ann).status == 404


def test_a_story_of_another_team_is_not_told_by_a_forged_form(two_teams_here: Teams) -> None:
    teams, lea, ann = (two_teams_here, *map(two_teams_here.cookies.get, ("lead", "other")))
    assert lea and ann
    here, there = (Place(teams.server, one) for one in (lea, ann))  # type: ignore[arg-type]
    typed = read(here, ARTICLE.replace("Ask first", "Whisper first"))
    sends(here, typed | FOR_ALL | {"keep": "1", "reach": "team", "team": "Search"})
    forged = sends(there, {"id-1": typed["id-1"], "kept-1": "1"})
    assert "Whisper" not in forged.text


def test_no_form_names_the_id_of_an_imported_story(two_teams_here: Teams) -> None:
    teams, lea = two_teams_here, two_teams_here.cookies["lead"]
    here = Place(teams.server, lea)  # type: ignore[arg-type]
    told = teams.theirs["contribution"]
    typed = read(here, ARTICLE.replace("Ask first", "Name first")) | FOR_ALL | {"id-1": told}
    for _ in range(2):
        reply = sends(here, typed | {"keep": "1", "reach": "team", "team": "Search"})
        assert told not in reply.text
        assert "Name first" in reply.text and "This story is in the library now." in reply.text
    shelf = teams.server.get("/desk/stories/?words=name+first", Cookie=lea).text
    assert shelf.count('class="shelf-sheet"') == 1
