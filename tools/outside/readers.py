"""What the portal tells machines, read by libraries that are none of its own: run by the interpreter of tools/outside/install.py.

Every fault is a line; the last line is the figure.
"""

import calendar
import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import extruct
import feedparser
import icalendar
import msgspec_schemaorg.models as vocabulary
from lxml import etree, html
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pyld import jsonld
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

HERE = Path(__file__).resolve().parent
API = "/api/v1/"
# What Google's documentation requires or recommends of the sorts of things it shows, and what schema.org's own examples carry.
WANTED = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author", "publisher"},
    "Event": {"name", "startDate", "location", "eventStatus", "eventAttendanceMode", "organizer"},
    "VideoObject": {"name", "description", "thumbnailUrl", "uploadDate"},
    "ImageGallery": {"name", "datePublished", "image"},
    "DigitalDocument": {"name", "mainEntityOfPage"},
    "WebPage": {"name", "url"},
    "Organization": {"name", "url"},
    "WebSite": {"name", "url"},
}
SCHEMA = "https://schema.org/"


def get(address: str) -> tuple[bytes, str]:
    """The bytes there and their type; who is told to wait waits."""
    while True:
        try:
            with urlopen(address, timeout=60) as answer:
                return answer.read(), answer.headers.get_content_type()
        except HTTPError as error:
            if error.code != 429:
                raise
            time.sleep(int(error.headers["Retry-After"]))


def as_json(address: str) -> dict:
    """What the service answers."""
    return json.loads(get(address)[0])


class Reading:
    """The faults that were found, and how much was read."""

    def __init__(self, site: str, schemas: Path) -> None:
        self.site, self.schemas = site, schemas
        self.faults: list[str] = []
        self.read: dict[str, int] = {}

    def want(self, holds: object, fault: str) -> None:
        """Note a fault unless it holds."""
        if not holds:
            self.faults.append(fault)

    def count(self, what: str) -> None:
        """One more was read."""
        self.read[what] = self.read.get(what, 0) + 1

    def is_absolute(self, address: str | None) -> bool:
        """An address of this site with scheme and host."""
        return bool(address) and str(address).startswith(f"{self.site}/")


def feeds(to: Reading) -> None:
    """Every feed that a page names, by feedparser and by the rules of RSS 2.0 and its best practice."""
    addresses = {f"{to.site}/rss/tat-ca/"}
    for path in ("/rss/", "/hoi-nghi/", "/khen-thuong/", "/tai-lieu/", "/thu-vien-anh/", "/video/"):
        page = html.fromstring(get(to.site + path)[0], base_url=to.site + path)
        page.make_links_absolute()
        addresses |= {
            one
            for one in page.xpath("//a/@href | //link[@type='application/rss+xml']/@href")
            if re.search(r"/rss/[^#]|/rss/$", one)
        }
    for address in sorted(addresses - {f"{to.site}/rss/"}):
        body, kind = get(address)
        found = feedparser.parse(body)
        to.count("feeds")
        to.want(not found.bozo and found.version == "rss20", f"{address}: {found.get('bozo_exception', found.version)}")
        to.want(kind == "application/rss+xml", f"{address}: is sent as {kind}")
        for name in ("title", "link", "subtitle", "language"):
            to.want(found.feed.get(name), f"{address}: no {name}")
        itself = [one.href for one in found.feed.get("links", []) if one.rel == "self"]
        to.want(itself == [address], f"{address}: calls itself {itself}")
        ids = [one.get("id") for one in found.entries]
        to.want(len(ids) == len(set(ids)) and all(ids), f"{address}: guids {ids}")
        moments = []
        for one in found.entries:
            to.want(to.is_absolute(one.get("link")) and one.get("title"), f"{address}: {one.get('link')}")
            moments.append(calendar.timegm(one.published_parsed))
            to.want(parsedate_to_datetime(one.published).tzinfo is not None, f"{address}: {one.published}")
        to.want(moments == sorted(moments, reverse=True), f"{address}: not the newest first")


