"""What a photograph says of itself (IPTC, XMP, EXIF): caption, credit and time are read; place and device never leave this module."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from PIL import Image as Pillow
from PIL import IptcImagePlugin

import vietnamese

IPTC_CAPTION, IPTC_BYLINE, IPTC_CREDIT = (2, 120), (2, 80), (2, 110)
EXIF_DESCRIPTION, EXIF_ARTIST, EXIF_COPYRIGHT = 0x010E, 0x013B, 0x8298
EXIF_ORIENTATION = 0x0112
EXIF_IFD, EXIF_TAKEN = 0x8769, 0x9003

# What cameras write into the caption when nobody has.
_CAMERA_NOISE = re.compile(
    r"^(.*digital camera.*|sony dsc|dcim.*|img[_-]?\d+.*|dsc[_-]?\d+.*|default|untitled|\W*)$", re.IGNORECASE
)
_XMP = {
    "caption": re.compile(r"<dc:description>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL),
    "credit": re.compile(r"<dc:creator>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL),
}
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class About:
    """What was written into the file. Empty where nothing sensible was."""

    caption: str = ""
    credit: str = ""
    taken_at: datetime | None = None


def read(picture: Pillow.Image) -> About:
    """Caption and credit from IPTC, then XMP, then EXIF; whatever cannot be read counts as not written."""
    iptc, exif, xmp = _safely(_iptc, picture), _safely(_exif, picture), _safely(_xmp, picture)
    return About(
        caption=iptc.get("caption") or xmp.get("caption") or exif.get("caption") or "",
        credit=iptc.get("credit") or xmp.get("credit") or exif.get("credit") or "",
        taken_at=exif.get("taken_at"),
    )


def orientation(picture: Pillow.Image) -> int:
    """The EXIF orientation, 1 (upright) when there is none or it cannot be read."""
    return _safely(lambda opened: {"turn": opened.getexif().get(EXIF_ORIENTATION, 1)}, picture).get("turn", 1)


def _safely(reader: Any, picture: Pillow.Image) -> dict[str, Any]:
    try:
        return reader(picture)
    # Metadata is the least checked part of any file; a picture is never refused for it.
    except Exception:
        return {}


def _text(value: Any) -> str:
    """One clean line. Bytes count only as UTF-8: a wrong guess would print garbage under a leader's photograph."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            return ""
    text = vietnamese.clean_line(str(value or ""))
    return "" if _CAMERA_NOISE.match(text) or "\ufffd" in text else text


def _iptc(picture: Pillow.Image) -> dict[str, str]:
    found = IptcImagePlugin.getiptcinfo(picture) or {}
    return {
        "caption": _text(found.get(IPTC_CAPTION)),
        "credit": _text(found.get(IPTC_BYLINE)) or _text(found.get(IPTC_CREDIT)),
    }


def _xmp(picture: Pillow.Image) -> dict[str, str]:
    raw = picture.info.get("xmp") or b""
    text = raw.decode("utf-8", "strict") if isinstance(raw, bytes) else str(raw)
    found = {name: pattern.search(text[:200_000]) for name, pattern in _XMP.items()}
    return {name: _text(html.unescape(_TAG.sub("", match[1]))) for name, match in found.items() if match}


def _exif(picture: Pillow.Image) -> dict[str, Any]:
    exif = picture.getexif()
    return {
        "caption": _text(_latin_as_utf8(exif.get(EXIF_DESCRIPTION))),
        "credit": _text(_latin_as_utf8(exif.get(EXIF_ARTIST))) or _text(_latin_as_utf8(exif.get(EXIF_COPYRIGHT))),
        "taken_at": _moment(str(exif.get_ifd(EXIF_IFD).get(EXIF_TAKEN, ""))),
    }


def _latin_as_utf8(value: Any) -> Any:
    """Pillow reads EXIF text as Latin-1; cameras and editors write UTF-8."""
    return value.encode("latin-1") if isinstance(value, str) and all(ord(char) < 256 for char in value) else value


def _moment(text: str) -> datetime | None:
    try:
        taken = datetime.strptime(text.strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None
    moment = timezone.make_aware(taken)
    return moment if taken.year >= 1990 and moment <= timezone.now() else None
