"""Packs of stories at the desk: one is saved as a file, and one from elsewhere is imported."""

import hashlib
import re
from collections.abc import Mapping
from typing import Annotated

import msgspec
from flask import Blueprint, Response, request

from workshop.people.sign_ins import Grant
from workshop.storage.library import day_of
from workshop.stories.pack_exchange import (
    PACK_FORM_SENTENCES,
    Going,
    Imported,
    coming,
    going,
    import_pack,
    pack_of,
    read_about,
)
from workshop.stories.pack_file.pack_types import LARGEST_PACK, PackAbout, PackFile
from workshop.stories.pack_file.read_pack_file import read_pack_file
from workshop.stories.pack_file.write_pack_file import UnfitPack, write_pack_file
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.guarding.request_filter import LARGER
from workshop.web.page_language import language, translate
from workshop.web.people.team_choice import own_teams
from workshop.web.rendering import page
from workshop.web.services import long_work, reads, services, visible_here, writes
from workshop.web.stories.belonging import BelongingForm, belonging, need_lead
from workshop.web.stories.last_days import story_limit_said
from workshop.web.stories.shelf_page import language_name

blueprint = Blueprint("story_packs", __name__, url_prefix="/desk/stories/packs")
MOST_LISTED = 400
"""The most stories that can be chosen one by one; of more all go, as their form would be too large
to be sent."""
PackFormFaults = dict[str, str]


class SavedPack(Form):
    """A pack that is to be saved: what it says of itself, and the ids of its stories."""

    about: Annotated[dict[str, str], re.compile("|".join(PACK_FORM_SENTENCES))]
    stories: list[str] = msgspec.field(name="story[]")


@blueprint.get("/")
def form() -> Response:
    """The form of a pack to be saved, with all stories that may go into it."""
    need_facilitator()
    may = _going()
    return _form(may, _usual(may), _first_choice(may))


@blueprint.post("/save")
def save() -> Response:
    """The file of the pack; or the form again, with what is wrong in it."""
    need_facilitator()
    may = _going()
    form = pressed(SavedPack)
    values, ticked = form.about, frozenset(form.stories)
    about = read_about(values)
    faults = (
        {name: translate(said) for name, said in about.items()} if isinstance(about, dict) else {}
    )
    chosen = _chosen(may, ticked, values.get("licence", ""))
    faults |= _faults_of(chosen, values.get("licence", ""), faults)
    if faults or not isinstance(about, PackAbout):
        return _form(may, values, ticked, faults)
    try:
        data = long_work(write_pack_file, pack_of(about, chosen))
    except UnfitPack as unfit:
        return _form(may, values, ticked, unfit=[one.said(translate) for one in unfit.faults])
    return _download(about, data)


@blueprint.get("/import")
def import_form() -> Response:
    """The form for the file of a pack."""
    return _import_page(need_lead())


@blueprint.post("/import")
def take_in() -> Response:
    """Imports a pack and says what that has changed; or the form again, with all that is wrong."""
    grant = need_lead()
    request.max_content_length = LARGER[f"{blueprint.url_prefix}/import"].most
    form = pressed(BelongingForm)
    belongs = belonging(form, grant)
    faults = dict(belongs.faults)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        faults["file"] = translate("Choose a file first.")
    elif faults:
        faults["file"] = translate("Choose the file again.")
    if faults or sent is None:
        return _import_page(grant, faults, form=form)
    # A byte more than may be is enough to see that it is too much.
    read = long_work(read_pack_file, sent.stream.read(LARGEST_PACK + 1))
    if not isinstance(read, PackFile):
        return _import_page(grant, unfit=[fault.said(translate) for fault in read], form=form)
    pack = long_work(coming, read, belongs.team, belongs.reach)
    done = writes(import_pack)(services().store.story_keys, pack)
    return _import_page(grant, done=done, title=read.title, form=form)


def _going() -> Going:
    return reads(going)(services().store.story_keys, visible_here())


def _first_choice(may: Going) -> frozenset[str]:
    """Returns the ids to tick at first: the stories that did not come in a pack, or else all."""
    ours = [one for one in may.stories if one.origin != "pack"]
    return frozenset(one.id for one in ours or may.stories)


def _chosen(may: Going, ticked: frozenset[str], licence: str) -> Going:
    if len(may.stories) > MOST_LISTED:
        ticked = frozenset(one.id for one in may.stories if one.licence in {"", licence.strip()})
    return may.only(ticked)


def _faults_of(chosen: Going, licence: str, faults: PackFormFaults) -> PackFormFaults:
    """The faults of a choice: a licence that a story came with is not ours to change."""
    if not chosen.stories and not chosen.withdrawn:
        return {"story": translate("Choose at least one story.")}
    others = [one for one in chosen.licences if one != licence.strip()]
    if not others or "licence" in faults:
        return {}
    said = translate(
        "A chosen story came here under “{licence}”. Use that licence, or leave the story out.",
        licence=others[0],
    )
    return {"licence": said}


def _usual(may: Going) -> dict[str, str]:
    """A new pack, before anyone has typed: its id is the same each time, and no other server's."""
    teams = ",".join(sorted(visible_here().teams or ()))
    ours = hashlib.sha256(services().store.server_key + f"pack {teams}".encode()).hexdigest()
    licences = may.only(_first_choice(may)).licences
    today = day_of(services().now()).split("-")
    return {
        "id": f"stories-{ours[:8]}",
        "version": ".".join(str(int(part)) for part in today),
        "title": translate("Our stories"),
        "why": "",
        "licence": licences[0] if len(licences) == 1 else "",
        "language": language(),
    }


def _form(
    may: Going, values: Mapping[str, str], ticked: frozenset[str],
    faults: PackFormFaults | None = None,
    unfit: list[str] | None = None,
) -> Response:  # fmt: skip
    known = [*services().languages.known, *(one.story.language for one in may.stories)]
    return page(
        "pack_save.html",
        422 if faults or unfit else 200,
        may=may,
        values=values,
        faults=faults or {},
        unfit=unfit or [],
        ticked=ticked,
        listed=len(may.stories) <= MOST_LISTED,
        spoken={tag: language_name(tag) for tag in known},
        language_name=language_name,
    )


def _download(about: PackAbout, data: bytes) -> Response:
    response = Response(data, content_type="application/zip")
    # Both are digits, hyphens, dots and letters from a to z: nothing that a header could not hold.
    name = f"{about.id}-{about.version}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _import_page(
    grant: Grant, faults: PackFormFaults | None = None, unfit: list[str] | None = None,
    done: Imported | None = None, title: str = "", form: BelongingForm | None = None,
) -> Response:  # fmt: skip
    return page(
        "pack_import.html",
        422 if faults or unfit else 200,
        faults=faults or {},
        unfit=unfit or [],
        done=done,
        title=title,
        hosted=services().settings.hosted,
        names=own_teams(grant).names,
        values={"team": form.team, "reach": form.reach} if form else {},
        limit=LARGEST_PACK // 1024 // 1024,
        kept_for=story_limit_said(),
    )
