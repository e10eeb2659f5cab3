"""The screens of mã xác thực: the code asked for at log-in, and the page on which each person sets theirs up."""

from __future__ import annotations

import io
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from accounts import second_factor
from publishing import sites

WRONG = "Mã không đúng hoặc đã hết hạn. Xem lại mã đang hiện trên điện thoại rồi gõ lại."


class CodeForm(forms.Form):
    """The six digits of the phone, or a printed code."""

    ma = forms.CharField(
        label="Mã 6 chữ số",
        max_length=20,
        widget=forms.TextInput(
            {"class": "inp totp", "autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
        error_messages={"required": "Hãy gõ mã.", "max_length": WRONG},
    )

    def check_for(self, user: Any) -> bool:
        """Whether it is right; else the words stand at the field."""
        if not self.is_valid():
            return False
        wait = second_factor.seconds_to_wait(user)
        if wait:
            self.add_error("ma", f"Vừa có mã sai. Chờ {wait} giây rồi gõ lại.")
            return False
        if not second_factor.is_right(user, self.cleaned_data["ma"]):
            self.add_error("ma", WRONG)
            return False
        return True


@never_cache
def ask_code(request: HttpRequest, *, site: Any) -> HttpResponse:
    """After the password. Somebody for whom it is compulsory and who has none yet is led to setting it up."""
    user = request.half_logged_in  # type: ignore[attr-defined]
    if not user.is_authenticated:
        return HttpResponseRedirect(reverse("admin:index"))
    if request.POST.get("viec") == "thoi":
        logout(request)
        return HttpResponseRedirect(reverse("admin:login"))
    device = second_factor.device_of(user)
    if device is None:
        return HttpResponseRedirect(reverse("admin:security"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.check_for(user):
        response = HttpResponseRedirect(_next(request))
        if request.POST.get("nho"):
            second_factor.trust(response, user, device)
        second_factor.passed(request)
        return response
    context = {**site.each_context(request), "title": "Mã xác thực", "form": form, "next": request.GET.get("next", "")}
    return TemplateResponse(
        request, "admin/second_factor/code.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure()):
        return wanted
    return reverse("admin:index")


@never_cache
def security(request: HttpRequest, *, site: Any) -> HttpResponse:
    """One's own: set up a phone, print new codes, switch it off."""
    user = _own(request)
    device = second_factor.device_of(user)
    if device is None:
        return _set_up(site, request, user)
    form = CodeForm(request.POST or None)
    wanted = request.POST.get("viec", "")
    if request.method == "POST":
        if wanted not in ("ma-moi", "tat") or (wanted == "tat" and second_factor.is_compulsory()):
            raise Http404
        if form.check_for(user):
            if wanted == "ma-moi":
                return _show_codes(site, request, second_factor.print_codes(user))
            second_factor.switch_off(user, by=user)
            messages.success(request, "Đã tắt mã xác thực. Từ nay chỉ cần mật khẩu.")
            return HttpResponseRedirect(reverse("admin:security"))
    context = {
        **site.each_context(request),
        "title": "Mã xác thực",
        "form": form,
        "codes_left": second_factor.codes_left(user),
        "compulsory": second_factor.is_compulsory(),
    }
    return TemplateResponse(
        request, "admin/second_factor/on.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _set_up(site: Any, request: HttpRequest, user: Any) -> HttpResponse:
    device = second_factor.prepare(user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.confirm(user, form.cleaned_data["ma"])
        if codes is not None:
            second_factor.passed(request)
            return _show_codes(site, request, codes)
        form.add_error("ma", WRONG)
    context = {
        **site.each_context(request),
        "title": "Cài mã xác thực",
        "form": form,
        "secret": second_factor.secret_of(device),
        "compulsory": second_factor.is_compulsory(),
    }
    return TemplateResponse(
        request, "admin/second_factor/set_up.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _show_codes(site: Any, request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {**site.each_context(request), "title": "Mã dự phòng", "codes": codes}
    return TemplateResponse(request, "admin/second_factor/codes.html", context)


@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    """The square picture that the phone reads, while it is being set up and never afterwards."""
    user = _own(request)
    if second_factor.device_of(user) is not None:
        raise Http404
    address = second_factor.address_of(second_factor.prepare(user), issuer=sites.identity().name)
    image = io.BytesIO()
    segno.make(address, error="m").save(image, kind="png", scale=5, border=4)
    return HttpResponse(image.getvalue(), content_type="image/png")


def _own(request: HttpRequest) -> Any:
    """Who is logged in; or who has given the password and must set it up before anything else."""
    if request.user.is_authenticated and request.user.is_staff:
        return request.user
    half = request.half_logged_in  # type: ignore[attr-defined]
    if half.is_authenticated and second_factor.is_compulsory() and second_factor.device_of(half) is None:
        return half
    raise Http404
