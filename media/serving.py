"""`/tep/…`: every stored file passes here, and only those who may see what shows it get it."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from media import ranges, rules, uses
from media.models import File, FileUse, Image, Rendition

# The only types ever sent. Nothing is guessed from a name, nothing here can run.
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}
# What a page of ours plays; everything else is downloaded.
PLAYED = {"mp4", "webm", "vtt"}
CACHED = "private, max-age=31536000, immutable"
POLICY = "sandbox; default-src 'none'"
# What deploy/nginx.conf calls the folder of uploads; reached from inside alone.
HANDED_OVER = "/tep-da-cho-phep/"
GUEST_COOKIE = "xemthu"
GUEST_HOURS = 3
_STORED = re.compile(r"anh/[0-9a-f]{2}/[0-9a-f]{32}/[0-9A-Za-z_-]{1,60}\.(?:avif|webp|jpg|png)")
_ATTACHED = re.compile(
    r"tai-lieu/[0-9a-f]{2}/[0-9a-f]{32}/tep\.(?:pdf|docx|xlsx|pptx|odt|ods|csv|txt|mp3|mp4|webm|vtt)"
)
_GUEST_SALT = "khoi.media.guest"


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file, for readers while one of its owners is public, for the newsroom always; anything else is 404.

    Even what isn't there is said in plain text: no page of ours ever stands under this address.
    """
    try:
        return _serve(request, path)
    except Http404:
        return HttpResponseNotFound(
            "Không có tệp này.", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
        )


def _serve(request: HttpRequest, path: str) -> HttpResponseBase:
    if _ATTACHED.fullmatch(path):
        return _attached(request, path)
    image, size = _find(path)
    # What is public is asked first: a reader's request never opens a session.
    if not (
        Image.objects.reachable().filter(pk=image.pk).exists()
        or _is_guest(request, image)
        or rules.may_read_library(request.user)
    ):
        raise Http404
    if settings.X_ACCEL:
        response: HttpResponseBase = _handed_over(path, TYPES[path.rpartition(".")[2]])
        response.headers["Content-Disposition"] = _shown_as(image, path)
        return _with_headers(response)
    etag = f'"{path.rpartition("/")[0].rpartition("/")[2]}-{path.rpartition("/")[2]}"'
    unchanged = get_conditional_response(request, etag=etag)
    return _with_headers(unchanged or _content(path, image, size), etag)


def _attached(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file to download, under the name that what carries it gives it; films are played in their page, nothing else is opened.

    A part of it where a part is asked for: that is how a player seeks.
    """
    file = get_object_or_404(File, stored=path)
    carried_by = FileUse.objects.shown_to_readers().filter(file=file).prefetch_related("owner").order_by("pk").first()
    if not (carried_by or _is_guest(request, file) or rules.may_read_file(request.user, file)):
        raise Http404
    name = carried_by.owner.download_name(file) if carried_by else file.name
    disposition = content_disposition_header(file.format not in PLAYED, name) or "attachment"
    if settings.X_ACCEL:
        handed_over = _handed_over(path, FILE_TYPES[file.format])
        handed_over.headers["Content-Disposition"] = disposition
        return _with_headers(handed_over)
    etag = f'"{path.split("/")[2]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = ranges.answer(request, _open(path), size=file.size, kind=FILE_TYPES[file.format], etag=etag)
        response.headers["Content-Disposition"] = disposition
    return _with_headers(response, etag)


def _handed_over(path: str, kind: str) -> HttpResponse:
    """Allowed: nginx sends the file itself, parts of it and "unchanged" included, from a place that no address reaches."""
    if not default_storage.exists(path):
        raise Http404
    return HttpResponse(content_type=kind, headers={"X-Accel-Redirect": HANDED_OVER + path})


def _find(path: str) -> tuple[Image, int]:
    """The picture a stored path belongs to, and the number of its bytes. What was never an address of ours asks no database."""
    if not _STORED.fullmatch(path):
        raise Http404
    if path.rpartition("/")[2].startswith("goc."):
        image = Image.objects.filter(original=path).first()
        if image is None:
            raise Http404
        return image, image.size
    rendition = Rendition.objects.filter(file=path).select_related("image").first()
    if rendition is None:
        raise Http404
    return rendition.image, rendition.size


def _content(path: str, image: Image, size: int) -> HttpResponseBase:
    form = path.rpartition(".")[2]
    response = FileResponse(_open(path), content_type=TYPES[form])
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = _shown_as(image, path)
    return response


def _shown_as(image: Image, path: str) -> str:
    """Under the name the picture was sent with, in the form that is given."""
    name = f"{image.name.rpartition('.')[0] or image.name}.{path.rpartition('.')[2]}"
    return content_disposition_header(False, name) or "inline"


def _open(path: str) -> Any:
    try:
        return default_storage.open(path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error


def _with_headers(response: HttpResponseBase, etag: str = "") -> HttpResponseBase:
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHED
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def admit_guest(response: HttpResponse, owner: Model) -> None:
    """Let whoever got this page (a signed preview) see the owner's pictures and files too, for three hours and nothing else of ours."""
    seen = [
        _ticket(asset, key)
        for asset, (_, column) in uses.ROWS.items()
        for key in uses.of(owner, asset=asset).values_list(column, flat=True).order_by(column).distinct()
    ]
    response.set_cookie(
        GUEST_COOKIE,
        signing.dumps(seen, salt=_GUEST_SALT, compress=True),
        max_age=GUEST_HOURS * 3600,
        path=settings.MEDIA_URL,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def _ticket(asset: type[Model], key: int) -> str:
    return f"{asset._meta.model_name}:{key}"


def _is_guest(request: HttpRequest, asset: Image | File) -> bool:
    token = request.COOKIES.get(GUEST_COOKIE)
    if not token:
        return False
    try:
        seen: Any = signing.loads(token, salt=_GUEST_SALT, max_age=GUEST_HOURS * 3600)
    except signing.BadSignature:
        return False
    return _ticket(type(asset), asset.pk) in seen
