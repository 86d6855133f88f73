"""No module keeps anything in a browser under a name that is not on the list."""

import re
from pathlib import Path

import pytest

from tests.support.forking import ROOT

JS = ROOT / "static" / "js"
LIST = JS / "core" / "places.js"
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
STORES = re.compile(r"\b(localStorage|sessionStorage)\b|\.(?:get|set|remove)Item\(")
RULED_OUT = re.compile(r"\b(indexedDB|caches|serviceWorker|cookieStore|storageBuckets)\b")
NAMED_HERE = re.compile(r"""\.(?:get|set|remove)Item\(\s*["'`]""")
HANDS_ON = {
    "desk/paper.js": "a Device names its own place",
    "pages/own-words.js": "the sweep names the places",
    "participant/what-you-sent.js": "the sweep names the places",
    "core/joined-workshops.js": "the sweep names the places",
}
"""Modules that pass a store on, or what reads it, and name nothing themselves."""


def code(file: Path) -> str:
    return COMMENT.sub("", file.read_text("utf-8"))


def faults(name: str, text: str) -> list[str]:
    """Returns all that a module does that the list does not know of."""
    found = [f"{name}: {one[0]}" for one in RULED_OUT.finditer(text)]
    found += [f"{name}: {one[0]}" for one in NAMED_HERE.finditer(text)]
    if STORES.search(text) and "places.js" not in text and name not in HANDS_ON:
        found.append(f"{name}: stores without the list")
    return found


def test_every_name_of_storage_comes_from_the_list() -> None:
    modules = {one.relative_to(JS).as_posix(): code(one) for one in JS.rglob("*.js")}
    assert [fault for name, text in modules.items() for fault in faults(name, text)] == []
    users = [name for name, text in modules.items() if STORES.search(text)]
    assert len(users) >= 8, "the patterns still find those that there are"


@pytest.mark.parametrize(
    "text",
    [
        'import { X } from "./places.js"; localStorage.setItem("own", x)',
        "localStorage.getItem(KEY)",
        'import "./places.js"; indexedDB.open(X)',
        "navigator.serviceWorker.register(x)",
    ],
)
def test_a_module_that_keeps_something_of_its_own_is_found(text: str) -> None:
    assert faults("core/new.js", text)


def test_each_place_says_what_is_there_and_how_long_it_stays() -> None:
    places = re.findall(r"/\*\*(.*?)\*/\s*export const \w+ =", LIST.read_text("utf-8"), re.S)
    assert len(places) == LIST.read_text("utf-8").count("export const")
    assert all("Storage" in one and ("until" in one or "goes" in one) for one in places)
