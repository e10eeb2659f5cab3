"""Coming into the newsroom: a page for strangers, one message for a wrong name or password."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_stranger_gets_the_form_in_the_portals_look(client):
    response = client.get(reverse("admin:login"))
    html = response.content.decode()
    assert response.status_code == 200
    assert '<label for="id_username">' in html and '<label for="id_password">' in html
    assert html.count("<h1") == 1 and "Đăng nhập" in html


def test_a_wrong_password_says_so_once_and_keeps_the_name(client):
    response = client.post(reverse("admin:login"), {"username": "phongvien", "password": "mat-khau-sai"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("note--bad") == 1 and 'role="alert"' in html
    assert 'value="phongvien"' in html
    assert 'value="mat-khau-sai"' not in html
