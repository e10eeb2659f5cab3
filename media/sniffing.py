"""What a file is by its first bytes. Names and declared types are hearsay."""

from __future__ import annotations

import re

_SIGNATURES: list[tuple[bytes, str]] = [
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"8BPS", "psd"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "mp3"),
    (b"\x1a\x45\xdf\xa3", "video"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\xd7\xcd\xc6\x9a", "metafile"),
    (b"\x01\x00\x00\x00", "metafile"),
]
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|link|meta|style|form|\?xml|\?php|a\s|div|p>|table)",
    re.IGNORECASE,
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
IMAGE_ENDINGS = {"jpg", "jpeg", "jfif", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif", "svg"}


def sniff(head: bytes) -> str:
    """The sort of file these first bytes (at least 4,096 where there are as many) begin; "text" or "unknown" when no sign is known."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and len(head) > 26 and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if len(head) > 2 and head[0] == 0xFF and head[1] in (0xFB, 0xF3, 0xF2):
        return "mp3"
    return _text(head)


def _iso_media(head: bytes) -> str:
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), 64), 4))}
    if b"avif" in brands or b"avis" in brands:
        return "avif"
    return "heic" if brands & _HEIF_BRANDS else "video"


def _text(head: bytes) -> str:
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    plain = head.replace(b"\x00", b"") if wide else head
    if _MARKUP.search(plain):
        return "svg" if re.search(rb"<\s*svg", plain, re.IGNORECASE) else "html"
    if not head or b"\x00" in plain or any(byte < 9 or 13 < byte < 32 and byte != 27 for byte in plain):
        return "unknown"
    return "text"


def ending(name: str) -> str:
    """The ending of a file name, lower case, without the dot; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