def sitemaps(to: Reading) -> None:
    """The index and every file it names, by sitemaps.org's schema and Google's elements for pictures and news."""
    index_schema, schema = (etree.XMLSchema(etree.parse(to.schemas / name)) for name in ("siteindex.xsd", "all.xsd"))
    index = etree.fromstring(get(f"{to.site}/sitemap.xml")[0])
    to.want(index_schema.validate(index), f"/sitemap.xml: {index_schema.error_log}")
    for address in index.xpath("//*[local-name()='loc']/text()"):
        body, _ = get(address)
        to.count("sitemaps")
        found = etree.fromstring(body)
        to.want(schema.validate(found), f"{address}: {schema.error_log.last_error}")
        to.want(len(body) < 50 * 2**20 and len(found) <= 50_000, f"{address}: too large")
        pages = found.xpath("/*/*/*[local-name()='loc']/text()")
        to.want(pages and all(map(to.is_absolute, pages)) and len(pages) == len(set(pages)), f"{address}: its pages")


def calendars(to: Reading, events: list[dict], series: list[dict]) -> None:
    """The whole calendar, each series and each event, by icalendar."""
    pages = [one["url"] for one in events]
    for address in [
        f"{to.site}/hoi-nghi/lich.ics",
        *(one["calendar_url"] for one in series),
        *(one[:-1] + ".ics" for one in pages),
    ]:
        body, kind = get(address)
        to.count("calendars")
        found = icalendar.Calendar.from_ical(body)
        to.want(
            kind == "text/calendar" and found.get("PRODID") and found.get("VERSION") == "2.0", f"{address}: its head"
        )
        to.want(all(len(line) <= 75 for line in body.split(b"\r\n")), f"{address}: a line of more than 75 bytes")
        to.want(not found.errors, f"{address}: {found.errors}")
        entries = found.walk("VEVENT")
        to.want(entries or address.endswith("lich.ics"), f"{address}: no event")
        to.want(len({str(one.get("UID")) for one in entries}) == len(entries), f"{address}: a UID twice")
        zones = {str(one.get("TZID")) for one in found.walk("VTIMEZONE")}
        for one in entries:
            to.want(not one.errors, f"{address}: {one.errors}")
            named = [name for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL") if not one.get(name)]
            to.want(not named, f"{address}: no {named}")
            zone = one["DTSTART"].params.get("TZID")
            to.want(zone is None or zone in zones, f"{address}: {zone} is not described")


def pages(to: Reading, kinds: dict[str, list[str]]) -> None:
    """JSON-LD by extruct, PyLD and schema.org's vocabulary; OpenGraph by extruct: of every page of every kind."""
    for kind, addresses in kinds.items():
        for address in addresses:
            body = get(address)[0].decode()
            found = extruct.extract(body, base_url=address, syntaxes=["json-ld", "opengraph"], uniform=False)
            to.count("pages")
            blocks = found["json-ld"]
            to.want(
                len(blocks) == 1
                or kind in ("chuyen-muc", "dong-su-kien", "tac-gia", "tu-khoa", "trang", "chuoi-hoi-nghi"),
                f"{address}: {len(blocks)} blocks of JSON-LD",
            )
            for block in blocks:
                json_ld(to, address, block)
            open_graph(to, address, dict(found["opengraph"][0]["properties"]) if found["opengraph"] else {})


def json_ld(to: Reading, address: str, block: dict) -> None:
    """It expands to triples, each thing has what is wanted of its sort, each property belongs to it."""
    expanded = jsonld.expand(
        block,
        {
            "documentLoader": lambda url, options: {
                "document": {"@context": {"@vocab": SCHEMA}},
                "documentUrl": url,
                "contextUrl": None,
                "contentType": "application/ld+json",
            }
        },
    )
    to.want(expanded and jsonld.to_rdf(expanded)["@default"], f"{address}: JSON-LD that says nothing")
    for thing in block.get("@graph", [block]):
        missing = WANTED.get(thing["@type"], set()) - set(thing)
        to.want(not missing, f"{address}: {thing['@type']} without {sorted(missing)}")
    for fault in strangers(block):
        to.want(False, f"{address}: {fault}")


def strangers(value: object) -> Iterator[str]:
    """Properties that schema.org doesn't know of the sort of thing they stand in, dates that are none."""
    if isinstance(value, list):
        for one in value:
            yield from strangers(one)
    elif isinstance(value, dict):
        sort = value.get("@type")
        if sort:
            known = getattr(vocabulary, sort, None)
            if known is None:
                yield f"schema.org has no {sort}"
            else:
                yield from (
                    f"schema.org knows no {name} of {sort}"
                    for name in value
                    if name[0] != "@" and name not in known.__struct_fields__
                )
        for name, one in value.items():
            if re.search(r"Date$|^date", name) and isinstance(one, str):
                try:
                    datetime.fromisoformat(one)
                except ValueError:
                    yield f"{name} is {one}"
            yield from strangers(one)


def open_graph(to: Reading, address: str, found: dict[str, str]) -> None:
    """The four that the protocol requires, and that the picture is one."""
    missing = [
        name
        for name in ("og:title", "og:type", "og:image", "og:url", "og:description", "og:site_name")
        if not found.get(name)
    ]
    to.want(not missing, f"{address}: no {missing}")
    to.want(found.get("og:url") == address, f"{address}: og:url is {found.get('og:url')}")
    if "og:image" in found:
        to.want(get(found["og:image"])[1].startswith("image/"), f"{address}: {found['og:image']} is no picture")


def service(to: Reading) -> dict[str, list[dict]]:
    """The OpenAPI document by openapi-spec-validator; every list and every thing of the service by its schemas."""
    document = as_json(f"{to.site}{API}openapi.json")
    for fault in OpenAPIV31SpecValidator(document).iter_errors():
        to.want(False, f"openapi.json: {fault.message}")
    registry = Registry().with_resource("urn:api", Resource(document, DRAFT202012))
    found: dict[str, list[dict]] = {}
    for path, methods in document["paths"].items():
        schema = pointed(methods["get"]["responses"]["200"]["content"]["application/json"]["schema"])
        check = OAS31Validator(schema, registry=registry, format_checker=OAS31Validator.FORMAT_CHECKER)
        name = path.removeprefix(API).partition("/")[0]
        for one in found.get(name, []) if "{id}" in path else [{"id": 0}]:
            address = (
                to.site
                + path.replace("{id}", str(one["id"]))
                + ("?limit=100" if not path.endswith("{id}/") and path != API else "")
            )
            while address:
                answer = as_json(address)
                to.count("answers of the service")
                for fault in check.iter_errors(answer):
                    to.want(False, f"{address}: {fault.json_path} {fault.message[:200]}")
                if "{id}" not in path:
                    found.setdefault(name, []).extend(answer.get("items", []))
                address = answer.get("next")
    return found


def pointed(schema: object) -> object:
    """The same schema, its pointers leading into the document."""
    if isinstance(schema, dict):
        return {key: f"urn:api{one}" if key == "$ref" else pointed(one) for key, one in schema.items()}
    return schema


def main() -> int:
    """All of it, from one address."""
    to = Reading(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
    found = service(to)
    kinds = {name: [one["url"] for one in items] for name, items in found.items() if name}
    feeds(to)
    sitemaps(to)
    calendars(to, found["hoi-nghi"], found["chuoi-hoi-nghi"])
    pages(to, kinds | {"home": [f"{to.site}/"]})
    for fault in dict.fromkeys(to.faults):
        print(f"  {fault}")
    read = ", ".join(f"{count} {what}" for what, count in to.read.items())
    print(f"{len(to.faults)} faults in what machines read: {read}")
    return 1 if to.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
