"""The stories that an address of the shelf asks for, and what one of them is chosen for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from workshop.storage.library_stories import Wanted
from workshop.web.services import services

PAGE = 24
"""Stories on one page of the shelf."""
LONGEST = 200
"""The most characters of a field that are looked for; nothing on the shelf is longer."""
FIELDS = {"language": "told_in"}
"""The fields that an address calls otherwise: `language` is that of the page in every address."""
PURPOSE = re.compile(r"new2?|([\w-]{1,40})\.story2?")
"""The uses of a chosen story: the first or the second one of a new workshop, or of an open one,
which is named by its id."""


@dataclass(frozen=True)
class AskedFor:
    """The fields of the shelf's address: what is looked for, from which story on, and why."""

    wanted: Wanted
    first: int = 0
    purpose: str = ""
    """The use of a chosen story, as PURPOSE has them, or ""."""

    def args(self, **changes: object) -> dict[str, object]:
        """Returns the fields for another address, with changes; the list then begins anew."""
        names = {
            FIELDS.get(one.name, one.name): getattr(self.wanted, one.name) for one in fields(Wanted)
        }
        everything = {**names, "purpose": self.purpose, "first": 0, **changes}
        return {name: value for name, value in everything.items() if value}

    def other(self, name: str, value: object) -> dict[str, object]:
        """Returns the fields for an address that differs in one of them."""
        return self.args(**{name: value})

    @property
    def workshop(self) -> str:
        """The id of the open workshop for which a story is chosen, or ""."""
        return self.purpose.partition(".")[0] if "." in self.purpose else ""

    @property
    def narrowed(self) -> bool:
        """True if it asks for some of the stories only."""
        return self.wanted != Wanted()


def asked_for(args: Mapping[str, str]) -> AskedFor:
    """Reads the fields of an address; what they cannot mean is passed over."""
    words, theme, work, language, team = (
        args.get(name, "").strip()[:LONGEST]
        for name in ("words", "theme", "work", "told_in", "not_heard_by")
    )
    wanted = Wanted(words, theme, work, language, _number(args.get("minutes", "")), team)
    purpose = args.get("purpose", "")
    known = purpose if PURPOSE.fullmatch(purpose) else ""
    return AskedFor(wanted, _number(args.get("first", "")), known)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def language_name(tag: str) -> str:
    """Returns a language in its own words, or its tag where it is not one of the product's."""
    languages = services().languages
    return languages.name(tag) if tag in languages.known else tag
