"""What people read, in their language: Babel catalogues, read once at the start.

English sentences are the keys. A language is a folder here with a `messages.po`; there are no
compiled files to forget.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
ENGLISH = "en"
SHARED = ("static/js/core/", "static/js/elements/", "static/js/words/")

Words = dict[str, str | list[str]]
"""English text -> its translation, or its plural forms in the catalogue's order."""


class Languages:
    """The catalogues of all languages that this program speaks."""

    def __init__(self, folder: Path = HERE) -> None:
        self._catalogues = {
            file.parent.name: _read(file) for file in sorted(folder.glob("*/messages.po"))
        }

    @property
    def known(self) -> list[str]:
        """The tags of all languages, English first."""
        return [ENGLISH, *self._catalogues]

    def best(self, wanted: Iterable[str]) -> str:
        """The language to use for somebody who reads these, in their order."""
        tags = [tag.replace("-", "_") for tag in wanted]
        known = [tag.replace("-", "_") for tag in self.known]
        return (negotiate_locale(tags, known) or ENGLISH).replace("_", "-")

    def name(self, language: str) -> str:
        """What a language calls itself."""
        try:
            return Locale.parse(language, sep="-").get_display_name() or language
        except (UnknownLocaleError, ValueError):
            return language

    def translator(self, language: str) -> Callable[..., str]:
        """`_` for one language: a sentence, with `{name}` filled in from the values given."""
        catalogue = self._catalogues.get(language)

        def translate(text: str, /, **values: object) -> str:
            found = catalogue.get(text) if catalogue else None
            chosen = found.string if found and isinstance(found.string, str) else ""
            return (chosen or text).format(**values) if values else (chosen or text)

        return translate

    def words_for(self, view: str, language: str) -> Words:
        """The part of a catalogue that the modules of one view need; empty for English."""
        catalogue = self._catalogues.get(language)
        if catalogue is None:
            return {}
        places = (*SHARED, f"static/js/{view}/", "static/js/projector/")
        return {
            _key(message.id): _forms(message.string)
            for message in catalogue
            if message.id and message.string and not message.fuzzy
            and any(path.startswith(places) for path, _ in message.locations)
        }  # fmt: skip


def _read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.name.replace("-", "_"))


def _key(id_: str | list[str] | tuple[str, ...]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _forms(string: str | list[str] | tuple[str, ...]) -> str | list[str]:
    return string if isinstance(string, str) else list(string)
