"""Addresses of things by the names of their patterns: worked out once for each thing, since pages print dozens of them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

import vietnamese


@lru_cache(maxsize=8192)
def address(name: str, *args: str | int) -> str:
    """The path of a public page. The patterns of a process never change, and so neither does the answer."""
    return reverse(name, args=args)


def piece_slug(title: str) -> str:
    """The readable part of a piece's address: its title cut at a word, short enough to be printed and read out."""
    return vietnamese.slugify(title, max_length=60)
