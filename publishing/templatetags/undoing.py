"""`{% step_to_undo as undo %}`: the way back from the step that was just taken."""

from __future__ import annotations

from typing import Any

from django import template

from publishing.undoing import take_offer

register = template.Library()


@register.simple_tag(takes_context=True)
def step_to_undo(context: template.Context) -> dict[str, Any] | None:
    """What can be taken back on this page alone; None nearly always."""
    request = context.get("request")
    return take_offer(request) if request is not None else None
