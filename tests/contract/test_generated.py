"""Files that are made from the message types say what these say."""

from pathlib import Path

import pytest

from tools.generate import outline
from tools.generate.protocol import generated
from workshop.protocol.messages import VIEW_NAMES

Files = dict[Path, str]


@pytest.fixture(scope="module")
def files() -> Files:
    return generated()


def test_no_generated_file_is_stale(files: Files) -> None:
    stale = [path.name for path in files if path.read_text(encoding="utf-8") != files[path]]
    assert files and stale == [], "run `python -m tools.generate.protocol`"


def test_every_entry_has_a_path_in_some_view() -> None:
    seen = {each.type_for(view) for each in outline.paths() for view in VIEW_NAMES}
    assert seen - {""} == {each.__name__ for each in outline.ENTRIES}


def test_every_command_has_its_own_tag() -> None:
    tags = [outline.laid_out(each).tag for each in outline.COMMAND_TYPES]
    assert len(set(tags)) == len(tags)


def test_no_two_types_have_the_same_name(files: Files) -> None:
    text = next(text for path, text in files.items() if path.suffix == ".ts")
    names = [line.split()[2] for line in text.splitlines() if line.startswith("export ")]
    assert len(set(names)) == len(names)


def test_every_message_and_field_stands_in_the_page_for_developers(files: Files) -> None:
    page = next(text for path, text in files.items() if path.suffix == ".md")
    every = (
        outline.UP_TYPES
        + outline.DOWN_TYPES
        + outline.ANSWER_TYPES
        + outline.COMMAND_TYPES
        + outline.ENTRIES
    )
    for struct in every:
        info = outline.laid_out(struct)
        title = f"`{info.tag}`" if info.tag else outline.name(struct)
        section = page.split(f"\n### {title}\n")[1].split("\n### ")[0]
        assert [f for f in info.fields if f"| {f.encode_name} |" not in section] == []
