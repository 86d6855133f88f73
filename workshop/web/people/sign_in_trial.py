"""The operator's trial of the sign-in: the provider is asked, and nobody is signed in."""

from flask import Blueprint, Response

from workshop.people.openid import Asked, SignInFailed, Tried
from workshop.people.teams import named
from workshop.rules.agenda import message as _
from workshop.settings.provider_settings import OpenId
from workshop.web.guarding.access import need_operator
from workshop.web.page_language import translate
from workshop.web.people.provider_pages import BACK, in_time, used_provider
from workshop.web.rendering import page
from workshop.web.services import on_database, services

blueprint = Blueprint("sign_in_trial", __name__)
WENT_WELL: dict[Asked, str] = {
    "description": _("The provider’s description was read."),
    "keys": _("The provider’s keys were read."),
}
FAILED: dict[Asked, str] = {
    "description": _("The provider’s description could not be read ({why})."),
    "keys": _("The provider’s keys could not be read ({why})."),
}


@blueprint.post("/desk/operator/sign-in")
def try_sign_in() -> Response:
    """Says what came of each step, and what the provider must know."""
    need_operator()
    provider, openid = used_provider()
    try:
        tried = in_time(provider.try_out)
    except SignInFailed as fault:
        tried = [Tried("description", fault.why)]
    return page(
        "sign_in_trial.html",
        openid=openid,
        lines=[_line(one) for one in tried],
        works=not tried[-1].why,
        back=f"{services().addresses.origin}{BACK}",
        nowhere=on_database(_nowhere, openid),
    )


def _line(one: Tried) -> str:
    if one.why:
        return translate(FAILED[one.asked], why=one.why)
    return translate(WENT_WELL[one.asked])


def _nowhere(openid: OpenId) -> list[str]:
    """Returns the teams of the settings that are not there."""
    with services().store.library.read() as session:
        return sorted({one.team for one in openid.groups if not named(session, one.team)})
