"""What the door says of films, captions and addresses of elsewhere; and what it leaves of what a camera wrote."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from media import uploads
from media.models import File
from media.refusals import Refused
from media.videos import captions, containers, outside
from tests.unit.media import films, pictures

PLACE = b"+21.0285+105.8542/quetzalcoatl"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (films.mp4(), ("mp4", 272)),
        (films.mp4(codec=b"av01", seconds=1), ("mp4", 1)),
        (films.webm(), ("webm", 12)),
        (films.webm(codec=b"V_VP8", live=True), ("webm", None)),
    ],
    ids=["mp4", "av1", "webm", "recorded live"],
)
def test_a_film_says_its_container_and_how_long_it_is(made, expected):
    film = containers.read(made)
    assert (film.format, film.seconds, made.tell()) == (*expected, 0)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (films.mp4(codec=b"hvc1"), "kiểu nén “hvc1”"),
        (films.webm(codec=b"V_MPEG4/ISO/AVC"), "kiểu nén “V_MPEG4/ISO/AVC”"),
        (films.mp4(handler=b"soun"), "không có hình"),
        (films.webm(kind=2), "không có hình"),
        (films.webm(doctype=b"matroska"), "không phải video MP4 hay WebM"),
        (films.mp4(extra=b"<script>alert(1)</script>"), "bị hỏng"),
        (BytesIO(films.mp4().getvalue()[:-40]), "bị hỏng"),
        (BytesIO(films.webm().getvalue()[:-40]), "bị hỏng"),
        (BytesIO(films.mp4().getvalue()[:40]), "bị hỏng"),
        (BytesIO(b"\x1a\x45\xdf\xa3" + b"\xff" * 40), "bị hỏng"),
        (BytesIO(films.box(b"ftyp", b"isom") + b"\0\0\0\1moov" + b"\xff" * 8), "bị hỏng"),
        (pictures.jpeg(64, 64), "không phải video MP4 hay WebM"),
        (BytesIO(b""), "không phải video MP4 hay WebM"),
    ],
    ids=[
        "hevc", "h264 in webm", "sound alone", "sound webm", "matroska", "page after the end", "cut mp4", "cut webm",
        "head alone", "endless number", "lying length", "picture", "empty",
    ],
)  # fmt: skip
def test_what_browsers_cannot_play_or_what_lies_is_refused_in_words(made, said):
    with pytest.raises(Refused) as refusal:
        containers.read(made)
    assert said in refusal.value.message


def test_too_big_is_said_before_anything_is_read(monkeypatch):
    monkeypatch.setattr(containers, "MAX_BYTES", 100)
    with pytest.raises(Refused, match="tối đa"):
        containers.read(films.mp4())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "made"), [("a.mp4", films.mp4(telltale=PLACE)), ("a.webm", films.webm(telltale=PLACE))]
)
def test_place_and_device_are_blanked_and_the_film_keeps_its_shape(name, made):
    sent = made.getvalue()
    kept = uploads.accept_film(made, name=name, by=None)
    with default_storage.open(kept.stored.name, "rb") as file:
        stored = file.read()
    assert (PLACE in sent, PLACE in stored, len(stored), kept.size) == (True, False, len(sent), len(sent))
    assert containers.read(BytesIO(stored)).seconds == containers.read(BytesIO(sent)).seconds
    assert containers.read(BytesIO(stored)).blanks == []
    assert uploads.accept_film(BytesIO(sent), name=name, by=None) == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("phim.webm", films.mp4(), "Đuôi tệp không khớp"),
        ("phim.exe", films.webm(), "Đuôi tệp không khớp"),
        ("phim.vtt", films.mp4(), "UTF-8"),
        ("phim.mp4", films.vtt(), "không phải video"),
    ],
)
def test_a_wrong_name_is_said(name, made, said):
    with pytest.raises(Refused, match=said):
        uploads.accept_film(made, name=name, by=None)
    assert not File.objects.exists()


@pytest.mark.django_db
def test_films_are_no_documents_and_documents_no_films():
    with pytest.raises(Refused, match="mục Video"):
        uploads.accept_file(films.mp4(), name="phim.mp4", by=None)
    with pytest.raises(Refused, match="mục Video"):
        uploads.accept_file(films.webm(), name="phim.webm", by=None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nA", "WebVTT"),
        ("WEBVTT\n\nKhông có giờ", "WebVTT"),
        ("WEBVTT\n\nSTYLE\n::cue{color:red}\n\n00:00.000 --> 00:03.000\nA", "STYLE"),
        ("", "WebVTT"),
    ],
    ids=["srt", "no time", "style", "empty"],
)
def test_what_is_no_caption_file_is_refused(text, said):
    with pytest.raises(Refused, match=said):
        captions.check(films.vtt(text))


def test_captions_with_a_mark_and_windows_lines_are_read():
    captions.check(BytesIO("\ufeffWEBVTT - Tiếng Việt\r\n\r\n00:00:01.000 --> 00:00:04.500\r\nXin chào\r\n".encode()))
    with pytest.raises(Refused, match="UTF-8"):
        captions.check(BytesIO("WEBVTT\n\n00:00.000 --> 00:03.000\nTr\u1ee5 s\u1edf".encode("utf-16")))


@pytest.mark.parametrize(
    ("written", "kept", "url"),
    [
        ("https://www.youtube.com/watch?v=aBcDeFgHi_1&t=42s", "youtube:aBcDeFgHi_1", "https://www.youtube.com/watch?v=aBcDeFgHi_1"),
        ("https://youtu.be/aBcDeFgHi_1?si=x", "youtube:aBcDeFgHi_1", "https://www.youtube.com/watch?v=aBcDeFgHi_1"),
        ("youtube.com/shorts/aBcDeFgHi_1", "youtube:aBcDeFgHi_1", "https://www.youtube.com/watch?v=aBcDeFgHi_1"),
        ("https://www.youtube-nocookie.com/embed/aBcDeFgHi_1", "youtube:aBcDeFgHi_1", "https://www.youtube.com/watch?v=aBcDeFgHi_1"),
        ("https://vimeo.com/76979871", "vimeo:76979871", "https://vimeo.com/76979871"),
        ("https://player.vimeo.com/video/76979871", "vimeo:76979871", "https://vimeo.com/76979871"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_of_an_address_elsewhere_only_the_number_is_kept(written, kept, url):
    assert (outside.read(written), outside.url(kept)) == (kept, url)


@pytest.mark.parametrize(
    "written",
    [
        "https://youtube.com.evil.example/watch?v=aBcDeFgHi_1", "https://evil.example/?u=youtube.com", "https://www.youtube.com/",
        "javascript://youtube.com/watch?v=aBcDeFgHi_1", "https://www.youtube.com/watch?v=aBc", "<iframe src=x>", "https://[",
        "https://youtube.com@evil.example/watch?v=aBcDeFgHi_1",
    ],
)  # fmt: skip
def test_any_other_address_is_refused_in_words(written):
    with pytest.raises(ValidationError, match="YouTube hoặc Vimeo"):
        outside.read(written)
    assert outside.url(f"youtube:{written}") == ""
