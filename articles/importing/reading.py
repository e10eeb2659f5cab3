"""The one way in for files: which reader takes a file is decided by what it is, not by what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.importing.found import Block, Found, Hints
from articles.importing.layout_rules import settle
from articles.importing.reading_docx import read_docx
from articles.importing.reading_html import read_html
from articles.importing.reading_text import read_text
from media import archives
from media.refusals import Refused
from media.sniffing import ending, sniff

# Gives the bytes of a file that lies beside the page ("trang_files/anh.jpg"), or None.
Beside = Callable[[str], bytes | None]

ACCEPTED = "Nhận tệp .docx, .html và .txt."
WORDS_FOR_OTHERS = {
    "ole": "Tệp có mật khẩu hoặc là tệp Word kiểu cũ (.doc). Mở bằng Word, bỏ mật khẩu, chọn Lưu thành “.docx”, rồi chọn lại.",
    "rtf": "Tệp .rtf chưa nhập được. Mở bằng Word, chọn Lưu thành “.docx”, rồi chọn lại.",
    "pdf": "Tệp PDF không nhập thành bài được. Hãy dùng tệp Word gốc (.docx).",
    "archive": f"Tệp nén không nhập được. Hãy giải nén rồi chọn từng tệp. {ACCEPTED}",
    "program": f"Đây là chương trình chạy được, không phải bài viết. {ACCEPTED}",
    "svg": f"Đây là hình vẽ SVG, không phải bài viết. {ACCEPTED}",
    "video": f"Đây là tệp phim, không phải bài viết. {ACCEPTED}",
    "mp3": f"Đây là tệp âm thanh, không phải bài viết. {ACCEPTED}",
}
PICTURES = {"jpeg", "png", "gif", "webp", "tiff", "bmp", "heic", "avif", "psd", "metafile"}
PICTURE = f"Đây là tệp ảnh, không phải bài viết. {ACCEPTED}"
EMPTY = "Tệp rỗng. Hãy chọn lại tệp."
NOT_A_TEXT = f"Không nhập được loại tệp này. {ACCEPTED}"
TEXT_ENDINGS = {"txt", "text", ""}
NO_WORDS = "Không thấy chữ nào trong tệp. Nếu bài nằm trong ảnh chụp, hãy gõ lại thành chữ."
SAVED_AS_MHT = "Trang lưu dạng .mht chưa nhập được. Hãy lưu lại trang bằng cách chọn “Trang web, đầy đủ”."
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p)[\s>]", re.IGNORECASE)
_MHT = re.compile(
    rb"\A(?:From:[^\n]*\n|Subject:[^\n]*\n|Date:[^\n]*\n|Snapshot-Content-Location:[^\n]*\n)*MIME-Version:",
    re.IGNORECASE,
)


def nothing_beside(name: str) -> None:
    """No files lie beside the page."""


def read_file(data: bytes, *, name: str, beside: Beside = nothing_beside) -> Found:
    """What is in the file. Raises Refused with one line for the person who sent it; nothing is stored."""
    if not data:
        raise Refused(EMPTY)
    found, hints = Found(), Hints()
    blocks = _blocks(data, name, beside, found, hints)
    if not any(block.text for block in blocks):
        raise Refused(NO_WORDS)
    settle(found, blocks, hints)
    if not found.blocks and not found.summary.value:
        raise Refused(NO_WORDS)
    return found


def _blocks(data: bytes, name: str, beside: Beside, found: Found, hints: Hints) -> list[Block]:
    sort = sniff(data[:4096])
    if sort == "zip":
        return read_docx(data, found)
    if sort in PICTURES:
        raise Refused(PICTURE)
    if sort in WORDS_FOR_OTHERS:
        raise Refused(WORDS_FOR_OTHERS[sort])
    if _MHT.match(data[:4096].replace(b"\r", b"")):
        raise Refused(SAVED_AS_MHT)
    if ending(name) in ("docx", "docm", "doc"):
        raise Refused(archives.DAMAGED)
    head = data[:4096].replace(b"\x00", b"")
    if sort == "html" or ending(name) in ("html", "htm", "xhtml") and _PAGE.search(head):
        return read_html(data, name, beside, found, hints)
    if ending(name) not in TEXT_ENDINGS | {"html", "htm", "xhtml"}:
        raise Refused(NOT_A_TEXT)
    return read_text(data, found)
