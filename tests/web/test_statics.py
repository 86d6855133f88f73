"""Static files: one hash for the tree, cached for a year, compressed once."""

import gzip
import re
import shutil
from pathlib import Path

import pytest

from tests.live.conftest import Place
from workshop.languages import LANGUAGES_FOLDER, Languages
from workshop.summary.formats.package_folders import folder
from workshop.web.static import static_files
from workshop.web.static.joined_files import FIRST_SCRIPT, imports_of
from workshop.web.static.static_files import Statics


def tree(place: Place) -> str:
    found = re.search(
        r"/static/([0-9a-f]+)/css/joined-participant\.css", place.server.get("/").text
    )
    assert found
    return f"/static/{found[1]}"


def test_a_file_is_cached_for_a_year_and_compressed(place: Place) -> None:
    path = f"{tree(place)}/css/tokens.css"
    plain, packed = place.server.get(path), place.server.get(path, Accept_Encoding="gzip")
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["Content-Type"].startswith("text/css")


def test_another_trees_files_and_what_lies_outside_are_not_served(place: Place) -> None:
    for path in (
        "/static/000000000000/css/tokens.css",
        f"{tree(place)}/../run.py",
        f"{tree(place)}/js/protocol.d.ts",
    ):
        assert place.server.get(path).status == 404


def test_everything_that_a_view_names_is_there(place: Place) -> None:
    id_ = place.workshop()
    for path in (f"/w/{id_}/", f"/desk/{id_}/", "/desk/new", "/"):
        named = re.findall(r'(?:href|src)="(/static/[^"]+)"', place.server.get(
            path, Cookie=place.cookie
        ).text)  # fmt: skip
        assert named
        for one in named:
            assert place.server.get(one).status == 200, one


@pytest.mark.parametrize(("folder", "view"), [("w", "participant"), ("desk", "desk")])
def test_a_view_names_one_sheet_and_one_module(place: Place, folder: str, view: str) -> None:
    path = f"/{folder}/{place.workshop()}/"
    text = place.server.get(path, Cookie=place.cookie).text
    named = set(re.findall(r'(?:href|src)="/static/\w+/([^"]+)"', text))
    assert {one for one in named if "fonts/" not in one} == {
        "icons/icon.svg", f"css/joined-{view}.css", "js/too-old.js", f"js/{view}/main.js",
    }  # fmt: skip


def test_a_phones_page_is_packed(place: Place) -> None:
    path = f"/w/{place.workshop()}/"
    text, packed = place.server.get(path).text, place.server.get(path, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(text) / 2


def test_imports_are_found_however_they_are_written() -> None:
    text = """
    import { a } from "./a.js";
    import {
      b,
    } from '../b.js';
    import "./side.js";
    export { c } from "./c.js";
    export const from = "./not.js";
    import plain from "elsewhere";
    const later = () => import("./later.js");
    """
    assert imports_of("js/desk/main.js", text) == [
        "js/desk/a.js", "js/b.js", "js/desk/side.js", "js/desk/c.js",
    ]  # fmt: skip


def test_a_file_is_made_and_packed_when_it_is_first_asked_for_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, pack = list[str](), gzip.compress
    a_joined = {FIRST_SCRIPT: b"a" * 99}
    monkeypatch.setattr(
        static_files, "join_files", lambda *_given: made.append("joined") or a_joined
    )
    monkeypatch.setattr(
        static_files.gzip,
        "compress",
        lambda *given, **more: made.append("packed") or pack(*given, **more),
    )
    tree = Statics(folder("static"), {"words.json": lambda: made.append("words") or b"{}"})  # type: ignore[func-returns-value]
    assert made == []
    for _ in range(2):
        assert tree.files["words.json"].body == b"{}"
        assert gzip.decompress(tree.files[FIRST_SCRIPT].packed or b"") == b"a" * 99
    assert made == ["words", "joined", "packed"]


def test_the_same_program_in_another_folder_gives_files_the_same_address(tmp_path: Path) -> None:
    shutil.copytree(folder("static"), tmp_path / "static")
    shutil.copytree(LANGUAGES_FOLDER, tmp_path / "languages")
    here, there = Languages(), Languages(tmp_path / "languages")
    one = Statics(folder("static"), made_by=here.sources())
    other = Statics(
        tmp_path / "static", made_by=[*there.sources()[:-1], tmp_path / "languages" / "__init__.py"]
    )
    assert one.hash == other.hash


def test_what_decides_what_made_files_say_changes_their_address(tmp_path: Path) -> None:
    catalogue = tmp_path / "messages.po"
    catalogue.write_text("one")
    before = Statics(folder("static"), made_by=[catalogue]).hash
    catalogue.write_text("two")
    assert Statics(folder("static"), made_by=[catalogue]).hash != before


def test_a_static_file_may_do_nothing_should_somebody_open_it(place: Place) -> None:
    icon = re.search(r"/static/\w+/icons/icon\.svg", place.server.get("/").text)
    assert icon
    headers = place.server.get(icon[0]).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
