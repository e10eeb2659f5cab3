"""Pictures for the tests, honest and hostile, made on the spot: no binary file lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw


def photograph(width: int = 800, height: int = 600, *, mode: str = "RGB") -> Image.Image:
    """Many colours, and a red left upper corner so that one sees which way is up."""
    picture = Image.merge(
        "RGB",
        [
            Image.linear_gradient("L").resize((width, height)),
            Image.radial_gradient("L").resize((width, height)),
            Image.effect_noise((width, height), 40),
        ],
    )
    ImageDraw.Draw(picture).rectangle((0, 0, width // 4, height // 4), fill=(220, 20, 20))
    return picture.convert(mode)


def saved(picture: Image.Image, form: str = "JPEG", **options: Any) -> io.BytesIO:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    out.seek(0)
    return out


def jpeg(width: int = 800, height: int = 600, **options: Any) -> io.BytesIO:
    """A photograph."""
    return saved(photograph(width, height), "JPEG", quality=85, **options)


def declared_png(width: int, height: int) -> io.BytesIO:
    """A PNG of a few hundred bytes that declares any size: a decompression bomb."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 4096)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def exif(**values: Any) -> Image.Exif:
    """EXIF with orientation, texts and a place."""
    found = Image.Exif()
    for tag, value in values.get("tags", {}).items():
        found[tag] = value
    if "gps" in values:
        found.get_ifd(0x8825).update(values["gps"])
    if "taken" in values:
        found.get_ifd(0x8769)[0x9003] = values["taken"]
    return found


def iptc_segment(records: dict[int, str]) -> bytes:
    """An APP13 segment as Photoshop and agencies write it."""
    body = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, text in records.items():
        data = text.encode()
        body += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(data)) + data
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(body)) + body + (b"\x00" if len(body) % 2 else b"")
    payload = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def jpeg_with_iptc(records: dict[int, str]) -> io.BytesIO:
    """A photograph that carries its caption and author."""
    data = jpeg().getvalue()
    return io.BytesIO(data[:2] + iptc_segment(records) + data[2:])


def profile() -> bytes:
    """An ICC profile that is not sRGB's own bytes."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def archive(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    out.seek(0)
    return out


CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def docx(**extra: bytes) -> io.BytesIO:
    """A small Word file as far as the door looks at it, with more parts under the names given."""
    return archive({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<w:document/>", **extra})
