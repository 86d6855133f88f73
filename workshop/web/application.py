"""The Flask application of the pages."""

from flask import Flask
from jinja2 import StrictUndefined

from workshop.summary.folders import folder
from workshop.summary.sheet_order import style_sheets
from workshop.web import (
    agenda_editor,
    agendas,
    before,
    change,
    change_agenda,
    desk,
    draft,
    enter,
    errors,
    leader,
    lent,
    library,
    links,
    new,
    participant,
    projector,
    reach,
    static_files,
    styleguide,
    summary,
    taking_in,
    teams,
    throw_away,
    trial,
)
from workshop.web.gate import MAX_BODY
from workshop.web.guard import refuse_foreign_posts, with_headers
from workshop.web.house import House
from workshop.web.speech import comma, keep_choice, plural, translate

ROOMS = (
    static_files, participant, enter, projector, new, library, summary, desk, trial, throw_away,
    agendas, agenda_editor, leader, links, reach, teams, taking_in, draft, lent, before,
    change_agenda, change,
)  # fmt: skip


def make_application(house: House) -> Flask:
    """The pages, without the sockets and without the gate before both."""
    app = Flask("workshop", static_folder=None, template_folder=str(folder("templates")))
    app.extensions["workshop"] = house
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=translate, plural=plural, comma=comma, static=house.statics.url)
    app.jinja_env.globals.update(style_sheets=style_sheets)
    app.before_request(refuse_foreign_posts)
    app.after_request(with_headers)
    app.after_request(keep_choice)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    if house.settings.developer:
        app.register_blueprint(styleguide.blueprint)
    errors.register(app)
    return app
