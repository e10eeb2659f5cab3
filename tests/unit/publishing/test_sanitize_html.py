"""The command: the sanitiser from outside, line by line, and words for what is no input."""

import json
import subprocess
import sys

import pytest
from django.conf import settings


def run(text, *options):
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "sanitize_html", *options],
        input=text if isinstance(text, bytes) else text.encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        env={"KHOI_DEBUG": "1", "PATH": "", "PYTHONIOENCODING": "utf-8"},
    )


def test_a_text_goes_through():
    done = run("<p onclick=x>Chữ <b>đậm</b></p><script>1</script>")
    assert (done.returncode, done.stdout.decode()) == (0, "<p>Chữ <strong>đậm</strong></p>")


def test_lines_are_answered_one_by_one():
    texts = ["<b>Một</b>", "", "<p>Hai\nba</p>", "<script>x</script>", "\ud83d nửa"]
    done = run("".join(json.dumps(text) + "\n" for text in texts), "--jsonl")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert answers == ["<strong>Một</strong>", "", "<p>Hai\nba</p>", "", "? nửa"]


@pytest.mark.parametrize(
    ("text", "words"), [("{khong}\n", "Dòng 1 không phải JSON"), ('"a"\n[1]\n', "Dòng 2 phải là một chuỗi")]
)
def test_a_line_that_is_no_json_string_is_named(text, words):
    done = run(text, "--jsonl")
    assert done.returncode == 1
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_bytes_that_are_no_text_are_refused_in_words():
    done = run(
        b"\xff\xfe\x00",
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert "không phải UTF-8" in done.stderr.decode()
