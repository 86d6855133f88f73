"""Nobody finds what belongs to another team: whatever they ask for, the answer is that to what does
not exist."""

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, product
from typing import Any, NamedTuple

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.support.contributing import invites
from tests.support.hosted_teams import CANARIES, Teams, two_teams
from tests.support.sample_commands import every_command
from tests.support.server import Reply
from tests.support.sockets import Socket, close_all, secrets_of_a_device
from tests.support.waiting import WITHIN, until
from workshop.pretend.client.packets import NotLetIn
from workshop.protocol import commands
from workshop.summary.formats.all_formats import FORMATS
from workshop.web.agendas.agenda_form import AgendaForm
from workshop.web.application import BLUEPRINTS
from workshop.web.changing.change_parts import NameForm
from workshop.web.forms import Form, blank
from workshop.web.summaries.lent_links import NewLentLink
from workshop.web.summaries.open_commitments import Became

OPEN_TO_ALL = {"static", "static_files", "enter", "participant", "summary.for_participants"}
"""The addresses for everybody: files, signing in, and phones, which may come to a workshop and to
its summary by code or address whoever they are."""
OF_OPERATORS = ("members.", "operator.", "desk_log.")
"""The addresses that tell operators the same as a team's leads, and no titles."""
APP = Flask("rules")
"""Has all addresses of the program, and serves none."""
for blueprint in BLUEPRINTS:
    APP.register_blueprint(blueprint)
