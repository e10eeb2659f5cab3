"""What senders leave is planted everywhere it goes in, and looked for in everything that comes out: pages, files, logs, other tables."""

import logging

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from accounts.roles import Role
from feedback import moderation
from feedback.models import Contact, Message, Note
from feedback.states import State
from publishing import pagecache

pytestmark = pytest.mark.django_db(transaction=True)

PERSON = {
    "name": "Quetzal Tên Riêng",
    "mail": "quetzal.rieng@vidu.vn",
    "phone": "0987 654 321",
    "network": "203.0.113.77",
}
WORDS = "quetzalcoatl-loi"
PUBLISHED = "quetzalcoatl-dang"
# What happens to a message, and the state it ends in; all but the last stay out of sight.
WAYS = {
    State.NEW: (),
    State.OPEN: (("take", {}),),
    State.HANDED_OVER: (("hand_over", {"handed_to_name": "Ban A"}),),
    State.REFUSED: (("refuse", {"reason": f"{WORDS} lý do"}),),
    State.SPAM: (("spam", {}),),
    State.HIDDEN: (("approve", {}), ("hide", {})),
    State.ANSWERED: (("reply", {"reply": f"{WORDS} trả lời", "replied_as": "Ban A"}),),
    State.APPROVED: (("approve", {}),),
}
HOLDS_IT = {Message, Contact, Note}


@pytest.fixture
def planted(settings, published, person):
    """A message in every state under one article, sent by one person from one network. Gives the article and the codes."""
    settings.TRUSTED_PROXIES = 1
    item, moderator, codes = published(), person("kiemduyet", Role.MODERATOR), []
    for state, steps in WAYS.items():
        word = PUBLISHED if state == State.APPROVED else WORDS
        given = {
            "loai": "comment", "ho_ten": PERSON["name"], "thu": PERSON["mail"], "dong_y_lien_he": "on",
            "noi_dung": f"{word} {state}, gọi {PERSON['phone']} hoặc {PERSON['mail']}", "ve": f"article-{item.pk}",
        }  # fmt: skip
        sent = Client(HTTP_X_FORWARDED_FOR=PERSON["network"]).post("/phan-hoi/", given)
        codes.append(sent.context["code"])
        message = Message.objects.latest("pk")
        for version, (name, words) in enumerate(steps):
            moderation.step(name=name, message=message, actor=moderator, version=version, **words)
        moderation.add_note(message=message, actor=moderator, text=f"{WORDS} {PERSON['name']}")
        assert Message.objects.get(pk=message.pk).state == state
    return item, codes


def addresses(item):
    """Every public address that names no single thing, and the article's own."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, route) if not route.startswith("quan-tri") else ()
            elif not pattern.pattern.converters and "(" not in route:
                yield f"/{route}"

    words = (WORDS, PUBLISHED, "Quetzal", PERSON["mail"])
    found = [*walk(get_resolver().url_patterns), item.get_absolute_url(), "/rss/tat-ca/", "/sitemap-tin-1.xml"]
    return found + [f"/tim-kiem/?q={word}" for word in words] + [f"/tin-tuc/?q={word}" for word in words]


def said_in(text, *more):
    """Which of the secrets stand in it, however it writes them."""
    text = text.lower()
    return [one for one in (*PERSON.values(), *more) if one.lower() in text]


def without_echo(text, address):
    """A page of results repeats what was asked."""
    return text.replace(address.partition("?q=")[2], "") if "?q=" in address else text


def test_no_page_file_or_feed_says_it(planted, reader):
    item, codes = planted
    seen = addresses(item)
    assert len(seen) > 35
    found = {}
    for address in seen:
        response = reader.get(address)
        assert response.status_code < 500, address
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = without_echo(body.decode("utf-8", "replace"), address) + str(response.headers)
        bare = [code.replace("-", "")[2:] for code in codes]
        if said := said_in(text, f"{WORDS} ", *codes, *bare):
            found[address] = said
        if PUBLISHED in text and address not in ("/", "/phan-hoi/", item.get_absolute_url()):
            found[address] = PUBLISHED
    assert found == {}
    page = reader.get(item.get_absolute_url()).content.decode()
    assert f"{PUBLISHED} approved, gọi [đã che] hoặc [đã che]" in page and "Bạn đọc" in page


def test_no_log_line_no_other_table_and_no_cache_holds_it(planted, reader, client_of, person, caplog):
    caplog.set_level(logging.DEBUG)
    item, codes = planted
    moderator = client_of(person("kiemduyet2", Role.MODERATOR))
    for code in codes:
        for wanted in ("", "xem"):
            reader.post("/phan-hoi/tra-cuu/", {"ma": code, "viec": wanted})
    for message in Message.objects.all():
        moderator.post(f"/quan-tri/feedback/message/{message.pk}/lien-he/")
        moderator.post(f"/quan-tri/feedback/message/{message.pk}/viec/", {"viec": "take", "version": message.version})
    reader.get(item.get_absolute_url())
    lines = "\n".join(record.getMessage() for record in caplog.records)
    assert said_in(lines, WORDS, PUBLISHED, *codes) == []
    for model in apps.get_models():
        if model not in HOLDS_IT and model._meta.managed:
            assert said_in(str(list(model._base_manager.values())), WORDS, PUBLISHED, *codes) == [], model
    pages = [page.body.decode() for page in pagecache._shelf._pages.values()]
    assert any(PUBLISHED in page for page in pages)
    kept = repr([pages, pagecache._fragments])
    assert said_in(kept, f"{WORDS} ", *codes) == []
    rows = str([*Message.objects.values(), *Note.objects.values()])
    assert PERSON["network"] not in rows and [code for code in codes if code in rows] == []


def test_when_the_period_is_over_nothing_of_the_sender_is_left_in_any_table(planted):
    for message in Message.objects.all():
        moderation.erase(message=message, verb="feedback_purged", keep_public=True)
    rows = {model: str(list(model._base_manager.values())) for model in apps.get_models() if model._meta.managed}
    assert {model: said for model, text in rows.items() if (said := said_in(text, f"{WORDS} "))} == {}
    assert PUBLISHED in rows[Message]
