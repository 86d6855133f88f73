"""Only phones and desks of a server that runs on several machines say what its database logs."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support.room import new_room
from workshop.assembly import assemble
from workshop.settings import Settings
from workshop.settings.cluster_settings import Cluster

SEVERAL = Cluster("", Path("days"))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """An application, and the id of a workshop."""
    server = assemble(Settings(data=tmp_path / "data", host="127.0.0.1"))
    yield server.app, new_room(server.store, time.time()).id
    server.trials.stop()
    server.store.close()


def boot(app: Flask, id_: str) -> dict[str, Any]:
    """Returns what the page of a phone holds."""
    page = app.test_client().get(f"/w/{id_}/", base_url="http://127.0.0.1:8000").text
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page)
    assert found, page
    return dict(json.loads(found[1]))


def test_a_phone_is_told_whether_the_server_runs_on_several_machines(
    served: tuple[Flask, str],
) -> None:
    app, id_ = served
    assert "several" not in boot(app, id_)
    services = app.extensions["workshop"]
    hosted = replace(services.settings, cluster=SEVERAL)
    app.extensions["workshop"] = replace(services, settings=hosted)
    assert boot(app, id_)["several"] is True
