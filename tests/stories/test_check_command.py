"""`stories check FILE`: says that a pack is good, or what is wrong in it and where."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from tests.stories.pack_files import CONSENT, FILE, STORY, agreed, changed, plain
from workshop.cli import main
from workshop.stories.pack_file import read_pack_file
from workshop.stories.pack_file.pack_types import LARGEST_PACK, PackStory
from workshop.stories.pack_file.write_pack_file import write_pack_file


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Where a test puts its pack."""
    return tmp_path / "pack.zip"


def check(pack: Path) -> Result:
    return CliRunner().invoke(main, ["stories", "check", str(pack)])


def test_a_good_pack_is_counted(pack: Path) -> None:
    german = replace(STORY, language="de")
    stories = PackStory("a", STORY, CONSENT), PackStory("b", german, agreed(german))
    pack.write_bytes(write_pack_file(plain(*stories, withdrawn=("c",))))
    answer = check(pack)
    assert answer.output == f"{pack} is a good pack: 2 stories in 2 languages, 1 withdrawn.\n"
    assert answer.exit_code == 0


def test_one_is_one(pack: Path) -> None:
    pack.write_bytes(write_pack_file(plain()))
    assert check(pack).output.endswith(": 1 story in 1 language, 0 withdrawn.\n")


def test_the_faults_of_another_are_listed(pack: Path) -> None:
    pack.write_bytes(changed(FILE, '"context"', '"twist"'))
    answer = check(pack)
    assert answer.exit_code == 1
    assert answer.output == (
        f"{pack} is not a good pack yet:\n"
        f"- {FILE}, steps, number 1, kind: must be one of: “context”, “happened”, “turn”, “now”.\n"
    )


def test_no_more_is_read_of_a_file_than_a_pack_may_have(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes, read = list[int](), read_pack_file.read_pack_file
    monkeypatch.setattr(
        read_pack_file, "read_pack_file", lambda data: sizes.append(len(data)) or read(data)
    )
    with pack.open("wb") as file:
        file.truncate(LARGEST_PACK * 2)
    answer = check(pack)
    assert (answer.exit_code, sizes) == (1, [LARGEST_PACK + 1])
    assert "- The pack is too large: the limit is 20 MB" in answer.output


def test_a_file_that_is_missing_is_named(pack: Path) -> None:
    answer = check(pack)
    assert answer.exit_code == 2
    assert str(pack) in answer.output and "does not exist" in answer.output
