"""Settings for this machine alone are refused where others come; a longest time is one."""

from pathlib import Path

import pytest

from workshop.rules.limits import PREPARED
from workshop.settings import PREPARED_DAYS, WrongSetting, read_settings
from workshop.settings.provider_settings import GroupRole

ALONE = {
    "WORKSHOP_FAILPOINTS": "read_only=/tmp/one",
    "WORKSHOP_SHOW_EACH_VOTE": "1",
}
BEHIND_A_PROXY = {
    "host": "127.0.0.1",
    "public_url": "https://workshop.example.org",
    "facilitator_secret": "a secret of twenty letters",
}


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize(
    "reached", [{"host": "0.0.0.0"}, {"host": "192.168.1.20"}, {"host": "::"}, BEHIND_A_PROXY]
)
def test_it_is_refused_where_others_come(name: str, reached: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match=f"{name} .* must not be set where others can connect"):
        read_settings({name: ALONE[name]}, **reached)


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_it_is_taken_on_this_machine(name: str, host: str) -> None:
    assert read_settings({name: ALONE[name]}, host=host) != read_settings({}, host=host)


def test_a_switch_is_on_or_off() -> None:
    with pytest.raises(WrongSetting, match="1 for on"):
        read_settings({"WORKSHOP_SHOW_EACH_VOTE": "yes"}, host="127.0.0.1")


PROVIDER = {
    "WORKSHOP_OIDC_ISSUER": "https://id.example.org/realms/club",
    "WORKSHOP_OIDC_CLIENT": "workshop",
    "WORKSHOP_OIDC_SECRET": "of the client",
}


def test_a_provider_has_an_issuer_a_client_and_its_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the file\n", "utf-8")
    openid = read_settings(PROVIDER, **BEHIND_A_PROXY).openid
    assert openid and (openid.name, openid.secret) == ("OpenID", "of the client")
    by_file = {**PROVIDER, "WORKSHOP_OIDC_SECRET_FILE": str(tmp_path / "secret")}
    openid = read_settings(by_file, **BEHIND_A_PROXY).openid
    assert openid and openid.secret == "of the file"
    assert "of the file" not in repr(openid)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"CLIENT": ""}, "WORKSHOP_OIDC_CLIENT must be set, too"),
        ({"SECRET": ""}, "WORKSHOP_OIDC_SECRET must be set, too"),
        ({"SECRET_FILE": "/nowhere"}, "a file that this program can read"),
        ({"ISSUER": "http://id.example.org"}, "https://"),
        ({"ISSUER": "https://id.example.org/?realm=club"}, "nothing after its path"),
        ({"SCOPES": "profile email"}, "openid must be one of them"),
        ({"GROUPS": "leads=Payments"}, "group=team:leads"),
        ({"GROUPS": "leads=Payments:rules"}, "group=team:leads"),
        ({"DESCRIPTION_FILE": "/nowhere"}, "a file of JSON that this program can read"),
        ({"DOMAIN": "example.org"}, "WORKSHOP_OIDC_DOMAIN is not a setting"),
    ],
)
def test_a_provider_that_is_half_given_ends_the_start(wrong: dict[str, str], says: str) -> None:
    given = {f"WORKSHOP_OIDC_{name}": value for name, value in wrong.items()}
    with pytest.raises(WrongSetting, match=says):
        read_settings(PROVIDER | given, **BEHIND_A_PROXY)


def test_a_provider_s_groups_give_roles_in_teams() -> None:
    groups = {"WORKSHOP_OIDC_GROUPS": "/club/leads = Pay: ments:leads,all=Search:reads, "}
    openid = read_settings(PROVIDER | groups, **BEHIND_A_PROXY).openid
    assert openid and openid.groups == (
        GroupRole("/club/leads", "Pay: ments", "leads"), GroupRole("all", "Search", "reads"),
    )  # fmt: skip


def test_semicolons_are_between_groups_whose_names_have_commas() -> None:
    names = ["cn=leads,ou=pay,dc=example", "cn=all,dc=example"]
    groups = {
        "WORKSHOP_OIDC_GROUPS": f"{names[0]}=Payments:leads; {names[1]}=Search:reads",
        "WORKSHOP_OIDC_OPERATOR_GROUPS": f"{names[1]};",
    }
    openid = read_settings(PROVIDER | groups, **BEHIND_A_PROXY).openid
    assert openid and [one.group for one in openid.groups] == names
    assert openid.operator_groups == {names[1]}


def test_a_provider_is_for_a_hosted_server() -> None:
    with pytest.raises(WrongSetting, match="there is no public address"):
        read_settings(PROVIDER, host="127.0.0.1")


