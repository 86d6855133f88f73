"""The image, as far as it goes without a container: its steps, and what it starts."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.balancers import DEPLOY
from tests.support.forking import ROOT
from tests.support.waiting import START_WITHIN

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
