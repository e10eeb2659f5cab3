"""Files that wait between their upload and the confirmation: nobody's but the sender's, under a name nobody can guess, for a day."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User

FOLDER = "cho-nhap"
KEPT = timedelta(hours=24)
_SALT = "khoi.articles.importing"


@dataclass(frozen=True)
class Held:
    """One file that waits, with the pictures that were sent beside it (readable name → stored name)."""

    token: str
    stored: str
    name: str
    data: bytes
    pictures: dict[str, str]

    def beside(self, path: str) -> bytes | None:
        """A picture that was sent with the page, by its bare name."""
        stored = self.pictures.get(path.rpartition("/")[2].lower())
        return _read(stored) if stored else None


def hold(data: bytes, *, name: str, by: User, pictures: dict[str, bytes] | None = None) -> str:
    """Keep a file for a day; gives the token by which its sender alone gets it back. What is overdue goes."""
    sweep()
    beside = {picture.lower(): _store(content) for picture, content in (pictures or {}).items()}
    return signing.dumps([_store(data), name[:150], by.pk, beside], salt=_SALT, compress=True)


def fetch(token: str, *, by: User) -> Held | None:
    """The file behind a token; None where it is somebody else's, overdue, imported already or not ours at all."""
    try:
        stored, name, owner, pictures = signing.loads(token, salt=_SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    data = _read(stored) if owner == by.pk else None
    return Held(token, stored, name, data, pictures) if data is not None else None


def claim(held: Held) -> bool:
    """Take the file for importing, once: a form sent twice finds it taken."""
    marker = f"{FOLDER}/{held.stored}.dang-nhap"
    taken = default_storage.save(marker, ContentFile(b""))
    if taken != marker:
        default_storage.delete(taken)
    return taken == marker


def release(held: Held) -> None:
    """Give a claimed file back: importing it failed, it may be tried again."""
    default_storage.delete(f"{FOLDER}/{held.stored}.dang-nhap")


def let_go(held: Held) -> None:
    """The file is imported: neither it nor its pictures are kept. The mark of the claim stays until the sweep."""
    for stored in (held.stored, *held.pictures.values()):
        default_storage.delete(f"{FOLDER}/{stored}")


def sweep() -> int:
    """Delete what has waited for more than a day; how many files went."""
    try:
        _, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    overdue = [name for name in names if default_storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - KEPT]
    for name in overdue:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(overdue)


def _store(data: bytes) -> str:
    name = secrets.token_urlsafe(18)
    default_storage.save(f"{FOLDER}/{name}", ContentFile(data))
    return name


def _read(stored: str) -> bytes | None:
    try:
        with default_storage.open(f"{FOLDER}/{stored}") as file:
            return file.read()
    except FileNotFoundError:
        return None
