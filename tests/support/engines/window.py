"""A window of some engine, by what people read and press: the same few words for all engines."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any, Protocol

from tests.support.waiting import until
from workshop.languages import SOURCE_LANGUAGE, Languages

FINDING = (Path(__file__).parent / "finding.js").read_text()
LANGUAGES = Languages()
AGAIN = 0.05
"""Seconds between two looks, each of which the engine has to answer."""
LEFT, BACKSPACE = 0, "\ue003"
"""As the protocol calls a button and a key."""
Action = dict[str, Any]


class EngineFailed(RuntimeError):
    """The engine refused what it was asked; while a page loads, this is usual."""


class Tab(Protocol):
    """One of an engine's windows, as its driver offers it."""

    complaints: list[str]
    """The complaints of its console."""

    def go(self, address: str) -> None:
        """Opens an address; returns when it has loaded."""

    def reload(self) -> None:
        """Loads the page anew."""

    def ask(self, function: str, given: str) -> str:
        """Calls a function of the page's with a text; it returns a text."""

    def act(self, source: Action) -> None:
        """Does what one pointer or one keyboard does, in the protocol's own words."""

    def screenshot(self) -> str:
        """Returns the part in view, as a PNG in base64."""


class Window:
    """A page that somebody looks at. English sentences stand for what they are in its language."""

    def __init__(self, tab: Tab, language: str = SOURCE_LANGUAGE) -> None:
        self.tab = tab
        self.language = language

    def said(self, text: str, **values: object) -> str:
        """A sentence as this page says it."""
        return LANGUAGES.translator(self.language)(text, **values)

    def opens(self, address: str) -> None:
        """Goes to an address."""
        self.tab.go(address)

    def reloads(self) -> None:
        """Loads the page anew."""
        self.tab.reload()

    def shows(self, *texts: str) -> None:
        """Waits until all of these can be read on it."""
        for text in texts:
            self.until("says", self.said(text))

    def hides(self, *texts: str) -> None:
        """Waits until none of these can be read on it."""
        for text in texts:
            self.until("says", self.said(text), wanted=False)

    def presses(self, name: str) -> None:
        """Presses the button, link or box of this name."""
        # From elsewhere: else it may be the second half of the press before.
        self.tab.act(pointer(move(1, 1)))
        self._points("place", self.said(name), press(), release())

    def points_at(self, selector: str) -> None:
        """Presses the first such element, where no name tells it from others."""
        self._points("placeOf", selector, press(), release())

    def holds(self, selector: str) -> None:
        """Presses a hold button and lets go once it has taken that for a hold."""
        self._points("placeOf", selector, press())
        self.until("isHolding", wanted=False)
        self.tab.act(pointer(release()))

    def types(self, label: str, text: str) -> None:
        """Writes into the field of this label or "#id", in the place of what stands there."""
        label = self.said(label)
        self._points("field", label, press(), release())
        self.asks("empty", label)
        keys = [
            {"type": kind, "value": key}
            for key in BACKSPACE + text
            for kind in ("keyDown", "keyUp")
        ]
        self.tab.act({"type": "key", "id": "keyboard", "actions": keys})
        assert self.asks("value", label) == text, f"{label} took {self.asks('value', label)!r}"

    def chooses(self, selector: str, value: str) -> None:
        """Chooses in a list; its own window is no part of the page, so no pointer reaches it."""
        self.until("has", selector)
        self.asks("choose", selector, value)

    def link(self, name: str) -> str:
        """Where the link of this name leads."""
        return str(self.until("link", self.said(name)))

    def text(self, selector: str) -> str:
        """Returns the text of an element, once it is there."""
        return str(self.until("text", selector))

    def has(self, selector: str) -> bool:
        """True if such an element is in sight."""
        return bool(self.asks("has", selector))

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.asks("address"))

    def is_whole(self) -> None:
        """Waits until nothing is cut off or lies to the side."""
        self.until("faults", wanted=False)

    def picture(self, file: Path) -> None:
        """A picture of what is in view."""
        file.write_bytes(b64decode(self.tab.screenshot()))

    def asks(self, question: str, *given: object) -> Any:
        """The answer to one of the questions of finding.js."""
        function = f"(given) => JSON.stringify({FINDING}.{question}(...JSON.parse(given)) ?? null)"
        return json.loads(self.tab.ask(function, json.dumps(given)))

    def until(self, question: str, *given: object, wanted: bool = True) -> Any:
        """Asks until the answer is as wanted, and gives it."""
        answers: list[Any] = []

        def is_so() -> bool:
            try:
                answers.append(self.asks(question, *given))
            except EngineFailed as failed:
                answers.append(failed)
                return False
            return bool(answers[-1]) == wanted

        until(
            is_so, says=lambda: f"{question}{given}: {answers[-1]}\n{self.standing()}", again=AGAIN
        )
        return answers[-1]

    def _points(self, question: str, name: str, *acts: Action) -> None:
        """Does this at an element, once it has stood at the same place for two looks."""
        places: list[Any] = [None]

        def stands() -> bool:
            places.append(self.until(question, name))
            return bool(places[-1] == places[-2])

        until(stands, says=lambda: f"{name} moves: {places[-2:]}", again=AGAIN)
        self.tab.act(pointer(move(*places[-1]), *acts))

    def standing(self) -> str:
        """Where it is and all that it says, to be read where a test fails."""
        try:
            words = self.tab.ask("() => document.body.innerText", "")
            return f"It is at {self.address} and says:\n{words}"
        except EngineFailed as failed:
            return f"It says nothing: {failed}"


def pointer(*acts: Action) -> Action:
    """A mouse that does these one after the other."""
    return {
        "type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"},
        "actions": list(acts),
    }  # fmt: skip


def move(x: int, y: int) -> Action:
    """To a place in the view."""
    return {"type": "pointerMove", "x": x, "y": y}


def press() -> Action:
    """Down."""
    return {"type": "pointerDown", "button": LEFT}


def release() -> Action:
    """Up."""
    return {"type": "pointerUp", "button": LEFT}
