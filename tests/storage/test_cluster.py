"""The PostgreSQL that tests start themselves leaves nothing behind, and listens to nobody else."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.postgres import Cluster
from tests.support.waiting import until

pytestmark = pytest.mark.postgres
LEFT_ALONE = """
from tests.support.postgres import Cluster
import os
print(Cluster().folder, flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_cluster_listens_in_its_folder_alone_and_ends_with_it() -> None:
    cluster = Cluster()
    try:
        with cluster.connect("postgres") as connection:
            pid = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert psutil.Process(pid).net_connections("inet") == []
    finally:
        cluster.stop()
    assert not cluster.folder.exists()
    assert not psutil.pid_exists(pid)


def test_a_cluster_ends_with_tests_that_were_killed() -> None:
    killed = subprocess.run([sys.executable, "-c", LEFT_ALONE], stdout=subprocess.PIPE, text=True)
    folder = killed.stdout.strip()
    assert folder.startswith("/")
    until(lambda: not Path(folder).exists())
