"""Addresses of things by the names of their patterns: worked out once for each thing, since pages print dozens of them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def address(name: str, *args: str | int) -> str:
    """The path of a public page. The patterns of a process never change, and so neither does the answer."""
    return reverse(name, args=args)
