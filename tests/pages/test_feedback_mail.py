"""Letters to senders: what they say, when there are none, and that nothing personal is left behind."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from accounts.models import LogEntry
from accounts.roles import Role
from feedback import mailing, moderation
from feedback.models import Contact, Message
from feedback.receiving import consent_in_force
from publishing.kinds import content_type_of

pytestmark = pytest.mark.django_db

ADDRESS = "rieng@vidu.vn"
PRIVATE = (ADDRESS, "Ngô Lan Anh", "quetzalcoatl")


class Refusing(EmailBackend):
    """A mail server that takes nothing and says so with the address in its words."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})


@pytest.fixture
def moderator(person):
    return person("kiemduyet", Role.MODERATOR)


@pytest.fixture
def message(published):
    item = published()
    one = Message.objects.create(
        text="quetzalcoatl", name="Ngô Lan Anh (minh họa)", consent=consent_in_force(), received_at=timezone.now(),
        due_on=timezone.localdate(), about_type=content_type_of(item), about_id=item.pk, about_title=item.title,
        about_kind="article",
    )  # fmt: skip
    Contact.objects.create(message=one, email=ADDRESS)
    return one


def step(message, moderator, name, **given):
    message.refresh_from_db()
    return moderation.step(name=name, message=message, actor=moderator, version=message.version, **given)


ANSWER = {"reply": "Mời bạn xem mục Tài liệu.", "replied_as": "Ban Tổ chức (minh họa)"}


@pytest.mark.parametrize(
    ("name", "given", "subject", "words"),
    [
        ("approve", {}, "Phản hồi của bạn đã được đăng", ["#phan-hoi"]),
        (
            "publish_reply", ANSWER, "Trả lời phản hồi của bạn",
            ["Ban Tổ chức (minh họa) trả lời:", "Mời bạn xem mục Tài liệu.", "#phan-hoi"],
        ),
        ("reply", ANSWER, "Trả lời phản hồi của bạn", ["Mời bạn xem mục Tài liệu."]),
        ("refuse", {"reason": "Không liên quan."}, "Về phản hồi của bạn", ["Lý do: Không liên quan."]),
        ("hand_over", {"handed_to_name": "Ban A"}, "Phản hồi của bạn đã được chuyển", ["chuyển tới Ban A"]),
    ],
)  # fmt: skip
def test_the_sender_is_told_once_without_a_word_of_what_was_written(
    settings, message, moderator, django_capture_on_commit_callbacks, name, given, subject, words
):
    settings.SITE_URL = "https://vidu.vn"
    with django_capture_on_commit_callbacks(execute=True):
        step(message, moderator, name, **given)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS] and letter.subject.startswith(f"{subject} – ")
    assert [
        one for one in [*words, "https://vidu.vn/phan-hoi/tra-cuu/", message.about_title] if one not in letter.body
    ] == []
    assert "quetzalcoatl" not in letter.body and "Ngô" not in letter.body and "PH-" not in letter.body
    assert LogEntry.objects.filter(verb="feedback_mailed", target_id=message.pk).count() == 1


def test_nobody_is_written_to_without_an_address_without_a_server_or_about_spam(
    settings, message, moderator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for name in ("take", "spam", "reopen"):
            step(message, moderator, name)
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        step(message, moderator, "approve")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        Contact.objects.all().delete()
        step(message, moderator, "publish_reply", **ANSWER)
    assert mail.outbox == []


def test_what_was_taken_back_meanwhile_is_never_mailed(message, moderator):
    done = step(message, moderator, "approve")
    moderation.undo(message=message, actor=moderator, version=done.version)
    mailing.send.call(message.pk, done.version, 0)
    assert mail.outbox == []


def test_a_server_that_refuses_leaves_a_line_for_the_moderator_and_nothing_personal(
    settings, message, moderator, caplog
):
    done = step(message, moderator, "approve")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    mailing.send.call(message.pk, done.version, mailing.MOST_TRIES - 1)
    assert LogEntry.objects.filter(verb="feedback_mail_failed", target_id=message.pk).count() == 1
    assert f"The letter about message {message.pk} was not taken: SMTPRecipientsRefused" in caplog.text
    kept = caplog.text + str(list(LogEntry.objects.values()))
    assert [one for one in PRIVATE if one in kept] == []


@pytest.mark.django_db(transaction=True)
def test_the_queue_holds_numbers_alone_waits_and_tries_again(settings, message, moderator):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert default_task_backend.supports_defer
    done = step(message, moderator, "approve")
    (queued,) = DBTaskResult.objects.all()
    assert queued.args_kwargs == {"args": [message.pk, done.version, 0], "kwargs": {}}
    assert queued.run_after - timezone.now() > mailing.WAIT - timedelta(seconds=30)
    mailing.send.call(message.pk, done.version, 0)
    again = DBTaskResult.objects.exclude(pk=queued.pk).get()
    assert again.args_kwargs["args"] == [message.pk, done.version, 1]
    assert not LogEntry.objects.filter(verb="feedback_mail_failed").exists()