TYPED = {
    "sure": "yes", "kind": "helper", "label": "x", "role": "reads", "name": "x", "next": "x",
    "keep_until": "2099-01-01", "title": "x", "operates": "yes", "people": "8", "link": "00" * 32,
    "until": "2099-01-01", "commitment": "x", "outcome": "kept", "reach": "team",
    "naming": "unnamed",
}  # fmt: skip
"""Texts for the fields of forms; into all others nothing is typed."""
READ_INSIDE: dict[str, type[Form]] = {
    "agenda_editor.change": AgendaForm, "change.change": NameForm, "summary.lend": NewLentLink,
    "team_links.lend": NewLentLink, "team_links.say_at_desk": Became, "shared.say": Became,
}  # fmt: skip
"""The forms of addresses whose functions have another read them."""
AS_NO_PHONE = ("desk", "projector")
"""The views that need a ticket; a phone may come to any workshop whose address it has."""
AT_A_TIME = 10
"""Commands of one connection: so few that it is over before the server asks if it is there."""
AT_ONCE = 24
"""Requests at once: each is answered at the server's beat, whatever it asks."""
ASKERS = [
    "lead",
    *(
        pytest.param(one, marks=pytest.mark.long)
        for one in ("former", "guest", "shared", "reader", "operator", "nobody", "contributor")
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Address:
    """An address of the program, with what stands in it where a name stands in its rule."""

    rule: Rule
    names: dict[str, str]

    @property
    def path(self) -> str:
        """The path, filled in."""
        return re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda found: self.names[found[1]], self.rule.rule)


def rules() -> list[Rule]:
    """Returns every rule of the program but those that are open to all."""
    found = [one for one in APP.url_map.iter_rules() if one.endpoint not in OPEN_TO_ALL]
    return [one for one in found if one.endpoint.partition(".")[0] not in OPEN_TO_ALL]


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with two_teams(tmp_path_factory.mktemp("teams")) as made:
        lead = made.comes(made.other, "Lea", "leads")
        former = made.comes(made.team, "Fo", "leads")
        assert made.server.get(f"/desk/{made.theirs['open']}/", Cookie=former).status == 200
        made.takes_out(made.team, made.person(made.team, "Fo"))
        helper = made.server.post(
            f"/desk/{made.own['open']}/links", {"kind": "helper", "label": "Gus"}, Cookie=lead
        )
        assert helper.status == 303
        shown = made.server.get(f"/desk/{made.own['open']}/links", Cookie=lead).text
        secret = re.search(r"/enter#([\w-]+)", shown)
        assert secret
        made.server.post("/desk/operator/invite", {"name": "Op"}, Cookie=made.owner)
        operator = re.search(
            r"/enter#([\w-]+)", made.server.get("/desk/operator/", Cookie=made.owner).text
        )
        assert operator
        link = made.shares(made.other, lead)
        asked = invites(made.server.data, team=made.other)
        made.cookies = {
            "shared": made.server.trade(link).cookie,
            "lead": lead,
            "reader": made.comes(made.other, "Rea", "reads"),
            "former": former,
            "guest": made.server.trade(secret[1]).cookie,
            "operator": made.server.trade(operator[1]).cookie,
            "nobody": "",
            "contributor": made.server.trade(asked.secret).cookie,
        }
        yield made
        close_all()


def filled(rule: Rule, ids: dict[str, str], ending: str = "html") -> Iterator[Address]:
    """Returns the addresses that a rule has with these ids, one for each kind of thing."""
    usual = {
        "epoch": "00", "rev": "1", "ending": ending, "link": "0" * 64, "name": "60",
        "person": "owner", "file": "x", "part": "name", "filename": "x", "path": "x", "code": "x",
        "commitment": "x",
    }  # fmt: skip
    for id_ in ids.values():
        names = {one: usual.get(one, id_) for one in rule.arguments}
        if "id_" in names or "id" in names:
            yield Address(rule, names)


def answer(reply: Reply, names: dict[str, str]) -> tuple[int, str, str]:
    """Returns what somebody can see of an answer, with what they had typed taken out."""
    text, to = reply.text, reply.headers["Location"] or ""
    for one in names.values():
        text, to = text.replace(one, "ID"), to.replace(one, "ID")
    return reply.status, to, text


class Request(NamedTuple):
    """A request with the fields of its form."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]


def fields_of(rule: Rule) -> dict[str, str]:
    """Returns a form as the page of an address sends it, filled in."""
    view = APP.view_functions[rule.endpoint]
    named = re.findall(r"\b(?:pressed|read)\((\w+)\)", inspect.getsource(view))
    read = [getattr(sys.modules[view.__module__], name) for name in named]
    forms = [READ_INSIDE[rule.endpoint]] if rule.endpoint in READ_INSIDE else read
    names = [name for form in forms for name in blank(form)]
    return {name: TYPED.get(name, "save" if name == "do" else "") for name in names}


@dataclass(frozen=True)
class Asked:
    """A request by its method and its form, and the same for what does not exist."""

    method: str
    there: Address
    nowhere: Address
    fields: tuple[tuple[str, str], ...] = ()

    def requests(self) -> tuple[Request, Request]:
        """Returns the two."""
        there, nowhere = self.there.path, self.nowhere.path
        return Request(self.method, there, self.fields), Request(self.method, nowhere, self.fields)

    def leads_somewhere(self, replies: Mapping[Request, Reply]) -> str:
        """Returns in which the answers differ, or what they tell; "" for nothing."""
        found, none = (replies[one] for one in self.requests())
        leaks = [word for word in CANARIES if word in found.text]
        # A form that is refused before anything is looked for would hide what its address tells.
        fits = found.status != 400 or not self.fields
        same = answer(found, self.there.names) == answer(none, self.nowhere.names)
        if fits and same and not leaks:
            return ""
        sent = dict(self.fields)
        return f"{self.method} {self.there.path} {sent}: {found.status} {none.status} {leaks}"


def leading_somewhere(teams: Teams, asker: str, asked: list[Asked]) -> list[str]:
    """Asks each request once; returns what leads somewhere."""
    cookie = {"Cookie": teams.cookies[asker]} if teams.cookies[asker] else {}

    def ask(one: Request) -> Reply:
        if one.method == "GET":
            return teams.server.get(one.path, **cookie)
        return teams.server.post(one.path, dict(one.fields), **cookie)

    requests = [*dict.fromkeys(chain.from_iterable(one.requests() for one in asked))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = dict(zip(requests, pool.map(ask, requests), strict=True))
    return [said for one in asked if (said := one.leads_somewhere(replies))]


def missing(teams: Teams) -> dict[str, str]:
    """Returns ids like those of the team's things, of nothing that is there."""
    return {kind: "Zz" + "0" * (len(id_) - 2) for kind, id_ in teams.theirs.items()}


def every_request(teams: Teams, asker: str) -> Iterator[Asked]:
    """Returns a request for each address and thing of the team, by each method."""
    none = missing(teams)
    for rule in rules():
        for there, nowhere in zip(filled(rule, teams.theirs), filled(rule, none), strict=True):
            # Who belongs to which team is an operator's business, and no words are there.
            if asker == "operator" and rule.endpoint.startswith(OF_OPERATORS):
                continue
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                sent = tuple(fields_of(rule).items()) if method == "POST" else ()
                for fields in dict.fromkeys(((), sent)):
                    yield Asked(method, there, nowhere, fields)


@pytest.mark.parametrize("asker", ASKERS)
def test_what_a_team_has_is_to_others_as_if_it_were_not(teams: Teams, asker: str) -> None:
    asked = list(every_request(teams, asker))
    assert len(asked) > 150
    assert leading_somewhere(teams, asker, asked) == []


def every_file(teams: Teams) -> Iterator[Asked]:
    """Returns a request for each format of what is open and of what is kept, at each address."""
    files = {kind: teams.theirs[kind] for kind in ("open", "sealed")}
    none = {kind: missing(teams)[kind] for kind in files}
    for rule, ending in product(rules(), FORMATS):
        if "ending" in rule.arguments:
            both = zip(filled(rule, files, ending), filled(rule, none, ending), strict=True)
            yield from (Asked("GET", there, nowhere) for there, nowhere in both)


@pytest.mark.parametrize("asker", ASKERS)
def test_no_format_of_a_summary_or_draft_is_there_for_others(teams: Teams, asker: str) -> None:
    asked = list(every_file(teams))
    assert {one.there.names["ending"] for one in asked} == {*FORMATS}
    assert len({one.there.rule.rule for one in asked}) == 3  # at the desk, its draft, by a link
    assert leading_somewhere(teams, asker, asked) == []


def test_what_was_walked_is_there_for_the_team(teams: Teams) -> None:
    page = teams.server.get(f"/desk/{teams.theirs['sealed']}/summary/", Cookie=teams.owner).text
    assert {one for one in FORMATS if f"/summary.{one}" in page} == {*FORMATS}


@pytest.mark.parametrize("asker", ASKERS)
def test_no_list_names_what_another_team_has(teams: Teams, asker: str) -> None:
    cookie = {"Cookie": teams.cookies[asker]} if teams.cookies[asker] else {}
    for rule in rules():
        if "GET" in rule.methods and not rule.arguments and asker != "operator":
            text = teams.server.get(rule.rule, **cookie).text
            assert CANARIES[1] not in text, rule.rule
    for query in ("follow", "agenda", "copy"):
        for id_ in teams.theirs.values():
            for page in ("/desk/new", "/desk/agendas/new"):
                text = teams.server.get(f"{page}?{query}={id_}", **cookie).text
                assert CANARIES[1] not in text, (page, query)


def test_naming_another_team_in_a_form_leads_nowhere(teams: Teams) -> None:
    lead = {"Cookie": teams.cookies["lead"]}
    sent = {"title": "Mine", "template": "60", "form_key": "one"}
    theirs = teams.server.post("/desk/new", {**sent, "team": CANARIES[1]}, **lead)
    nobodys = teams.server.post("/desk/new", {**sent, "team": "Nowhere"}, **lead)
    assert theirs.status == nobodys.status == 422
    assert theirs.text.replace(CANARIES[1], "") == nobodys.text.replace("Nowhere", "")


def test_a_workshop_stays_with_its_team_whatever_its_desk_calls_it(teams: Teams) -> None:
    lead, id_ = {"Cookie": teams.cookies["lead"]}, teams.own["open"]
    page = teams.server.get(f"/desk/{id_}/change/name", **lead).text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    sent = {"title": "Renamed", "team": CANARIES[1], "seen": seen[1]}
    assert teams.server.post(f"/desk/{id_}/change/name", sent, **lead).status == 303
    assert "Renamed" in teams.server.get("/desk/", **lead).text
    assert CANARIES[1] not in teams.server.get("/desk/", **lead).text


def test_a_ticket_of_a_former_member_opens_no_desk(teams: Teams) -> None:
    cookie = teams.comes(teams.team, "Tia", "leads")
    id_ = teams.theirs["open"]
    ticket = teams.server.boot(f"/desk/{id_}/", cookie)["ticket"]
    asked = {"view": "desk", "workshop": id_, "ticket": ticket}
    socket = Socket(teams.server, asked)
    assert teams.takes_out(teams.team, teams.person(teams.team, "Tia")).status == 303
    assert socket.closed.wait(WITHIN)
    with pytest.raises(NotLetIn, match="taken_back"):
        Socket(teams.server, asked)
    assert teams.server.get(f"/desk/{id_}/", Cookie=cookie).status == 404


def test_a_desk_that_one_may_not_lead_is_as_one_that_is_not(teams: Teams) -> None:
    ticket = teams.server.boot(f"/desk/{teams.own['open']}/", teams.cookies["lead"])["ticket"]
    for id_ in (teams.theirs["open"], "Zz" + "0" * 10):
        for view in ("desk", "projector"):
            with pytest.raises(NotLetIn, match="not_allowed"):
                Socket(teams.server, {"view": view, "workshop": id_, "ticket": ticket})


def own_tickets(teams: Teams, asker: str) -> dict[str, str]:
    """Returns the tickets that somebody has for the second team's workshop, by view."""
    cookie, own = teams.cookies[asker], teams.own["open"]
    if teams.server.get(f"/desk/{own}/", Cookie=cookie).status != 200:
        return {}
    boot: Any = teams.server.boot(f"/desk/{own}/", cookie)
    link = boot["snapshot"]["entries"]["desk"]["projector_url"].partition("#")[2]
    screen = teams.server.boot(f"/screen/{own}/", teams.server.trade(link).cookie)
    return {"desk": boot["ticket"], "projector": str(screen["ticket"])}


def ways_in(teams: Teams, asker: str) -> list[dict[str, str]]:
    """Returns what somebody can come with: nothing, what a phone has, and their own tickets."""
    own = [{"ticket": one} for one in own_tickets(teams, asker).values()]
    with_secret = [{**one, "secret": "0" * 32} for one in own]
    return [{}, {"ticket": "0" * 40}, {"secret": "0" * 32}, *own, *with_secret]


def refusal(teams: Teams, cookie: str, auth: dict[str, str]) -> str:
    """Returns the code with which a socket is refused; "" where it is let in."""
    try:
        Socket(teams.server, auth, cookie=cookie)
    except NotLetIn as why:
        return str(why)
    return ""


@pytest.mark.parametrize("asker", ASKERS)
def test_no_socket_reaches_a_desk_or_a_screen_of_another_team(teams: Teams, asker: str) -> None:
    ids = [*teams.theirs.values(), *missing(teams).values()]
    given = ways_in(teams, asker)
    assert len(given) == (7 if asker in {"lead", "guest"} else 3)
    asked = [
        {"view": view, "workshop": id_, **one}
        for view, id_, one in product(AS_NO_PHONE, ids, given)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        whys = list(pool.map(lambda one: refusal(teams, teams.cookies[asker], one), asked))
    assert [one for one, why in zip(asked, whys, strict=True) if why != "not_allowed"] == []


def answers(teams: Teams, auth: dict[str, str], asked: list[dict[str, Any]]) -> list[Any]:
    """Returns the answer to each command, sent by as many connections as it takes. Each is that of
    another device where they are phones': one may not say so much at a time."""
    got = []
    for first in range(0, len(asked), AT_A_TIME):
        own = {"secret": secrets_of_a_device()} if "secret" in auth else {}
        socket = Socket(teams.server, {**auth, **own})
        got += [socket.do(one) for one in asked[first : first + AT_A_TIME]]
        socket.close()
    return got


def desk_of_theirs(teams: Teams) -> tuple[Any, ...]:
    """Returns all that the owner sees of the first team's workshop, summary and links."""
    id_, team = teams.theirs["open"], teams.theirs["team"]
    snapshot: Any = teams.server.boot(f"/desk/{id_}/", teams.owner)["snapshot"]
    kept = f"/desk/{teams.theirs['sealed']}/summary/"
    pages = (f"/desk/{id_}/links", kept, f"/desk/teams/{team}/", f"/desk/teams/{team}/log")
    texts = [teams.server.get(one, Cookie=teams.owner).text for one in pages]
    return (snapshot["entries"], snapshot["epoch"], snapshot["rev"], *texts)


def test_no_command_of_one_workshop_touches_another(teams: Teams) -> None:
    lead, theirs = teams.cookies["lead"], desk_of_theirs(teams)
    id_ = teams.server.new_workshop(lead, title="Mine", team="Search")
    ticket = str(teams.server.boot(f"/desk/{id_}/", lead)["ticket"])
    desk = {"view": "desk", "workshop": id_, "ticket": ticket}
    got, found = [], list[dict[str, Any]]()

    def is_answered(one: dict[str, Any]) -> bool:
        """Sends it for the turn that a desk is shown, which is told with the end of a slot."""
        shown: Any = teams.server.boot(f"/desk/{id_}/", lead)["snapshot"]
        turn = {"turn": shown["entries"]["now"]["turn"]} if "turn" in one else {}
        found[:] = answers(teams, desk, [{**one, **turn}])
        return not turn or all(one.get("refused") != "moved_on" for one in found)

    for one in every_command(commands.DeskCommand):
        until(lambda one=one: is_answered(one))  # type: ignore[misc]
        got += found
    assert len([one for one in got if "refused" not in one]) >= 8, got
    assert desk_of_theirs(teams) == theirs


def test_only_a_desk_does_what_a_desk_may(teams: Teams) -> None:
    own, ticket = teams.own["open"], own_tickets(teams, "lead")["projector"]
    phone = {"view": "participant", "workshop": teams.theirs["open"], "secret": ""}
    screen = {"view": "projector", "workshop": own, "ticket": ticket}
    walks = ((phone, commands.DeskCommand), (screen, commands.AnyCommand))
    for auth, kinds in walks:
        got = answers(teams, auth, every_command(kinds))
        assert {one.get("refused") for one in got} == {"not_allowed"}, (auth["view"], got)
