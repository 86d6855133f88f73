"""An invitation to tell a story as one HTML file: it fetches nothing, sends nothing, and makes an
answer file."""

from functools import cache

from flask import render_template
from markupsafe import Markup

from workshop.protocol.story import NAME, WORK
from workshop.storage.contributions import Contributed
from workshop.stories.answer_file import answer_code
from workshop.stories.contributing import TERMS, KeyedLibrary
from workshop.stories.own_story import SENTENCES
from workshop.stories.pack import built_in_pack
from workshop.stories.shelf import FIRST
from workshop.summary.formats.inlined import hash_source, inlined_style
from workshop.summary.formats.package_folders import folder
from workshop.summary.formats.paper_style import seam_points
from workshop.web.forms import blank
from workshop.web.page_language import language, translate
from workshop.web.rendering import speech
from workshop.web.services import in_library, services
from workshop.web.static.joined_files import join
from workshop.web.stories.last_days import day_said, limit_said
from workshop.web.telling.contributor_form import (
    NO_NAME,
    NO_NAMING,
    NO_REACH,
    QUESTIONS,
    REACHES,
    TEXT_TOO_LONG,
    ToldStory,
)

ENTRY = "js/pages/tell-file.js"
MODULES = ("js/pages/tell*.js", "js/pages/form-fields.js", "js/core/places.js")
LIMITS = {"name": NAME, "first": NAME, "work": WORK, "trade": WORK}
MISSING = {
    "steps": SENTENCES["too_few_steps"],
    "lesson": SENTENCES["no_lesson"],
    "title": SENTENCES["no_title"],
    "long": TEXT_TOO_LONG,
    "reach": NO_REACH,
    "naming": NO_NAMING,
    "name": NO_NAME,
}
"""The sentences of what an answer may lack, by the names that its module gives them."""


def invitation_file(one: Contributed) -> str:
    """Returns the file of an invitation, in the language of the request."""
    to = one.words.file_from if one.words else ""
    style, module = style_of_file(), joined_module(ENTRY)
    return render_template(
        "tell.html", around="tell_file.html", id=one.id, to=to, terms=TERMS, hosted=False,
        code=_code(one.id), policy=policy_of(style, module), style=Markup(style),
        module=Markup(module), values={**blank(ToldStory), "language": language()}, faults={},
        questions=QUESTIONS, reaches=REACHES[services().settings.hosted], asker=to, begins=False,
        missing={name: translate(said) for name, said in MISSING.items()}, limits=LIMITS,
        example=built_in_pack(language()).by_id[FIRST], seam=seam_points, query="",
        ends=day_said(one.keep_until), kept_for=limit_said(), **speech(),
    )  # fmt: skip


def policy_of(style: str, module: str) -> str:
    """Returns the Content-Security-Policy of a file: its own style and module, and nothing else."""
    return (
        f"default-src 'none'; style-src {hash_source(style)}; "
        f"script-src {hash_source(module)}; font-src data:; base-uri 'none'; form-action 'none'"
    )


def style_of_file() -> str:
    """Returns the style of an invitation or a proposal that is a file."""
    # What is not said in the story’s face takes the phone’s own, as on the page behind a link.
    return inlined_style("tell-file", faces=("Newsreader",))


@cache
def joined_module(entry: str) -> str:
    """Returns a module of a file, with all that it needs."""
    static = folder("static")
    found = [path for pattern in MODULES for path in static.glob(pattern)]
    files = {path.relative_to(static).as_posix(): path.read_bytes() for path in found}
    return join(files, entry)[entry].decode()


@in_library
def _code(library: KeyedLibrary, id_: str) -> str:
    return answer_code(library.keys, id_)
