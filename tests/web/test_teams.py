"""A team's page and archive, and summaries that come from another server."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from werkzeug.http import parse_options_header

from tests.summary.summaries import commitment, lesson, plain
from tests.support.room import new_store
from tests.support.server import Reply, Server, running
from workshop.people.teams import team_ids
from workshop.protocol.summary import SUMMARY_VERSION, Summary, written_summary
from workshop.storage.library import Sealed, keep_summary
from workshop.summary.formats import json_file

ASK = ("Ask who reads it first.", "Ask first who reads it.")
NEWER = "Made by a newer version of this program, so it can’t be read here."


@dataclass(frozen=True)
class Shelf:
    """A server that keeps some summaries, its facilitator's cookie, and its teams' ids by name."""

    server: Server
    cookie: str
    teams: dict[str, str]
    open: str

    def get(self, path: str, **headers: str) -> Reply:
        return self.server.get(path, Cookie=self.cookie, **headers)

    def team(self, name: str, **headers: str) -> str:
        """The words of a team's page, on one line."""
        reply = self.get(f"/desk/teams/{self.teams[name]}/", **headers)
        assert reply.status == 200
        return words(reply)

    def sends(self, file: bytes, name: str = "a.json", **headers: str) -> Reply:
        """Sends a file that was chosen, as a browser does."""
        body = (
            f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/json\r\n\r\n"
        ).encode() + file + b"\r\n--edge--\r\n"  # fmt: skip
        headers = {"Cookie": self.cookie, **headers}
        return self.server.ask(
            "POST", "/desk/take-in", body, Content_Type="multipart/form-data; boundary=edge",
            **headers,
        )  # fmt: skip


def words(reply: Reply) -> str:
    main = reply.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", main.partition(">")[2])).split())


def met(n: int, team: str = "Payments", **fields: Any) -> Summary:
    """The n-th workshop of a team, in the n-th month."""
    return plain(
        workshop=f"{team[:4]}{n:08}", team=team, title=f"No. {n}",
        **{"date": f"2026-{n:02}-10", "devices": 5 + n, **fields},
    )  # fmt: skip


def on_the_shelf() -> Iterator[Summary]:
    yield met(1, lessons=[lesson(ASK[0], chosen=True)], commitments=[commitment("ask", by="")])
    yield met(2, lessons=[lesson("Two keys are better.")])
    yield met(3, "payments ", lessons=[lesson(ASK[1]), lesson("Frag <i>früh</i>.", language="de")],
              commitments=[commitment("restore it. …", "", "2026-03-20")])  # fmt: skip
    yield met(1, "Search")
    yield met(1, "Late", commitments=[commitment("be second", by="2020-02-02"),
                                      commitment("wait", by="2999-01-01")])  # fmt: skip
    yield met(2, "Late", commitments=[commitment("rest", by=""),
                                      commitment("be first", by="2020-02-01")])  # fmt: skip
    yield met(1, "Twice")
    yield met(2, "Twice", date="2026-01-10")
    yield met(4, "Tomorrow", version=SUMMARY_VERSION + 1)
    yield met(4, "", lessons=[lesson("Nobody's.")])
    yield met(5, "Pretend", trial=True)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("shelf")
    store = new_store(folder)
    with store.library.begin() as session:
        for one in on_the_shelf():
            kept = Sealed(
                one.workshop, one.team, one.title, one.date, one.trial, 0, written_summary(one)
            )
            keep_summary(session, kept)
        broken = Sealed(
            "Dama00000001", "Broken", "Broken", "2026-01-10", False, 0, '{"version":3,"'
        )
        keep_summary(session, broken)
        teams = team_ids(session)
    store.close()
    with running(folder / "data") as server:
        cookie = server.sign_in()
        yield Shelf(server, cookie, teams, server.new_workshop(cookie))


def test_only_the_facilitator_sees_a_team_and_takes_anything_in(shelf: Shelf) -> None:
    for path in (f"teams/{shelf.teams['Payments']}/", "teams/nothing/summaries.zip", "take-in"):
        assert shelf.server.get(f"/desk/{path}").status == 401
    assert shelf.sends(b"{}", Cookie="").status == 401
    assert shelf.sends(b"{}", Origin="http://elsewhere.example").status == 403


def test_home_leads_to_each_team_and_passes_over_what_is_newer(shelf: Shelf) -> None:
    text = shelf.get("/desk/").text
    for name in ("Payments", "Search", "Tomorrow"):
        assert f'href="/desk/teams/{shelf.teams[name]}/"' in text
    for name in ("Pretend", ""):
        assert shelf.teams.get(name, "none") not in text
    assert text.count("not started yet") == 1  # the one workshop that is open
    assert text.count(NEWER) == 1
    page = shelf.get("/desk/Tomo00000004/summary/")
    assert page.status == 409 and "Delete this summary" in page.text


