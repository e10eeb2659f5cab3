"""Whether an organisation was there on a day, in words: one sentence for sheets, forms and what is looked at before publishing."""

from __future__ import annotations

from datetime import date

import vietnamese
from organizations.models import Organization


def why_not(organization: Organization, day: date) -> str:
    """Why it could not have been there on the day, and what it is today; nothing where it could."""
    if organization.is_valid_on(day):
        return ""
    if organization.valid_until is not None and organization.valid_until < day:
        today = f", nay là “{organization.successor.name}”" if organization.successor else ""
        return f"“{organization.name}” chỉ hoạt động đến {vietnamese.short_date(organization.valid_until)}{today}"
    begins = vietnamese.short_date(organization.valid_from) if organization.valid_from else ""
    return f"“{organization.name}” chỉ hoạt động từ {begins}"


def complaint(organization: Organization | None, day: date | None, *, of: str, instead: str) -> str:
    """The whole sentence at a field: why not, which day it is measured by (`of`: "ngày ban hành"), what else to do."""
    why = why_not(organization, day) if organization and day else ""
    if not why or organization is None or day is None:
        return ""
    return f"{why}; {of} là {vietnamese.short_date(day)}. {choose_another(organization)}, {instead}."


def choose_another(organization: Organization) -> str:
    """What to do first."""
    return f"Hãy chọn “{organization.successor.name}”" if organization.successor else "Hãy chọn tổ chức khác"
