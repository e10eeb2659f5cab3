"""What the tests of the web service read: some of every kind, each related to one of every other, and a small reader of JSON schemas."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone

import vietnamese
from articles.models import Article, StoryThread
from articles.naming import author_named, keyword_named
from awards.models import AwardForm, AwardRound, Commendation, Decision, derived
from documents.models import Document, DocumentType
from events.models import ConnectedSite, Event, EventKind, EventSeries
from khoi_portal.models import Page
from media import renditions, uploads
from media.galleries import photos
from media.models import Gallery, Video
from organizations.models import OrganizationKind
from organizations.registering import register
from publishing import history, pagecache
from publishing.models import Section
from publishing.states import State
from tests.unit.media import files, pictures

SITE = "https://cong.minh-hoa.example"
KINDS = {
    "bai-viet": Article, "hoi-nghi": Event, "khen-thuong": AwardRound, "tai-lieu": Document, "bo-anh": Gallery, "video": Video,
}  # fmt: skip


def make(count, *, word="", start=0):
    """So many pieces of each kind with everything they can carry; they came out an hour apart, the first one last."""
    section, _ = Section.objects.get_or_create(name="Xây dựng Đảng", slug="xay-dung-dang")
    below, _ = Section.objects.get_or_create(name="Chi bộ (minh họa)", slug="chi-bo", parent=section)
    org_kind, _ = OrganizationKind.objects.get_or_create(name="chi bộ", slug="chi-bo")
    units = [
        register(
            kind=org_kind, name=f"Chi bộ {start + n} (minh họa)",
            former_names=({"name": f"Tổ {start + n} (minh họa)", "valid_until": date(2016, 12, 31)},),
        )
        for n in range(count)
    ]  # fmt: skip
    images = [
        uploads.accept_image(pictures.jpeg(320 + start + n, 240), name=f"anh-{start + n}.jpg", by=None, alt_text="Hội trường")
        for n in range(3)
    ]  # fmt: skip
    for image in images:
        renditions.make(image)
    file = uploads.accept_file(files.pdf(f"van ban {start}"), name="nghi-quyet.pdf", by=None)

    def when(n):
        return timezone.now() - timedelta(hours=start + n + 1)

    def common(what, n):
        return {
            "title": f"{what} {start + n} {word} (minh họa)", "summary": f"Tóm tắt {word}", "state": State.PUBLISHED,
            "publish_at": when(n),
        }  # fmt: skip

    def recorded(items, related):
        history.record_many(items, related=[related for _ in items])
        return items

    kind, _ = DocumentType.objects.get_or_create(name="nghị quyết", defaults={"slug": "nghi-quyet"})
    documents = recorded(
        [
            Document(
                number=f"{start + n + 1}-NQ/TW", type=kind, issuer=units[n], issued_on=date(2018, 10, 22),
                signer="Trần Văn Ký (minh họa)",
                **common("Về việc", n),
            )
            for n in range(count)
        ],
        {"files": [file.pk]},
    )  # fmt: skip
    form = AwardForm.objects.get(name="Bằng khen")
    rounds = recorded(
        [
            AwardRound(
                form=form, decision=Decision.objects.create(
                    number=f"{start + n + 1}-QĐ/ĐUK", issuer_name="Đảng ủy (minh họa)", issued_on=date(2023, 5, 18),
                    document=documents[n],
                ), **common("Bằng khen đợt", n),
            )
            for n in range(count)
        ],
        {"files": [file.pk]},
    )  # fmt: skip
    for item in rounds:
        for n in range(count):
            names = {"recipient_name": f"Chi bộ {n} {word} (minh họa)", "parent_name": "Đảng bộ (minh họa)"}
            Commendation.objects.create(
                round=item, form=form, order=n, organization=units[n], **names, **derived(**names)
            )
    galleries = recorded(
        [
            Gallery(taken_on=date(2024, 7, 12), photos=[photos.row(one.pk) for one in images], **common("Ngày hội", n))
            for n in range(count)
        ],
        {},
    )
    videos = recorded(
        [
            Video(outside="youtube:dQw4w9WgXcQ", lead_image=images[n % 3], **common("Toàn cảnh", n))
            for n in range(count)
        ],
        {"files": [file.pk]},
    )
    event_kind, _ = EventKind.objects.get_or_create(slug="giao-ban", defaults={"name": "Giao ban"})
    series, _ = EventSeries.objects.get_or_create(slug="giao-ban-quy", defaults={"name": "Giao ban quý (minh họa)"})
    own = {"documents": [documents[0].pk], "galleries": [galleries[0].pk], "videos": [videos[0].pk], "files": [file.pk]}
    begins = timezone.make_aware(datetime(2023, 8, 28, 8))
    events = recorded(
        [
            Event(
                kind=event_kind, series=series, organizer=units[n], begins=begins, ends=begins + timedelta(hours=3), ends_as="hour",
                venue="Hội trường (minh họa)", lead_image=images[n % 3],
                quantities=[{"value": 285, "qualifier": "", "unit": "điểm cầu", "written": "285 điểm cầu"}],
                agenda=[{"hour": "08:00", "text": "Khai mạc", "presenter": "Lê Thị Dẫn (minh họa)"}],
                roles=[{"part": "chair", "name": "Lê Thị Chủ Trì (minh họa)", "title": "Bí thư"}], **common("Giao ban", n),
            )
            for n in range(count)
        ],
        own | {"award_rounds": [rounds[0].pk]},
    )  # fmt: skip
    for item in events:
        for n in range(count):
            site = ConnectedSite(
                event=item, order=n, name=f"Điểm cầu {n} {word} (minh họa)", organization=units[n], chair="Lê Văn Chủ Tọa (minh họa)"
            )  # fmt: skip
            site.write_words()
            site.save()
    # The first of each is the same one whatever `start` is, the others are of these articles alone.
    more = [f"{start + n} {word}" for n in range(1, count)]
    authors = [author_named("Minh Ngọc (minh họa)"), *(author_named(f"Minh Ngọc {one} (minh họa)") for one in more)]
    keywords = [keyword_named("chuyển đổi số"), *(keyword_named(f"chuyển đổi số {one}") for one in more)]
    threads = [
        StoryThread.objects.get_or_create(
            slug=vietnamese.slugify(title), defaults={"title": title, "summary": "Từ cơ sở."}
        )[0]
        for title in ["Đại hội chi bộ", *(f"Đại hội chi bộ {one}" for one in more)]
    ]
    pages = [
        Page.objects.create(
            title=f"Giới thiệu {start + n} {word} (minh họa)", slug=f"gioi-thieu-{start + n}", summary="Ai, ở đâu.",
            body='<p>Xem <a href="/to-chuc/">các tổ chức</a>.</p>',
        )
        for n in range(count)
    ]  # fmt: skip
    articles = recorded(
        [
            Article(
                section=below, lead_image=images[n % 2], lead_caption="Toàn cảnh (minh họa)",
                body=f'<p>Nội dung {word}, xem <a href="/tai-lieu/">văn bản</a>.</p><figure data-image="{images[2].pk}"></figure>',
                corrections=[{"date": "2024-05-18", "text": "Số đúng là 285 (minh họa)."}], **common("Chi bộ họp", n),
            )
            for n in range(count)
        ],
        own | {
            "authors": [one.pk for one in authors], "keywords": [one.pk for one in keywords],
            "threads": [one.pk for one in threads], "events": [events[0].pk],
            "award_rounds": [rounds[0].pk], "organizations": [units[0].pk],
        },
    )  # fmt: skip
    pagecache.clear()
    return {
        "bai-viet": articles, "hoi-nghi": events, "khen-thuong": rounds, "tai-lieu": documents, "bo-anh": galleries, "video": videos,
        "to-chuc": units, "chuyen-muc": [section, below], "tac-gia": authors, "tu-khoa": keywords, "dong-su-kien": threads,
        "chuoi-hoi-nghi": [series], "trang": pages,
    }  # fmt: skip


HIDDEN = {
    "nhap": {"state": State.NEW, "first_published_at": None},
    "hen": {"publish_at": timedelta(hours=1)},
    "het-han": {"expire_at": timedelta(seconds=-1)},
    "go": {"state": State.WITHDRAWN},
    "rac": {"state": State.NEW, "trashed_at": timedelta(0)},
}


def hide(item, how):
    """Leave a piece as the state leaves it."""
    now = timezone.now()
    fields = {name: now + value if isinstance(value, timedelta) else value for name, value in HIDDEN[how].items()}
    type(item).objects.filter(pk=item.pk).update(**fields)
    pagecache.clear()


def faults(value, schema, document, at="$"):
    """Where a value isn't what its schema says; of JSON Schema what the document uses, and nothing that it doesn't know passes."""
    unknown = set(schema) - {
        "$ref", "anyOf", "type", "enum", "format", "items", "properties", "required", "additionalProperties", "description",
        "maxItems", "contentMediaType",
    }  # fmt: skip
    if unknown:
        return [f"{at}: a schema with {unknown}"]
    if "$ref" in schema:
        return faults(value, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document, at)
    if "anyOf" in schema:
        every = [faults(value, one, document, at) for one in schema["anyOf"]]
        return [] if [] in every else [f"{at}: none of {len(every)}", *every[0]]
    types = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is types[name] for name in named):
        return [f"{at}: {value!r} is no {named}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    if value is not None and "format" in schema and not FORMATS[schema["format"]](value):
        return [f"{at}: {value!r} is no {schema['format']}"]
    if isinstance(value, list):
        return [one for n, part in enumerate(value) for one in faults(part, schema["items"], document, f"{at}[{n}]")]
    if isinstance(value, dict):
        found = [f"{at}: has {sorted(value)}"] if set(value) != set(schema["required"]) else []
        known = schema["properties"]
        return found + [
            one
            for name in set(value) & set(known)
            for one in faults(value[name], known[name], document, f"{at}.{name}")
        ]
    return []


def _is_uri(value):
    parts = urlsplit(value)
    return bool(parts.scheme in ("http", "https") and parts.netloc)


FORMATS = {
    "date-time": lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", value)),
    "date": lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)),
    "uri": _is_uri,
}
