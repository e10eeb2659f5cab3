"""manage.py: a machine without a key gets one sentence that says what to do."""

import subprocess
import sys

from django.conf import settings


def test_a_missing_key_is_one_sentence_and_no_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check"],
        cwd=settings.BASE_DIR,
        env={"PATH": "", "KHOI_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("✗ Chưa có khóa bí mật. Chạy `make run`")
    assert done.stderr.count("\n") == 1
