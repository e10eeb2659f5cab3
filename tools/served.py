"""The portal as it stands on a server: gunicorn, nginx, each a process of its own that can be killed, for tests and for tools."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEY = "chi-de-kiem-thu-tren-may-cua-nguoi-phat-trien-khong-dung-that-0123456789"
OURS = ("KHOI_", "DJANGO_", "DATABASE_", "REDIS_", "WEB_CONCURRENCY")


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(holds, seconds=30):
    """Ask until it is so; a failure says what was waited for."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, holds
        threading.Event().wait(0.05)


@dataclass
class Answer:
    """Status, headers as a list of pairs in small letters, and the bytes."""

    status: int
    headers: list
    body: bytes

    def __getitem__(self, name):
        return [value for key, value in self.headers if key == name]


def ask(way, path, method="GET", headers=(), body=None):
    """One request on a connection of its own."""
    with closing(way):
        way.request(method, path, body, dict(headers))
        got = way.getresponse()
        return Answer(got.status, [(key.lower(), value) for key, value in got.getheaders()], got.read())


@dataclass
class Served:
    """A portal with data of its own, and the processes that serve it."""

    folder: Path
    port: int
    environ: dict
    root: Path = ROOT
    processes: list = field(default_factory=list)

    def manage(self, *command, check=True):
        """manage.py, as the operator calls it."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=self.root, env=self.environ, capture_output=True, text=True
        )
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout.strip()

    def run(self, program):
        """A few lines of Python inside the portal; what they print."""
        return self.manage("shell", "--no-imports", "-c", program)

    def start(self, *command):
        """A process in a group of its own."""
        process = subprocess.Popen(command, cwd=self.root, env=self.environ, start_new_session=True)
        self.processes.append(process)
        return process

    def serve(self, *, workers=2, bind="", application="khoi_portal.wsgi"):
        """gunicorn, as deploy/khoi-portal.service starts it."""
        return self.start(
            sys.executable, "-m", "gunicorn", application, "--bind", bind or f"127.0.0.1:{self.port}", "--workers",
            str(workers), "--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "critical",
        )  # fmt: skip

    def get(self, path, method="GET", headers=(), body=None):
        """What gunicorn answers."""
        return ask(HTTPConnection("127.0.0.1", self.port, timeout=30), path, method, headers, body)

    def is_up(self):
        """Whether it answers at all."""
        try:
            return self.get("/healthz").status == 200
        except (OSError, HTTPException):
            return False

    def end(self):
        """Every process, and what they started, is gone afterwards."""
        for process in self.processes:
            if process.poll() is None:
                # One that was stopped ends only when it goes on.
                os.killpg(process.pid, signal.SIGCONT)
                process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def environment(folder, **given):
    """What the processes know of this machine: nothing of ours but what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"KHOI_VAR": str(folder), "KHOI_SECRET_KEY": KEY} | given


def load_sample(folder, **given):
    """A data folder with the sample portal in it, its static files collected."""
    made = Served(folder, 0, environment(folder, **given))
    made.manage("migrate", "--verbosity", "0")
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    made.manage("load_sample")
    return folder


@contextmanager
def sample_portal(folder, **given):
    """(portal, its address): gunicorn over the sample, with nothing in front of it."""
    folder.mkdir()
    load_sample(folder, **given)
    port = free_port()
    served = Served(folder, port, environment(folder, KHOI_SITE_URL=f"http://127.0.0.1:{port}", **given))
    try:
        served.serve()
        wait_for(served.is_up)
        yield served, f"http://127.0.0.1:{port}"
    finally:
        served.end()


@contextmanager
def behind_nginx(sample, folder, **given):
    """(portal, ask): two workers on a socket over a copy of the sample, nginx in front of them, with the settings of docs/van-hanh."""
    shutil.copytree(sample, folder / "var")
    given = {
        "KHOI_X_ACCEL": "true", "KHOI_TRUSTED_PROXIES": "1", "KHOI_HTTPS": "true", "KHOI_HOSTS": "vidu.vn",
        "KHOI_SITE_URL": "https://vidu.vn",
    } | given  # fmt: skip
    served = Served(folder / "var", 0, environment(folder / "var", **given))
    served.manage("make_renditions")
    served.serve(bind=f"unix:{folder}/web.sock")
    try:
        with nginx_before(served, folder) as get:
            yield served, get
    finally:
        served.end()


@contextmanager
def nginx_before(served, folder):
    """deploy/nginx.conf itself, with this test's names and ports in the places of a server's; gives a function that asks it."""
    plain, secure = free_port(), free_port()
    text = (ROOT / "deploy/nginx.conf").read_text()
    changes = {
        "listen 80": f"listen 127.0.0.1:{plain}", "listen 443": f"listen 127.0.0.1:{secure}",
        "/etc/letsencrypt/live/vidu.vn/": f"{folder}/", "/run/khoi-portal/web.sock": f"{folder}/web.sock",
        "/var/cache/nginx/khoi-portal": f"{folder}/kept", "/srv/khoi_portal/var/": f"{served.folder}/",
        "/srv/khoi_portal/deploy": f"{ROOT}/deploy",
    }  # fmt: skip
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "portal.conf").write_text(text)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + "events { worker_connections 512; }\n"
        + f"http {{ include /etc/nginx/mime.types; access_log off; sendfile on; client_body_temp_path {folder}/b;"
        + f" proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;"
        + f" scgi_temp_path {folder}/s; include {folder}/portal.conf; }}\n"
    )
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=vidu.vn", "-keyout",
         folder / "privkey.pem", "-out", folder / "fullchain.pem"], check=True, capture_output=True,
    )  # fmt: skip
    nginx = served.start("nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder))
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

    def get(path, method="GET", headers=(), body=None, *, host="vidu.vn", encrypted=True):
        if not encrypted:
            return ask(
                HTTPConnection("127.0.0.1", plain, timeout=30), path, method, {"Host": host, **dict(headers)}, body
            )
        way = HTTPSConnection("127.0.0.1", secure, timeout=30, context=trusting)
        raw = socket.create_connection(("127.0.0.1", secure), timeout=30)
        way.sock = trusting.wrap_socket(raw, server_hostname=host)
        return ask(way, path, method, {"Host": host, **dict(headers)}, body)

    def is_up():
        try:
            return get("/healthz").status == 200
        except (OSError, HTTPException):
            return False

    get.port = secure
    wait_for(is_up)
    assert nginx.poll() is None
    yield get
