"""Runs a command on PostgreSQL: the one DATABASE_URL names, or a private cluster that is made for it and removed afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path | None:
    """Where initdb lies: on the path, or where Debian puts it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_unprivileged() -> dict:
    """initdb refuses root: with root's rights, become nobody or postgres."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return {}


def main(command: list[str]) -> int:
    """Run the command and hand back its exit code."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command).returncode
    folder = binaries()
    if folder is None:
        print("✗ Không thấy PostgreSQL trên máy. Cài bằng: sudo apt-get install postgresql, hoặc đặt DATABASE_URL.")
        return 1
    home = Path(tempfile.mkdtemp(prefix="khoi-postgres-"))
    person = as_unprivileged()
    if person:
        os.chown(home, person["user"], person["group"])
    data, port = home / "data", free_port()
    options = f"-k {home} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
    quiet = {"stdout": subprocess.DEVNULL, "cwd": home, **person}
    try:
        subprocess.run(
            [folder / "initdb", "-D", data, "-A", "trust", "-U", "khoi", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
            check=True,
            **quiet,
        )
        subprocess.run(
            [folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start"], check=True, **quiet
        )
        url = f"postgres://khoi@127.0.0.1:{port}/postgres"
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    finally:
        if data.exists():
            subprocess.run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
