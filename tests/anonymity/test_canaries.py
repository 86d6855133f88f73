"""After the seal nothing is left of what anybody wrote, sent or came from, but the summary."""

from pathlib import Path

import pytest

from tests.anonymity.canaries import (
    Canaries,
    Canary,
    Find,
    forms,
    packed,
    search,
    search_folder,
    unpacked,
)
from tests.anonymity.rehearsed import (
    FOR_A_DAY,
    IN_THE_CLEAR,
    OF_THE_WALL,
    PRINTED,
    STAYS,
    Rehearsed,
)
from workshop.actions.perform import DESK_ACTIONS, PARTICIPANT_ACTIONS
from workshop.summary.formats.all_formats import FORMATS

GOES = {
    "secret", "card key", "command key", "stage key", "sid", "address", "agent", "cookie", "link",
    "desk link", "ticket of the desk", "ticket of the projector", "code", "path", "malformed",
    "refused", "K", "server key", "setting", "check-in",
    "wall contact", "thrown contact", "wifi password", "helper", "shown link",
    "leader", "overwritten leader", "withdrawn", "overwritten", "aside", "off", "room", "sensitive",
    "destroyed", "left out", "passed over", "freed", "wall room", "wall waits",
    "added late", "lesson aside", "offer aside", "offer unread", "wall added",
    "thrown away", "taken back", "letter", "answer", "reworded",
}  # fmt: skip
"""Every kind of canary that may not outlive the workshop."""


def kinds(found: list[Find]) -> list[str]:
    """Returns the finds, short enough to be read."""
    return sorted({f"{one.kind} as {one.form} in {one.place}" for one in found})


def test_the_rehearsal_uses_everything(rehearsal: Rehearsed) -> None:
    played = rehearsal.whole.played | rehearsal.again.played | rehearsal.wall.played
    commands = {str(one.__struct_config__.tag) for one in (*PARTICIPANT_ACTIONS, *DESK_ACTIONS)}  # type: ignore[attr-defined]
    assert commands - played == set()
    assert {one.kind for one in rehearsal.house.canaries.known.values()} == GOES | {
        *STAYS,
        *FOR_A_DAY,
    }
    assert set(rehearsal.moments) >= {"while votes are placed", "write", "vote", "finish"}


def test_while_it_is_open_the_disk_tells_nothing(rehearsal: Rehearsed) -> None:
    assert kinds(rehearsal.found) == []


def test_no_file_holds_what_may_not_stay(rehearsal: Rehearsed) -> None:
    stays = [kind for kind in STAYS if kind not in OF_THE_WALL]
    gone = rehearsal.house.canaries.but(*stays)
    found = search_folder(rehearsal.server.data, gone)
    in_library = [one for one in found if one.place.startswith("library.db")]
    for_a_day = [one for one in in_library if one.kind in FOR_A_DAY]
    assert {one.kind for one in for_a_day} == {*FOR_A_DAY}
    assert kinds([one for one in found if one not in for_a_day]) == []
    keys = rehearsal.house.canaries.but("server key")
    assert kinds(search_folder(rehearsal.server.keys, keys)) == []
    assert kinds(search_folder(rehearsal.server.home / "tmp", gone)) == []


def test_no_log_holds_a_word_a_key_or_an_address(rehearsal: Rehearsed) -> None:
    log = rehearsal.server.log_file.read_bytes()
    assert log.count(b"ERROR workshop.web.error_pages") >= 2, "no fault of ours has tempted the log"
    assert kinds(search(log, rehearsal.house.canaries.but(), "log")) == []
    printed = rehearsal.server.out_file.read_bytes()
    assert kinds(search(printed, rehearsal.house.canaries.but(*PRINTED), "printed")) == []


def test_no_export_holds_what_may_not_stay(rehearsal: Rehearsed) -> None:
    gone = rehearsal.house.canaries.but(*STAYS)
    assert len(rehearsal.exports) == 3 * (len(FORMATS) + 3) - 2
    for path, body in rehearsal.exports.items():
        assert kinds(search(body, gone, path)) == []


@pytest.mark.parametrize("name", ["open", "sealed"])
def test_no_backup_holds_what_may_not_stay(rehearsal: Rehearsed, name: str) -> None:
    spared = STAYS if name == "sealed" else IN_THE_CLEAR
    assert kinds(search(rehearsal.backups[name], rehearsal.house.canaries.but(*spared), name)) == []


def test_what_may_stay_is_found_everywhere(rehearsal: Rehearsed) -> None:
    places = {"backup": rehearsal.backups["sealed"], **_by_format(rehearsal.exports)}
    dates, poster = places.pop("ics"), places.pop("poster.pdf")
    assert places.pop("poster.png").startswith(b"\x89PNG"), "its words are drawn"
    for place, body in places.items():
        assert _missing(rehearsal, body, STAYS) == [], place
    assert b"BEGIN:VEVENT" in dates, "a calendar has nothing else than what has a date"
    assert b"Lessons leave." in poster, "a poster has nothing else than what was chosen"
    library = (rehearsal.server.data / "library.db").read_bytes()
    assert {*_missing(rehearsal, library, STAYS)} == {*OF_THE_WALL}, "of what was deleted, nothing"


def _by_format(exports: dict[str, bytes]) -> dict[str, bytes]:
    return {
        extension: b"".join(
            content
            for path, body in exports.items()
            if path.endswith(f".{extension}")
            for _, content in unpacked(body, path)
        )
        for extension in FORMATS
    }


def _missing(rehearsal: Rehearsed, body: bytes, wanted: tuple[str, ...]) -> list[str]:
    """The kinds of which something is not there."""
    canaries = rehearsal.house.canaries.of(*wanted)
    found = {one.canary for one in search(body, canaries, "")}
    return [one.kind for one in canaries if one not in found]


CANARIES = Canaries()
PLANTED = [
    CANARIES.known[key]
    for key in (CANARIES.words("words")[:14], CANARIES.key("key"), CANARIES.token("sid", "x-Y_9zQ"))
]


@pytest.mark.parametrize("canary", PLANTED, ids=lambda one: one.kind)
def test_the_search_finds_a_canary_in_every_form_and_container(canary: Canary) -> None:
    for form, data in forms(canary).items():
        for name, body in packed(b"\0\x8b" + data + b"\xff").items():
            found = search(body, PLANTED, name)
            assert {one.kind for one in found} == {canary.kind}, (form, name)


def test_the_search_finds_a_canary_in_a_name_and_nothing_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / PLANTED[1].core).mkdir()
    (tmp_path / "plain.txt").write_text("nothing of theirs")
    assert {one.kind for one in search_folder(tmp_path, PLANTED)} == {"key"}
    assert search(b"nothing of theirs", PLANTED, "nowhere") == []


def test_one_search_after_the_other_finds_what_each_of_them_looks_for() -> None:
    canaries = Canaries()
    data = canaries.words("first").encode()
    assert {one.kind for one in search(data, canaries.but(), "")} == {"first"}
    data += canaries.words("later").encode()
    assert {one.kind for one in search(data, canaries.but(), "")} == {"first", "later"}
    assert {one.kind for one in search(data, canaries.but("first"), "")} == {"later"}
