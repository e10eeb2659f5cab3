"""Office files are zips that strangers send: what is in them is counted before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
from typing import IO, Any

from media.refusals import Refused, megabytes

MAX_BYTES = 50 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_XML = 100 * 1024 * 1024
MAX_RATIO = 200
# Small parts compress absurdly well in honest files too.
RATIO_COUNTS_FROM = 1024 * 1024

DAMAGED = "Tệp bị hỏng hoặc chưa tải hết. Hãy mở bằng Word, lưu lại rồi chọn lại."
LOCKED = (
    "Tệp đặt mật khẩu hoặc là bản Office cũ (.doc, .xls, .ppt). Hãy bỏ mật khẩu, lưu lại thành .docx, .xlsx hoặc .pptx."
)
MACROS = "Tệp có macro nên không được nhận. Hãy lưu lại thành tệp không có macro (.docx, .xlsx, .pptx)."
BOMB = "Tệp nén bung ra quá lớn nên không được nhận. Hãy lưu lại bằng Word rồi chọn lại."
STRANGE = "Tệp có phần bên trong không an toàn nên không được nhận. Hãy lưu lại bằng Word rồi chọn lại."
NOT_OFFICE = "Đây không phải tệp Word, Excel, PowerPoint hay OpenDocument. Tệp nén (.zip) không được nhận."

_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACRO = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/|basic/|scripts/)", re.IGNORECASE)
_CHUNK = 1024 * 1024


def check_office_file(file: IO[bytes]) -> str:
    """Which Office file it is (docx, xlsx, pptx, odt, ods); raises Refused for anything damaged, locked, armed or bomb-like.

    Nothing is unpacked to disk and no XML is parsed. The file is left at its beginning.
    """
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > MAX_BYTES:
        raise Refused(
            f"Tệp nặng {megabytes(size)}, tối đa {megabytes(MAX_BYTES)}. Hãy thu nhỏ ảnh trong tệp rồi chọn lại."
        )
    if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(LOCKED)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive.infolist(), size)
            kind = _kind(archive)
            _check_xml(archive)
    except Refused:
        raise
    # A hostile zip may raise nearly anything out of zipfile and zlib: the door answers with words.
    except Exception as error:
        raise Refused(DAMAGED) from error
    finally:
        file.seek(0)
    return kind


def _check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Refused(BOMB)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * size:
        raise Refused(BOMB)
    names = [entry.filename for entry in entries]
    if len(names) != len(set(names)):
        raise Refused(STRANGE)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused(LOCKED)
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused(BOMB)
        _check_name(entry.filename)


def _check_name(name: str) -> None:
    path = name.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
        raise Refused(STRANGE)
    if _MACRO.search(path):
        raise Refused(MACROS)


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if b"macroenabled" in _head(archive, "[Content_Types].xml").lower():
            raise Refused(MACROS)
        for part, kind in _PARTS.items():
            if part in names:
                return kind
    if "mimetype" in names and "content.xml" in names:
        declared = _head(archive, "mimetype", 100).strip()
        if declared == b"application/vnd.oasis.opendocument.text":
            return "odt"
        if declared == b"application/vnd.oasis.opendocument.spreadsheet":
            return "ods"
    raise Refused(NOT_OFFICE)


def _head(archive: zipfile.ZipFile, name: str, size: int = _CHUNK) -> bytes:
    with archive.open(name) as part:
        return part.read(size)


def _check_xml(archive: zipfile.ZipFile) -> None:
    """No XML part may declare entities: that is how a small file eats a parser, or reads the server's own files."""
    budget = MAX_XML
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        budget -= entry.file_size
        if budget < 0:
            raise Refused(BOMB)
        with archive.open(entry) as part:
            _check_declarations(part)


def _check_declarations(part: Any) -> None:
    tail = b""
    while chunk := part.read(_CHUNK):
        # Zero bytes go so that UTF-16 hides nothing.
        text = (tail + chunk).replace(b"\x00", b"")
        if _DECLARATION.search(text):
            raise Refused(STRANGE)
        tail = text[-16:]
