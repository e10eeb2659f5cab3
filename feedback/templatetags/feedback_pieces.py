"""Feedback on pages of any kind: what was published under a piece with the form to write, and the newest answered one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from feedback import shelves
from feedback.forms import FeedbackForm
from feedback.models import ConsentText
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
    return {
        "messages": shelves.under(piece),
        "subject": name_of_subject(piece),
        "blank_fields": _blank_fields(consent.number, consent.day, consent.contact, consent.name),
        "about": piece,
    }


@lru_cache(maxsize=4)
def _blank_fields(number: int, day: date, contact: str, name: str) -> SafeString:
    """The fields with nothing in them: written once for each wording of the consent."""
    consent = ConsentText(number=number, day=day, contact=contact, name=name)
    form = FeedbackForm(consent=consent, initial={"loai": Kind.COMMENT})
    return render_to_string("feedback/fields.html", {"form": form, "consent": consent})


@register.inclusion_tag("feedback/newest.html", takes_context=True)
def newest_feedback(context: dict[str, Any]) -> dict[str, Any]:
    """One published message with its reply; nothing where there is none."""
    pagecache.tag(context["request"], *shelves.newest_tags())
    return {"message": shelves.with_reply()}
