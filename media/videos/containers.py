"""What a film's file is, read from its container alone: which codecs, how long, and what it says of place and device.

Nothing is decoded and nothing encoded. What the container tells of where and with what it was taken is blanked at the door.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from media.refusals import Refused, megabytes

MAX_BYTES = 300 * 1024 * 1024
MAX_PARTS = 20_000
DAMAGED = "Video bị hỏng hoặc chưa tải hết. Hãy mở xem lại, xuất lại thành MP4 (H.264) rồi chọn lại."
SILENT = "Tệp này không có hình. Hãy chọn tệp video; tệp tiếng thì đính kèm ở bài viết."
CODEC = "Trình duyệt của bạn đọc không phát được kiểu nén “{}”. Hãy xuất lại thành MP4 (H.264) rồi chọn lại."
NOT_A_FILM = "Đây không phải video MP4 hay WebM. Hãy xuất lại thành MP4 (H.264) rồi chọn lại."

# What browsers of the floor play.
MP4_PICTURES = {b"avc1", b"avc3", b"av01", b"vp09", b"vp08"}
WEBM_PICTURES = {b"V_VP8", b"V_VP9", b"V_AV1"}
# Boxes that hold other boxes on the way to what is looked for.
HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex"}
# Boxes that say where, when and with what a film was taken: players need none of them.
TELLTALES = {b"udta", b"meta", b"uuid"}

EBML, SEGMENT, INFO, TRACKS, TRACK = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
DOCTYPE, SCALE, DURATION, CODEC_ID, TRACK_TYPE = 0x4282, 0x2AD7B1, 0x4489, 0x86, 0x83
CLUSTER, TAGS, ATTACHMENTS, VOID = 0x1F43B675, 0x1254C367, 0x1941A469, 0xEC
UNKNOWN = -1


@dataclass(frozen=True)
class Blank:
    """Bytes that say too much, and the head that makes players pass over them; the file keeps its length."""

    start: int
    length: int
    head: bytes


@dataclass
class Film:
    """What the container says."""

    format: str
    seconds: int | None = None
    codecs: set[bytes] = field(default_factory=set)
    has_picture: bool = False
    blanks: list[Blank] = field(default_factory=list)
    # While it is read: ticks a second, and what the track at hand carries.
    scale: int = 0
    handler: bytes = b""


def read(file: IO[bytes]) -> Film:
    """The film in a file; raises Refused. The file is left at its beginning."""
    size = file.seek(0, 2)
    if size > MAX_BYTES:
        raise Refused(
            f"Video nặng {megabytes(size)}, tối đa {megabytes(MAX_BYTES)}. Hãy xuất lại nhỏ hơn, hoặc đăng ở kênh video rồi dán địa chỉ."
        )
    file.seek(0)
    head = file.read(12)
    try:
        if head[4:8] == b"ftyp":
            film = _mp4(file, size)
        elif head[:4] == b"\x1a\x45\xdf\xa3":
            film = _webm(file, size)
        else:
            raise Refused(NOT_A_FILM)
    # A hostile container may lie about every length: the door answers with words.
    except (struct.error, IndexError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise Refused(DAMAGED) from error
    finally:
        file.seek(0)
    if not film.has_picture:
        raise Refused(SILENT)
    played = MP4_PICTURES if film.format == "mp4" else WEBM_PICTURES
    strange = sorted(film.codecs - played)
    if strange:
        raise Refused(CODEC.format(strange[0].decode("ascii", "replace")))
    return film


def blank(file: IO[bytes], film: Film) -> None:
    """Write over what the container tells of place and device; the file must be our own copy."""
    for one in film.blanks:
        file.seek(one.start)
        file.write(one.head)
        left = one.length - len(one.head)
        while left > 0:
            left -= file.write(bytes(min(left, 64 * 1024)))
    file.seek(0)


# --- MP4 --------------------------------------------------------------------------------------------------
def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """(type, start, where its content begins, end) of each box; together they fill the room exactly."""
    at, count = start, 0
    while at < end:
        count += 1
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        body = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            body = at + 16
        elif size == 0:
            size = end - at
        if size < body - at or at + size > end or count > MAX_PARTS:
            raise Refused(DAMAGED)
        yield name, at, body, at + size
        at += size


def _mp4(file: IO[bytes], size: int) -> Film:
    film = Film("mp4")
    names = [name for name, *_ in _mp4_part(file, film, 0, size)]
    if b"moov" not in names or not {b"mdat", b"moof"} & set(names):
        raise Refused(DAMAGED)
    return film


def _mp4_part(file: IO[bytes], film: Film, start: int, end: int, depth: int = 0) -> list[tuple[bytes, int, int, int]]:
    found = list(_boxes(file, start, end))
    for name, at, body, stop in found:
        if name in TELLTALES:
            film.blanks.append(Blank(at, stop - at, _free_head(file, at, body)))
        elif name in HOLDERS and depth < len(HOLDERS):
            _mp4_part(file, film, body, stop, depth + 1)
        elif name in (b"mvhd", b"mehd"):
            _mp4_duration(file, film, name, body)
        elif name == b"hdlr":
            file.seek(body + 8)
            film.handler = file.read(4)
        elif name == b"stsd" and film.handler == b"vide":
            _mp4_codecs(file, film, body, stop)
    return found


def _free_head(file: IO[bytes], at: int, body: int) -> bytes:
    """The head of a box that players skip: its length stays, its name says that it is free."""
    file.seek(at)
    head = bytearray(file.read(body - at))
    head[4:8] = b"free"
    return bytes(head)


def _mp4_duration(file: IO[bytes], film: Film, name: bytes, body: int) -> None:
    file.seek(body)
    data = file.read(36)
    wide = data[0] == 1
    if name == b"mvhd":
        scale, duration = struct.unpack_from(">IQ" if wide else ">II", data, 20 if wide else 12)
        film.scale = scale
    else:
        scale, (duration,) = film.scale, struct.unpack_from(">Q" if wide else ">I", data, 4)
    if scale and duration and duration < 2 ** (64 if wide else 32) - 1:
        film.seconds = max(1, round(duration / scale))


def _mp4_codecs(file: IO[bytes], film: Film, body: int, stop: int) -> None:
    for name, *_ in _boxes(file, body + 8, stop):
        film.has_picture = True
        film.codecs.add(name)


# --- WebM -------------------------------------------------------------------------------------------------
def _number(file: IO[bytes], *, keep_mark: bool) -> int:
    """A number of EBML: its first byte says by its leading zeros how many bytes it has."""
    first = file.read(1)[0]
    length = 9 - first.bit_length()
    if length > 8:
        raise Refused(DAMAGED)
    data = bytes([first if keep_mark else first & (0xFF >> length)]) + file.read(length - 1)
    if len(data) != length:
        raise Refused(DAMAGED)
    value = int.from_bytes(data, "big")
    return UNKNOWN if not keep_mark and value == (1 << (7 * length)) - 1 else value


def _elements(file: IO[bytes], start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """(id, start, where its content begins, end) of each element."""
    at, count = start, 0
    while at < end:
        count += 1
        file.seek(at)
        name = _number(file, keep_mark=True)
        size = _number(file, keep_mark=False)
        body = file.tell()
        if size == UNKNOWN and name not in (SEGMENT, CLUSTER):
            raise Refused(DAMAGED)
        # A recorder that didn't know how long it would run leaves the length open: its content goes to the end.
        stop = end if size == UNKNOWN else body + size
        if stop > end or count > MAX_PARTS:
            raise Refused(DAMAGED)
        yield name, at, body, stop
        at = stop


def _webm(file: IO[bytes], size: int) -> Film:
    film = Film("webm")
    parts = list(_elements(file, 0, size))
    if [name for name, *_ in parts] != [EBML, SEGMENT]:
        raise Refused(DAMAGED)
    head = {name: _content(file, body, stop) for name, _, body, stop in _elements(file, parts[0][2], parts[0][3])}
    if head.get(DOCTYPE) != b"webm":
        raise Refused(NOT_A_FILM)
    has_cluster = False
    for name, at, body, stop in _elements(file, parts[1][2], parts[1][3]):
        has_cluster |= name == CLUSTER
        if name == INFO:
            _webm_duration(file, film, body, stop)
        elif name == TRACKS:
            _webm_tracks(file, film, body, stop)
        elif name in (TAGS, ATTACHMENTS) and stop - at >= 9:
            film.blanks.append(Blank(at, stop - at, bytes([VOID, 0x01]) + (stop - at - 9).to_bytes(7, "big")))
    if not has_cluster:
        raise Refused(DAMAGED)
    return film


def _content(file: IO[bytes], body: int, stop: int) -> bytes:
    file.seek(body)
    return file.read(min(stop - body, 64)).rstrip(b"\x00")


def _webm_duration(file: IO[bytes], film: Film, body: int, stop: int) -> None:
    scale, duration = 1_000_000, 0.0
    for name, _, inner, end in _elements(file, body, stop):
        file.seek(inner)
        data = file.read(min(end - inner, 8))
        if name == SCALE:
            scale = int.from_bytes(data, "big")
        elif name == DURATION:
            (duration,) = struct.unpack(">d" if len(data) == 8 else ">f", data)
    if 0 < duration * scale / 1e9 < 10**6:
        film.seconds = max(1, round(duration * scale / 1e9))


def _webm_tracks(file: IO[bytes], film: Film, body: int, stop: int) -> None:
    for name, _, inner, end in _elements(file, body, stop):
        if name != TRACK:
            continue
        said = {one: _content(file, at, to) for one, _, at, to in _elements(file, inner, end)}
        if said.get(TRACK_TYPE) == b"\x01":
            film.has_picture = True
            film.codecs.add(said.get(CODEC_ID, b""))
