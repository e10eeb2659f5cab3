"""Mã xác thực: the code of a person's phone beside their password, the printed codes for when it is away, machines that are trusted.

Somebody who has set it up and has given only the password is nobody yet: `SecondFactorMiddleware` hides them from every page but
the one that asks for the code. Codes are counted by django-otp, which slows down whoever guesses.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from math import ceil
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import log
from accounts.models import User

PRINTED_CODES = 10
TRUSTED_FOR = 7 * 24 * 3600  # seconds
TRUST_COOKIE = "may-tin-cay"
STATE = "xac-thuc"
WAITING, PASSED = "cho", "xong"
_SALT = "accounts.second_factor"
# Letters and digits that nobody takes for one another, read from paper.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def device_of(user: User) -> TOTPDevice | None:
    """The phone that the person has set up, if any."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_compulsory() -> bool:
    """Whether everybody in the newsroom needs one."""
    return bool(settings.SECOND_FACTOR)


# --- logging in -------------------------------------------------------------------------------------------
def begin(sender: Any, request: HttpRequest | None, user: User, **more: Any) -> None:
    """After the password: whoever has a second factor waits for it, unless this machine was trusted lately."""
    session = getattr(request, "session", None)
    if request is None or session is None:
        return
    device = device_of(user)
    asked = is_compulsory() if device is None else not _is_trusted(request, user, device)
    session[STATE] = WAITING if asked else PASSED


def passed(request: HttpRequest) -> None:
    """The code was right. The session gets a new name, so that the half-open one is worth nothing."""
    request.session.cycle_key()
    request.session[STATE] = PASSED


def is_right(user: User, code: str) -> bool:
    """Whether the code is the phone's of this half minute, or one of the printed ones, which is used up by it."""
    code = "".join(code.split()).lower()
    phone = device_of(user)
    if phone is not None and code.isdecimal() and phone.verify_token(code):
        return True
    printed = StaticDevice.objects.filter(user=user, confirmed=True).first()
    if printed is None or code.isdecimal() or not printed.verify_token(code.replace("-", "")):
        return False
    log.record(actor=user, verb="printed_code_used", target=user)
    return True


def seconds_to_wait(user: User) -> int:
    """How long guesses are refused after wrong ones; 0 when a code is taken."""
    waits = []
    for device in (device_of(user), StaticDevice.objects.filter(user=user).first()):
        allowed, told = device.verify_is_allowed() if device is not None else (True, None)
        until = (told or {}).get("locked_until")
        if not allowed and until is not None:
            waits.append(ceil((until - timezone.now()).total_seconds()))
    return max(waits, default=0)


class SecondFactorMiddleware:
    """Whoever still owes the code is nobody to every view, rule and file; `request.half_logged_in` is who they would be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every request; who asks is found out when somebody wants to know."""
        somebody = request.user
        request.half_logged_in = SimpleLazyObject(lambda: somebody if _owes(request, somebody) else AnonymousUser())  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(lambda: AnonymousUser() if _owes(request, somebody) else _itself(somebody))  # type: ignore[assignment]
        return self.get_response(request)


def _itself(user: Any) -> Any:
    """What stands behind the lazy object: code that asks for the type of a user gets the user's."""
    return user._wrapped if isinstance(user, SimpleLazyObject) and user.pk else user


def _owes(request: HttpRequest, user: Any) -> bool:
    if not user.is_authenticated:
        return False
    state = request.session.get(STATE) or (WAITING if is_compulsory() else PASSED)
    return bool(state != PASSED)


# --- trusted machines -------------------------------------------------------------------------------------
def trust(response: HttpResponse, user: User, device: TOTPDevice) -> None:
    """Ask no more on this machine for a week; a new password or a new phone ends it."""
    value = signing.dumps(_fingerprint(user, device), salt=_SALT)
    response.set_cookie(
        TRUST_COOKIE,
        value,
        max_age=TRUSTED_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
        path=f"/{settings.ADMIN_PATH}",
    )


def _is_trusted(request: HttpRequest, user: User, device: TOTPDevice) -> bool:
    try:
        said = signing.loads(request.COOKIES.get(TRUST_COOKIE, ""), salt=_SALT, max_age=TRUSTED_FOR)
    except signing.BadSignature:
        return False
    return bool(said == _fingerprint(user, device))


def _fingerprint(user: User, device: TOTPDevice) -> list[Any]:
    return [user.pk, device.pk, user.get_session_auth_hash()[:32]]


# --- setting it up ----------------------------------------------------------------------------------------
def prepare(user: User) -> TOTPDevice:
    """A phone that is not confirmed yet: the same secret until it is, however often the page is loaded."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "điện thoại"})
    return device


def secret_of(device: TOTPDevice) -> str:
    """The secret as people type it, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(device: TOTPDevice, *, issuer: str) -> str:
    """What the square picture says to the phone's application."""
    label = quote(f"{issuer}:{device.user.username}")
    more = {"secret": secret_of(device).replace(" ", ""), "issuer": issuer, "digits": 6, "period": 30}
    return f"otpauth://totp/{label}?{urlencode(more, quote_via=quote)}"


@transaction.atomic
def confirm(user: User, code: str) -> list[str] | None:
    """Take the phone into use once it shows the right code, and print the codes for when it is away. None for a wrong code."""
    device = prepare(user)
    if not device.verify_token("".join(code.split())):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save()
    log.record(actor=user, verb="second_factor_on", target=user)
    return print_codes(user)


@transaction.atomic
def print_codes(user: User) -> list[str]:
    """New printed codes; the old ones are worth nothing any more. They are shown this once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="mã dự phòng", confirmed=True)
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(PRINTED_CODES)]
    # A code of letters alone or digits alone is never drawn: what people type tells phone and paper apart.
    codes = [code if not code.isdecimal() else f"a{code[1:]}" for code in codes]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    log.record(actor=user, verb="printed_codes_made", target=user)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user: User) -> int:
    """How many printed codes are unused."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def switch_off(user: User, *, by: User) -> None:
    """Without phone and codes again: by the person, or by an administrator for somebody who has lost theirs."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    log.record(actor=by, verb="second_factor_off", target=user)
