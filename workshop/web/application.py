"""The Flask application of the pages."""

from collections.abc import Callable
from functools import cache, partial

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.routing import Rule

from workshop.summary.formats.package_folders import folder, style_sheets
from workshop.web import (
    enter_page,
    error_pages,
    home,
    links_page,
    trial_pages,
    view_pages,
    ways_in,
)
from workshop.web.agendas import agenda_editor, agenda_list
from workshop.web.changing import change_agenda, change_page
from workshop.web.error_pages import refuse_phones
from workshop.web.guarding.access import (
    note_beginning,
    refuse_foreign_posts,
    renew_cookies,
    wait_for_beat,
    with_headers,
)
from workshop.web.guarding.request_filter import MAX_BODY
from workshop.web.page_language import keep_choice, page_comma, plural, translate
from workshop.web.people import (
    again_pages,
    log_page,
    members_page,
    operator_page,
    provider_pages,
    teams_page,
)
from workshop.web.preparing import before_workshop, new_workshop, preview_page
from workshop.web.services import Services
from workshop.web.static import static_routes
from workshop.web.stories import adding_page, importing_page, pack_page, shelf_page
from workshop.web.summaries import (
    import_page,
    lent_links,
    letters_page,
    summary_page,
    team_link_pages,
    team_page,
)
from workshop.web.telling import (
    contributor_pages,
    deciding_page,
    editing_page,
    invite_page,
    leader_giving,
    leader_pages,
    withdrawing,
)

BLUEPRINTS = (
    static_routes.blueprint, view_pages.participant_pages, view_pages.projector_pages,
    view_pages.desk_pages,
    enter_page.blueprint, links_page.blueprint, home.home_pages, trial_pages.blueprint,
    home.throw_away_pages, new_workshop.blueprint, preview_page.blueprint,
    before_workshop.blueprint,
    change_page.blueprint, change_agenda.blueprint, agenda_list.blueprint, agenda_editor.blueprint,
    leader_pages.blueprint, leader_giving.blueprint, ways_in.blueprint,
    summary_page.blueprint, lent_links.blueprint,
    summary_page.drafts, import_page.blueprint, team_page.blueprint, members_page.blueprint,
    again_pages.blueprint, team_link_pages.at_desk, team_link_pages.blueprint,
    operator_page.blueprint, teams_page.blueprint, log_page.blueprint, provider_pages.blueprint,
    provider_pages.sign_out_pages, provider_pages.trial_sign_in, shelf_page.blueprint,
    adding_page.blueprint, importing_page.blueprint, contributor_pages.blueprint,
    invite_page.blueprint, editing_page.blueprint, deciding_page.blueprint,
    pack_page.blueprint, withdrawing.blueprint, letters_page.blueprint,
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
        _=translate, plural=plural, comma=page_comma, static=services.statics.url
    )
    app.before_request(note_beginning)
    app.after_request(wait_for_beat)
    app.jinja_env.globals.update(style_sheets=style_sheets)
    app.before_request(refuse_phones)
    app.before_request(refuse_foreign_posts)
    app.after_request(with_headers)
    app.after_request(renew_cookies)
    app.after_request(keep_choice)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    error_pages.register(app)
    return app


class Route(Rule):
    """A rule of werkzeug that learns to write its addresses when one is wanted for the first time.

    Werkzeug compiles a function for each route that does so, twice over; that was half of what a
    start took, and most routes are read only.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))

        def build(rule: Rule, /, **values: object) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build
