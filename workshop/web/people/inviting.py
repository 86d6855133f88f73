"""Inviting somebody, to a team or as an operator: their name, and how long it is good."""

from workshop.people.invitations import last_day
from workshop.rules.limits import NAME
from workshop.storage.library import day_of
from workshop.web.page_language import translate
from workshop.web.services import services


def name_fault(name: str) -> str:
    """Returns what is wrong with the name of somebody who is invited; "" for nothing."""
    if not name:
        return translate("Say who the invitation is for.")
    if len(name) > NAME:
        return translate("The limit is {limit} characters. Shorten it a little.", limit=NAME)
    return ""


def until() -> str:
    """The last day of an invitation that is made today."""
    return last_day(day_of(services().now()))
