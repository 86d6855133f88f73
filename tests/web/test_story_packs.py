"""Packs of stories at the desk: saved as a file, and imported, with what has
changed in words."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from tests.stories.pack_files import CONSENT, ID, STORY, agreed, plain, with_files
from tests.support.hosted_teams import SECRET, Teams
from tests.support.proxy import hosted
from tests.support.room import new_store
from tests.support.server import FORM, Reply, Server, running
from workshop.protocol.story import Teller
from workshop.storage.library_stories import Added, Consent, add_story
from workshop.storage.store import Store
from workshop.stories.pack_file.pack_types import (
    LARGEST_PACK,
    PackFile,
    PackStory,
    PublishedConsent,
)
from workshop.stories.pack_file.read_pack_file import read_pack_file
from workshop.stories.pack_file.write_pack_file import write_pack_file

HERE = "/desk/stories/packs/"
FIELDS = {
    "id": "our-failures", "version": "1", "title": "Our failures", "why": "So that others know.",
    "licence": "CC-BY-4.0", "language": "en",
}  # fmt: skip
TOLD, PUBLISHED, KEPT = "1" * 16, "2" * 16, "3" * 16
OTHER = replace(STORY, title="The pager <b>nobody</b> heard", told_by=Teller())


@dataclass(frozen=True)
class Desk:
    """A server, and the cookie of someone who asks it."""

    server: Server
    cookie: str

    def get(self, path: str = "") -> Reply:
        return self.server.get(f"{HERE}{path}", Cookie=self.cookie)

    def saves(self, *stories: str, **other: str) -> Reply:
        """Saves a pack of these stories."""
        fields = urlencode({**FIELDS, **other, "story[]": stories}, doseq=True)
        return self.server.ask("POST", f"{HERE}save", fields, Cookie=self.cookie, Content_Type=FORM)

    def imports(self, file: bytes | PackFile, **fields: str) -> Reply:
        """Sends a file that was chosen, as a browser does."""
        body = file if isinstance(file, bytes) else write_pack_file(file)
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = 'Content-Disposition: form-data; name="file"; filename="a.zip"'
        sent = ("".join(parts) + f"--edge\r\n{head}\r\n\r\n").encode() + body + b"\r\n--edge--\r\n"
        return self.server.ask(
            "POST", f"{HERE}import", sent, Cookie=self.cookie,
            Content_Type="multipart/form-data; boundary=edge",
        )  # fmt: skip


def words(reply: Reply) -> str:
    main = reply.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", main.partition(">")[2])).split())


def pack_in(reply: Reply) -> PackFile:
    assert reply.status == 200, reply.text
    pack = read_pack_file(reply.body)
    assert isinstance(pack, PackFile)
    return pack


def keeps(store: Store) -> None:
    """Keeps a contributed story, a published one, and one that was told in person."""
    consent = Consent(agreed(OTHER).hash, "1", "2026-11-28")  # type: ignore[union-attr]
    with store.library.begin() as session:
        add_story(session, Added(TOLD, OTHER, "contributed", consent=consent, packs=True))
        add_story(session, Added(PUBLISHED, STORY, "imported", permission="By letter."))
        add_story(session, Added(KEPT, STORY, "own"))
    store.story_keys.withdraw("4" * 16)


def a_desk(folder: Path, prepared: Callable[[Store], None] = lambda _: None) -> Iterator[Desk]:
    store = new_store(folder)
    prepared(store)
    store.close()
    with running(folder / "data") as server:
        yield Desk(server, server.sign_in())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from a_desk(tmp_path_factory.mktemp("ours"), keeps)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from a_desk(tmp_path_factory.mktemp("theirs"))


def test_the_page_says_which_stories_can_go_and_why(desk: Desk) -> None:
    reply = desk.get()
    text = words(reply)
    assert "2 of your 3 stories can go into a pack." in text
    assert "The pack also lists 1 withdrawn story" in text
    assert re.findall(r'name="story\[\]" value="(\w+)" checked', reply.text) == [PUBLISHED, TOLD]
    assert OTHER.title in text and "<b>nobody" not in reply.text
    id_ = re.search(r'name="id" value="(stories-[0-9a-f]{8})"', reply.text)
    assert id_ and id_[0] in desk.get().text


def test_what_came_in_a_pack_is_handed_on_only_where_someone_ticks_it(desk: Desk) -> None:
    desk.imports(plain(PackStory("handed-on", STORY, CONSENT), id="before"))
    text = desk.get().text
    assert 'value="handed-on."' in text and 'value="handed-on." checked' not in text
    assert pack_in(desk.saves("handed-on.")).stories[0].id == "handed-on"


def test_a_server_without_stories_has_nothing_to_save(other: Desk) -> None:
    text = words(other.get())
    assert "Nobody has added a story here yet." in text and "Save the pack" not in text


def test_a_pack_is_saved_as_a_file_of_its_name(desk: Desk) -> None:
    reply = desk.saves(TOLD, PUBLISHED)
    pack = pack_in(reply)
    assert reply.headers["Content-Type"] == "application/zip"
    assert reply.headers["Content-Disposition"] == "attachment; filename=our-failures-1.zip"
    assert {name: getattr(pack, name) for name in FIELDS} == FIELDS
    assert [one.id for one in pack.stories] == [TOLD, PUBLISHED]
    assert [one.story for one in pack.stories] == [OTHER, STORY]
    assert pack.stories[1].consent == PublishedConsent(permission="By letter.")
    assert pack.withdrawn == ("4" * 16,)
    assert desk.saves(TOLD, PUBLISHED).body == reply.body


def test_a_story_that_may_not_travel_does_not_go_even_when_it_is_asked_for(desk: Desk) -> None:
    assert [one.id for one in pack_in(desk.saves(TOLD, KEPT)).stories] == [TOLD]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", "Our failures", "3 to 60 lower-case letters"),
        ("version", "one", "numbers with dots"),
        ("version", "1.0\r\nX: y", "numbers with dots"),
        ("title", " ", "at most 80 characters"),
        ("title", "x" * 81, "at most 80 characters"),
        ("why", "", "at most 2,000 characters"),
        ("licence", "", "at most 200 characters"),
        ("language", "../x", "Choose a language."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    desk: Desk, field: str, value: str, said: str
) -> None:
    reply = desk.saves(TOLD, **{"why": "A reason.", field: value})
    assert reply.status == 422
    fault = re.search(f'id="{field}-fault"><p>([^<]+)', reply.text)
    assert fault and said in unescape(fault[1])
    assert "Nothing you typed is lost." in words(reply)
    assert field == "why" or "A reason." in words(reply)
    assert re.findall(r'name="story\[\]" value="(\w+)" checked', reply.text) == [TOLD]


def test_a_pack_goes_from_server_to_server_and_back(desk: Desk, other: Desk) -> None:
    file = desk.saves(TOLD, PUBLISHED).body
    assert "2 new stories." in words(other.imports(file))
    assert "2 stories were here already, unchanged." in words(other.imports(file))
    shelf = other.server.get("/desk/stories/?words=pager", Cookie=other.cookie).text
    assert f'href="/desk/stories/{TOLD}.' in shelf
    read = other.server.get(f"/desk/stories/{TOLD}.", Cookie=other.cookie)
    assert read.status == 200 and STORY.lesson in unescape(read.text)
    back = pack_in(other.saves(f"{TOLD}.", f"{PUBLISHED}."))
    assert back == replace(pack_in(desk.saves(TOLD, PUBLISHED)), withdrawn=())
    assert "2 stories were not imported, because they are here already" in words(
        desk.imports(write_pack_file(back))
    )


def test_the_next_version_takes_out_only_what_this_pack_brought(other: Desk) -> None:
    stories = [PackStory(one, STORY, CONSENT) for one in ("a", "b")]
    mended = PackStory("b", OTHER, agreed(OTHER))
    other.imports(plain(*stories, id="first"))
    hostile = plain(mended, id="second", withdrawn=("a",))
    assert "1 story was not imported, because it is here already" in words(other.imports(hostile))
    text = words(other.imports(plain(mended, id="first", version="2", withdrawn=("a",))))
    assert "1 story was replaced with a changed one." in text
    assert "1 withdrawn story was taken out." in text
    gone = plain(mended, id="third", withdrawn=("x",))
    gone = replace(gone, stories=())
    assert "nothing has changed" in words(other.imports(gone))


def test_a_story_that_was_withdrawn_here_is_not_imported(desk: Desk) -> None:
    text = words(desk.imports(plain(PackStory("4" * 16, STORY, CONSENT), id="again")))
    assert "1 story was not imported, because its contributor has withdrawn it here." in text


def test_stories_from_a_pack_keep_its_licence(other: Desk) -> None:
    other.imports(
        plain(PackStory("licensed", STORY, CONSENT), id="non-commercial", licence="CC-BY-NC-4.0")
    )
    reply = other.saves("licensed.")
    assert reply.status == 422
    assert "under “CC-BY-NC-4.0”. Use that licence" in words(reply)
    assert pack_in(other.saves("licensed.", licence="CC-BY-NC-4.0")).licence == "CC-BY-NC-4.0"


def test_a_pack_without_a_story_and_without_a_withdrawal_is_not_saved(other: Desk) -> None:
    other.imports(plain())
    assert "Choose at least one story." in words(other.saves())


def test_a_broken_pack_is_refused_with_every_fault_and_nothing_changes(desk: Desk) -> None:
    text = words(desk.imports(with_files(about="format = 1\n", story="x = <script>")))
    assert "This pack can’t be imported as it is. Nothing was changed." in text
    assert "pack.toml" in text and f"stories/{ID}.toml" in text
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for n in range(100):
            archive.writestr(f"../{n}", b"")
    reply = desk.imports(many.getvalue())
    assert reply.status == 422 and reply.text.count("<li>") == 40
    assert "This is not a pack" in words(desk.imports(b"no archive"))


def test_a_changed_word_breaks_the_consent(desk: Desk) -> None:
    story = write_pack_file(plain()).replace(
        b"Give each alert one owner.", b"Give each alert two owner."
    )
    assert desk.imports(story).status == 422


def test_no_file_is_said(desk: Desk) -> None:
    reply = desk.server.ask(
        "POST", f"{HERE}import", b"--edge--\r\n", Cookie=desk.cookie,
        Content_Type="multipart/form-data; boundary=edge",
    )  # fmt: skip
    assert reply.status == 422 and "Choose a file first." in words(reply)


def test_a_pack_of_the_largest_size_comes_through(desk: Desk) -> None:
    reply = desk.imports(b" " * LARGEST_PACK)
    assert reply.status == 422 and "This is not a pack" in words(reply)
    assert "too large: the limit is 20 MB" in words(desk.imports(b" " * (LARGEST_PACK + 1)))
    assert desk.imports(b" " * (LARGEST_PACK + 8192)).status == 413


def test_nobody_saves_or_imports_without_signing_in(desk: Desk) -> None:
    stranger = Desk(desk.server, "")
    assert [stranger.get().status, stranger.get("import").status] == [401, 401]
    assert [stranger.saves(TOLD).status, stranger.imports(plain()).status] == [401, 401]


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with hosted(tmp_path_factory.mktemp("teams"), SECRET) as (server, _proxy):
        made = Teams(server, server.trade(SECRET).cookie)
        made.team, made.other = made.make_team("Marmalade"), made.make_team("Search")
        yield made


def test_a_team_gets_a_pack_and_only_its_leads_hand_it_on(teams: Teams) -> None:
    lead = Desk(teams.server, teams.comes(teams.other, "Lea", "leads"))
    first = Desk(teams.server, teams.comes(teams.team, "Mia", "leads"))
    pack = plain(PackStory("a", STORY, CONSENT))
    asked = Desk(teams.server, teams.owner).imports(pack)
    assert asked.status == 422
    assert "Choose one of your teams." in words(asked)
    assert "Choose who may tell this here." in words(asked)
    assert not re.search(r'type="radio"[^>]* checked', first.get("import").text)
    assert first.imports(pack, team="Search", reach="team").status == 422
    assert "1 new story." in words(first.imports(pack, team="Marmalade", reach="server"))
    seen = teams.server.get("/desk/stories/?words=alert", Cookie=lead.cookie).text
    assert f"a.{teams.team}" in seen
    assert "Nobody has added a story here yet." in words(lead.get())
    assert lead.saves(f"a.{teams.team}").status == 422
    assert "1 new story." in words(lead.imports(pack, team="Search", reach="team"))
    gone = replace(plain(withdrawn=("a",), version="2"), stories=())
    assert "1 withdrawn story was taken out." in words(
        lead.imports(gone, team="Search", reach="team")
    )
    assert [one.id for one in pack_in(first.saves(f"a.{teams.team}")).stories] == ["a"]


def test_a_reader_hands_nothing_on_and_brings_nothing_in(teams: Teams) -> None:
    reader = Desk(teams.server, teams.comes(teams.team, "Rea", "reads"))
    assert "Nobody has added a story here yet." in words(reader.get())
    assert "Stories belong to a team" in words(reader.get("import"))
    assert reader.imports(plain(), team="Marmalade", reach="team").status == 403


def test_an_import_makes_no_team(teams: Teams) -> None:
    """An operator's other forms do."""
    mine = Desk(teams.server, teams.owner)
    assert mine.imports(plain(), team="Nobody’s yet", reach="team").status == 422
    assert "Nobody’s yet" not in teams.server.get("/desk/teams/", Cookie=teams.owner).text


