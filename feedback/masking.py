"""What is covered before readers see a text: numbers of telephones and papers, mail addresses; links lead nowhere."""

from __future__ import annotations

import re

COVERED = "[đã che]"

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Nine digits or more, as people write them: 0912 345 678, +84.912.345.678, 001 203 004 567.
_NUMBER = re.compile(r"(?<![\w/.,-])\+?\(?\d(?:[\s.\-()]{0,2}\d){8,14}(?![\w/])")
# 1.200.000.000 is an amount: full groups of three behind a first that doesn't begin with nought.
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def masked(text: str) -> str:
    """The text as it may be published."""
    return _NUMBER.sub(_cover, _MAIL.sub(COVERED, defanged(text)))


def parts(text: str) -> list[tuple[str, bool]]:
    """The text without its links for a moderator: its parts, and whether each would be covered."""
    text, found, at = defanged(text), [], 0
    for one in sorted((*_MAIL.finditer(text), *_NUMBER.finditer(text)), key=lambda hit: hit.start()):
        if one.start() >= at and (one.re is _MAIL or _cover(one) == COVERED):
            found += [(text[at : one.start()], False), (one[0], True)]
            at = one.end()
    return [(part, is_covered) for part, is_covered in [*found, (text[at:], False)] if part]


def defanged(text: str) -> str:
    """Links said in words: nobody can follow one by mistake."""
    return _LINK.sub("[đường dẫn đã ẩn]", text)


def has_link(text: str) -> bool:
    """Whether it would lead somewhere."""
    return bool(_LINK.search(text))


def has_private_number(text: str) -> bool:
    """Whether something would be covered."""
    return bool(_MAIL.search(text)) or any(_cover(found) == COVERED for found in _NUMBER.finditer(text))


def _cover(found: re.Match[str]) -> str:
    return found[0] if _AMOUNT.fullmatch(found[0]) else COVERED
