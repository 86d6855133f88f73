"""A pack is a folder of TOML files; a broken one is refused with its place and a way out."""

import shutil
from pathlib import Path

import msgspec
import pytest

from workshop.protocol.story import Story
from workshop.stories.pack import BUILT_IN_PACKS, BrokenPack, built_in, read_pack

FIRST = "01-trusted-so-not-checked.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in pack that a test may break."""
    return Path(shutil.copytree(BUILT_IN_PACKS / "en", tmp_path / "pack"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(BrokenPack) as caught:
        read_pack(folder)
    return str(caught.value)


def test_the_built_in_pack_is_read_once() -> None:
    assert built_in() is built_in()


def test_stories_come_in_the_order_of_their_file_names(folder: Path) -> None:
    (folder / FIRST).rename(folder / "99-last.toml")
    assert read_pack(folder).stories == (*built_in()[1:], built_in()[0])


@pytest.mark.parametrize(
    ("old", "new", "place", "wrong", "remedy"),
    [
        ("lesson = ", "leson = ", "leson", "not known", "correct its name"),
        ('kind = "turn"\n', "", "steps[2].kind", "missing", "Add it"),
        ('"Trusted, so not checked"', f'"{"x" * 81}"', "title", "<= 80", "Correct title"),
        ('"Trusted, so not checked"', '""', "title", ">= 1", "Correct title"),
        ('"Trusted, so not checked"', "7", "title", "got `int`", "Correct title"),
        ('kind = "turn"', 'kind = "twist"', "steps[2].kind", "'twist'", "Correct steps[2].kind"),
        ('kind = "turn"', 'kind = "happened"', "steps", "in the order", "Correct"),
        ('kind = "turn"', 'kind = "turn"\nnote = ""', "steps[2].note", "not known", "Take it out"),
        ('title = "', 'title = ""', "line 1", "not TOML", "Correct that line"),
    ],
)
def test_a_broken_story_is_refused_with_file_field_and_remedy(
    folder: Path, old: str, new: str, place: str, wrong: str, remedy: str
) -> None:
    change(folder / FIRST, old, new)
    sentence = refusal(folder)
    assert FIRST in sentence
    assert place in sentence
    assert wrong in sentence
    assert remedy in sentence


def test_a_story_without_a_lesson_is_refused(folder: Path) -> None:
    lines = (folder / FIRST).read_text("utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("lesson"))
    (folder / FIRST).write_text(kept, "utf-8")
    assert "the field lesson is missing" in refusal(folder)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / FIRST).write_bytes("title = 'Zoë'".encode("latin-1"))
    assert "UTF-8" in refusal(folder)


def test_a_pack_without_pack_toml_is_refused(folder: Path) -> None:
    (folder / "pack.toml").unlink()
    assert refusal(folder).startswith("pack.toml in the story pack")


def test_a_pack_without_stories_is_refused(folder: Path) -> None:
    for file in folder.glob("[0-9]*.toml"):
        file.unlink()
    assert "holds no story" in refusal(folder)


@pytest.mark.parametrize("kinds", [["now"], ["turn", "happened"], ["now", "now"], []])
def test_the_wire_refuses_steps_that_are_too_few_repeated_or_out_of_order(kinds: list[str]) -> None:
    steps = [{"kind": kind, "text": "x"} for kind in kinds]
    wire = msgspec.to_builtins(built_in()[0]) | {"steps": steps}
    with pytest.raises(msgspec.ValidationError, match="steps"):
        msgspec.convert(wire, Story)
