"""Writing the append-only log: one function, used by every verb of every app."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from accounts.models import LogEntry, User

COMMAND_LINE = "dòng lệnh"

# How verbs read to people. Each app adds its own from ready(), as it does with roles.
_words: dict[str, str] = {}


def name_verbs(words: dict[str, str]) -> None:
    """Say how an app's verbs read in the log and on timelines."""
    _words.update(words)


def in_words(verb: str) -> str:
    """A verb as people read it."""
    return _words.get(verb, verb)


def named_verbs() -> list[tuple[str, str]]:
    """Every verb with its words, in the order of the words: what the log is filtered by."""
    return sorted(_words.items(), key=lambda pair: pair[1])


def record(
    *,
    actor: User | None,
    verb: str,
    target: Model | None = None,
    note: str = "",
    channel: str = "web",
    detail: dict[str, Any] | None = None,
) -> LogEntry:
    """Add one line. It keeps the names as they are now, so that the line still reads when the things are gone."""
    return LogEntry.objects.create(
        at=timezone.now(),
        actor=actor,
        actor_name=str(actor) if actor else "hệ thống",
        verb=verb,
        target_type=ContentType.objects.get_for_model(target) if target is not None else None,
        target_id=target.pk if target is not None else None,
        target_label=str(target)[:250] if target is not None else "",
        note=note,
        channel=channel,
        detail=detail or {},
    )


def entries_of(target: Model):
    """The lines about one thing, newest first."""
    return LogEntry.objects.filter(
        target_type=ContentType.objects.get_for_model(target), target_id=target.pk
    ).select_related("actor")
