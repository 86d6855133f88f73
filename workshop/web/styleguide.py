"""Every component in every state, for whoever works on the screens; in English, like the code."""

from flask import Blueprint, Response, make_response, render_template, request

from workshop.summary.formats.package_folders import style_sheets
from workshop.web.guarding.addresses import qr_rows
from workshop.web.rendering import speech
from workshop.web.services import services
from workshop.web.static.joined_files import joined

blueprint = Blueprint("styleguide", __name__)
SWITCHES: dict[str, tuple[str, ...]] = {
    "theme": ("device", "light", "dark"),
    "scale": ("desk", "phone"),
    "motion": ("on", "off"),
    "direction": ("ltr", "rtl"),
}
"""The ways in which the page can be looked at; each begins with its first."""


@blueprint.get("/styleguide")
def guide() -> Response:
    """The page."""
    chosen = {name: _chosen(name) for name in SWITCHES}
    statics = services().statics
    text = render_template(
        "styleguide.html",
        **{**speech("en"), "direction": chosen["direction"]},
        chosen=chosen,
        switches=SWITCHES,
        qr=qr_rows("http://127.0.0.1:8000/j/KX4P7MABCD"),
        stylesheets=[
            statics.url(sheet) for sheet in (joined("pages"), *style_sheets("styleguide"))
        ],
        module=statics.url("js/styleguide/main.js"),
    )
    return make_response(text)


def _chosen(name: str) -> str:
    asked = request.args.get(name, "")
    return asked if asked in SWITCHES[name] else SWITCHES[name][0]
