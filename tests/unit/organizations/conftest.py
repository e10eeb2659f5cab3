"""A small tree that the suite of organisations shares."""

import pytest

import vietnamese
from organizations.models import OrganizationKind
from organizations.registering import register


@pytest.fixture
def kind(db):
    """kind("chi bộ"): the kind of that name."""

    def make(name, group_name="", order=0):
        return OrganizationKind.objects.get_or_create(
            name=name, defaults={"slug": vietnamese.slugify(name), "group_name": group_name, "order": order}
        )[0]

    return make


@pytest.fixture
def unit(kind):
    """unit("Chi bộ A"): an organisation, by the door that imports use."""

    def make(name, *, of="chi bộ", **fields):
        return register(name=name, kind=kind(of), **fields)

    return make
