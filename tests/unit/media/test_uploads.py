"""The door: what it keeps, what it refuses, and that asking stores nothing."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django_tasks.backends.base import BaseTaskBackend
from PIL import Image as Pillow

from media import archives, pixels, uploads
from media.models import Image
from tests.unit.media import pictures


class AwayQueue(BaseTaskBackend):
    """A queue whose database is away."""

    def validate_task(self, task):
        """Anything goes in."""

    def enqueue(self, task, args, kwargs):
        """Nothing comes through."""
        raise ConnectionError("the queue is away")


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


@pytest.mark.django_db
def test_what_is_kept_is_our_own_encoding_under_a_random_name(reporter, settings):
    marks = pictures.exif(tags={0x010E: "Toàn cảnh hội nghị".encode()})
    sent = pictures.jpeg(exif=marks)
    image = uploads.accept_image(sent, name="..\\C:\\Ảnh chụp\\Hội nghị.JPG", by=reporter)
    assert (image.name, image.format, image.width, image.height) == ("Hội nghị.JPG", "jpeg", 800, 600)
    assert (image.caption, image.alt_text, image.photo_credit) == ("Toàn cảnh hội nghị", "", "")
    assert image.uploaded_by == reporter
    stored = Path(settings.MEDIA_ROOT, image.original.name).read_bytes()
    assert (len(stored), stored == sent.getvalue()) == (image.size, False)
    folder, shard, token, name = image.original.name.split("/")
    assert (folder, shard, len(token), name) == ("anh", token[:2], 32, "goc.jpg")


@pytest.mark.django_db
def test_given_words_go_before_those_in_the_file(reporter):
    sent = pictures.jpeg_with_iptc({120: "Trong tệp", 80: "Trong tệp"})
    image = uploads.accept_image(sent, name="a.jpg", by=reporter, caption=" Tự  ghi ", photo_credit="Tự ghi")
    assert (image.caption, image.photo_credit) == ("Tự ghi", "Tự ghi")


@pytest.mark.django_db
def test_the_same_bytes_are_the_same_picture(reporter, editor, settings):
    data = pictures.jpeg().getvalue()
    first = uploads.accept_image(io.BytesIO(data), name="a.jpg", by=reporter)
    before = files_in(settings.MEDIA_ROOT)
    again = uploads.accept_image(io.BytesIO(data), name="b.jpg", by=editor, caption="Khác")
    assert (again.pk, again.name, again.caption) == (first.pk, "a.jpg", "")
    assert files_in(settings.MEDIA_ROOT) == before


@pytest.mark.django_db
def test_a_picture_sent_again_comes_out_of_the_trash(reporter):
    data = pictures.jpeg().getvalue()
    image = uploads.accept_image(io.BytesIO(data), name="a.jpg", by=reporter)
    Image.objects.filter(pk=image.pk).update(trashed_at=image.uploaded_at)
    assert uploads.accept_image(io.BytesIO(data), name="a.jpg", by=reporter).pk == image.pk
    assert Image.objects.kept().get() == image


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(reporter, settings):
    with pytest.raises(uploads.Refused):
        uploads.accept_image(io.BytesIO(pictures.jpeg().getvalue()[:900]), name="a.jpg", by=reporter)
    assert (Image.objects.count(), files_in(settings.MEDIA_ROOT)) == (0, [])


@pytest.mark.django_db
def test_the_limit_is_checked_before_the_file_is_read(reporter):
    class Huge(io.BytesIO):
        size = 28 * 1024 * 1024

        def read(self, *args):
            raise AssertionError("read")

    with pytest.raises(uploads.Refused, match="Ảnh nặng 28 MB, tối đa 20 MB"):
        uploads.accept_image(Huge(), name="a.jpg", by=reporter)


@pytest.mark.django_db
def test_a_queue_that_is_away_costs_no_upload(reporter, django_capture_on_commit_callbacks, settings):
    settings.TASKS = {"default": {"BACKEND": "tests.unit.media.test_uploads.AwayQueue"}}
    with django_capture_on_commit_callbacks(execute=True):
        image = uploads.accept_image(pictures.jpeg(), name="a.jpg", by=reporter)
    assert Image.objects.get() == image
    assert image.renditions.count() == 0


def test_long_names_keep_their_ending():
    name = uploads.readable_name("Ả" * 300 + ".jpeg")
    assert (len(name), name[-5:]) == (149, ".jpeg")
    assert uploads.readable_name("  \u200b ") == "anh"


# --- inspect ----------------------------------------------------------------------------------------------
VERDICTS = [
    ("a.jpg", lambda: pictures.jpeg().getvalue(), "", (True, "image", "jpeg", 800, 600)),
    ("a.png", lambda: pictures.jpeg().getvalue(), "", (True, "image", "jpeg", 800, 600)),
    ("a.jpg", lambda: b"Day la chu", "", (False, "image", "", None, None)),
    ("a.svg", lambda: b"<svg/>", "", (False, "image", "", None, None)),
    ("a.docx", lambda: pictures.docx().getvalue(), "", (True, "file", "docx", None, None)),
    ("a.docm", lambda: pictures.docx().getvalue(), "", (False, "file", "", None, None)),
    ("a.docx", lambda: pictures.docx(**{"word/vbaProject.bin": b"x"}).getvalue(), "", (False, "file", "", None, None)),
    ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n%%EOF\n", "", (True, "file", "pdf", None, None)),
    ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n", "", (False, "file", "", None, None)),
    ("a.pdf", lambda: b"MZ\x90\x00", "", (False, "file", "", None, None)),
    ("a.csv", lambda: "Tên;Đơn vị\n".encode(), "", (True, "file", "csv", None, None)),
    ("a.txt", lambda: b"<html><script>alert(1)</script>", "", (False, "file", "", None, None)),
    ("a.txt", lambda: b"a" * 5_000_000 + b"<script>", "", (False, "file", "", None, None)),
    ("a.html", lambda: b"chi la chu", "", (False, "file", "", None, None)),
    ("a.exe", lambda: b"MZ\x90\x00", "", (False, "file", "", None, None)),
    ("a.zip", lambda: pictures.archive({"a.txt": b"a"}).getvalue(), "", (False, "file", "", None, None)),
    ("a.mp3", lambda: b"ID3\x04\x00" + b"\x00" * 50, "", (True, "file", "mp3", None, None)),
    ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "", (False, "file", "", None, None)),
    ("a", lambda: b"", "file", (False, "file", "", None, None)),
    ("a.jpg", lambda: pictures.jpeg().getvalue(), "file", (False, "file", "", None, None)),
    ("a.docx", lambda: pictures.docx().getvalue(), "image", (False, "image", "", None, None)),
]


@pytest.mark.parametrize(("name", "data", "kind", "wanted"), VERDICTS)
def test_verdicts(name, data, kind, wanted):
    verdict = uploads.inspect(io.BytesIO(data()), name=name, kind=kind)
    assert (verdict.accepted, verdict.kind, verdict.format, verdict.width, verdict.height) == wanted
    assert verdict.message[-1] == "."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"Day la chu", archives.DAMAGED),
        ("a.xlsx", b"\x07\x00\x12" * 900, archives.DAMAGED),
        ("a.pdf", b"Day la chu", uploads.DAMAGED_PDF),
    ],
)
def test_what_is_nothing_of_its_kind_is_called_damaged_and_never_misnamed(name, data, says):
    assert uploads.inspect(io.BytesIO(data), name=name).message == says


def test_the_command_says_it_in_json_and_by_its_exit_code(tmp_path, capsys):
    good, bad = tmp_path / "a.jpg", tmp_path / "b.jpg"
    good.write_bytes(pictures.jpeg(exif=pictures.exif(tags={0x0112: 6})).getvalue())
    bad.write_bytes(b"")
    call_command("inspect_upload", str(good), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "accepted": True, "message": "Nhận được.", "kind": "image", "format": "jpeg", "width": 600, "height": 800,
    }  # fmt: skip
    with pytest.raises(SystemExit) as ended:
        call_command("inspect_upload", str(bad), "--kind", "image", "--json")
    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["message"] == pixels.EMPTY


def test_noise_is_answered_in_words():
    for seed in range(40):
        noise = os.urandom(600)
        for head in (
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\x00\x10\x00\x00WEBP",
            b"PK\x03\x04",
            b"%PDF-",
        ):
            verdict = uploads.inspect(io.BytesIO(head + noise), name=f"{seed}.jpg")
            assert verdict.accepted is False


def test_stored_pictures_open_as_what_they_are_called(db, reporter):
    image = uploads.accept_image(pictures.saved(Pillow.new("RGB", (50, 50), "white"), "GIF"), name="a.gif", by=reporter)
    with image.original.open("rb") as file:
        assert Pillow.open(file).format == "PNG"
    assert image.original.name.endswith("goc.png")
