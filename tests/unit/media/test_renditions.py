"""The sizes: which are made, that they are made once, and that crops follow the focal point."""

from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image as Pillow

from media import library, renditions, tasks, uploads
from media.models import Image, Rendition
from tests.unit.media import pictures

ALL = [
    ("card", "jpeg", 960, 540), ("card", "webp", 480, 270), ("card", "webp", 960, 540),
    ("full", "avif", 640, 400), ("full", "avif", 960, 600), ("full", "avif", 1600, 1000),
    ("full", "jpeg", 640, 400), ("full", "jpeg", 960, 600),
    ("full", "webp", 320, 200), ("full", "webp", 640, 400), ("full", "webp", 960, 600), ("full", "webp", 1600, 1000),
    ("thumb", "jpeg", 240, 180), ("thumb", "webp", 240, 180), ("thumb", "webp", 480, 360),
]  # fmt: skip


def sizes(image):
    return sorted(image.renditions.values_list("kind", "format", "width", "height"))


def test_every_size_of_a_large_picture(picture):
    image = picture(2000, 1250)
    assert renditions.make(image) == 15
    assert sizes(image) == ALL
    for one in image.renditions.all():
        with one.file.open("rb") as file:
            opened = Pillow.open(file)
            assert (opened.format, opened.size) == (one.format.upper(), (one.width, one.height))
        assert one.size == Path(one.file.path).stat().st_size


def test_nothing_is_larger_than_the_picture(picture):
    image = picture(500, 400)
    renditions.make(image)
    assert {(kind, width) for kind, _, width, _ in sizes(image)} == {
        ("full", 320), ("full", 500), ("card", 480), ("card", 500), ("thumb", 240), ("thumb", 480),
    }  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [(16, 3000), (3000, 16), (17, 17)])
def test_odd_shapes_have_sizes_too(picture, width, height):
    image = picture(width, height)
    made = renditions.make(image)
    assert made == len(renditions.wanted(image)) > 0
    assert all(one.width > 0 and one.height > 0 for one in image.renditions.all())


def test_made_twice_is_made_once(picture):
    image = picture()
    first = renditions.make(image)
    before = {one.pk: one.file.name for one in image.renditions.all()}
    assert (first > 0, renditions.make(image)) == (True, 0)
    assert {one.pk: one.file.name for one in image.renditions.all()} == before


def test_a_lost_size_is_made_again(picture):
    image = picture()
    renditions.make(image)
    renditions.discard(image.renditions.get(kind="full", format="webp", width=320))
    assert renditions.make(image) == 1


def test_crops_follow_the_focal_point_and_old_ones_go(picture, managing_editor, django_capture_on_commit_callbacks):
    image = picture(900, 900)
    renditions.make(image)
    old = set(image.renditions.filter(kind="card").values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        library.describe(image=image, actor=managing_editor, focal_x=0, focal_y=0)
    image.refresh_from_db()
    new = set(image.renditions.filter(kind="card").values_list("file", flat=True))
    assert (len(new), new & old, image.renditions.filter(kind="full").count()) == (3, set(), 7)
    with image.renditions.get(kind="card", format="jpeg").file.open("rb") as file:
        corner = Pillow.open(file).getpixel((5, 5))
    assert all(abs(one - other) < 25 for one, other in zip(corner, (220, 20, 20), strict=True))


@pytest.mark.parametrize(
    ("focal", "box"),
    [((50, 50), (0, 219, 1000, 781)), ((50, 0), (0, 0, 1000, 562)), ((50, 100), (0, 438, 1000, 1000))],
)
def test_the_crop_box_stays_inside(focal, box):
    assert renditions.crop_box(1000, 1000, Fraction(16, 9), *focal) == box


def test_the_task_is_calm_about_what_is_gone(db):
    assert tasks.make_renditions.call(10**9) == 0


def test_upload_asks_for_the_sizes(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = uploads.accept_image(pictures.jpeg(2000, 1250), name="a.jpg", by=None)
    assert sizes(image) == ALL


def test_the_command_fills_what_is_missing_and_names_what_it_cannot_read(picture, capsys):
    good, broken = picture(), picture(640, 480, name="hong.jpg")
    Path(broken.original.path).write_bytes(b"")
    with pytest.raises(CommandError, match="1 ảnh không đọc được"):
        call_command("make_renditions")
    said = capsys.readouterr()
    assert said.out == f"Đã làm {len(renditions.wanted(good))} cỡ ảnh.\n"
    assert said.err.startswith(f"Ảnh {broken.pk} (hong.jpg): không đọc được tệp gốc")
    assert Rendition.objects.values_list("image", flat=True).distinct().get() == good.pk
    assert Image.objects.count() == 2
