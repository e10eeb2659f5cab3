"""Every kind of page the portal has, walked as a reader and as each of the sample's accounts; errors are fetched on purpose."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

# Of addresses that differ by numbers or slugs alone, so many; and so many of one address with different queries.
OF_A_KIND = 40
OF_A_KIND_IN_ADMIN = 2
QUERIES = 3
LEFT = re.compile(r"/(tep|static|api|logout)/|\.(ics|xml|csv|xlsx)$|/rss/.")
ACCOUNTS = (
    "congtacvien", "phongvien", "bientap", "thukytoasoan", "duyet", "kiemduyet", "tulieu", "khenthuong", "quantri", "giamsat",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One answer: who asked, the address, the status, the bytes."""

    who: str
    path: str
    status: int
    body: bytes


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@dataclass
class Visitor:
    """A browser without pictures and scripts; `who` is empty for a reader."""

    site: str
    who: str = ""
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._open = build_opener(HTTPCookieProcessor(self.jar), _Stay()).open

    def ask(self, path: str, form: dict | None = None, headers: dict | None = None) -> tuple[Page, dict]:
        """One request, redirects not followed; a form is posted."""
        body = urlencode(form).encode() if form is not None else None
        request = Request(self.site + path, body, {"Referer": self.site + path, **(headers or {})})  # noqa: S310
        try:
            answer = self._open(request, timeout=60)
        except HTTPError as error:
            answer = error
        with answer:
            return Page(self.who, path, answer.status, answer.read()), {k.lower(): v for k, v in answer.headers.items()}

    def log_in(self, password: str) -> None:
        """As the account of that name."""
        path = "/quan-tri/login/"
        form = Links(self.ask(path)[0].body.decode()).hidden
        page, headers = self.ask(path, {**form, "username": self.who, "password": password})
        if page.status != 302:
            raise SystemExit(f"✗ Không đăng nhập được bằng {self.who}.")

    def walk(self, *starts: str) -> Iterator[Page]:
        """Every page that links lead to from there: a reader's own, or those of the newsroom with its previews."""
        most = OF_A_KIND_IN_ADMIN if self.who else OF_A_KIND
        waiting, seen, kinds, queries = deque(starts), set(starts), Counter(), Counter()
        while waiting:
            path = waiting.popleft()
            plain = urlsplit(path).path
            kind = kind_of(plain)
            if queries[kind] >= most + QUERIES or (plain == path and kinds[kind] >= most):
                continue
            queries[kind] += 1
            kinds[kind] += plain == path
            page, headers = self.ask(path)
            found = [headers["location"]] if "location" in headers else []
            if headers.get("content-type", "").startswith("text/html") and page.status != 302:
                yield page
                found += Links(page.body.decode()).links
            for one in found:
                address = urljoin(self.site + path, one).partition("#")[0]
                inner = address.removeprefix(self.site)
                if inner != address and inner not in seen and self._is_ours(urlsplit(inner).path):
                    seen.add(inner)
                    waiting.append(inner)

    def _is_ours(self, path: str) -> bool:
        of_the_newsroom = path.startswith(("/quan-tri/", "/xem-truoc/", "/giao-dien/"))
        return of_the_newsroom == bool(self.who) and not LEFT.search(path)


def kind_of(path: str) -> str:
    """What an address is of: slugs and numbers are one."""
    named = re.sub(r"/[^/]*-\d+(?=[/.])", "/N", path)
    named = re.sub(r"/(\d+|[0-9a-f-]{36})(?=/)", "/N", named)
    return re.sub(r"^/(chuyen-muc|dong-su-kien|tac-gia|tu-khoa|trang|to-chuc|hoi-nghi/chuoi)/[^/]+/", r"/\1/S/", named)


class Links(HTMLParser):
    """Where a page leads, and the hidden fields of its forms."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.hidden: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href") and "download" not in found:
            self.links.append(found["href"])
        if tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.hidden[found["name"]] = found.get("value") or ""


SENT = {"loai": "gop-y", "noi_dung": "Trang dễ đọc (minh họa).", "ten": "Một bạn đọc (minh họa)"}


def public_pages(site: str) -> Iterator[Page]:
    """What readers get, refusals and answers to forms included."""
    reader = Visitor(site)
    yield from reader.walk(
        "/", "/tim-kiem/?q=hoi+nghi", "/tim-kiem/?q=khongcogi", "/tin-tuc/?tu=31/2/2024&trang=1", "/so-do/"
    )
    for path in ("/khong-co-trang-nay/", "/bai-viet/khong-co-999999/", "/tin-tuc/?trang=999999", "/quan-tri/login/"):
        yield reader.ask(path)[0]
    for path in ("/phan-hoi/", "/phan-hoi/tra-cuu/", "/quan-tri/login/"):
        yield reader.ask(path, {})[0]
    yield reader.ask("/phan-hoi/", SENT)[0]
    yield reader.ask("/phan-hoi/tra-cuu/", {"ma": "AAAA-AAAA-AAAA-AAAA"})[0]
    yield reader.ask("/tin-tuc/", headers={"Host": "la.example"})[0]


def newsroom_pages(site: str, password: str) -> Iterator[Page]:
    """What each of the sample's accounts gets."""
    for who in ACCOUNTS:
        visitor = Visitor(site, who)
        visitor.log_in(password)
        yield from visitor.walk("/quan-tri/", "/giao-dien/", "/quan-tri/khong-co-trang-nay/")
