"""Inviting somebody, to a team or as an operator: their name, and how long it is good."""

from typing import Annotated

from msgspec import Meta

from workshop.people.invitations import last_day
from workshop.rules.agenda import message
from workshop.rules.limits import NAME_CHARS
from workshop.storage.library import day_of
from workshop.web.forms import Form, OneLine
from workshop.web.services import services


class Invited(Form):
    """Somebody who is to be invited."""

    name: Annotated[
        OneLine,
        Meta(
            min_length=1,
            max_length=NAME_CHARS,
            description=message("Say who the invitation is for."),
        ),
    ]


def until() -> str:
    """The last day of an invitation that is made today."""
    return last_day(day_of(services().now()))
