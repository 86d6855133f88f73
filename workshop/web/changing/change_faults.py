"""Why a change was refused, in words, at the field where that can be mended."""

from collections.abc import Mapping

from workshop.protocol.messages import RefusalCode, Refused
from workshop.rules.agenda import message
from workshop.web.page_language import plural, translate
from workshop.web.preparing.new_form import too_long

MOVED_ON = message(
    "This was changed at another desk in the meantime. What you typed is still here. Save it again "
    "to put it in place of what the other desk wrote."
)
TOO_LATE = {
    "rules": message("The rules can no longer be changed: writing has opened under them."),
    "story": message("The story can no longer be changed: its stage has opened."),
}
EMPTY = {
    "title": message("Give the workshop a title, so that people know it is theirs."),
    "rules": message("Write at least one rule."),
}
FIELDS = {"name": "wifi", "password": "wifi_password"}
"""The fields of the page that are called otherwise in their command."""
OVER = message("This workshop is over. Nothing was changed.")


def faults_of(refused: Refused, values: Mapping[str, str]) -> dict[str, str]:
    """Returns what is wrong by the field that it is wrong in, "" for the whole part."""
    about, _, most = refused.about.partition(":")
    field = FIELDS.get(about, about)
    code: RefusalCode = refused.refused
    if code == "empty":
        return {field: translate(EMPTY[field])}
    if code == "too_long" and field == "count":
        return {"rules": _too_many(int(most))}
    if code == "too_long":
        return {field: too_long(_length(values[field]), int(most))}
    if code == "too_late":
        return {"": translate(TOO_LATE[field])}
    why = MOVED_ON if code == "moved_on" else OVER
    return {"": translate(why)}


def _length(text: str) -> int:
    """How long the longest line is: rules have one each."""
    return max(map(len, text.splitlines()), default=0)


def _too_many(most: int) -> str:
    return plural("At most {n} rule fits.", "At most {n} rules fit.", most)
