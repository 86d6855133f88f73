"""Deciding about a story as its editor: to take it as it is, to propose changes, or to decline."""

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol.story import Story
from workshop.rules.agenda import message
from workshop.rules.text import one_line
from workshop.storage.contributions import Contributed
from workshop.stories.changed_text import fields_of, read_changed
from workshop.stories.contributing import SAID, WITH_EDITOR, accept, decline, propose
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import translate
from workshop.web.people.noting import note_in_team
from workshop.web.rendering import page
from workshop.web.telling.changes import changes
from workshop.web.telling.editor_acts import done, no_longer, opened, seen_text

blueprint = Blueprint("story_deciding", __name__, url_prefix="/desk/stories/told")
REASONS = (
    message(
        "Thank you for telling it. Other people could be recognised in it, and they have not "
        "agreed."
    ),
    message(
        "Thank you for telling it. It does not seem to be over yet. It can be told once it is "
        "behind you."
    ),
    message("Thank you for telling it. A room votes on one lesson, and I did not find one here."),
)


@blueprint.post("/<id_>/take")
def take(id_: str) -> AnyResponse:
    """Takes a story into the library as it was sent."""
    grant = need_facilitator()
    one = done(id_, grant, request.form.get("seen", ""), accept)
    if one is None:
        return no_longer()
    note_in_team(grant, "story_taken", one.team, "")
    return redirect(url_for("stories.story", id_=id_), 303)


@blueprint.get("/<id_>/propose")
def change(id_: str) -> Response:
    """The form for another text, filled with that of the contributor."""
    one, story = _to_decide(id_)
    return _form(one, _own(fields_of(story))) if story else no_longer()


@blueprint.post("/<id_>/propose")
def send(id_: str) -> AnyResponse:
    """Shows the difference first, and sends the proposal when that was seen."""
    one, story = _to_decide(id_)
    if story is None or request.form.get("seen") != seen_text(one):
        return no_longer()
    values = {name: request.form.get(name, "") for name in [*_own(fields_of(story)), "said"]}
    read, faults = _read(values, story)
    if read is None or request.form.get("do") == "change":
        return _form(one, values, faults, 422 if faults else 200)
    if request.form.get("do") != "send":
        return _preview(one, story, read, values)
    return _propose(id_, read, one_line(values["said"]))


@blueprint.get("/<id_>/decline")
def ask(id_: str) -> Response:
    """Asks for the reason, and says what it does not to take a story."""
    one, story = _to_decide(id_)
    return _ask(one) if story else no_longer()


@blueprint.post("/<id_>/decline")
def refuse(id_: str) -> AnyResponse:
    """Does not take a story, when there is a reason."""
    one, story = _to_decide(id_)
    if story is None:
        return no_longer()
    reason, fault = _reason()
    if fault or request.form.get("sure") != "yes":
        return _ask(one, fault, 422 if fault else 200)
    grant = need_facilitator()
    if done(id_, grant, request.form.get("seen", ""), decline, reason) is None:
        return no_longer()
    note_in_team(grant, "story_declined", one.team, "")
    return redirect(url_for("story_editing.home"), 303)


def _to_decide(id_: str) -> tuple[Contributed, Story | None]:
    """The contribution, for its editor, and its text where it is theirs to decide on."""
    one, _ = opened(id_)
    return one, one.words.story if one.words and one.status in WITH_EDITOR else None


def _propose(id_: str, read: Story, wish: str) -> AnyResponse:
    grant = need_facilitator()
    one = done(id_, grant, request.form.get("seen", ""), propose, read, wish)
    if one is None:
        return no_longer()
    note_in_team(grant, "story_proposed", one.team, "")
    return redirect(url_for("story_editing.home"), 303)


def _read(values: Mapping[str, str], story: Story) -> tuple[Story | None, dict[str, str]]:
    """Returns the text of the form, or what is wrong by its field."""
    faults, fields = {}, {name.removeprefix("own_"): text for name, text in values.items()}
    if len(one_line(values["said"])) > SAID:
        limit = translate("The limit is {limit} characters. Shorten it a little.", limit=SAID)
        faults["said"] = limit
    read = read_changed(fields, story)
    if isinstance(read, list):
        faults |= {f"own_{fault.field}": fault.said(translate) for fault in read}
    elif read == story:
        faults["own_title"] = translate("You have not changed anything yet.")
    return (read if isinstance(read, Story) and not faults else None), faults


def _own(fields: Mapping[str, str]) -> dict[str, str]:
    return {f"own_{name}": text for name, text in fields.items()}


def _form(
    one: Contributed,
    values: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    shown = {"one": one, "values": values, "faults": faults or {}, "seen": seen_text(one)}
    return page("story_propose.html", status, **shown)


def _preview(one: Contributed, before: Story, after: Story, values: Mapping[str, str]) -> Response:
    return page(
        "story_difference.html",
        one=one,
        changed=changes(before, after),
        values=values,
        said=one_line(values["said"]),
        language_told=after.language,
        seen=seen_text(one),
    )


def _reason() -> tuple[str, str]:
    """The reason of the form, and what is wrong with it, or ""."""
    chosen, own = request.form.get("reason", ""), one_line(request.form.get("own", ""))
    known = dict(zip(map(str, range(len(REASONS))), REASONS, strict=True))
    reason = " ".join(filter(None, [translate(known[chosen]) if chosen in known else "", own]))
    if not reason:
        return "", translate("Choose a reason, or write your own.")
    if len(own) > SAID:
        return "", translate("The limit is {limit} characters. Shorten it a little.", limit=SAID)
    return reason, ""


def _ask(one: Contributed, fault: str = "", status: int = 200) -> Response:
    form = request.form
    return page(
        "story_decline.html",
        status,
        one=one,
        reasons=[translate(reason) for reason in REASONS],
        chosen=form.get("reason", ""),
        own=form.get("own", ""),
        fault=fault,
        seen=seen_text(one),
    )
