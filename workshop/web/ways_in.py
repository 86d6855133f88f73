"""The ways in, which a desk can find out about and change: for whoever leads a workshop here."""

import http.client
import platform

from flask import Blueprint, Response, jsonify

from workshop.protocol.base import System
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import need_desk
from workshop.web.services import services

blueprint = Blueprint("reach", __name__, url_prefix="/desk")
WAY_IN_S = 2.0
"""Seconds; on one's own computer an answer takes a thousandth of one."""
SYSTEMS: dict[str, System] = {"Linux": "linux", "Darwin": "macos", "Windows": "windows"}


class Address(Form):
    """One of this computer's addresses."""

    address: str


def laptop() -> System:
    """Returns the system of this computer; "" for one for which no help is written."""
    return SYSTEMS.get(platform.system(), "")


@blueprint.post("/<id_>/address")
def choose(id_: str) -> tuple[Response, int]:
    """Puts another of this computer's addresses on the room's screen, for all workshops: so only
    the owner may, and no guest who leads one of them."""
    if need_desk(id_).kind != "facilitator":
        return jsonify(chosen=False), 403
    chosen = services().choose_address(pressed(Address).address)
    return jsonify(chosen=chosen), 200 if chosen else 409


@blueprint.get("/<id_>/reach")
def reach(id_: str) -> Response:
    """Says if this program answers at each of its addresses, asked from this computer.

    A firewall that keeps others out rarely stands between a computer and itself: a yes says that
    the program listens there, and a no that it is not worth a phone's try.
    """
    need_desk(id_)
    return jsonify(answers={one: _answers(one) for one in services().addresses.all_shown})


def _answers(address: str) -> bool:
    if services().settings.hosted:
        return True
    connection = http.client.HTTPConnection(address, timeout=WAY_IN_S)
    try:
        connection.request("HEAD", "/")
        return bool(connection.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
