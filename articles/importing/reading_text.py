"""Plain text as blocks: whatever its encoding, a paragraph a line, lines broken by hand joined again."""

from __future__ import annotations

import re
from html import escape

import vietnamese
from articles.importing.found import Block, Found
from media.refusals import Refused, megabytes

MAX_BYTES = 5 * 1024 * 1024
MAX_PARAGRAPHS = 5_000
# A text wrapped by hand has lines about as long as its margin.
WRAPPED = range(45, 101)


def read_text(data: bytes, found: Found) -> list[Block]:
    """The paragraphs of a text file; raises Refused where it is no text."""
    if len(data) > MAX_BYTES:
        raise Refused(
            f"Tệp văn bản nặng {megabytes(len(data))}, tối đa {megabytes(MAX_BYTES)}. Hãy chia thành nhiều bài."
        )
    try:
        decoded = vietnamese.decode_legacy(data)
    except ValueError as error:
        raise Refused(str(error)) from error
    for warning in decoded.warnings:
        found.warn(warning)
    paragraphs = [vietnamese.clean_line(line) for group in _groups(decoded.text) for line in group]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise Refused("Văn bản có quá nhiều đoạn. Hãy chia thành nhiều bài.")
    return [Block("p", escape(paragraph, quote=False)) for paragraph in paragraphs]


def _groups(text: str) -> list[list[str]]:
    return [_unwrapped(group.split("\n")) for group in re.split(r"\n\s*\n", text)]


def _unwrapped(group: list[str]) -> list[str]:
    lines = [line.strip() for line in group if line.strip()]
    if len(lines) >= 3 and all(len(line) in WRAPPED for line in lines[:-1]) and len(lines[-1]) <= WRAPPED.stop:
        return [" ".join(lines)]
    return lines
