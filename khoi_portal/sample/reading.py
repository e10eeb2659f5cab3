"""Reading the sample texts: headers in Vietnamese, then a body with a few marks for headings, lists, tables, boxes, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from django.utils import timezone

FOLDER = Path(__file__).resolve().parent
_HEADER = re.compile(r"^([^:\n]{2,20}): (.*)$")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]|]+)\]\((/[^)\s]*|mailto:[^)\s]+)\)")


@dataclass(frozen=True)
class Figure:
    """A picture as a text asks for it."""

    name: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Text:
    """One file: its headers and its unread body."""

    name: str
    headers: dict[str, str]
    body: str

    def list_of(self, header: str, separator: str = ",") -> list[str]:
        """A header that names several things."""
        return [part.strip() for part in self.headers.get(header, "").split(separator) if part.strip()]

    def figure(self, header: str) -> Figure | None:
        """A header that asks for a picture."""
        return figure(self.headers[header]) if header in self.headers else None


def figure(line: str) -> Figure:
    """`name | caption | alt`."""
    name, caption, alt = (part.strip() for part in line.split("|"))
    return Figure(name, caption, alt)


def read(folder: str) -> list[Text]:
    """Every text of a folder, in the order of its file names."""
    return [_read(file) for file in sorted((FOLDER / folder).glob("*.txt"))]


def _read(file: Path) -> Text:
    head, _, body = file.read_text().partition("\n\n")
    found = (_HEADER.match(line) for line in head.splitlines())
    return Text(file.stem, {match[1]: match[2].strip() for match in found if match}, body)


def moment(written: str, *, now: datetime) -> datetime:
    """`2024-05-17 08:30`, or days before or after today: `-3 07:30`."""
    day, hour = written.split()
    at = datetime.strptime(hour, "%H:%M").time()
    if re.fullmatch(r"[+-]\d+", day):
        date = timezone.localdate(now) + timedelta(days=int(day))
    else:
        date = datetime.strptime(day, "%Y-%m-%d").date()
    return timezone.make_aware(datetime.combine(date, at))


def _inline(text: str) -> str:
    linked = _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))
    return _BOLD.sub(r"<strong>\1</strong>", linked)


def _table(lines: list[str]) -> str:
    rows = [[_inline(cell.strip()) for cell in line.strip("| ").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _block(lines: list[str], place: Callable[[Figure], str]) -> str:
    first = lines[0]
    if first.startswith("## "):
        return f"<h2>{_inline(first[3:])}</h2>"
    if first.startswith("[ảnh "):
        return place(figure(first[5:-1]))
    if first.startswith("[hộp "):
        text = "".join(f"<p>{_inline(line)}</p>" for line in lines[1:-1])
        return f'<aside class="box"><h3>{_inline(first[5:-1])}</h3>{text}</aside>'
    if first.startswith("| "):
        return _table(lines)
    if first.startswith("> "):
        return f"<blockquote><p>{_inline(first[2:])}</p></blockquote>"
    if first.startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    if re.match(r"\d+\. ", first):
        return "<ol>" + "".join(f"<li>{_inline(line.split('. ', 1)[1])}</li>" for line in lines) + "</ol>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def html(body: str, *, place: Callable[[Figure], str]) -> str:
    """The body as the house stores it; `place` turns a picture into its figure."""
    blocks = [block.strip().splitlines() for block in re.split(r"\n{2,}", body.strip()) if block.strip()]
    return "".join(_block(lines, place) for lines in blocks)
