"""Films made byte by byte for tests: the containers that browsers play, with what they should and shouldn't say."""

import struct
from io import BytesIO


def box(name, *content):
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(*, codec=b"avc1", handler=b"vide", seconds=272, telltale=b"", extra=b"", mdat=b"\0" * 500):
    """A film of so many seconds; `telltale` stands where cameras write their place and name."""
    hdlr = box(b"hdlr", b"\0" * 8, handler, b"\0" * 13)
    stsd = box(b"stsd", struct.pack(">II", 0, 1), box(codec, b"\0" * 78))
    minf = box(b"minf", box(b"stbl", stsd))
    udta = box(b"udta", box(b"\xa9xyz", telltale)) if telltale else b""
    trak = box(b"trak", box(b"mdia", hdlr, minf), udta)
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000), b"\0" * 80)
    moov = box(b"moov", mvhd, trak, udta)
    return BytesIO(box(b"ftyp", b"isom\0\0\2\0isomavc1mp41") + moov + box(b"mdat", mdat) + extra)


def vint(number):
    length = next(length for length in range(1, 9) if number < (1 << (7 * length)) - 1)
    return (number | 1 << (7 * length)).to_bytes(length, "big")


def element(name, *content):
    body = b"".join(content)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + vint(len(body)) + body


def webm(*, codec=b"V_VP9", doctype=b"webm", kind=1, seconds=12.0, telltale=b"", live=False):
    """The same as WebM; `live` as a recorder leaves it that didn't know how long it would run."""
    head = element(0x1A45DFA3, element(0x4282, doctype))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3, "big")))
    if not live:
        info = element(
            0x1549A966,
            element(0x2AD7B1, (1_000_000).to_bytes(3, "big")),
            element(0x4489, struct.pack(">d", seconds * 1000)),
        )
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, bytes([kind])), element(0x86, codec)))
    tags = element(0x1254C367, element(0x7373, telltale)) if telltale else b""
    cluster = element(0x1F43B675, element(0xE7, b"\0"), element(0xA3, b"\x81\0\0\x80" + b"\0" * 200))
    body = info + tracks + tags + cluster
    segment = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + body if live else element(0x18538067, body)
    return BytesIO(head + segment)


def vtt(text="WEBVTT\n\n00:00.000 --> 00:03.000\nTrụ sở (minh họa)\n"):
    return BytesIO(text.encode())
