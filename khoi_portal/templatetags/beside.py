"""What any page may show beside its own matter, whatever kind it is of."""

from __future__ import annotations

from django import template

from articles import shelves
from articles.models import Article

register = template.Library()


@register.simple_tag
def newest_articles(*, count: int) -> tuple[Article, ...]:
    """Mới nhất, as cards."""
    return shelves.newest(count=count)
