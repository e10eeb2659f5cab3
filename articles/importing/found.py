"""What a reader found in a file: one shape for Word, web pages and plain text. Nothing here touches the database."""

from __future__ import annotations

import html as html_library
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import vietnamese

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|td|th|tr|h[1-6])>", re.IGNORECASE)


def words_of(html: str) -> str:
    """The words of a piece of markup, on one clean line."""
    return vietnamese.clean_line(html_library.unescape(_TAG.sub("", _BREAK.sub(" ", html))))


@dataclass
class Part:
    """One part of an article: its words, whether the file itself says so or we guess, and by what sign."""

    value: str = ""
    is_sure: bool = True
    why: str = ""


@dataclass
class Picture:
    """One photo of the file: its bytes (None where they can't be had), and what stands around it."""

    name: str
    data: bytes | None
    caption: str = ""
    alt: str = ""
    credit: str = ""
    why: str = ""
    is_sure: bool = True
    problem: str = ""


@dataclass
class Block:
    """One block of the text. `kind` is p, h, list, table, quote, box or figure.

    `html` is the inner markup of p, h and box, the whole element of the others. `role` is what the file calls it (title,
    subtitle, summary, caption, author, source), where it says so.
    """

    kind: str
    html: str = ""
    level: int = 0
    role: str = ""
    align: str = ""
    is_bold: bool = False
    is_italic: bool = False
    size: float = 0
    joined: bool = False
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """The words, on one line."""
        return words_of(self.html)

    @property
    def is_text(self) -> bool:
        """Whether it is a paragraph or a heading: what titles, captions and bylines are made of."""
        return self.kind in ("p", "h")


@dataclass(frozen=True)
class Dropped:
    """Something of the file that does not come in as it stood, and why."""

    what: str
    why: str


@dataclass
class Found:
    """An article as it was found. `blocks` is the text without the parts that have a place of their own."""

    title: Part = field(default_factory=Part)
    kicker: Part = field(default_factory=Part)
    summary: Part = field(default_factory=Part)
    authors: Part = field(default_factory=Part)
    source: Part = field(default_factory=Part)
    source_url: str = ""
    section_hint: str = ""
    republished: bool = False
    original_date: datetime | None = None
    date_why: str = ""
    date_is_sure: bool = True
    lead: Picture | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def drop(self, what: str, why: str) -> None:
        """Note that something was left out; long texts are named by their beginning."""
        line = vietnamese.clean_line(what)
        short = Dropped(line if len(line) <= 120 else line[:119].rstrip() + "…", why)
        if short not in self.dropped:
            self.dropped.append(short)

    def warn(self, message: str) -> None:
        """Note something that a person should look at."""
        if message not in self.warnings:
            self.warnings.append(message)

    def pictures(self) -> Iterator[Picture]:
        """Every picture in the order of the page, the lead picture first."""
        if self.lead is not None:
            yield self.lead
        for block in self.blocks:
            if block.picture is not None:
                yield block.picture

    def count(self, kind: str) -> int:
        """How many blocks of a kind the text has."""
        return sum(block.kind == kind for block in self.blocks)


@dataclass
class Hints:
    """What a file says of itself outside its running text (a page's metadata, its marked-up headline)."""

    title: str = ""
    summary: str = ""
    author: str = ""
    source: str = ""
    source_url: str = ""
    date: datetime | None = None
    date_why: str = ""
    is_republished: bool = False
