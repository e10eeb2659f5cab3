"""Roles: what each carries, that nothing else carries anything, and where a client's address comes from."""

import pytest
from django.test import RequestFactory

from accounts.models import User
from accounts.network import client_address
from accounts.roles import Role, permissions_of

pytestmark = pytest.mark.django_db


def test_permissions_come_from_roles_alone(person):
    administrator, reporter, nobody = person("qt", Role.ADMINISTRATOR), person("pv", Role.REPORTER), person("khong")
    assert administrator.has_perm("accounts.change_user")
    assert not reporter.has_perm("accounts.change_user")
    assert nobody.get_all_permissions() == set()
    assert not nobody.has_module_perms("accounts")


def test_several_roles_add_up(person):
    both = person("ca-hai", Role.REPORTER, Role.AUDITOR)
    assert both.get_all_permissions() == permissions_of([Role.REPORTER, Role.AUDITOR])
    assert both.role_labels() == ["Phóng viên", "Giám sát"]


def test_a_superuser_runs_the_system_and_does_not_publish(db):
    first = User.objects.create_superuser("dau-tien", password="mat-khau-dai-12345")
    assert first.has_role(Role.ADMINISTRATOR)
    assert not first.has_role(Role.APPROVER)


def test_nobody_deletes_users_or_log_lines():
    everything = permissions_of(list(Role))
    assert {"accounts.delete_user", "accounts.change_logentry", "accounts.delete_logentry"} & everything == set()


def test_somebody_inactive_has_no_roles(person):
    user = person("nghi", Role.APPROVER)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert User.objects.get(pk=user.pk).roles == frozenset()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "", "10.0.0.1"),
    ],
)
def test_a_forwarded_address_is_believed_only_as_far_as_our_proxies_vouch(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
