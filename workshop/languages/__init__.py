"""The words of people's languages: Babel catalogues, each read once.

English sentences are the keys. A language is a folder here with a `messages.po`; there are no
compiled files to forget.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable
from fnmatch import translate
from functools import cached_property, lru_cache, partial
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

LANGUAGES_FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"
HEAD_LINE = re.compile(r'^"X-(\w+): (.+)\\n"$', re.MULTILINE)
END_OF_HEAD = "\n#: "
"""A line of a catalogue's head that is ours, and where the head ends."""
STAGE_MODULES = "static/js/stages/*"
SHARED_MODULES = (
    "static/js/core/*",
    "static/js/elements/*",
    "static/js/words/*",
    f"{STAGE_MODULES}/words.js",
)
BUILT_IN_WORDS = "workshop/rules/built_in_words.py"
"""The questions and rules that phones say in their own language, by the English on the wire."""
PHONE_MODULES = ("static/js/participant/*", f"{STAGE_MODULES}/phone*.js", BUILT_IN_WORDS)
SCREEN_MODULES = ("static/js/projector/*", f"{STAGE_MODULES}/screen*.js")
PAPER_CARD = ("static/js/participant/controls.js", "static/js/participant/writing.js")
WORD_PLACES = {
    "participant": (*SHARED_MODULES, *PHONE_MODULES),
    "projector": (*SHARED_MODULES, *SCREEN_MODULES),
    # The desk draws the room's screen in its miniature.
    "desk": (
        *SHARED_MODULES,
        "static/js/desk/*",
        f"{STAGE_MODULES}/desk*.js",
        *SCREEN_MODULES,
        *PAPER_CARD,  # typed in at the desk, and checked in the same words as on a phone
        "workshop/summary/formats/all_formats.py",  # named by the server, said at the desk
    ),
    "pages": (
        "static/js/words/listed.js",
        "static/js/words/stage-names.js",
        "static/js/pages/*",
    ),
    # The agenda's editor draws phones and the room's screen.
    "agendas": (*SHARED_MODULES, "static/js/pages/agenda/*", *PHONE_MODULES, *SCREEN_MODULES),
}
"""The modules whose words a view needs, as patterns of their paths."""

CatalogueWords = dict[str, str | list[str]]
"""English text -> its translation, or its plural forms in the catalogue's order."""


class Languages:
    """The catalogues of all languages that this program speaks."""

    def __init__(self, folder: Path = LANGUAGES_FOLDER) -> None:
        files = sorted(folder.glob("*/messages.po"))
        self._files = {file.parent.name: file for file in files}
        self._catalogues: dict[str, Catalog] = {}

    @property
    def known(self) -> list[str]:
        """The tags of all languages, English first."""
        return [SOURCE_LANGUAGE, *self._files]

    def best(self, wanted: Iterable[str]) -> str:
        """The language to use for somebody who reads these, in their order."""
        tags = [tag.replace("-", "_") for tag in wanted]
        known = [tag.replace("-", "_") for tag in self.known]
        return (negotiate_locale(tags, known) or SOURCE_LANGUAGE).replace("_", "-")

    def name(self, language: str) -> str:
        """Returns the name of a language in that language."""
        return self._heads.get(language, {}).get("Name", language)

    def direction(self, language: str) -> str:
        """Returns which way a language is written: "ltr" or "rtl"."""
        return self._heads.get(language, {}).get("Direction", "ltr")

    def translator(self, language: str) -> Callable[..., str]:
        """`_` for one language: a sentence, with `{name}` filled in from the values given."""
        catalogue = self._catalogue(language)

        def translate(text: str, /, **values: object) -> str:
            found = catalogue.get(text) if catalogue else None
            chosen = _one(found) or text
            return chosen.format(**values) if values else chosen

        return translate

    def counter(self, language: str) -> Callable[..., str]:
        """A sentence that depends on a number, which is also the value `{n}`."""
        catalogue = self._catalogue(language)
        locale = _locale(language) if catalogue else None

        def plural(one: str, many: str, n: int, /, **values: object) -> str:
            found = catalogue.get((one, many)) if catalogue else None
            forms = found.string if found and isinstance(found.string, tuple | list) else ()
            chosen = (locale and _form(forms, locale, n)) or (one if n == 1 else many)
            return chosen.format(n=n, **values)

        return plural

    def words_for(self, view: str, language: str, modules: Collection[str] = ()) -> CatalogueWords:
        """The part of a catalogue that the modules of one view need; empty for English.

        With `modules`, what these alone say: for a page that fetches the others later.
        """
        catalogue = self._catalogue(language)
        if catalogue is None:
            return {}
        places = tuple(f"static/{one}" for one in modules) or WORD_PLACES[view]
        is_place = re.compile("|".join(map(translate, places))).match
        said = [one for one in catalogue if _is_said_in(is_place, one)]
        return {_key(one.id): _forms(one.string or "") for one in said}

    def files(self) -> dict[str, Callable[[], bytes]]:
        """The words of each view but a phone's in each language, as files for whoever changes the
        language; each is made by a call.
        """
        return {
            words_file(view, tag): partial(self._file, view, tag)
            for view in WORD_PLACES
            if view != "participant"
            for tag in self.known
        }

    @cached_property
    def _heads(self) -> dict[str, dict[str, str]]:
        """Name and direction of each language, as its file's head has them.

        Babel knows both, but would keep a megabyte or two of each language for them.
        """
        heads = {
            tag: file.read_text("utf-8").split(END_OF_HEAD)[0] for tag, file in self._files.items()
        }
        return {SOURCE_LANGUAGE: {"Name": "English"}} | {
            tag: dict(HEAD_LINE.findall(head)) for tag, head in heads.items()
        }

    def _file(self, view: str, language: str) -> bytes:
        return json.dumps(self.words_for(view, language), ensure_ascii=False).encode()

    def sources(self) -> list[Path]:
        """All that decides what those files say."""
        return [*self._files.values(), Path(__file__)]

    def _catalogue(self, language: str) -> Catalog | None:
        """Read when it is first needed: a process that makes one file speaks one language."""
        if language in self._files and language not in self._catalogues:
            self._catalogues[language] = read_catalogue(self._files[language])
        return self._catalogues.get(language)


@lru_cache(maxsize=1)
def languages() -> Languages:
    """The languages of this program."""
    return Languages()


def words_file(view: str, language: str) -> str:
    """The name of a view's words among the static files."""
    return f"words/{view}.{language}.json"


def read_catalogue(file: Path) -> Catalog:
    """The catalogue in a folder named for its language."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.name.replace("-", "_"))


def _is_said_in(is_place: Callable[[str], object], message: Message) -> bool:
    said = message.id and message.string and not message.fuzzy
    return bool(said) and any(is_place(path) for path, _ in message.locations)


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def _form(forms: Iterable[str], locale: Locale, n: int) -> str:
    """Catalogues hold plural forms in the order of Unicode's categories."""
    forms = list(forms)
    used = [name for name in CATEGORIES if name in {*locale.plural_form.tags, "other"}]
    return forms[min(used.index(locale.plural_form(n)), len(forms) - 1)] if forms else ""


def _one(found: Message | None) -> str:
    """A sentence may also be the one of a number, whose forms are kept together."""
    forms = (found.string if found else "") or ""
    return forms if isinstance(forms, str) else forms[0 if len(forms) < len(CATEGORIES) else 1]


def _key(id_: str | list[str] | tuple[str, ...]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _forms(string: str | list[str] | tuple[str, ...]) -> str | list[str]:
    return string if isinstance(string, str) else list(string)
