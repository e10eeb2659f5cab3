"""Captions as browsers read them (WebVTT): whether a file is such, before it stands beside a film."""

from __future__ import annotations

import re
from typing import IO

from media.refusals import Refused, megabytes

MAX_BYTES = 1024 * 1024
_TIMING = re.compile(r"^(?:\d+:)?[0-5]\d:[0-5]\d\.\d{3} --> (?:\d+:)?[0-5]\d:[0-5]\d\.\d{3}", re.MULTILINE)
_STYLE = re.compile(r"^(?:STYLE|REGION)\s*$", re.MULTILINE)
NOT_CAPTIONS = "Phụ đề phải là tệp WebVTT: dòng đầu ghi WEBVTT, mỗi câu có giờ dạng 00:01.000 --> 00:04.000. Hãy xuất lại thành .vtt."
NOT_UTF8 = "Phụ đề không phải chữ Unicode (UTF-8). Hãy lưu lại với mã UTF-8 rồi chọn lại."
STYLED = "Phụ đề có phần STYLE hoặc REGION, Trang không dùng. Hãy xóa các phần ấy rồi chọn lại."


def check(file: IO[bytes]) -> None:
    """Refuses what is no caption file; the file is left at its beginning."""
    size = file.seek(0, 2)
    if size > MAX_BYTES:
        raise Refused(f"Phụ đề nặng {megabytes(size)}, tối đa {megabytes(MAX_BYTES)}. Hãy kiểm tra lại tệp.")
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Refused(NOT_UTF8) from error
    file.seek(0)
    if not re.match(r"WEBVTT(?:[ \t].*)?\n", text) or not _TIMING.search(text):
        raise Refused(NOT_CAPTIONS)
    if _STYLE.search(text):
        raise Refused(STYLED)
