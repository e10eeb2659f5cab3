"""A part of a file for whoever asks for a part (RFC 9110, Range): how players seek and downloads go on where they stopped."""

from __future__ import annotations

import re
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

# One part; several at once are answered with the whole, as the RFC allows.
_ASKED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Part:
    """The bytes of a file from a place on, so many of them."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        file.seek(start)
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        """The next ones."""
        wanted = self.left if size < 0 else min(size, self.left)
        data = self.file.read(wanted)
        self.left -= len(data)
        return data

    def close(self) -> None:
        """With the response."""
        self.file.close()


def answer(request: HttpRequest, file: Any, *, size: int, kind: str, etag: str) -> HttpResponseBase:
    """200 with everything, 206 with the part that was asked for, 416 where there is no such part."""
    part = _asked(request, size, etag)
    if part is None:
        response: HttpResponseBase = FileResponse(file, content_type=kind)
        response.headers["Content-Length"] = str(size)
    elif part[0] >= part[1]:
        file.close()
        response = HttpResponse(status=416, content_type="text/plain; charset=utf-8")
        response.headers["Content-Range"] = f"bytes */{size}"
    else:
        start, stop = part
        response = FileResponse(Part(file, start, stop - start), status=206, content_type=kind)
        response.headers["Content-Length"] = str(stop - start)
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """(from, up to) as asked, or None for everything: no Range, one we don't read, or a part of another version."""
    match = _ASKED.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if match is None or match[1] == match[2] == "" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match[1], match[2]
    if first == "":
        length = int(last)
        return (max(size - length, 0), size) if length else (size, size)
    start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return start, stop
