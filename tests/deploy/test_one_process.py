"""One process on one machine: the steps of docs/hosting.md, and the files that they copy."""

import glob
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.balancers import DEPLOY
from tests.support.forking import ROOT
from workshop.settings import Settings, read_settings

ONE = DEPLOY / "one"
PAGE = (ROOT / "docs" / "hosting.md").read_text()
STEPS = PAGE.partition("## Install it\n")[2].partition("\n### ")[0]
UPDATE = (ROOT / "docs" / "upgrading.md").read_text().partition("## One process, as a service\n")[2]


def commands(text: str) -> list[str]:
    """Returns the lines that an operator types, in a part of a page."""
    blocks = re.findall(r"^```\n(.*?)^```", text, re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


COMMANDS = commands(STEPS)
MOST_COMMANDS = 25
SITE = "workshop.example.org"


def settings() -> Settings:
    """The settings in the shipped file."""
    lines = (ONE / "environment").read_text().splitlines()
    said = {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}
    return read_settings({**said, "WORKSHOP_FACILITATOR_SECRET": "a secret of twenty letters"})


def test_the_steps_are_few_and_a_shell_takes_each() -> None:
    assert 0 < len(COMMANDS) <= MOST_COMMANDS
    for command in COMMANDS:
        subprocess.run(["sh", "-n", "-c", command], check=True)


def test_an_update_installs_what_the_installation_does_and_copies_the_same_units() -> None:
    updated = [one.replace("0.10.0", "0.9.0") for one in commands(UPDATE.partition("\n## ")[0])]
    needed = ("/opt/workshop", "/etc/systemd/system/", "/readyz")
    again = [one for one in COMMANDS if any(word in one for word in needed)]
    assert len(again) == 7
    assert [one for one in again if one not in updated] == []
    assert "systemctl daemon-reload" in updated


def test_nginx_is_told_of_the_one_name(tmp_path: Path) -> None:
    part = PAGE.partition("### nginx in place of Caddy\n")[2].partition("\n## ")[0]
    command = next(one for one in commands(part) if "deploy/one/nginx.conf" in one)
    here = command.replace("/etc/nginx/conf.d", str(tmp_path))
    here = here.replace(f"/{SITE}/'", "/w.example/'")
    subprocess.run(here, shell=True, check=True, cwd=ROOT)
    text = (tmp_path / "workshop.conf").read_text()
    assert "server_name w.example;" in text and SITE not in text


def test_each_file_that_a_step_names_is_shipped_and_each_shipped_one_is_copied() -> None:
    named = {word for command in COMMANDS for word in command.split() if word.startswith("deploy/")}
    found = {name: glob.glob(name, root_dir=ROOT) for name in named}
    assert [name for name, files in found.items() if not files] == []
    copied = {Path(file).name for files in found.values() for file in files}
    # The other proxy is a step of its own, below.
    assert {file.name for file in ONE.iterdir()} - copied == {"nginx.conf"}
    assert "(../deploy/one/nginx.conf)" in PAGE


def test_each_unit_that_a_step_starts_is_among_those_that_it_copies() -> None:
    copy = next(command for command in COMMANDS if "/etc/systemd/system/" in command)
    units = {Path(file).name for word in copy.split() for file in glob.glob(word, root_dir=ROOT)}
    started = [word for command in COMMANDS if command.startswith("systemctl") for word in
               command.split() if word.startswith("failure-workshop")]  # fmt: skip
    assert started
    for name in started:
        unit = re.sub(r"@.+", "@", name)
        assert {unit, f"{unit}.service"} & units, name
    for text in ((ONE / name).read_text() for name in units if (ONE / name).exists()):
        assert all(f"{name}.service" in units for name in re.findall(r"OnFailure=(\S+?)%n", text))


def test_the_shipped_settings_are_those_of_a_hosted_server_behind_its_proxy() -> None:
    read = settings()
    assert (read.public_url, read.host, read.cluster) == (f"https://{SITE}", "127.0.0.1", None)
    assert read.metrics_port, "the packages of one process bring what figures need"
    address = f"127.0.0.1:{read.port}"
    for name in ("Caddyfile", "nginx.conf"):
        assert address in (ONE / name).read_text(), name
    looks = (ONE / "failure-workshop-check.service").read_text()
    assert f"http://${{WORKSHOP_HOST}}:{read.port}/readyz" in looks
    service = (ONE / "failure-workshop.service").read_text()
    assert read.data.is_relative_to("/var/lib/failure-workshop")
    assert "\nStateDirectory=failure-workshop\n" in service


def test_putting_the_name_into_the_files_leaves_no_other(tmp_path: Path) -> None:
    command = next(one for one in COMMANDS if one.startswith("sed"))
    for name in ("Caddyfile", "environment"):
        (tmp_path / name).write_text((ONE / name).read_text())
    here = command.replace("deploy/one", str(tmp_path)).replace(
        "/etc/failure-workshop", str(tmp_path)
    )
    subprocess.run(here.replace(f"/{SITE}/'", "/w.example/'"), shell=True, check=True)
    for name in ("Caddyfile", "environment"):
        text = (tmp_path / name).read_text()
        assert "w.example" in text and SITE not in text


@pytest.mark.parametrize("mails", [True, False])
def test_the_alert_names_the_unit_in_the_journal_and_by_mail(tmp_path: Path, mails: bool) -> None:
    for program in ("logger", *(["sendmail"] if mails else [])):
        stub = tmp_path / program
        stub.write_text(f'#!/bin/sh\n(echo "$@"; [ {program} = logger ] || cat) > {stub}.said\n')
        stub.chmod(0o755)
    for needed in ("sh", "uname", "cat"):
        os.symlink(f"/usr/bin/{needed}", tmp_path / needed)
    alert = [DEPLOY / "alert", "failure-workshop.service"]
    subprocess.run(alert, check=True, env={"PATH": str(tmp_path)})
    assert "failure-workshop.service has failed on" in (tmp_path / "logger.said").read_text()
    mailed = tmp_path / "sendmail.said"
    assert mailed.exists() is mails
    assert not mails or "Subject: failure-workshop.service has failed\n" in mailed.read_text()
