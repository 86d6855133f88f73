"""The compose file: what is in it fits the program, the database's settings above all."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.balancers import DEPLOY
from tests.support.forking import ROOT
from tests.support.waiting import START_WITHIN
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


# The image, as far as it goes without a container: its steps, and what it starts.
LINES = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
INSIDE = Path(__file__).with_name("inside_image.py")
HOME = "/opt/workshop"
"""Where the program is in the image."""
ALONE = (
    "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--unshare-net", "--unshare-user",
    "--uid", "10001", "--gid", "10001", "--die-with-parent", "--clearenv",
)  # fmt: skip
"""A place with nothing to write to but /tmp, no network and no rights."""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the steps of the first stage were taken; needs the internet once."""
    folder = tmp_path_factory.mktemp("image")
    for name in ("requirements-server.lock", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("workshop", "templates", "static"):
        shutil.copytree(ROOT / name, folder / name)
    first_stage = re.split(r"^FROM ", LINES, flags=re.M)[1]
    for step in re.findall(r"^RUN (.*)", first_stage, re.M):
        here = step.replace("python -m", f"{sys.executable} -m").replace(HOME, str(folder / "made"))
        done = subprocess.run(here, shell=True, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, f"{step}\n{done.stderr}"
    return folder / "made"


@pytest.mark.long
def test_nothing_that_builds_is_left_and_every_library_brings_its_licence(image: Path) -> None:
    (packages,) = image.glob("lib/python3.*/site-packages")
    names = {one.name.partition("-")[0] for one in packages.glob("*.dist-info")}
    assert {"failure_workshop", "psycopg"} < names
    assert not names & {"pip", "hatchling"}
    for info in packages.glob("*.dist-info"):
        assert any(re.search("licen|copying", one.name, re.I) for one in info.rglob("*")), info.name


@pytest.mark.long
def test_it_runs_without_rights_without_a_network_and_writes_nothing(
    image: Path,
) -> None:
    around = shutil.which("bwrap")
    if around is None:
        pytest.skip("There is no bwrap here.")
    entry, command = (
        json.loads(found) for found in re.findall(r"^(?:ENTRYPOINT|CMD) (\[.*\])$", LINES, re.M)
    )
    set_by_image = dict(re.findall(r"(HOME|WORKSHOP_DATA|PYTHONDONTWRITEBYTECODE)=(\S+)", LINES))
    inside = shutil.copy(INSIDE, image)
    bound = ["--ro-bind", "/", "/", *ALONE, "--ro-bind", str(image), str(image)]
    for name, value in set_by_image.items():
        bound += ["--setenv", name, value]
    program = [f"{image}/bin/{entry[0]}", *command]
    asked = [around, *bound, "--", f"{image}/bin/python", str(inside), *program]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=START_WITHIN)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"page": 200, "pdf": "%PDF-", "user": 10001, "ended": 0}
