"""The Flask application of the pages."""

from flask import Flask
from jinja2 import StrictUndefined

from workshop.summary.formats.package_folders import folder, style_sheets
from workshop.web import error_pages, home, styleguide
from workshop.web.agendas import agenda_editor, agenda_list
from workshop.web.changing import change_agenda, change_page, throw_away
from workshop.web.guarding import in_time
from workshop.web.guarding.access import refuse_foreign_posts, with_headers
from workshop.web.guarding.request_filter import MAX_BODY
from workshop.web.page_language import comma, keep_choice, plural, translate
from workshop.web.preparing import before_workshop, new_workshop, rehearsal_pages
from workshop.web.routes import Route
from workshop.web.services import Services
from workshop.web.sign_in import enter, links_page
from workshop.web.static import static_routes
from workshop.web.summaries import (
    draft_page,
    import_page,
    linked_summary,
    summary_page,
    team_routes,
)
from workshop.web.views import desk_page, leader_page, participant_pages, projector_page, ways_in

ROOMS = (
    static_routes, participant_pages, enter, projector_page, new_workshop, home, summary_page,
    desk_page, rehearsal_pages, throw_away, agenda_list, agenda_editor, leader_page, links_page,
    ways_in, team_routes, import_page, draft_page, linked_summary, before_workshop, change_agenda,
    change_page,
)  # fmt: skip


def make_application(services: Services) -> Flask:
    """The pages, without the sockets and without the request filter before both."""
    app = Flask("workshop", static_folder=None, template_folder=str(folder("templates")))
    app.url_rule_class = Route
    app.extensions["workshop"] = services
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        _=translate, plural=plural, comma=comma, static=services.statics.url
    )
    in_time.register(app)
    app.jinja_env.globals.update(style_sheets=style_sheets)
    app.before_request(refuse_foreign_posts)
    app.after_request(with_headers)
    app.after_request(keep_choice)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    if services.settings.developer:
        app.register_blueprint(styleguide.blueprint)
    error_pages.register(app)
    return app
