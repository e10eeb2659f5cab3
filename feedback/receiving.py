"""Taking in what a reader sends: stored once however often it is sent, with its due date and what a moderator should look at."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import log
from feedback import codes, deadlines, filters
from feedback.models import TAG, ConsentText, Contact, Holiday, Message, WatchedWord
from feedback.states import State
from publishing import kinds, pagecache, prepared
from publishing.models import Publishable

SENT_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Received:
    """What was stored, and the code that only its sender gets."""

    message: Message
    code: str
    again: bool = False


FIRST_CONSENT = {
    "day": date(2024, 7, 1),
    "contact": (
        "Tôi đồng ý cho Trang dùng thư điện tử của tôi để liên hệ về phản hồi này. Chỉ cần khi bạn ghi thư; địa chỉ không "
        "hiện trên trang và được xóa sau 12 tháng."
    ),
    "name": "Tôi đồng ý để Trang đăng tên tôi cùng phản hồi. Nếu không, phản hồi được đăng là “Bạn đọc”.",
}


def consent_in_force() -> ConsentText:
    """The wording people agree to now; a portal begins with the first one."""
    found: ConsentText = pagecache.fragment("feedback:consent", tags=[TAG], build=_newest_consent)
    return found


def _newest_consent() -> ConsentText:
    (rows,) = prepared.ask("feedback consent", _newest_consents)
    if not rows:
        return ConsentText.objects.get_or_create(number=1, defaults=FIRST_CONSENT)[0]
    ((pk, number, day, contact, name),) = rows
    return ConsentText(pk=pk, number=number, day=prepared.day(day), contact=contact, name=name)


def _newest_consents() -> list[QuerySet[Any, Any]]:
    return [ConsentText.objects.order_by("-number").values_list("pk", "number", "day", "contact", "name")[:1]]


def consent_seen(given: str) -> ConsentText:
    """The wording on the form that was sent: a page may have been open since before the newest one."""
    found = None
    if given.isascii() and given.isdecimal() and len(given) < 9:
        found = ConsentText.objects.filter(number=int(given)).first()
    return found or consent_in_force()


def subject_named(given: str) -> Publishable | None:
    """What "article-41" means, as far as readers may open it; nothing else is told of."""
    name, _, number = given.partition("-")
    kind = kinds.kind_named(name)
    if kind is None or not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    return kind.model._default_manager.public().filter(pk=int(number)).first()


def name_of_subject(piece: Publishable) -> str:
    """How a form says what it is about."""
    return f"{piece.KIND}-{piece.pk}"


def receive(*, data: dict[str, Any], about: Publishable | None, network: str, sent_lately: int) -> Received:
    """Store it. The same words from the same network within the hour, while nobody has dealt with them, are one message."""
    key = codes.fingerprint(
        network, data["loai"], data["ho_ten"], data["thu"], data["noi_dung"], name_of_subject(about) if about else ""
    )
    try:
        with transaction.atomic():
            return _sent_before(key) or _store(data, about=about, key=key, sent_lately=sent_lately)
    except IntegrityError:
        with transaction.atomic():
            found = _sent_before(key)  # the other press of the button was first
        if found is None:
            raise
        return found


def _sent_before(key: str) -> Received | None:
    message = Message.objects.filter(sent_key=key).first()
    if message is None:
        return None
    if message.received_at < timezone.now() - SENT_AGAIN:
        Message.objects.filter(pk=message.pk).update(sent_key=None, sent_seed="")
        return None
    return Received(message, codes.code_of(message.sent_seed), again=True)


def _store(data: dict[str, Any], *, about: Publishable | None, key: str, sent_lately: int) -> Received:
    now, seed = timezone.now(), secrets.token_hex(16)
    code = codes.code_of(seed)
    today = timezone.localdate(now)
    words_key = codes.fingerprint("chu", filters.bare(data["noi_dung"]))
    holidays = set(Holiday.objects.filter(day__gte=today).values_list("day", flat=True))
    message = Message.objects.create(
        kind=data["loai"],
        state=State.NEW,
        text=data["noi_dung"],
        name=data["ho_ten"],
        shows_name=data["dong_y_ten"],
        consent=consent_seen(data["ban"]),
        about_type=kinds.content_type_of(about) if about else None,
        about_id=about.pk if about else None,
        about_title=about.title if about else "",
        about_kind=about.KIND if about else "",
        warnings=filters.reasons(
            data["noi_dung"],
            name=data["ho_ten"],
            watched=WatchedWord.objects.values_list("word", flat=True),
            trapped=bool(data["trang_web"]),
            sent_lately=sent_lately,
            same_words=Message.objects.filter(words_key=words_key).count(),
        ),
        words_key=words_key,
        received_at=now,
        due_on=deadlines.due_on(data["loai"], received=today, holidays=holidays),
        code_hash=codes.hash_of(code),
        sent_key=key,
        sent_seed=seed,
    )
    if data["thu"] and data["dong_y_lien_he"]:
        Contact.objects.create(message=message, email=data["thu"])
    log.record(actor=None, verb="feedback_received", target=message)
    return Received(message, code)
