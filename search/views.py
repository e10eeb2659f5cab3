"""The results page. Free text: no page cache, one search each time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

import vietnamese
from publishing.sections import all_sections
from search import forms, matching, narrowing, registry, suggesting
from search.forms import RECENT, Asked
from search.matching import Results
from search.narrowing import Choice


def results(request: HttpRequest) -> HttpResponse:
    """What a reader finds; nothing found is a page as well, with ways on. A page that isn't there is 404."""
    asked = forms.read(request.GET)
    number = _number(request.GET.get("trang") or "1")
    found = matching.find(
        asked.query,
        kinds=asked.kinds,
        section=asked.section_keys,
        year=asked.years,
        recent=asked.recent,
        page=number,
    )
    if number > found.pages:
        raise Http404("Không có trang này.")
    return render(request, "search/results.html", _context(asked, found, number))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 6 or text.startswith("0"):
        raise Http404("Không có trang này.")
    return int(text)


def _context(asked: Asked, found: Results, number: int) -> dict[str, Any]:
    page = Paginator(range(found.total), matching.PER_PAGE).page(number)
    page.object_list = found.hits
    nothing_to_look_for = bool(asked.query) and found.query.is_empty
    groups = _groups(asked, found)
    return {
        "query": asked.query,
        "problem": "Hãy gõ ít nhất một chữ cái hoặc chữ số." if nothing_to_look_for else "",
        "page": page,
        "total_label": _total(found),
        "folded_query": vietnamese.fold(asked.query) if found.query.has_marks and not found.query.phrases else "",
        "groups": groups,
        "active_count": len(asked.chosen),
        "clear_url": "?" + urlencode({"q": asked.query}),
        "params": asked.params(),
        "suggestion": _suggestion(found),
        "drop_links": [
            (_label(name, value, groups), asked.address_without((name, value))) for name, value in asked.chosen
        ],
    }


def _total(found: Results) -> str:
    words = f"{found.total:,}".replace(",", ".")
    return f"hơn {words}" if found.capped else words


def _suggestion(found: Results) -> dict[str, Any] | None:
    """Only where the words themselves find nothing, with or without conditions."""
    if found.query.is_empty or found.unfiltered:
        return None
    near = suggesting.suggest(found.query)
    return near and {"text": near.text, "count": near.count, "url": "?" + urlencode({"q": near.text})}


def _groups(asked: Asked, found: Results) -> list[dict[str, Any]]:
    """The facets as the component wants them. What is chosen stays in sight, hits or none."""
    facets = found.facets
    slugs = {section.pk: section.slug for section in all_sections()}
    names = {section.slug: section.name for section in all_sections()}
    labels = {one.kind: one.label for one in registry.everything()}
    recent = [Choice(RECENT, f"{narrowing.RECENT_DAYS} ngày qua", facets.recent)]
    sections = [Choice(slugs[int(one.value)], one.label, one.count) for one in facets.sections]
    groups = [
        ("Loại", "loai", list(facets.kinds), [Choice(kind, labels[kind], 0) for kind in asked.kinds]),
        (
            "Thời gian",
            "nam",
            [*(recent if facets.recent != 0 or asked.recent else ()), *facets.years],
            [Choice(year, f"Năm {year}", 0) for year in asked.years],
        ),
        ("Chuyên mục", "muc", sections, [Choice(slug, names[slug], 0) for slug in asked.sections]),
    ]
    chosen = set(asked.chosen)
    return [
        {
            "legend": legend,
            "name": name,
            "choices": [
                {"value": one.value, "label": one.label, "count": one.count, "chosen": (name, str(one.value)) in chosen}
                for one in [*counted, *(one for one in kept if one.value not in {seen.value for seen in counted})]
            ],
        }
        for legend, name, counted, kept in groups
        if counted or kept
    ]


def _label(name: str, value: str, groups: list[dict[str, Any]]) -> str:
    choices = next(group["choices"] for group in groups if group["name"] == name)
    return next(choice["label"] for choice in choices if str(choice["value"]) == value)