def test_a_damaged_summary_is_said_to_be_one_and_stops_nothing_else(shelf: Shelf) -> None:
    assert "Damaged, so it can’t be read." in shelf.get("/desk/").text
    assert shelf.get("/desk/Dama00000001/summary/").status == 409
    assert "1 summary can’t be read by this version" in shelf.team("Broken")
    for path in ("/desk/Dama00000001/", "/w/Dama00000001/"):
        assert shelf.get(path).status == 404


def test_one_team_is_one_however_its_name_was_typed(shelf: Shelf) -> None:
    page, other = shelf.team("Payments"), shelf.team("payments ")
    assert "3 workshops from 10 January 2026 to 10 March 2026." in page and "No. 3" in page
    assert "2 workshops on 10 January 2026." in shelf.team("Twice")
    assert page.removeprefix("Payments") == other.removeprefix("payments")


def test_what_is_open_is_told_with_who_until_when_and_from_where(shelf: Shelf) -> None:
    page = shelf.team("Payments")
    assert "2 commitments are open. 1 of them is overdue." in page
    assert "If a month ends, we will restore it." in page
    assert "Not taken on yet overdue since 20 March 2026 No. 3, 10 March 2026" in page
    assert "Amira No. 1, 10 January 2026" in page
    reply = shelf.get(f"/desk/teams/{shelf.teams['Payments']}/").text
    assert 'href="/desk/new?follow=paym00000003"' in reply


def test_what_is_overdue_stands_first_the_longest_first(shelf: Shelf) -> None:
    page = shelf.team("Late")
    places = [page.index(f"we will {will}") for will in ("be first", "be second", "rest", "wait")]
    assert places == sorted(places)


def test_a_lesson_that_came_back_stands_in_the_words_of_each_time(shelf: Shelf) -> None:
    page = shelf.team("Payments")
    assert (
        f"{ASK[0]} No. 1, 10 January 2026, chosen {ASK[1]} No. 3, 10 March 2026 "
        "In 2 of 3 workshops. Chosen in 1 of them." in page
    )
    assert "Two keys" not in page


def test_how_many_took_part_stands_in_figures_beside_each_bar(shelf: Shelf) -> None:
    page = shelf.team("Payments")
    assert "Between 6 and 8 devices took part each time." in page
    assert "Devices are counted, not people, in the stage where most took part." in page
    assert "No. 3 10 March 2026 Devices: 8" in page
    text = shelf.get(f"/desk/teams/{shelf.teams['Payments']}/").text
    assert re.findall(r'team-ink" y="1" width="([\d.]+%)"', text) == ["100%", "87.5%", "75%"]


def test_one_workshop_is_enough_and_nothing_is_made_of_what_is_not_there(shelf: Shelf) -> None:
    page = shelf.team("Search")
    assert "One workshop so far, on 10 January 2026." in page
    assert "Nothing is open" in page and "6 devices took part." in page
    assert "Lessons that came back" not in page and "Follow up" not in page


def test_what_a_newer_version_wrote_is_left_out_with_a_word(shelf: Shelf) -> None:
    page = shelf.team("Tomorrow")
    assert "1 summary can’t be read by this version of the program and is left out here." in page
    assert shelf.get(f"/desk/teams/{shelf.teams['Tomorrow']}/summaries.zip").status == 404


def test_a_team_that_has_only_begun_is_told_what_will_stand_here(shelf: Shelf) -> None:
    id_ = shelf.server.new_workshop(shelf.cookie, team="Fresh")
    (team,) = re.findall(r'/desk/teams/(\w+)/"><bdi>Fresh', shelf.get("/desk/").text)
    text = shelf.get(f"/desk/teams/{team}/").text
    assert "This team has not finished a workshop here yet." in text
    assert f'href="/desk/{id_}/"' in text and "summaries.zip" not in text
    assert shelf.get(f"/desk/teams/{team}/summaries.zip").status == 404


def test_an_open_workshop_leads_to_its_desk(shelf: Shelf) -> None:
    text = shelf.get(f"/desk/teams/{shelf.teams['Payments']}/").text
    assert f'href="/desk/{shelf.open}/"' in text and "Open now" in text


def test_a_sealed_desk_has_the_same_files_as_the_page_of_its_summary(shelf: Shelf) -> None:
    bare, dated, taught = "Sear00000001", "Late00000001", "Paym00000001"
    for id_ in (bare, dated, taught):
        snapshot = shelf.server.boot(f"/desk/{id_}/", shelf.cookie)["snapshot"]
        files = snapshot["entries"]["desk"]["files"]  # type: ignore[index]
        page = shelf.get(f"/desk/{id_}/summary/").text
        assert sorted(files) == sorted(re.findall(rf'href="/desk/{id_}/summary\.([\w.]+)"', page))
        assert ("ics" in files, "poster.pdf" in files) == (id_ == dated, id_ == taught)


