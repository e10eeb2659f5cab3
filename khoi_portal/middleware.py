"""What the roof adds to every answer: headers, and calm pages when the database is away or the disk full."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from khoi_portal.errors import of_circumstance

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class ResponseHeadersMiddleware:
    """Headers that Django has no setting for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every answer, errors and files included."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        # Django's own middleware stands further in: what fails before it, a wrong host say, has it too.
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class CalmFailureMiddleware:
    """A database that is away or busy, and a full disk, are 503 with words and Retry-After, not an error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Failures in other middlewares (sessions, say) become answers before they come here: errors.server_error sees to them."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Failures inside views land here."""
        return of_circumstance(request, exception)
