"""A disk that is really full: reading goes on, whoever writes learns it in words, nothing half is kept, room brings all back."""

import os
import shutil
import subprocess
from urllib.parse import urlencode

import pytest

from tools.served import Served, environment, free_port, wait_for

pytestmark = [
    pytest.mark.served,
    pytest.mark.skipif(os.geteuid() != 0, reason="Chỉ root gắn được một đĩa nhỏ để làm đầy."),
]
MESSAGES = "from feedback.models import Message; print(Message.objects.count())"
FEEDBACK = urlencode(
    {"loai": "question", "ho_ten": "An (minh họa)", "noi_dung": "Chi bộ sinh hoạt ngày nào? " * 60}
).encode()
IMAGES = "from media.models import Image; print(Image.objects.count())"


@pytest.fixture
def small(sample, tmp_path):
    """A portal whose data lies on a disk of its own, of 20 MB more than it needs."""
    folder = tmp_path / "dia"
    folder.mkdir()
    needs = sum(file.stat().st_size for file in sample.rglob("*") if file.is_file()) // 2**20
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={needs + 20}m", "tmpfs", folder], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("Máy này không cho gắn đĩa.")
    shutil.copytree(sample, folder, dirs_exist_ok=True)
    served = Served(folder, free_port(), environment(folder))
    try:
        yield served
    finally:
        served.end()
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder, *, leave=0):
    """Not a byte more than `leave` fits."""
    filler = folder / "day"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 512, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    if leave:
        os.truncate(filler, filler.stat().st_size - leave)
    return filler


LOG_IN = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from accounts.models import User
person, session = User.objects.get(username="bientap"), SessionStore()
session.update({
    SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: "accounts.backends.RoleBackend",
    HASH_SESSION_KEY: person.get_session_auth_hash(),
})
session.save()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={'a' * 32}")
"""


def send(served, path, body, kind="application/x-www-form-urlencoded", **headers):
    return served.get(path, "POST", {"Content-Type": kind, **headers}, body)


def photo(served):
    """A picture of some megabytes, new each time."""
    path = served.folder.parent / "anh.png"
    program = (
        f"import os; from PIL import Image; Image.frombytes('RGB', (1200, 1000), os.urandom(3600000)).save('{path}')"
    )
    served.run(program)
    head = b'--het-phan-0123456789\r\nContent-Disposition: form-data; name="file"; filename="anh.png"\r\nContent-Type: image/png\r\n\r\n'
    return head + path.read_bytes() + b"\r\n--het-phan-0123456789--\r\n"


def files_of(served):
    return sorted(path for path in (served.folder / "uploads").rglob("*") if path.is_file())


def test_a_full_disk(small):
    small.serve()
    wait_for(small.is_up)
    upload, session = photo(small), {"Cookie": small.run(LOG_IN), "X-CSRFToken": "a" * 32}
    pages = ("/", "/tin-tuc/", "/tim-kiem/?q=chi+bo", "/hoi-nghi/")
    before, images, messages = files_of(small), small.run(IMAGES), small.run(MESSAGES)
    filler = fill(small.folder, leave=300_000)

    # Neither a page nor a list needs room.
    assert [small.get(path).status for path in pages] == [200] * 4
    answer = send(
        small, "/quan-tri/media/image/tai-len/", upload, "multipart/form-data; boundary=het-phan-0123456789", **session
    )
    assert (answer.status, answer["retry-after"]) == (503, ["60"]), answer.body.decode()
    assert "Máy chủ hết chỗ chứa" in answer.body.decode()
    assert files_of(small) == before

    filler.unlink()
    fill(small.folder)
    sent = send(small, "/phan-hoi/", FEEDBACK)
    assert (sent.status, sent["retry-after"]) == (503, ["60"])
    assert "Máy chủ hết chỗ chứa" in sent.body.decode()
    assert [small.get(path).status for path in pages] == [200] * 4
    assert small.get("/readyz").status == 200

    (small.folder / "day").unlink()
    assert (small.run(IMAGES), small.run(MESSAGES)) == (images, messages)
    answer = send(
        small, "/quan-tri/media/image/tai-len/", upload, "multipart/form-data; boundary=het-phan-0123456789", **session
    )
    assert (answer.status, int(small.run(IMAGES))) == (201, int(images) + 1)
    sent = send(small, "/phan-hoi/", FEEDBACK)
    assert (sent.status, int(small.run(MESSAGES))) == (200, int(messages) + 1)
