"""Teams and people come from a file, as often as it is imported."""

import pytest

from workshop.people.members import OWNER, add_person, make_member, members_of
from workshop.people.openid import PROXY_ISSUER
from workshop.people.operating import known_people, known_teams
from workshop.people.people_file import FromFile, import_people, signed_out
from workshop.people.sign_ins import sign_in_person
from workshop.people.teams import make_team
from workshop.storage.people_tables import Person
from workshop.storage.store import Store

HEAD = "team,name,role\n"
FILE = f"""{HEAD}Payments,Ana Díaz,leads
Payments,"Roth, Ben",reads

 search ,Ana Díaz,Leads
"""


def brings(store: Store, text: str, *, vouched: bool = False) -> FromFile:
    with store.library.begin() as session:
        return import_people(session, text, vouched=vouched)


def roles(store: Store) -> dict[str, list[tuple[str, str]]]:
    with store.library.read() as session:
        return {
            team.name: [(one.name, one.role) for one in members_of(session, team.id)]
            for team in known_teams(session)
        }


@pytest.mark.parametrize("text", [FILE, FILE.replace(",", ";").replace("Roth;", "Roth,")])
def test_a_file_brings_teams_people_and_roles_once(store: Store, text: str) -> None:
    first = brings(store, text)
    assert (first.faults, first.teams, first.people, first.roles) == ([], 2, 2, 3)
    came = roles(store)
    assert came == {
        "Payments": [("Ana Díaz", "leads"), ("Roth, Ben", "reads")],
        "search": [("Ana Díaz", "leads")],
    }
    again = brings(store, text)
    assert (again.teams, again.people, again.roles) == (0, 0, 0)
    assert roles(store) == came and {*again.everybody} == {*first.everybody}


def test_a_file_takes_nothing_away_and_finds_teams_and_people_that_are_here(store: Store) -> None:
    with store.library.begin() as session:
        ana = add_person(session, "ana díaz")
        make_member(session, make_team(session, "PAYMENTS", OWNER), ana, "leads")
    done = brings(store, f"{HEAD}Payments,Ana Díaz,reads\nPayments,Bo,reads\n")
    assert (done.teams, done.people, done.roles) == (0, 1, 1)
    assert roles(store) == {"PAYMENTS": [("", "leads"), ("ana díaz", "leads"), ("Bo", "reads")]}
    assert brings(store, f"{HEAD}Payments,Bo,leads\n").roles == 1
    assert ("Bo", "leads") in roles(store)["PAYMENTS"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Payments,Ana", "Line 3: it has 2 cells, and must have 3: team, name, role."),
        ("Payments,Roth, Ben,reads", "A name that holds a comma needs quotation marks around it."),
        (",Ana,reads", "Line 3: the team is missing."),
        ("Payments, ,reads", "Line 3: the name is missing."),
        (f"Payments,{'a' * 500},reads", "Line 3: the name has 500 characters; the limit is"),
        (f"{'a' * 500},Ana,leads", "Line 3: the team has 500 characters; the limit is"),
        ("Payments,Ana,lead", "Line 3: the role is 'lead'; it must be leads or reads."),
        ("New,Ana,reads", "Line 3: nobody leads the new team New."),
        ("Payments,Twin,reads", "Line 3: 2 people here are called Twin."),
        (f'Payments,"{"a" * 200_000},reads', "A quotation mark has no end"),
    ],
)
def test_a_wrong_line_is_named_with_its_reason_and_nothing_is_changed(
    store: Store, line: str, said: str
) -> None:
    with store.library.begin() as session:
        for _ in range(2):
            add_person(session, "Twin")
    done = brings(store, f"{HEAD}Payments,Bo,leads\n{line}\nPayments,Cleo,reads\n")
    assert len(done.faults) == 1 and said in done.faults[0]
    assert roles(store) == {}


@pytest.mark.parametrize("text", ["", "Payments,Ana,leads\n", "team,role,name\n"])
def test_a_file_without_the_names_of_its_columns_is_refused(store: Store, text: str) -> None:
    assert brings(store, text).faults == [
        "Line 1: it must be team,name,role, the names of the columns."
    ]


def test_where_people_sign_in_as_who_they_are_a_file_adds_nobody(store: Store) -> None:
    (fault,) = brings(store, f"{HEAD}Payments,Ana,leads\n", vouched=True).faults
    assert fault.startswith("Line 2: Ana has never signed in here.")
    with store.library.begin() as session:
        assert known_people(session) == []
        add_person(session, "Ana")
    assert brings(store, f"{HEAD}Payments,Ana,leads\n", vouched=True).roles == 1


def test_nobody_gets_the_role_of_somebody_else_by_a_name_that_they_chose(store: Store) -> None:
    with store.library.begin() as session:
        ids = [add_person(session, "Ana Díaz", email) for email in ("", "Ana@example.org")]
        for id_ in ids:
            row = session.get_one(Person, id_)
            row.issuer, row.subject = "https://id.example.org", id_
    (fault,) = brings(store, f"{HEAD}Payments,Ana Díaz,leads\n", vouched=True).faults
    assert "the name is their confirmed e-mail address" in fault
    done = brings(store, f"{HEAD}Payments,ana@example.org,leads\n", vouched=True)
    assert (done.everybody, done.roles) == (ids[1:], 1)
    with store.library.begin() as session:
        session.get_one(Person, ids[0]).issuer = PROXY_ISSUER
    assert brings(store, f"{HEAD}Payments,Ana Díaz,leads\n", vouched=True).everybody == ids[:1]


def test_who_is_signed_in_nowhere_is_found(store: Store) -> None:
    everybody = brings(store, FILE).everybody
    with store.library.begin() as session:
        names = {row.name: row for row in signed_out(session, everybody)}
        assert [*names] == ["Ana Díaz", "Roth, Ben"]
        sign_in_person(session, names["Ana Díaz"].id)
        assert [row.name for row in signed_out(session, everybody)] == ["Roth, Ben"]
        assert session.get(Person, names["Ana Díaz"].id)
