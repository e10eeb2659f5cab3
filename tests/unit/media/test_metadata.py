"""What a photograph says of itself is read; noise and garbage count as nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from media import pixels
from tests.unit.media import pictures


def test_iptc_caption_and_author_are_read():
    data = pictures.jpeg_with_iptc({120: "Quang cảnh hội nghị", 80: "Minh Ngọc (minh họa)"}).getvalue()
    about = pixels.read(data).about
    assert (about.caption, about.credit) == ("Quang cảnh hội nghị", "Minh Ngọc (minh họa)")


def test_iptc_credit_stands_in_for_the_author():
    assert pixels.read(pictures.jpeg_with_iptc({110: "Cổng thông tin"}).getvalue()).about.credit == "Cổng thông tin"


def test_exif_stands_in_where_iptc_is_silent():
    marks = pictures.exif(tags={0x010E: "Lễ khai mạc".encode(), 0x013B: "Minh Ngoc"}, taken="2023:05:18 08:30:00")
    about = pixels.read(pictures.jpeg(exif=marks).getvalue()).about
    assert (about.caption, about.credit) == ("Lễ khai mạc", "Minh Ngoc")
    assert about.taken_at == datetime(2023, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_xmp_is_read():
    xmp = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><dc:description><rdf:Alt>"
        "<rdf:li xml:lang='x-default'>Trao bằng khen &amp; hoa</rdf:li></rdf:Alt></dc:description>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    assert pixels.read(pictures.jpeg(xmp=xmp.encode()).getvalue()).about.caption == "Trao bằng khen & hoa"


@pytest.mark.parametrize("noise", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DSC_0412", "   ", "-"])
def test_what_cameras_write_is_no_caption(noise):
    assert pixels.read(pictures.jpeg(exif=pictures.exif(tags={0x010E: noise})).getvalue()).about.caption == ""


@pytest.mark.parametrize("moment", ["0000:00:00 00:00:00", "2023:13:45 99:00:00", "hôm qua", "2199:01:01 00:00:00"])
def test_an_impossible_time_is_no_time(moment):
    assert pixels.read(pictures.jpeg(exif=pictures.exif(taken=moment)).getvalue()).about.taken_at is None


def test_text_in_an_unknown_encoding_is_left_out():
    data = pictures.jpeg().getvalue()
    broken = pictures.iptc_segment({120: "x" * 8}).replace(b"x" * 8, b"\xb5\xb6\xb7\xb8\xc7\xca\xcb\xcc")
    assert pixels.read(data[:2] + broken + data[2:]).about.caption == ""


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_metadata_never_costs_the_picture():
    data = pictures.jpeg().getvalue()
    broken = b"\xff\xe1\x00\x20Exif\x00\x00II*\x00" + b"\xff" * 20
    assert pixels.read(data[:2] + broken + data[2:]).pixels.size == (800, 600)