def test_a_team_of_which_there_is_nothing_real_is_not_there(shelf: Shelf) -> None:
    for id_ in ("nothing", shelf.teams["Pretend"], shelf.teams[""]):
        for path in ("", "summaries.zip"):
            assert shelf.get(f"/desk/teams/{id_}/{path}").status == 404


def test_peoples_words_keep_their_language_and_are_only_read(shelf: Shelf) -> None:
    reply = shelf.get(f"/desk/teams/{shelf.teams['Payments']}/", Accept_Language="ar")
    assert '<html lang="ar" dir="rtl"' in reply.text
    assert '<bdi lang="en">Ask who reads it first.</bdi>' in reply.text
    assert '<bdi lang="en">restore it</bdi>' in reply.text and "<i>" not in reply.text


def test_the_archive_holds_all_of_a_team_and_is_the_same_each_time(shelf: Shelf) -> None:
    path = f"/desk/teams/{shelf.teams['Payments']}/summaries.zip"
    reply = shelf.get(path)
    assert reply.status == 200 and reply.body == shelf.get(path).body
    with zipfile.ZipFile(io.BytesIO(reply.body)) as file:
        names = file.namelist()
        assert [name for name in names if name.endswith(".json")] == [
            f"2026-0{n}-10-payments-no-{n}.json" for n in (1, 2, 3)
        ]
        assert len(names) == 6
        body = file.read(names[1])
    assert shelf.sends(body).text.count("This exact summary is already here.") == 1
    named = parse_options_header(reply.headers["Content-Disposition"])[1]["filename"]
    assert named == "Payments-summaries.zip"


def test_a_summary_from_elsewhere_is_taken_in_and_stands_at_its_team(shelf: Shelf) -> None:
    new = met(6, "Harbour", commitments=[commitment("call first")])
    reply = shelf.sends(json_file.render(new).encode())
    assert (reply.status, reply.to) == (303, f"/desk/{new.workshop}/summary/")
    assert shelf.get(reply.to).status == 200
    (id_,) = re.findall(r'/desk/teams/(\w+)/"><bdi>Harbour', shelf.get("/desk/").text)
    assert "call first" in words(shelf.get(f"/desk/teams/{id_}/"))
    assert shelf.server.get(f"/w/{new.workshop}/summary.html").status == 410
    out = shelf.get(f"/desk/{new.workshop}/summary.json")
    assert out.text == json_file.render(new)
    assert shelf.server.post(
        f"/desk/{new.workshop}/summary/delete", {"sure": "yes"}, Cookie=shelf.cookie
    ).status == 303  # fmt: skip
    assert shelf.get(f"/desk/teams/{id_}/").status == 404


def test_another_summary_of_the_same_workshop_is_refused_and_leads_to_the_first(
    shelf: Shelf,
) -> None:
    reply = shelf.sends(json_file.render(met(2, devices=99)).encode())
    assert (
        reply.status == 422
        and ("Another summary of the same workshop is already here") in reply.text
    )
    assert 'href="/desk/Paym00000002/summary/"' in reply.text
    numbers = re.findall(r"\b\d+\b", shelf.team("Payments"))  # a join code may have 99 in it
    assert "99" not in numbers and "8" in numbers


def test_a_workshop_that_is_open_here_is_not_taken_in(shelf: Shelf) -> None:
    mine = plain(workshop=shelf.open)
    reply = shelf.sends(json_file.render(mine).encode())
    assert reply.status == 422 and "still open on this server" in reply.text
    assert shelf.get(f"/desk/{shelf.open}/").status == 200


def test_a_broken_file_is_answered_with_each_fault_and_its_place(shelf: Shelf) -> None:
    broken = json.loads(written_summary(met(7, lessons=[lesson("a")] * 4)))
    broken["lessons"][3]["votes"] = -1
    broken["date"] = "soon"
    reply = shelf.sends(json.dumps(broken).encode())
    said = words(reply).replace("\u2068", "").replace("\u2069", "")
    assert reply.status == 422 and "Nothing was changed." in said
    assert "lessons, number 4, votes: must be a whole number from 0" in said
    assert "date: must be a day such as 2027-03-03." in said


def test_nothing_chosen_and_too_much_are_said_as_well(shelf: Shelf) -> None:
    assert "Choose a file first." in shelf.sends(b"", name="").text
    large = json_file.render(met(8, lessons=[lesson("x" * 500)] * 1200)).encode()
    assert 700_000 < len(large) < 1024 * 1024
    assert shelf.sends(large).status == 303
    assert (
        "too large for a summary" in shelf.sends(large + b" " * (1024 * 1024 - len(large) + 9)).text
    )
    assert shelf.sends(b" " * (1024 * 1024 + 5000)).status == 413
    other = {"Cookie": shelf.cookie, "Content_Type": "application/x-www-form-urlencoded"}
    assert shelf.server.ask("POST", "/desk/new", b"x" * 70_000, **other).status == 413
