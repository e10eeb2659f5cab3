"""How collections are served: pages by cursor, one thing, refusals in words; GET alone, for every site, kept as pages are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from accounts.network import client_address, prefix
from publishing import lists, pagecache, paths
from publishing.pagecache import cached_page
from publishing.service.declaring import MOST_PER_PAGE, PER_PAGE, Collection, Listing
from publishing.service.limiting import meter
from publishing.service.shapes import Shape, absolute, text, whole

METHODS = ("GET", "HEAD", "OPTIONS")
PAGING = ("cursor", "limit")
HEADERS = {
    # What is public may be read from a page of any site. Nobody is known here: the answer is the same with a session.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "X-Robots-Tag": "noindex",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}

PROBLEM = Shape(
    "Problem",
    "Vì sao không trả lời được, bằng lời.",
    (
        whole("status", "Mã trạng thái HTTP.", lambda one: one[0]),
        text("message", "Điều chưa đúng và cách làm cho đúng.", lambda one: one[1]),
        text("parameter", "Tham số chưa đúng; rỗng khi không phải tại tham số.", lambda one: one[2]),
    ),
)


class Refused(Exception):
    """A parameter that can't be meant so. Carries its name, and what to write instead."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter, self.message = parameter, message


def answer_json(data: Any) -> JsonResponse:
    """Data as it is sent: Vietnamese letters as themselves."""
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def _problem(status: int, message: str, parameter: str = "") -> HttpResponse:
    response = answer_json(PROBLEM.of((status, message, parameter)))
    response.status_code = status
    response["Cache-Control"] = "no-cache"
    return response


def service(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An address of the service: whatever is wrong is said in JSON. Nothing is ever changed here, so no post needs a token.

    Questions count per network; what the page cache has answered before it came here costs nothing and isn't counted.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            response = _asked(view, request, *args, **kwargs)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=PREFLIGHT)
        else:
            response = _problem(405, "Dịch vụ này chỉ để đọc. Hãy dùng GET.")
        if response.status_code in (204, 405):
            response["Allow"] = ", ".join(METHODS)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return csrf_exempt(answer)


def _asked(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if wait := meter.wait(prefix(client_address(request))):
        response = _problem(429, f"Mạng của bạn đang hỏi quá dày. Hãy hỏi lại sau {wait} giây.")
        response["Retry-After"] = str(wait)
        return response
    try:
        return view(request, *args, **kwargs)
    except Refused as refused:
        return _problem(400, refused.message, refused.parameter)
    except paths.Gone:
        return _problem(410, "Nội dung này đã được gỡ.")
    except Http404:
        return _problem(404, "Không có nội dung này, hoặc nội dung chưa đến giờ đăng, đã hết hạn.")


def routes(collection: Collection) -> list[URLPattern]:
    """Every address of a collection."""
    name, tags = collection.name, collection.tags
    found = [
        path(f"{name}/", _list_view(collection.listing, tags), name=name),
        path(f"{name}/<int:pk>/", _item_view(collection), name=f"{name}-item"),
    ]
    for part, listing in collection.parts.items():
        view = _list_view(listing, tags, below=collection)
        found.append(path(f"{name}/<int:pk>/{part}/", view, name=f"{name}-{part}"))
    return found


def _list_view(listing: Listing, tags: tuple[str, ...], below: Collection | None = None) -> Callable[..., HttpResponse]:
    kept = tuple(one for one in listing.asked if one not in listing.past_cache)

    @service
    @cached_page(params=(*kept, *PAGING), bypass=listing.past_cache)
    def answer(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        pagecache.tag(request, *tags)
        rows = listing.rows() if below is None else listing.rows(below.one(pk or 0))
        return _page(request, listing, rows)

    return answer


def _item_view(collection: Collection) -> Callable[..., HttpResponse]:
    @service
    @cached_page()
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        pagecache.tag(request, *collection.tags)
        return answer_json(collection.shape.of(collection.one(pk)))

    return answer


def _page(request: HttpRequest, listing: Listing, rows: Any) -> HttpResponse:
    """One page, and where the next one is."""
    limit = _limit(request.GET.get("limit", ""))
    rows, params = _narrowed(request, listing, rows)
    cursor = request.GET.get("cursor", "")
    if cursor:
        try:
            rows = listing.order.after(rows, cursor)
        except ValueError as error:
            message = "Dấu trang “cursor” không đúng. Hãy lấy nguyên địa chỉ ở “next” của trang trước, hoặc bỏ cursor để đọc từ đầu."
            raise Refused("cursor", message) from error
    found = list(listing.order.sort(rows)[: limit + 1])
    shown = found[:limit]
    listing.furnish(shown)
    following = None
    if len(found) > limit:
        params |= {"limit": str(limit)} if limit != PER_PAGE else {}
        params["cursor"] = listing.order.cursor(shown[-1])
        following = absolute(f"{request.path}?{urlencode(params, doseq=True)}")
    response = answer_json({"items": [listing.shape.of(one) for one in shown], "next": following})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _limit(written: str) -> int:
    if not written:
        return PER_PAGE
    if written.isascii() and written.isdecimal() and len(written) <= 4 and 1 <= int(written) <= MOST_PER_PAGE:
        return int(written)
    raise Refused("limit", f"“limit” là số mục của một trang. Hãy ghi một số từ 1 đến {MOST_PER_PAGE}.")


def _narrowed(request: HttpRequest, listing: Listing, rows: Any) -> tuple[Any, dict[str, Any]]:
    """The rows under every condition. Pages go on without a wrong one; a machine would take that for the answer, so it is refused."""
    if listing.filters is None:
        return rows, {}
    others = tuple(name for name in listing.filters.base_filters if name not in listing.asked)
    listed = lists.filtered(request, rows, by=listing.filters, without=others)
    for name, messages in listed.form.errors.items():
        raise Refused(name, f"Tham số “{name}”: {messages[0]}")
    return listed.queryset, dict(listed.params)
