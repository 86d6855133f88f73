"""The compose file: what is in it fits the program, the database's settings above all."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from tests.support.balancers import DEPLOY
from tests.support.forking import ROOT
from workshop.settings.cluster_settings import CLUSTER_NAMES
from workshop.storage.postgres.required_settings import REQUIRED

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
PROCESSES = ("app1", "app2")
OF_THE_PROXY = {"WORKSHOP_SITE", "WORKSHOP_PROCESSES"}
"""Names that only the Caddyfile reads."""
NAME = re.compile(r"WORKSHOP_[A-Z_]+[A-Z]")


def test_the_database_has_exactly_the_settings_that_the_program_wants() -> None:
    program, *given = SERVICES["database"]["command"]
    assert program == "postgres"
    assert dict(one.removeprefix("--").split("=") for one in given) == REQUIRED


def test_the_settings_for_servers_without_containers_are_the_same() -> None:
    lines = (DEPLOY / "postgresql.conf").read_text().splitlines()
    given = dict(line.split(" = ") for line in lines if not line.startswith("#"))
    assert given == REQUIRED


def test_every_setting_in_deploy_exists_in_the_program() -> None:
    known = {*NAME.findall("".join(map(Path.read_text, (ROOT / "workshop").rglob("*.py"))))}
    assert {*CLUSTER_NAMES} < known
    for file in filter(Path.is_file, DEPLOY.rglob("*")):
        assert {*NAME.findall(file.read_text())} - OF_THE_PROXY <= known, file.name


def test_both_processes_share_what_several_processes_share() -> None:
    first, second = (SERVICES[name] for name in PROCESSES)
    assert first == second
    assert {*CLUSTER_NAMES} < set(first["environment"])
    assert SERVICES["proxy"]["environment"]["WORKSHOP_PROCESSES"] == " ".join(
        f"{name}:8000" for name in PROCESSES
    )


def test_no_service_has_a_log_and_no_program_can_write_to_its_image() -> None:
    for name, service in SERVICES.items():
        assert service["logging"] == {"driver": "none"}, name
        if service["image"] == "failure-workshop":
            assert service["read_only"] and service["cap_drop"] == ["ALL"], name
            assert service["security_opt"] == ["no-new-privileges"], name


def test_nothing_but_the_proxy_is_reached_from_outside() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name, service in SERVICES.items():
        outside = "ports" in service or "outside" in service.get("networks", ())
        assert outside == (name == "proxy"), name


def test_the_owners_password_is_given_to_none_but_what_makes_the_tables() -> None:
    having = _mounting("owner-password:", "passwords:")
    assert having == {"passwords", "tables", "database"}


def test_nothing_waits_for_another_service_but_is_started_again_until_it_is_there() -> None:
    assert not [name for name, service in SERVICES.items() if "depends_on" in service]
    once = {name for name, service in SERVICES.items() if service["restart"] == "on-failure"}
    assert once == {"passwords", "tables"}
    assert {service["restart"] for name, service in SERVICES.items() if name not in once} == {
        "unless-stopped"
    }


def test_an_image_without_a_health_check_of_its_own_is_asked_the_same() -> None:
    (line,) = re.findall(r"^HEALTHCHECK .* CMD (.*)$", (DEPLOY / "Containerfile").read_text(), re.M)
    for name in PROCESSES:
        assert SERVICES[name]["healthcheck"]["test"] == ["CMD", *json.loads(line)]


def test_the_image_asks_for_its_health_without_another_program() -> None:
    lines = (DEPLOY / "Containerfile").read_text()
    assert "curl" not in lines and "wget" not in lines and "apt" not in lines
    assert re.search(r'^HEALTHCHECK .* CMD \["python", .*/healthz', lines, re.M)
    assert re.search(r"^USER 10001:10001$", lines, re.M)


def _mounting(*volumes: str) -> set[str]:
    return {
        name
        for name, service in SERVICES.items()
        if any(one.startswith(volumes) for one in service.get("volumes", ()))
    }
