"""The page cache: which pages are kept, for how long, and how they are let go. Pages carry tags; touching a tag lets them go."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.http import parse_etags

from publishing import display, prepared
from publishing.generations import Stamp, generations
from publishing.kinds import all_kinds

MAX_LIFE = 600.0  # seconds: no page outlives this, whatever its tags say
MAX_PAGES = 4000
MAX_BYTES = 96 * 1024 * 1024
MAX_FRAGMENTS = 2000
MAX_VALUES = 12  # conditions that are worth a page of its own
MAX_VALUE = 60  # characters of a query value that is worth a page of its own

# Without it, a page of another site may not read that what it has is still good.
ALSO_WHEN_UNCHANGED = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")

# A reader takes gzip unless it is weighed with nothing ("gzip;q=0").
_GZIP = re.compile(r"(?:^|[\s,])gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE)

# Moments at which the clock alone changes a page: for a moment, querysets of one column each, the earliest row first.
Edges = Callable[[datetime], list[QuerySet[Any, Any]]]
_edges: list[Edges] = []
_edge_tags: set[str] = set()


def register_edges(edges: Edges, *, tags: Iterable[str]) -> None:
    """Tell the cache where to look for such moments; touching one of the tags makes it look again.

    The querysets compare with the moment itself: the statement is prepared, nothing may be worked out from it.
    """
    _edges.append(edges)
    _edge_tags.update(tags)


@dataclass(frozen=True)
class Spec:
    """What a cached view declares: the query parameters that make pages of their own, and those that pass the cache by."""

    params: tuple[str, ...]
    bypass: tuple[str, ...]


_NO_QUERY = Spec((), ())


@dataclass
class Page:
    """One stored answer: its bytes with the display marker still in, and per choice and encoding its ETag.

    What is compressed is kept as well; the plain bytes are dressed anew each time, which costs less than keeping them twice.
    """

    body: bytes
    headers: dict[str, str]
    stamp: Stamp
    expires: float
    spec: Spec
    variants: dict[tuple[str, bool], tuple[bytes | None, str]] = field(default_factory=dict)

    def is_fresh(self) -> bool:
        """Still the page a reader would get if it were made now."""
        return time.time() < self.expires and generations.is_current(self.stamp)

    def variant(self, choice: display.Display, *, compressed: bool) -> tuple[bytes, str]:
        """The finished bytes and their ETag."""
        key = (choice.cookie(), compressed)
        found = self.variants.get(key)
        if found is None:
            body = dress(self.body, choice)
            etag = f'"{hashlib.sha256(body).hexdigest()[:20]}{"-gz" if compressed else ""}"'
            found = self.variants[key] = (gzip.compress(body, 6, mtime=0) if compressed else None, etag)
        kept, etag = found
        return dress(self.body, choice) if kept is None else kept, etag


def dress(body: bytes, choice: display.Display) -> bytes:
    """Put the reader's display choice where the marker stands."""
    return body.replace(display.MARKER.encode(), choice.attributes().encode(), 1)


class _Shelf:
    """Pages of this worker, the least used ones dropped first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._being_made: dict[str, threading.Lock] = {}
        self.specs: OrderedDict[str, Spec] = OrderedDict()

    def get(self, key: str) -> Page | None:
        page = self._pages.get(key)
        if page is None:
            return None
        try:
            self._pages.move_to_end(key)
        except KeyError:  # another thread dropped it just now
            return None
        return page

    def put(self, key: str, path: str, page: Page) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            self.specs[path] = page.spec
            while len(self._pages) > MAX_PAGES or self._bytes > MAX_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.body)
            while len(self.specs) > MAX_PAGES * 2:
                self.specs.popitem(last=False)

    def making(self, key: str) -> threading.Lock:
        with self._lock:
            if len(self._being_made) > 512:
                self._being_made = {k: lock for k, lock in self._being_made.items() if lock.locked()}
            return self._being_made.setdefault(key, threading.Lock())

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.specs.clear()
            self._bytes = 0


_shelf = _Shelf()
_fragments: OrderedDict[str, tuple[Stamp, float, Any]] = OrderedDict()
_fragments_lock = threading.Lock()


def tag(request: HttpRequest, *tags: str) -> None:
    """Say what the page being made depends on."""
    request.__dict__.setdefault("cache_tags", set()).update(tags)


def touch(*tags: str) -> None:
    """Let go of every page and fragment with one of the tags, when the transaction commits."""
    wanted = sorted(set(tags))
    if wanted:
        transaction.on_commit(lambda: generations.touch(wanted))


def clear_pages() -> None:
    """Drop this worker's pages; the fragments stay."""
    _shelf.clear()


