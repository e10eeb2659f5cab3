"""Zips that strangers send: armed, locked, damaged and swollen ones are refused before anything is unpacked."""

import io
import struct
import zipfile

import pytest

from media import archives
from media.refusals import Refused
from tests.unit.media import pictures


def refusal(file):
    with pytest.raises(Refused) as caught:
        archives.check_office_file(file)
    return caught.value.message


def test_honest_files_are_told_apart():
    types = pictures.CONTENT_TYPES
    made = {
        "docx": pictures.docx(),
        "xlsx": pictures.archive({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>"}),
        "pptx": pictures.archive({"[Content_Types].xml": types, "ppt/presentation.xml": b"<p/>"}),
        "odt": pictures.archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"}),
    }
    assert {kind: archives.check_office_file(file) for kind, file in made.items()} == {kind: kind for kind in made}


def test_the_file_is_left_at_its_beginning():
    file = pictures.docx()
    archives.check_office_file(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "Basic/Standard/Module1.xml"]
)
def test_macros_are_refused(name):
    assert refusal(pictures.docx(**{name: b"\x00"})) == archives.MACROS


def test_a_macro_type_without_macros_is_refused():
    types = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    assert refusal(pictures.archive({"[Content_Types].xml": types, "word/document.xml": b"<d/>"})) == archives.MACROS


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\..\\x", "C:\\x"])
def test_paths_that_lead_out_are_refused(name):
    assert refusal(pictures.docx(**{name: b"x"})) == archives.STRANGE


def test_a_bomb_by_ratio_is_refused():
    assert refusal(pictures.docx(**{"word/media/a.bin": b"\x00" * 30_000_000})) == archives.BOMB


def test_a_bomb_by_entries_is_refused():
    assert refusal(pictures.docx(**{f"word/media/{number}.bin": b"" for number in range(2001)})) == archives.BOMB


def test_a_declared_size_beyond_measure_is_refused():
    file = pictures.docx()
    data = bytearray(file.getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 4_000_000_000)
    assert refusal(io.BytesIO(bytes(data))) == archives.BOMB


def test_a_size_that_lies_is_refused():
    data = bytearray(pictures.docx(**{"word/styles.xml": b"<a/>" * 1000}).getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 5)
    assert refusal(io.BytesIO(bytes(data))) == archives.DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("padding", [0, 1024 * 1024 - 4])
def test_entities_are_refused_wherever_they_hide(encoding, padding):
    xml = f'<?xml version="1.0"?>{" " * padding}<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    parts = {"[Content_Types].xml": pictures.CONTENT_TYPES, "word/document.xml": xml.encode(encoding)}
    assert refusal(pictures.archive(parts, compression=zipfile.ZIP_STORED)) == archives.STRANGE


def test_a_locked_or_old_file_is_named():
    assert refusal(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)) == archives.LOCKED


def test_an_encrypted_entry_is_named():
    data = bytearray(pictures.docx().getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(io.BytesIO(bytes(data))) == archives.LOCKED


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_torn_file_is_refused(share):
    data = pictures.docx(**{"word/styles.xml": b"<styles/>" * 500}).getvalue()
    assert refusal(io.BytesIO(data[: int(len(data) * share)])) == archives.DAMAGED


def test_a_flipped_bit_is_refused():
    data = bytearray(
        pictures.archive(
            {"[Content_Types].xml": pictures.CONTENT_TYPES, "word/document.xml": b"<w:document>abc</w:document>"},
            compression=zipfile.ZIP_STORED,
        ).getvalue()
    )
    data[data.find(b"abc")] ^= 1
    assert refusal(io.BytesIO(bytes(data))) == archives.DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    out = pictures.docx()
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("word/document.xml", b"<other/>")
    assert refusal(out) == archives.STRANGE


def test_a_plain_zip_is_no_office_file():
    assert refusal(pictures.archive({"a.txt": b"a"})) == archives.NOT_OFFICE


def test_too_heavy_is_refused():
    file = io.BytesIO(b"PK\x03\x04")
    file.seek(51 * 1024 * 1024)
    file.write(b"x")
    assert refusal(file) == "Tệp nặng 51 MB, tối đa 50 MB. Hãy thu nhỏ ảnh trong tệp rồi chọn lại."