@pytest.mark.parametrize(
    "name", ["WORKSHOP_SUMMARY_DAYS", "WORKSHOP_PREPARED_DAYS", "WORKSHOP_STORY_DAYS"]
)
@pytest.mark.parametrize("typed", ["0", "-1", "2.5", "soon", "²", "99999"])
def test_a_longest_time_is_a_number_of_days(name: str, typed: str) -> None:
    with pytest.raises(WrongSetting, match=f"{name} is .*whole number of days from 1 to"):
        read_settings({name: typed})


def test_a_workshop_that_has_not_started_may_go_sooner_and_never_later() -> None:
    assert read_settings({"WORKSHOP_PREPARED_DAYS": "7"}).prepared_days == 7
    assert read_settings({}).prepared_days == PREPARED_DAYS == PREPARED / (24 * 3600)
    with pytest.raises(WrongSetting):
        read_settings({"WORKSHOP_PREPARED_DAYS": "31"})


def test_without_a_limit_summaries_stay_until_somebody_deletes_them() -> None:
    assert read_settings({}).summary_days == 0
    assert read_settings({"WORKSHOP_SUMMARY_DAYS": "365"}).summary_days == 365


def test_without_a_limit_stories_stay_until_somebody_takes_them_out() -> None:
    assert read_settings({}).story_days == 0
    assert read_settings({"WORKSHOP_STORY_DAYS": "730"}).story_days == 730


PROXY = {
    "WORKSHOP_PROXY_USER_HEADER": "X-Remote-User",
    "WORKSHOP_PROXY_SECRET": "a secret of twenty letters",
}


@pytest.mark.parametrize(
    "wrong", [{"USER_HEADER": ""}, {"USER_HEADER": "X User"}, {"SECRET": ""}, {"SECRET": "short"}]
)
def test_a_trusted_proxy_has_a_header_and_a_secret(wrong: dict[str, str]) -> None:
    given = PROXY | {f"WORKSHOP_PROXY_{name}": value for name, value in wrong.items()}
    with pytest.raises(WrongSetting, match="belong together"):
        read_settings(given, **BEHIND_A_PROXY)


def test_people_sign_in_in_one_way_and_on_a_hosted_server() -> None:
    assert read_settings(PROXY, **BEHIND_A_PROXY).knows_people
    with pytest.raises(WrongSetting, match="not in both ways"):
        read_settings(PROXY | PROVIDER, **BEHIND_A_PROXY)
    with pytest.raises(WrongSetting, match="there is no public address"):
        read_settings(PROXY, host="127.0.0.1")


CLUSTER = {
    "WORKSHOP_DATABASE_URL": "postgresql://app:secret-of-rows@db/workshops",
    "WORKSHOP_KEK_FILE": "/run/secrets/day-keys",
}


def test_several_processes_share_a_database_and_keys() -> None:
    cluster = read_settings(CLUSTER, **BEHIND_A_PROXY).cluster
    assert (
        cluster and cluster.database_url == "postgresql+psycopg://app:secret-of-rows@db/workshops"
    )
    assert cluster.kek_file == Path("/run/secrets/day-keys")
    assert "secret" not in repr(cluster).replace("/run/secrets/", "")
    assert read_settings({}, **BEHIND_A_PROXY).cluster is None


@pytest.mark.parametrize("name", CLUSTER)
def test_what_processes_share_is_given_as_a_whole(name: str) -> None:
    given = {**CLUSTER, name: ""}
    with pytest.raises(WrongSetting, match=f"{name} must be set, too"):
        read_settings(given, **BEHIND_A_PROXY)


def test_the_address_of_the_database_has_its_scheme_and_is_never_told() -> None:
    given = {**CLUSTER, "WORKSHOP_DATABASE_URL": "http://app:secret-of-rows@db"}
    with pytest.raises(WrongSetting, match="WORKSHOP_DATABASE_URL must begin with") as wrong:
        read_settings(given, **BEHIND_A_PROXY)
    assert "secret-of" not in str(wrong.value)


def test_only_a_hosted_server_runs_as_several_processes() -> None:
    with pytest.raises(WrongSetting, match="no public address"):
        read_settings(CLUSTER, host="127.0.0.1")


def test_the_facilitators_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("a secret of twenty letters\n")
    public = {"public_url": "https://workshop.example.org"}
    given = {"WORKSHOP_FACILITATOR_SECRET_FILE": str(file)}
    assert read_settings(given, **public).facilitator_secret == "a secret of twenty letters"
    file.unlink()
    with pytest.raises(WrongSetting, match="must be a file that this program can read"):
        read_settings(given, **public)
