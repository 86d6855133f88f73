"""The plan of the pictures leaves nothing out, and the play takes what is planned."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from tools.pictures import docs
from tools.pictures.plan import BY_NAME, MOMENTS, PICTURE_THEMES, PICTURE_VIEWS, Picture, pictures
from tools.pictures.sheet import write_sheet
from tools.pictures.texts import TEXTS_FOLDER, texts
from workshop.rules.agenda import StageKind

ROOT = Path(__file__).parents[3]
TAKING = {"takes", "takes_page", "take", "_take"}
SHOWN = re.compile(r"!\[(?P<said>[^\]]*)\]\((?:docs/)?pictures/(?P<file>[^)]+)\)")
PAGES = ("README.md", "docs/facilitating.md")
MOST_BYTES = 1_500_000


@pytest.mark.parametrize("kind", get_args(StageKind))
@pytest.mark.parametrize("view", PICTURE_VIEWS)
def test_every_stage_has_a_picture_of_every_view(kind: str, view: str) -> None:
    assert any(moment.kind == kind and view in moment.views for moment in MOMENTS)


def test_every_picture_has_a_name_of_its_own_that_sorts_as_it_is_taken() -> None:
    files = [one.file for one in pictures(("en", "ar"))]
    assert len({*files}) == len(files)
    assert Picture("en", "light", MOMENTS[10], "phone").file == "en-light/11-arrive-phone.png"
    moments = [one.moment.name for one in sorted(pictures(("en",)), key=lambda one: one.file)]
    assert list(dict.fromkeys(moments)) == [moment.name for moment in MOMENTS]


def test_what_is_planned_is_what_the_play_takes() -> None:
    taken = list(names_taken(ROOT / "tools" / "pictures"))
    assert sorted(taken) == sorted(BY_NAME)


def names_taken(folder: Path) -> Iterator[str]:
    """The moments that are named where a picture is taken."""
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in TAKING:
                yield from [a.value for a in node.args if isinstance(a, ast.Constant)][:1]


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)


def test_the_contact_sheet_shows_every_picture_once(tmp_path: Path) -> None:
    taken = list(pictures(("en", "ar")))
    page = write_sheet(tmp_path, taken).read_text("utf-8")
    shown = re.findall(r'<img src="([^"]+)"', page)
    assert sorted(shown) == sorted(one.file for one in taken)


def test_a_language_without_texts_of_its_own_takes_the_english_ones() -> None:
    assert texts("xx") == texts("en")
    for file in TEXTS_FOLDER.glob("*.toml"):
        assert texts(file.stem).title


def test_the_docs_show_pictures_that_the_command_makes_each_with_words() -> None:
    shown = [found for page in PAGES for found in SHOWN.finditer((ROOT / page).read_text("utf-8"))]
    made = {docs.picture_name(picture) for picture in docs.used()}
    assert {found["file"] for found in shown} == made
    assert all(len(found["said"]) > 20 for found in shown)


def test_the_docs_hold_no_other_pictures_and_not_too_many_bytes() -> None:
    files = [file for file in docs.DOCS_PICTURES.iterdir() if file.is_file()]
    assert {file.name for file in files} == {docs.picture_name(picture) for picture in docs.used()}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_a_picture_of_the_docs_is_planned() -> None:
    planned = {*pictures(("en", "ar"))}
    assert {*docs.used()} <= planned
    assert {picture.theme for picture in planned} == {*PICTURE_THEMES}
