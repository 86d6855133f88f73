"""Forms as they are read: what may be in one is told field by field, and nothing else passes."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import pytest
from flask import Flask
from msgspec import Meta
from werkzeug.exceptions import BadRequest

from workshop.rules.text import one_line
from workshop.web import forms
from workshop.web.forms import Form, OneLine, Ticked, blank, pressed, read_sent


class Asked(Form):
    """A form with a field of each sort."""

    name: Annotated[OneLine, Meta(min_length=1, max_length=5, description="Give it a name.")]
    reach: Annotated[Literal["team", "server"], Meta(description="Choose who.")]
    until: date | None
    sure: Ticked
    do: Literal["", "send", "show"]
    note: Annotated[str, one_line, Meta(max_length=3)] | None = None
    kind: str = "usual"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentences as they are written, without the services of a server."""
    monkeypatch.setattr(forms, "translate", lambda text, **values: text.format(**values))


@pytest.fixture
def app() -> Iterator[Flask]:
    yield Flask(__name__)


def sent(app: Flask, **fields: str) -> forms.SentForm[Asked]:
    with app.test_request_context(method="POST", data=fields):
        return read_sent(Asked)


def test_what_is_right_is_cleaned_and_typed(app: Flask) -> None:
    found = sent(app, name=" a  b ", reach="team", until=" 2027-03-01\t", sure="yes").form
    assert found == Asked("a b", "team", date(2027, 3, 1), "yes", "", None, "usual")


def test_every_fault_is_told_at_its_field_and_nothing_typed_is_lost(app: Flask) -> None:
    found = sent(app, name="a\r\nb c d", reach="", until="2027-02-30", note="abcd")
    assert found.form is None
    assert found.right == {"sure": "", "do": "", "kind": "usual"}
    assert found.faults == {
        "name": "The limit is 5 characters. Shorten it a little.",
        "reach": "Choose who.",
        "until": "Choose a day in the calendar, or leave it empty.",
        "note": "The limit is 3 characters. Shorten it a little.",
    }
    assert found.values == {
        **blank(Asked), "name": "a\nb c d", "until": "2027-02-30", "note": "abcd",
    }  # fmt: skip


def test_what_is_missing_is_asked_for_in_the_fields_own_words(app: Flask) -> None:
    assert sent(app, reach="team").faults == {"name": "Give it a name."}
    assert sent(app, reach="team", name=" \t").faults == {"name": "Give it a name."}


def test_a_field_that_no_page_has_is_refused_with_its_name(app: Flask) -> None:
    with pytest.raises(BadRequest, match="hidden"):
        sent(app, name="a", reach="team", hidden="1")


def test_a_form_that_is_only_laid_out_again_loses_what_its_page_no_longer_has(app: Flask) -> None:
    kept = sent(app, name="a", reach="team", do="show", hidden="1").form
    assert kept and kept.name == "a"


def test_a_button_that_no_page_has_is_refused(app: Flask) -> None:
    with (
        app.test_request_context(method="POST", data={"sure": "perhaps"}),
        pytest.raises(BadRequest),
    ):
        pressed(forms.Sure)


def test_what_was_not_sent_is_known_from_what_was_left_empty(app: Flask) -> None:
    left = sent(app, name="a", reach="team", note="", kind="").form
    assert left and (left.note, left.kind) == ("", "")
