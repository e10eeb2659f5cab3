"""A PostgreSQL of the test's own, to be stopped and started."""

import os
import subprocess
from contextlib import contextmanager

import pytest

from tools import with_postgres
from tools.served import free_port


@contextmanager
def cluster(home):
    """A private cluster: start() and stop() it as an operator or a fault would."""
    folder = with_postgres.binaries()
    if folder is None:
        pytest.skip("Máy này không có PostgreSQL.")
    person = with_postgres.as_unprivileged()
    if person:
        os.chown(home, person["user"], person["group"])
    data, port = home / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **person}
    subprocess.run(
        [folder / "initdb", "-D", data, "-A", "trust", "-U", "khoi", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
        check=True, **quiet,
    )  # fmt: skip

    def control(*verb):
        options = f"-k {home} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off"
        subprocess.run(
            [folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, *verb], check=True, **quiet
        )

    control("start")
    try:
        yield f"postgres://khoi@127.0.0.1:{port}/postgres", control
    finally:
        subprocess.run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)
