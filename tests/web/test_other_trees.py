"""In a rolling upgrade, a process serves the static files of the other version as well."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.server import running
from workshop.cli import main
from workshop.settings import WrongSetting, read_settings
from workshop.web.static.static_files import statics
from workshop.web.static.static_routes import find_in_tree

OTHER = "0123456789ab"


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    """A folder with the tree of another version."""
    made = tmp_path / "trees"
    (made / OTHER / "js").mkdir(parents=True)
    (made / OTHER / "js" / "phone.js").write_text("export const of = 'another version';\n")
    (tmp_path / "secret.js").write_text("not for anyone")
    return made


def test_files_of_another_version_are_served_like_those_of_the_own_one(
    trees: Path, tmp_path: Path
) -> None:
    options = ("--port", "0")
    with running(tmp_path / "data", *options, WORKSHOP_STATIC_TREES=str(trees)) as server:
        theirs = server.get(f"/static/{OTHER}/js/phone.js")
        assert theirs.status == 200 and "another version" in theirs.text
        assert theirs.headers["Content-Type"].startswith("text/javascript")
        assert "immutable" in theirs.headers["Cache-Control"]
        assert server.get(f"/static/{OTHER}/js/desk.js").status == 404
        assert server.get(f"/static/{OTHER[::-1]}/js/phone.js").status == 404


@pytest.mark.parametrize(
    ("tree", "name"),
    [(OTHER, "../../secret.js"), ("..", "secret.js"), (OTHER, "/etc/hostname"), (OTHER, "js")],
)
def test_nothing_outside_a_tree_is_found(trees: Path, tree: str, name: str) -> None:
    assert find_in_tree(trees, OTHER, "js/phone.js") is not None
    assert find_in_tree(trees, tree, name) is None


@pytest.mark.parametrize("name", ["js/phone.js\0", "js/" + 300 * "a"], ids=["zero", "long"])
def test_a_name_that_no_file_can_have_is_not_found(trees: Path, name: str) -> None:
    assert find_in_tree(trees, OTHER, name) is None


def test_the_command_writes_the_whole_tree_once(tmp_path: Path) -> None:
    first = CliRunner().invoke(main, ["static-tree", str(tmp_path)])
    assert first.exit_code == 0 and "now holds" in first.output
    ours = statics()
    assert [path.name for path in tmp_path.iterdir()] == [ours.hash]
    for name in ("css/tokens.css", *list(ours.files)[-3:]):
        found = find_in_tree(tmp_path, ours.hash, name)
        assert found is not None and found.body == ours.files[name].body
    again = CliRunner().invoke(main, ["static-tree", str(tmp_path)])
    assert again.exit_code == 0 and "already holds" in again.output


def test_a_folder_that_is_not_there_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="WORKSHOP_STATIC_TREES"):
        read_settings({"WORKSHOP_STATIC_TREES": str(tmp_path / "nowhere")})