def clear() -> None:
    """Empty this worker's shelves."""
    clear_pages()
    with _fragments_lock:
        _fragments.clear()
    generations.forget()


def next_change(now: datetime | None = None) -> datetime:
    """The next moment at which a page may change by itself: a publish or expire time, an app's edge, or midnight."""
    moment = now or timezone.now()
    midnight = (timezone.localtime(moment) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found = prepared.ask(("next change", len(all_kinds()), len(_edges)), _all_edges, moment)
    return min([midnight, *(at for rows in found for (stored,) in rows if (at := prepared.moment(stored)))])


def _all_edges(moment: datetime) -> list[QuerySet[Any, Any]]:
    """The earliest of every edge there is."""
    wanted = [edge for kind in all_kinds() for edge in kind.model._default_manager.edges(after=moment)]
    wanted += [edge for edges in _edges for edge in edges(moment)]
    return [edge[:1] for edge in wanted]


def _life() -> float:
    """Until when something made now may be kept, as a time stamp."""
    change = fragment(
        "next-change",
        tags={f"kind:{kind.name}" for kind in all_kinds()} | _edge_tags,
        build=lambda: next_change().timestamp(),
        until=lambda value: value,
    )
    return min(change, time.time() + MAX_LIFE)


def fragment(
    key: str,
    *,
    tags: Iterable[str],
    build: Callable[[], Any],
    until: Callable[[Any], float] | None = None,
) -> Any:
    """A part that many pages share, made once: kept until a tag is touched or the clock changes what is public.

    Values are shared between requests: build immutable ones.
    """
    found = _fragments.get(key)
    if found and time.time() < found[1] and generations.is_current(found[0]):
        return found[2]
    stamp = generations.stamp(tags)
    value = build()
    expires = until(value) if until else _life()
    with _fragments_lock:
        _fragments[key] = (stamp, expires, value)
        _fragments.move_to_end(key)
        while len(_fragments) > MAX_FRAGMENTS:
            _fragments.popitem(last=False)
    return value


def fragments(
    pattern: str, keys: Iterable[Any], *, tags: Iterable[str], build: Callable[[list[Any]], dict[Any, Any]]
) -> dict[Any, Any]:
    """Many parts of one sort by their keys: those that are missing are made together, in one `build`.

    A tag with `{}` in it is each part's own.
    """
    found: dict[Any, Any] = {}
    missing: list[Any] = []
    for key in dict.fromkeys(keys):
        kept = _fragments.get(pattern.format(key))
        if kept and time.time() < kept[1] and generations.is_current(kept[0]):
            found[key] = kept[2]
        else:
            missing.append(key)
    if missing:
        names = tuple(tags)
        stamps = {key: generations.stamp(name.format(key) for name in names) for key in missing}
        made, expires = build(missing), _life()
        with _fragments_lock:
            for key, value in made.items():
                _fragments[pattern.format(key)] = (stamps[key], expires, value)
            while len(_fragments) > MAX_FRAGMENTS:
                _fragments.popitem(last=False)
        found |= made
    return found


def cached_page(*, params: tuple[str, ...] = (), bypass: tuple[str, ...] = ()) -> Callable[..., Any]:
    """Mark a view whose page is the same for every anonymous reader. Parameters that are not named count as absent."""
    spec = Spec(tuple(sorted(params)), bypass)

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # Taken before the view reads anything: what is touched meanwhile makes the page old at birth.
            epoch, numbers = generations.everything()
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            tags = request.__dict__.get("cache_tags", set()) | {"site"}
            response.page_cache = (spec, (epoch, {name: numbers.get(name, 0) for name in tags}))  # type: ignore[attr-defined]
            return response

        return answer

    return mark


def page_key(path: str, query: str, spec: Spec) -> str | None:
    """The key of a page: path and the parameters that matter, in one order. None when the request passes the cache by."""
    if "?" in path:
        # Written as %3F: no page of ours, and never to be taken for one with a query.
        return None
    if not query:
        return path
    asked = QueryDict(query)
    if any(asked.get(name) for name in spec.bypass):
        return None
    # A name may come several times: each of its values is a condition.
    kept = [(name, value) for name in spec.params for value in asked.getlist(name) if value]
    if len(kept) > MAX_VALUES or any(len(value) > MAX_VALUE for _, value in kept):
        return None
    # Encoded: no value can pass for another parameter.
    return f"{path}?{urlencode(kept)}" if kept else path


def _known_key(request: HttpRequest) -> str | None:
    """The key of what is asked, as far as it can be told before the view runs: a plain path always, a query once seen."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return page_key(request.path, "", _NO_QUERY)
    spec = _shelf.specs.get(request.path)
    return page_key(request.path, query, spec) if spec else None


def is_anonymous(request: HttpRequest) -> bool:
    """Nobody is logged in: there is no session at all."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def _is_known(etag: str, known: str) -> bool:
    """Whether a reader already has it: one of several may be meant, and what a proxy compressed itself it calls weak."""
    tags = parse_etags(known) if known else []
    return "*" in tags or etag in (one.removeprefix("W/") for one in tags)


class PageCacheMiddleware:
    """The first middleware: answers what is stored, stores what views have marked, dresses every page in the reader's choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not is_anonymous(request):
            return self._dressed(request, self.get_response(request))
        request.__dict__["asked_at"] = time.time()
        key = _known_key(request)
        if key is None:
            return self._fresh(request)
        page = self._lookup(key, request.path)
        if page:
            return self._answer(request, page)
        if request.path not in _shelf.specs:
            return self._fresh(request)
        # One thread makes the page, the others wait for it: an expired page is no stampede. What was never kept (files,
        # the log-in page) is nobody's to wait for.
        lock = _shelf.making(key)
        if not lock.acquire(timeout=5):
            return self._fresh(request)
        try:
            page = self._lookup(key, request.path)
            return self._answer(request, page) if page else self._fresh(request)
        finally:
            lock.release()

    def _lookup(self, key: str, path: str) -> Page | None:
        page = _shelf.get(key)
        if page and page.is_fresh():
            return page
        if settings.REDIS_URL:
            page = cache.get(f"page:{key}")
            if page and page.is_fresh():
                _shelf.put(key, path, page)
                return page
        return None

    def _fresh(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        marked = getattr(response, "page_cache", None)
        if marked is None or request.method != "GET" or response.status_code != 200 or response.cookies:
            return self._dressed(request, response)
        spec, stamp = marked
        key = page_key(request.path, request.META.get("QUERY_STRING", ""), spec)
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        page = Page(response.content, headers, stamp, _life(), spec)
        if key is not None:
            _shelf.put(key, request.path, page)
            if settings.REDIS_URL:
                cache.set(f"page:{key}", page, timeout=max(1, int(page.expires - time.time())))
        return self._answer(request, page)

    def _answer(self, request: HttpRequest, page: Page) -> HttpResponse:
        compressed = bool(_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
        body, etag = page.variant(display.of(request), compressed=compressed)
        if _is_known(etag, request.META.get("HTTP_IF_NONE_MATCH", "")):
            response: HttpResponse = HttpResponseNotModified(
                headers={name: page.headers[name] for name in ALSO_WHEN_UNCHANGED if name in page.headers}
            )
        else:
            response = HttpResponse(body if request.method == "GET" else b"", headers=page.headers)
            response["Content-Length"] = str(len(body))
            if compressed:
                response["Content-Encoding"] = "gzip"
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        response["Vary"] = "Cookie, Accept-Encoding"
        if settings.X_ACCEL:
            # True as of the second in which it was asked for, so nginx may give it to others until that second ends.
            asked = int(request.__dict__["asked_at"])
            response["X-Accel-Expires"] = f"@{asked}" if asked < int(page.expires) else "0"
        return response

    def _dressed(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Pages that are not stored get the choice as well, and are kept by nobody."""
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        response.content = dress(response.content, display.of(request))
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store" if not is_anonymous(request) else "no-cache"
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response
