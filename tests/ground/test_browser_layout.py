"""Where the browser's modules are, and what they are called."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

from workshop.rules.agenda import StageKind
from workshop.web.static.joined_files import imports_of

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "static" / "js"
STAGES = MODULES / "stages"
FACES = ("phone", "screen", "desk")
WORDS = "words"
"""The name of the module that the faces of a stage share for the same words."""
SHOWS = {
    ("arrive", "ground-rules"): "an arrival has a page of the rules where no stage shows them",
    ("write", "reveal"): "a live wall shows the cards while people write",
    ("talk", "lessons"): "groups write their lesson while they talk",
}
"""Stages that show another one, and why; else what two stages need is in their view's folder."""
ALIKE = {
    **{f"{face}.js": "a face of each kind of stage, or the whole view" for face in FACES},
    f"{WORDS}.js": "what is said, and how it is said in another language",
    "main.js": "where a page begins",
    "frame.js": "what is around every stage of a view",
    "pulse.js": "three sentences about the room, and how a phone asks them",
}
"""Names that several modules have, and the one thing that each of them means."""


def face_of(name: str) -> str:
    """The face that a file of a stage belongs to, by the beginning of its name; "" for none."""
    return next((face for face in FACES if re.fullmatch(rf"{face}(-.+)?\.js", name)), "")


def test_each_kind_of_stage_has_a_folder_with_its_three_faces() -> None:
    kinds = {kind.replace("_", "-") for kind in get_args(StageKind)}
    folders = {folder.name for folder in STAGES.iterdir() if folder.is_dir()}
    assert folders == kinds
    missing = [f"{kind}/{face}.js" for kind in kinds for face in FACES]
    assert [name for name in missing if not (STAGES / name).exists()] == []


def test_a_file_of_a_stage_says_whose_it_is() -> None:
    files = [file for file in STAGES.glob("*/*") if file.name != f"{WORDS}.js"]
    assert [str(file.relative_to(STAGES)) for file in files if not face_of(file.name)] == []


def test_the_faces_of_stages_keep_apart() -> None:
    assert _crossing(STAGES) == []


def _crossing(stages: Path) -> list[str]:
    return [
        f"{file.parent.name}/{file.name} imports {found}"
        for file in sorted(stages.glob("*/*.js"))
        for found in imports_of(f"stages/{file.parent.name}/{file.name}", file.read_text("utf-8"))
        if found.startswith("stages/")
        if not _may_import(file, Path(found))
    ]


def _may_import(file: Path, found: Path) -> bool:
    """A phone fetches nothing of a desk."""
    here, there, own = file.parent.name, found.parent.name, face_of(file.name)
    if here != there:
        return (here, there) in SHOWS and found.stem == own
    return face_of(found.name) in {own, ""}


def test_an_import_from_another_face_or_stage_is_found(tmp_path: Path) -> None:
    for name in ("vote", "talk"):
        (tmp_path / name).mkdir()
    text = 'import "./words.js";\nimport "./phone-ballot.js";\nimport "./desk.js";\n'
    (tmp_path / "vote" / "phone.js").write_text(f'{text}import "../talk/words.js";\n')
    assert _crossing(tmp_path) == [
        "vote/phone.js imports stages/vote/desk.js",
        "vote/phone.js imports stages/talk/words.js",
    ]


def test_modules_and_sheets_are_named_in_one_style() -> None:
    files = [*MODULES.rglob("*.js"), *(ROOT / "static" / "css").rglob("*.css")]
    assert [file.name for file in files if not _is_kebab(file)] == []


def _is_kebab(file: Path) -> bool:
    return bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", file.stem))


def test_no_two_modules_of_one_name_mean_different_things() -> None:
    names = Counter(file.name for file in MODULES.rglob("*.js"))
    assert {name for name, times in names.items() if times > 1} == set(ALIKE)


def test_a_name_in_another_style_is_found() -> None:
    names = ("seam-shape.js", "seamShape.js", "seam_shape.js", "seam--shape.js")
    assert [_is_kebab(Path(name)) for name in names] == [True, False, False, False]
