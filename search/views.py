"""The results page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def results(request: HttpRequest) -> HttpResponse:
    """What a reader finds."""
    return render(request, "search/results.html", {})
