"""The code a sender gets: 80 bits in letters and digits that can't be confused, grouped by four. Only its hash is stored."""

from __future__ import annotations

import hashlib
import hmac
import re

from django.conf import settings

import vietnamese

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O, 1 I L
LETTERS = 16  # 31^16 is more than 2^79
PREFIX = "PH"
_GIVEN = re.compile(f"[{ALPHABET}]{{{LETTERS}}}")


def _keyed(purpose: str, *parts: str) -> bytes:
    # Lengths stand before the parts: two different lists never read the same.
    said = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).digest()


def fingerprint(*parts: str) -> str:
    """What was sent, as a key that says nothing of it."""
    return _keyed("phan-hoi", *parts).hex()


def code_of(seed: str) -> str:
    """The code of a message: PH-7K3M-W9TX-4QHD-…"""
    number, letters = int.from_bytes(_keyed("ma-phan-hoi", seed), "big"), []
    for _ in range(LETTERS):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    groups = ["".join(letters[start : start + 4]) for start in range(0, LETTERS, 4)]
    return "-".join([PREFIX, *groups])


def hash_of(given: str) -> str:
    """The stored form of a code as somebody typed it: small letters, blanks and missing hyphens are forgiven.

    What is no code gets a hash as well: asking costs the same, whatever was typed.
    """
    bare = re.sub(r"[^0-9A-Z]", "", vietnamese.clean_line(given)[:60].upper())
    bare = bare.removeprefix(PREFIX) if len(bare) > LETTERS else bare
    return hashlib.sha256((bare if _GIVEN.fullmatch(bare) else "").encode()).hexdigest()
