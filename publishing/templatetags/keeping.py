"""`{% kept %}`: a part of a page that many pages share, rendered once and let go by the page cache's tags."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from publishing import pagecache
from publishing.kinds import all_kinds

register = template.Library()


class KeptNode(template.Node):
    """Its inside depends on nothing but the values it is given: pieces count by their keys, everything else as text."""

    def __init__(self, name: str, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context: template.Context) -> SafeString:
        """From the shelf, or made now."""
        key = "|".join(_part(value.resolve(context)) for value in self.values)
        tags = [f"kind:{kind.name}" for kind in all_kinds()] + ["site", "menu"]
        html: SafeString = pagecache.fragment(
            f"html:{self.name}:{key}", tags=tags, build=lambda: self.nodelist.render(context)
        )
        return html


def _part(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(_part(one) for one in value)
    return str(getattr(value, "pk", value))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept "name" value … %} … {% endkept %}`."""
    _, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip('"'), [parser.compile_filter(value) for value in values], nodelist)
