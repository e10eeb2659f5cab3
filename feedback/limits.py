"""How often one network may send or ask within an hour. Networks are keyed hashes of the day; no address is stored anywhere."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.network import client_address, prefix
from feedback.models import NetworkKey, Tries

MOST = {Tries.SENDING: 20, Tries.LOOKING_UP: 30}
KEPT = timedelta(days=2)


def network_of(request: HttpRequest) -> str:
    """Whose network asks, as today's hash: one address of IPv4, the /64 of IPv6. Tomorrow it is another one."""
    return _hashed(client_address(request), timezone.localdate())


def _hashed(address: str, day: date) -> str:
    found = NetworkKey.objects.filter(day=day).first()
    if found is None:
        found, _ = NetworkKey.objects.get_or_create(day=day, defaults={"key": secrets.token_hex(32)})
    return hmac.new(bytes.fromhex(found.key), prefix(address).encode(), hashlib.sha256).hexdigest()


def count(network: str, what: str) -> int:
    """One more try, and how many there were within this hour."""
    row = Tries.objects.filter(network=network, what=what, hour=_hour(timezone.now()))
    if not row.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                Tries.objects.create(network=network, what=what, hour=_hour(timezone.now()), count=1)
        except IntegrityError:  # another request of this network was first
            row.update(count=F("count") + 1)
    return row.values_list("count", flat=True).first() or 1


def is_too_often(tried: int, what: str) -> bool:
    """Whether it is enough for this hour."""
    return tried > MOST[what]


def forget(*, now: datetime) -> int:
    """Let go of keys and counts that are over."""
    NetworkKey.objects.filter(day__lt=timezone.localdate(now - KEPT)).delete()
    gone, _ = Tries.objects.filter(hour__lt=now - KEPT).delete()
    return gone


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
