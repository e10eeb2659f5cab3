"""Hostile and odd pictures, one by one: what is refused says so in words, what is taken has only our own bytes left."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from media import pixels
from media.refusals import Refused
from tests.unit.media import pictures

RED = (220, 20, 20)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        pixels.read(data)
    return caught.value.message


def close(found, wanted, *, by=12):
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


# --- refused ----------------------------------------------------------------------------------------------
def test_nothing_is_refused():
    assert refusal(b"") == pixels.EMPTY


def test_text_named_jpg_is_refused():
    assert (
        refusal("Kính gửi ban biên tập".encode()) == "Tệp này không phải ảnh. Thư viện nhận ảnh JPEG, PNG, WebP và GIF."
    )


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000), (8_000, 7_000)])
def test_bombs_are_refused_before_a_pixel_is_decoded(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    assert refusal(pictures.declared_png(*size).getvalue()) == pixels.TOO_MANY_PIXELS


def test_too_heavy_says_how_heavy_and_how_much_is_allowed():
    data = pictures.jpeg().getvalue() + b"\x00" * (28 * 1024 * 1024)
    assert refusal(data) == "Ảnh nặng 28 MB, tối đa 20 MB. Hãy thu nhỏ rồi chọn lại."


def test_one_point_is_too_small():
    assert refusal(pictures.saved(Image.new("RGB", (1, 1)), "PNG").getvalue()) == pixels.TOO_SMALL


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_truncated_pictures_are_refused(form, share):
    data = pictures.saved(pictures.photograph(), form).getvalue()
    assert refusal(data[: int(len(data) * share)]) == pixels.DAMAGED


def test_a_picture_whose_header_is_all_there_is_is_refused():
    assert refusal(b"\xff\xd8\xff\xe0" + b"\x00" * 40) == pixels.DAMAGED
    assert refusal(b"GIF89a" + b"\xff" * 40) == pixels.DAMAGED


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16-le"),
    ],
)
def test_svg_is_never_taken(data):
    assert refusal(data) == pixels.WORDS_FOR_OTHERS["svg"]


@pytest.mark.parametrize(
    ("head", "sort"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heic", "heic"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1", "avif"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "video"),
        (b"II*\x00\x08\x00\x00\x00", "tiff"),
        (b"BM\x9a\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00" + b"\x00" * 40, "bmp"),
        (b"8BPS\x00\x01", "psd"),
    ],
)
def test_other_pictures_are_refused_by_name(head, sort):
    assert refusal(head + b"\x00" * 100) == pixels.WORDS_FOR_OTHERS[sort]


# --- made harmless ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("payload", [b"<script>alert(1)</script>", b"<?php system($_GET[0]); ?>", b"PK\x03\x04evil"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_hides_behind_the_pixels_is_gone(form, payload):
    data = pictures.saved(pictures.photograph(64, 64), form).getvalue() + payload
    stored, _ = pixels.encode_original(pixels.read(data).pixels)
    assert payload not in stored


def test_what_hides_in_a_comment_is_gone():
    data = pictures.jpeg(comment=b"*/=1;alert(1);/*<html><script>").getvalue()
    assert b"<script>" in data
    stored, _ = pixels.encode_original(pixels.read(data).pixels)
    assert b"<script>" not in stored


def test_gif_that_is_also_a_script_becomes_a_png():
    gif = bytearray(pictures.saved(pictures.photograph(64, 64), "GIF").getvalue())
    data = bytes(gif) + b"*/=1;alert(document.domain)//"
    stored, form = pixels.encode_original(pixels.read(data).pixels)
    assert (form, stored[:8], b"alert" in stored) == ("png", b"\x89PNG\r\n\x1a\n", False)


def test_place_device_and_every_other_note_are_gone():
    marks = pictures.exif(
        tags={0x010F: "MÁY ẢNH RIÊNG", 0x010E: "Chú thích"},
        gps={1: "N", 2: (21.0, 1.0, 40.0), 3: "E", 4: (105.0, 50.0, 0.0)},
    )
    data = pictures.jpeg(exif=marks).getvalue()
    assert dict(Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825))
    stored, _ = pixels.encode_original(pixels.read(data).pixels)
    left = Image.open(io.BytesIO(stored))
    assert dict(left.getexif()) == {}
    assert set(left.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


# --- read right -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("turn", range(1, 9))
def test_pictures_stand_upright(turn):
    upright = pictures.photograph(320, 200)
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # transpositions that lay it as the camera held it
    laid = upright.transpose(Image.Transpose(undo[turn])) if turn > 1 else upright
    data = pictures.saved(laid, "JPEG", quality=95, exif=pictures.exif(tags={0x0112: turn})).getvalue()
    read = pixels.read(data)
    assert (read.width, read.height) == read.pixels.size == (320, 200)
    assert close(read.pixels.getpixel((20, 20)), RED)
    assert not close(read.pixels.getpixel((300, 180)), RED)


@pytest.mark.parametrize(
    ("mode", "form", "corner"),
    [
        ("RGB", "JPEG", RED),
        ("CMYK", "JPEG", RED),
        ("L", "JPEG", (80, 80, 80)),
        ("L", "PNG", (80, 80, 80)),
        ("LA", "PNG", (80, 80, 80)),
        ("1", "PNG", None),
        ("RGB", "WEBP", RED),
    ],
)
def test_every_mode_becomes_rgb(mode, form, corner):
    read = pixels.read(pictures.saved(pictures.photograph(64, 64, mode=mode), form).getvalue())
    assert (read.pixels.mode, read.pixels.size) == ("RGB", (64, 64))
    if corner:
        assert close(read.pixels.getpixel((3, 3)), corner)


def test_sixteen_bits_keep_their_tones():
    grey = Image.new("I;16", (64, 64), 128 * 256)
    read = pixels.read(pictures.saved(grey, "PNG").getvalue())
    assert read.pixels.getpixel((5, 5)) == (128, 128, 128)


def test_palette_with_transparency_keeps_it():
    palette = Image.new("P", (64, 64), 0)
    palette.putpalette([220, 20, 20, 20, 20, 220])
    palette.paste(1, (32, 0, 64, 64))
    read = pixels.read(pictures.saved(palette, "PNG", transparency=1).getvalue())
    assert read.pixels.mode == "RGBA"
    assert (read.pixels.getpixel((5, 5)), read.pixels.getpixel((60, 5))[3]) == ((*RED, 255), 0)
    assert pixels.encode_original(read.pixels)[1] == "png"


def test_transparency_that_hides_nothing_is_dropped():
    read = pixels.read(pictures.saved(pictures.photograph(64, 64, mode="RGBA"), "PNG").getvalue())
    assert read.pixels.mode == "RGB"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_taken(form):
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("white", "red", "blue")]
    data = pictures.saved(frames[0], form, save_all=True, append_images=frames[1:], duration=50).getvalue()
    read = pixels.read(data)
    assert (read.pixels.size, read.pixels.getpixel((9, 9))) == ((64, 64), (255, 255, 255))
    stored, _ = pixels.encode_original(read.pixels)
    assert getattr(Image.open(io.BytesIO(stored)), "n_frames", 1) == 1


def test_a_broken_profile_is_as_good_as_none():
    read = pixels.read(pictures.jpeg(64, 64, icc_profile=b"no profile at all").getvalue())
    assert close(read.pixels.getpixel((3, 3)), RED)


def test_colours_come_to_srgb_by_the_pictures_own_profile():
    # Linear light written as such: without its profile the middle grey would stay at 55.
    from_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    grey = Image.new("L", (64, 64), 128)
    read = pixels.read(pictures.saved(grey, "PNG", icc_profile=from_profile).getvalue())
    assert read.pixels.getpixel((3, 3)) == (128, 128, 128)
    assert "icc_profile" not in read.pixels.info


def test_huge_notes_cost_the_picture_nothing_and_are_gone():
    data = pictures.jpeg(640, 480).getvalue()
    # Sixty segments as large as a segment can be, as a camera's maker writes them: nearly four megabytes of notes.
    note = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + b"quetzalcoatl" * 5400
    segment = b"\xff\xe1" + (len(note) + 2).to_bytes(2, "big") + note
    picture = pixels.read(data[:2] + segment * 60 + data[2:])
    encoded, _ = pixels.encode_original(picture.pixels)
    assert (picture.width, picture.height, b"quetzalcoatl" in encoded) == (640, 480, False)
    assert len(encoded) < 1024 * 1024


def test_words_that_unpack_without_end_are_refused():
    bomb = zlib.compress(b"\x00" * 80 * 1024 * 1024, 9)
    chunk = b"zTXt" + b"Comment\x00\x00" + bomb
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data = pictures.saved(pictures.photograph(64, 64), "PNG").getvalue()
    with pytest.raises(Refused):
        pixels.read(data[:33] + framed + data[33:])


@pytest.mark.parametrize("form", ["avif", "webp", "jpeg"])
def test_no_size_says_where_it_was_taken(form):
    exif = pictures.exif(gps={1: "N", 2: (21.0, 1.0, 42.0)}, tags={0x010F: "quetzalcoatl"})
    picture = pixels.read(pictures.jpeg(640, 480, exif=exif).getvalue())
    encoded = pixels.encode(picture.pixels, form)
    opened = Image.open(io.BytesIO(encoded))
    assert (opened.format, dict(opened.getexif()), b"quetzalcoatl" in encoded) == (form.upper(), {}, False)


def test_huge_pictures_are_kept_at_4096():
    read = pixels.read(pictures.saved(Image.new("RGB", (6000, 3000), "navy"), "JPEG").getvalue())
    assert (read.pixels.size, read.width, read.height) == ((4096, 2048), 6000, 3000)


def test_the_name_decides_nothing():
    png = pictures.saved(pictures.photograph(64, 64), "PNG").getvalue()
    assert pixels.read(png).sent_as == "png"


def test_photographs_are_stored_as_jpeg_and_drawings_as_png():
    assert pixels.encode_original(pictures.photograph(400, 300))[1] == "jpeg"
    assert pixels.encode_original(Image.new("RGB", (400, 300), "white"))[1] == "png"


def test_jpeg_renditions_put_white_behind_what_is_clear():
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert Image.open(io.BytesIO(pixels.encode(clear, "jpeg"))).getpixel((9, 9)) == (255, 255, 255)
