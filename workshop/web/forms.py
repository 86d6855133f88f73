"""The one place where the fields of a form are read.

The form of a page is a closed type: its fields, how the text of each is cleaned, and what it may
hold. Where something is missing in a field, or is none of its choices, the field says itself what
to do, in its `Meta.description`; a field that has no such words is one that no page sends wrong.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin

import msgspec
from flask import abort, request
from msgspec.structs import asdict, fields

from workshop.rules.agenda import message
from workshop.rules.text import one_line
from workshop.rules.times import is_day
from workshop.web.page_language import translate

FormFault = Literal["too_long", "no_day"]
FORM_SENTENCES: Mapping[FormFault, str] = {
    "too_long": message("The limit is {limit} characters. Shorten it a little."),
    "no_day": message("Choose a day in the calendar, or leave it empty."),
}
"""The sentence for each fault, in whichever field it is; for all others the field has its own."""


class Form(msgspec.Struct, forbid_unknown_fields=True):
    """The fields of a form. Of a field that is not sent nothing was typed, unless it has a default.

    A function in its annotation cleans its text. A mapping has all fields whose names match the
    pattern in its annotation, and a list all that were sent under one name.
    """


F = TypeVar("F", bound=Form)
OneLine = Annotated[str, one_line]
Ticked = Literal["", "yes", "on", "1"]
SHOW = "show"
"""Given as `do` by a browser that comes back to a form: it is laid out again, and nothing else."""
NO_DAY = "-"
"""Given for a text that is not a day."""


class Sure(Form):
    """A press that is asked for twice."""

    sure: Ticked


class Seen(Form):
    """A press that is for what somebody has seen: `seen` marks it."""

    seen: str


class SureOfSeen(Seen):
    """A press for what somebody has seen, which is asked for twice."""

    sure: Ticked


class ChosenLink(Form):
    """The link that a press is for, by its id."""

    link: str


@dataclass(frozen=True)
class SentForm(Generic[F]):
    """A form that was sent: its fields as they were typed, for a page to show them again; what is
    wrong, by field; and what is right. `form` is None where anything is wrong."""

    values: dict[str, str]
    faults: dict[str, str]
    right: Mapping[str, Any]
    form: F | None


def read_sent(form: type[F]) -> SentForm[F]:
    """Reads the form that was sent. Ends the request where no page can have sent it so."""
    values = {**blank(form), **{name: _text(sent) for name, sent in request.form.items()}}
    given = _given(form)
    try:
        made = msgspec.convert(given, form, strict=False)
    except msgspec.ValidationError as error:
        faults, right = dict[str, str](), dict[str, Any]()
        for one in _fields(form):
            one.sort(given[one.name], right, faults)
        if not faults or not all(faults.values()):
            abort(400, str(error))
        return SentForm(values, faults, right, None)
    return SentForm(values, {}, asdict(made), made)


def pressed(form: type[F]) -> F:
    """Reads a form into which nothing is typed. Ends the request where anything is wrong in it."""
    return read_sent(form).form or abort(400)


def blank(form: type[Form]) -> dict[str, str]:
    """Returns the fields of a form before anybody has filled them in."""
    return {one.name: one.usual or "" for one in _fields(form) if one.is_text}


def too_long(limit: int) -> str:
    """Returns what is said of a text that has more characters than this."""
    said = FORM_SENTENCES["too_long"]
    return translate(said, limit=limit)


@dataclass(frozen=True)
class _Field:
    """A field of a form: its name there, its type, what it has when it is not sent, and whatever
    else stands in its annotation."""

    name: str
    type: Any
    usual: str | None
    marks: tuple[Any, ...]

    @property
    def is_text(self) -> bool:
        return not self.holds(dict) and not self.holds(list)

    def holds(self, kind: type) -> bool:
        return any(kind in (part, get_origin(part)) for part in _parts(self.type))

    def given(self) -> Any:
        sent = request.form
        if self.holds(dict):
            return {name: _text(sent[name]) for name in sent if self.takes(name)}
        if self.holds(list):
            return sent.getlist(self.name)
        if self.name not in sent and self.usual is None:
            return None
        text = _text(sent.get(self.name, self.usual or ""))
        for mark in self.marks:
            text = mark(text) if callable(mark) else text
        if self.holds(date) and not is_day(text := text.strip()):
            return NO_DAY if text or not self.holds(type(None)) else None
        return text

    def takes(self, name: str) -> bool:
        patterns = (mark for mark in self.marks if isinstance(mark, re.Pattern))
        return any(pattern.fullmatch(name) for pattern in patterns)

    def sort(self, given: Any, right: dict[str, Any], faults: dict[str, str]) -> None:
        """Adds what was given to what is right, or says what is wrong; "" if there are no words."""
        try:
            right[self.name] = msgspec.convert(given, self.type, strict=False)
        except msgspec.ValidationError:
            faults[self.name] = self.fault(given)

    def fault(self, given: Any) -> str:
        """Says what is wrong with what was given; "" if there are no words for it."""
        metas = [mark for mark in self.marks if isinstance(mark, msgspec.Meta)]
        own = next((one.description for one in metas if one.description), "")
        limit = next((one.max_length for one in metas if one.max_length), 0)
        if limit and given and len(given) > limit:
            return too_long(limit)
        said = own or (FORM_SENTENCES["no_day"] if self.holds(date) else "")
        return translate(said) if said else ""


def _parts(type_: Any) -> list[Any]:
    """Returns a type and those that it is made of: those of a union, and what is annotated."""
    made_of = get_args(type_)[:1] if get_origin(type_) is Annotated else get_args(type_)
    return [type_, *(part for one in made_of for part in _parts(one))]


@cache
def _fields(form: type[Form]) -> tuple[_Field, ...]:
    found = []
    for one in fields(form):
        annotated = [part for part in _parts(one.type) if get_origin(part) is Annotated]
        marks = tuple(mark for part in annotated for mark in get_args(part)[1:])
        usual = "" if one.default is msgspec.NODEFAULT else one.default
        found.append(_Field(one.encode_name, one.type, usual, marks))
    return tuple(found)


def _given(form: type[Form]) -> dict[str, Any]:
    known = _fields(form)
    others = {name: name for name in request.form if not any(one.takes(name) for one in known)}
    # A browser has kept it, perhaps from before an update: refused, it would never be seen again.
    if request.form.get("do") == SHOW:
        others = {}
    return {**others, **{one.name: one.given() for one in known}}


def _text(sent: str) -> str:
    """A text as it was typed: browsers send every end of a line as two characters."""
    return sent.replace("\r\n", "\n")
