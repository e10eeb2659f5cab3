"""Feedback on pages of any kind: what was published under a piece with the form to write, and the newest answered one."""

from __future__ import annotations

from typing import Any

from django import template

from feedback import shelves
from feedback.forms import FeedbackForm
from feedback.receiving import consent_in_force, name_of_subject
from feedback.states import Kind
from publishing import pagecache
from publishing.models import Publishable

register = template.Library()


@register.inclusion_tag("feedback/under.html", takes_context=True)
def feedback_under(context: dict[str, Any], *, piece: Publishable) -> dict[str, Any]:
    """What was published under the piece, and the form."""
    pagecache.tag(context["request"], f"feedback:{piece.KIND}:{piece.pk}")
    consent = consent_in_force()
    form = FeedbackForm(consent=consent, initial={"ve": name_of_subject(piece), "loai": Kind.COMMENT})
    return {"messages": shelves.under(piece), "form": form, "consent": consent, "about": piece}


@register.inclusion_tag("feedback/newest.html", takes_context=True)
def newest_feedback(context: dict[str, Any]) -> dict[str, Any]:
    """One published message with its reply; nothing where there is none."""
    pagecache.tag(context["request"], *shelves.newest_tags())
    return {"message": shelves.with_reply()}
