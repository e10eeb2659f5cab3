"""What a person sees after too many wrong passwords."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, credentials=None, *args, **kwargs) -> HttpResponse:
    """A calm page that says how long to wait. 429, never cached, the same for names that exist and names that don't."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    response = render(request, "errors/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    response["Cache-Control"] = "no-store"
    return response
