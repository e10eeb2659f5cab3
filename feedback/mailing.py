"""Letters to senders who left an address: in the background, where there is a mail server, with nothing personal in queue or log."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

import vietnamese
from accounts import log
from feedback.models import Contact, Message
from feedback.querysets import with_public_subject
from feedback.states import State
from publishing.sites import identity

logger = logging.getLogger(__name__)

# A decision that is taken back meanwhile is never mailed.
WAIT = timedelta(minutes=2)
AGAIN_AFTER = timedelta(minutes=20)
MOST_TRIES = 4


def is_possible() -> bool:
    """Whether there is a mail server."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def tell_sender(message: Message) -> None:
    """Have a letter about the last step written, if there is anybody to write to."""
    if is_possible() and Contact.objects.filter(message=message).exists():
        transaction.on_commit(lambda: _later(message.pk, message.version, tried=0, wait=WAIT))


def _later(message_id: int, version: int, *, tried: int, wait: timedelta) -> None:
    try:
        job = send.using(run_after=timezone.now() + wait) if send.get_backend().supports_defer else send
        job.enqueue(message_id, version, tried)
    # Whatever queue is behind the tasks API may fail in its own way; the step is done, and the code tells of it.
    except Exception:
        logger.exception("Could not ask for the letter about message %s", message_id)


@task()
def send(message_id: int, version: int, tried: int) -> None:
    """Write to the sender, unless somebody has gone on with the message. A server that is away is asked again."""
    contact = Contact.objects.filter(message_id=message_id, message__version=version).select_related("message").first()
    if contact is None:
        return
    message = contact.message
    try:
        letter(message, to=contact.email).send()
    except (SMTPException, OSError) as problem:
        # Its words may name the address.
        logger.warning("The letter about message %s was not taken: %s", message_id, type(problem).__name__)
        if tried + 1 < MOST_TRIES and send.get_backend().supports_defer:
            _later(message_id, version, tried=tried + 1, wait=AGAIN_AFTER)
        else:
            log.record(actor=None, verb="feedback_mail_failed", target=message)
    else:
        log.record(actor=None, verb="feedback_mailed", target=message)


def letter(message: Message, *, to: str) -> EmailMessage:
    """What the sender reads: what became of it, without a word of what was written and without the code."""
    site = identity()
    about = f" về “{message.about_title}”" if message.about_title else ""
    parts = [
        "Kính gửi bạn đọc,",
        f"Ngày {vietnamese.short_date(timezone.localdate(message.received_at))}, bạn đã gửi phản hồi{about} tới {site.name}.",
        *_news(message),
        "Mời bạn xem tình trạng, xem và xóa dữ liệu của mình bằng mã đã nhận khi gửi, tại "
        f"{settings.SITE_URL}{reverse('feedback_look_up')}",
        "Thư này được gửi tự động vì bạn đã đồng ý để Trang liên hệ về phản hồi. Xin không trả lời vào thư này.",
    ]
    return EmailMessage(
        subject=f"{SUBJECTS[State(message.state)]} – {site.name}",
        body="\n\n".join(parts) + "\n",
        from_email=site.email or settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )


SUBJECTS = {
    State.APPROVED: "Phản hồi của bạn đã được đăng",
    State.ANSWERED: "Trả lời phản hồi của bạn",
    State.HANDED_OVER: "Phản hồi của bạn đã được chuyển",
    State.REFUSED: "Về phản hồi của bạn",
}


def _news(message: Message) -> list[str]:
    if message.state == State.HANDED_OVER:
        return [
            f"Phản hồi đã được chuyển tới {message.handed_to_name} để xem xét. Khi có trả lời, chúng tôi sẽ báo bạn."
        ]
    if message.state == State.REFUSED:
        return [f"Phản hồi không được đăng. Lý do: {message.reason}"]
    news = [f"{message.replied_as} trả lời:", message.reply] if message.reply else []
    if message.published_at:
        with_public_subject([message])
        piece = getattr(message, "subject", None)
        path = f"{piece.get_absolute_url()}#phan-hoi" if piece else reverse("feedback")
        news.append(f"Phản hồi đang hiện tại {settings.SITE_URL}{path}")
    return news