def test_a_large_pack_comes_through_the_proxy(teams: Teams) -> None:
    mine = Desk(teams.server, teams.owner)
    reply = mine.imports(b" " * LARGEST_PACK, team="Marmalade", reach="team")
    assert reply.status == 422 and "This is not a pack" in words(reply)


def test_who_leads_two_teams_tells_a_story_of_one_in_no_workshop_of_the_other(
    teams: Teams,
) -> None:
    """By the form of a new workshop, and by that of an open one."""
    mine = Desk(teams.server, teams.owner)
    plain_one = plain(PackStory("b", STORY, CONSENT))
    assert mine.imports(plain_one, team="Marmalade", reach="team").status == 200
    story, post = f"b.{teams.team}", teams.server.post
    fields = {"title": "Spring", "template": "60", "story": story}
    refused = post("/desk/new", {**fields, "team": "Search"}, Cookie=teams.owner)
    assert refused.status == 422
    assert "Only the team that this story belongs to may tell it." in words(refused)
    opened = post("/desk/new", {**fields, "team": "Marmalade"}, Cookie=teams.owner)
    assert opened.status == 303, words(opened)
    other = teams.server.new_workshop(teams.owner, team="Search")
    change = f"/desk/{other}/change/story"
    seen = re.search(
        r'name="seen" value="(\w+)"', teams.server.get(change, Cookie=teams.owner).text
    )
    assert seen
    told = post(change, {"story": story, "seen": seen[1]}, Cookie=teams.owner)
    assert told.status == 422
    assert "Only the team that this story belongs to may tell it." in words(told)
