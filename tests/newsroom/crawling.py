"""A reader who follows everything: links, pictures, feeds, sitemaps, calendars and addresses in JSON, in every byte that is served."""

import io
import re
import zipfile
from collections import deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from tests.pages.planting import words_in

STARTS = (
    "/", "/tin-tuc/", "/hoi-nghi/", "/hoi-nghi/lich/", "/hoi-nghi/lich.ics", "/khen-thuong/", "/khen-thuong/tra-cuu/", "/tai-lieu/",
    "/to-chuc/", "/thu-vien-anh/", "/video/", "/so-do/", "/phan-hoi/", "/rss/", "/sitemap.xml", "/robots.txt", "/api/v1/",
    "/api/v1/openapi.json", "/quan-tri/",
)  # fmt: skip
_LINKS = re.compile(
    r"""(?:href|src|action|poster|content|data-[\w-]+)=["']([^"']+)["']     # pages
    |<(?:loc|link|guid|url|image:loc)[^>]*>([^<]+)<                         # feeds and sitemaps
    |"((?:https?://|/)[^"\\\s<>]+)"                                         # JSON
    |^(?:URL|UID|ATTACH)[^:]*:(\S+)                                         # calendars
    |^Sitemap:\s*(\S+)                                                      # robots.txt
    """,
    re.VERBOSE | re.MULTILINE,
)
_SRCSET = re.compile(r'srcset="([^"]+)"')
# Ends the session, or changes nothing but the look.
LEFT_OUT = re.compile(r"^/(?:static/|quan-tri/logout/|quan-tri/jsi18n/)")
VARIANTS = 4


@dataclass
class Walk:
    """What was asked for, and what showed itself where."""

    asked: list = field(default_factory=list)
    shown: dict = field(default_factory=dict)
    broken: list = field(default_factory=list)


def crawl(client, starts=STARTS, *, most=3000, host="testserver") -> Walk:
    """Follow all of it until nothing new turns up. One list asked in a hundred ways is asked in four."""
    walk, queue, known, forms = Walk(), deque(starts), set(starts), {}
    while queue and len(walk.asked) < most:
        address = queue.popleft()
        answer = client.get(address, headers={"host": host})
        text = as_text(answer)
        walk.asked.append(address)
        if answer.status_code >= 500:
            walk.broken.append((address, answer.status_code))
        # What names a file or an address counts as much as what is read, but where a page repeats what was asked of it.
        for word in words_in(text, addresses_too=answer.status_code == 200 and "q=" not in address):
            walk.shown.setdefault(word, []).append(address)
        for found in links(text + " " + headers_of(answer), base=address, host=host):
            shape = urlsplit(found).path
            if found in known or LEFT_OUT.match(found) or forms.get(shape, 0) >= VARIANTS:
                continue
            known.add(found)
            forms[shape] = forms.get(shape, 0) + (1 if "?" in found else 0)
            queue.append(found)
    assert not queue, f"{len(queue)} addresses were not asked for: raise `most`"
    return walk


def as_text(answer) -> str:
    """Every byte of it as text: packed sheets unpacked, folded calendar lines joined."""
    body = answer.getvalue()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b" ".join(packed.read(name) for name in packed.namelist())
    text = unescape(body.decode("utf-8", "replace"))
    if answer.get("Content-Type", "").startswith("text/calendar"):
        text = text.replace("\r\n ", "")
    return text + " " + headers_of(answer)


def headers_of(answer) -> str:
    """Where it leads, what a file is called."""
    named = " ".join(unquote(answer.get(name, "")) for name in ("Content-Disposition", "Link"))
    return f'{named} href="{answer.get("Location", "")}"'


def links(text: str, *, base: str, host: str):
    """Every address of ours in it."""
    found = [next(one for one in match if one) for match in _LINKS.findall(text) if any(match)]
    found += [part.split()[0] for every in _SRCSET.findall(text) for part in every.split(",") if part.split()]
    for one in found:
        # Words of a description are no address; ours begin with a slash, a name or a question mark.
        if not one.startswith(("/", "http", "?")):
            continue
        parts = urlsplit(urljoin(f"http://{host}{base}", one.strip()))
        if parts.scheme in ("http", "https") and parts.hostname in (host, "127.0.0.1", "localhost"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
