"""`python -m tools.languages.update`: brings all catalogues up to what the sources say.

New sentences come in without a translation, those that nobody says any more go. A language is
begun with a folder and an empty `messages.po` in it.
"""

import io
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tools.languages.extract import sentences
from workshop.languages import LANGUAGES_FOLDER, read_catalogue

ROOT = LANGUAGES_FOLDER.parents[1]
CATALOGUE_HEAD = """
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"
"X-Name: {name}\\n"
"X-Direction: {direction}\\n"

"""


def updated(file: Path, said: Catalog) -> str:
    """Returns what a catalogue's file should hold, for the sentences that are said now."""
    catalogue, locale = read_catalogue(file), Locale.parse(file.parent.name, sep="-")
    catalogue.update(said, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    body = io.BytesIO()
    write_po(
        body, catalogue, width=100, omit_header=True, sort_by_file=True, include_lineno=False
    )  # fmt: skip
    head = CATALOGUE_HEAD.format(
        language=file.parent.name,
        plurals=catalogue.plural_forms,
        name=_name(locale),
        direction="rtl" if locale.character_order == "right-to-left" else "ltr",
    )
    return _glossary(file) + head + body.getvalue().decode().strip() + "\n"


def _name(locale: Locale) -> str:
    """Returns a language's name in that language, with a capital, as it stands in a list."""
    name = locale.get_display_name() or str(locale)
    return name[0].upper() + name[1:]


def _glossary(file: Path) -> str:
    """The comments at the file's head, which belong to whoever translates."""
    lines = file.read_text("utf-8").splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(f"{line}\n" for line in lines[:end])


def main() -> None:
    """Writes every catalogue anew."""
    said = sentences(ROOT)
    for file in sorted(LANGUAGES_FOLDER.glob("*/messages.po")):
        file.write_text(updated(file, said), "utf-8")


if __name__ == "__main__":
    main()
