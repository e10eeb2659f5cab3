"""What readers see of organisations: the tree, one organisation. Views ask; querysets and the tree decide."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from organizations import tree
from organizations.filters import OrganizationFilter
from organizations.models import TAG, Organization, Position
from organizations.syndication import organization_data
from publishing import pagecache, paths
from publishing.pagecache import cached_page

MOST_FOUND = 100
MOST_BESIDE = 12


@cached_page(params=("loai",), bypass=("q",))
def organizations(request: HttpRequest) -> HttpResponse:
    """The whole tree; with a name or a kind asked for, those that have it."""
    pagecache.tag(request, TAG)
    form = OrganizationFilter(request.GET)
    found = form.found()
    context = {"form": form, "canonical_url": settings.SITE_URL + request.path}
    if found is None:
        context |= {
            "steps": list(tree.steps(tree.current_branches())),
            "former": Organization.objects.shown().former().select_related("successor"),
            "numbers": tree.numbers(),
        }
    else:
        context |= {
            "found": found.select_related("kind", "parent", "successor").prefetch_related("former_names")[:MOST_FOUND],
            "count": found.count(),
            "most": MOST_FOUND,
        }
    return render(request, "organizations/organization_list.html", context)


@cached_page()
@paths.moved_permanently
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation; one whose address has changed is found at the new one."""
    found = paths.find(Organization.objects.shown().select_related("kind", "successor"), slug)
    pagecache.tag(request, TAG)
    parents = list(Organization.objects.ancestors(found).shown()) if found.parent_id else []
    children = list(found.children.shown().current().select_related("kind"))
    held = list(Position.objects.filter(organization=found).select_related("person"))
    context = {
        "organization": found,
        "crumb_items": [
            ("Tổ chức", reverse("organizations")),
            *((one.name, one.get_absolute_url()) for one in parents),
        ],
        "children": children,
        "children_count": len(children),
        "children_noun": tree.noun_of(children),
        "children_beside": children[:MOST_BESIDE],
        "children_more": children[MOST_BESIDE:],
        "former_children": found.children.shown().former(),
        "predecessors": found.predecessors.shown(),
        "former_names": found.former_names.all(),
        "in_office": [one for one in held if not one.is_former and not one.begins_later],
        "out_of_office": [one for one in held if one.is_former],
        "data": organization_data(found, parents=parents),
    }
    return render(request, "organizations/organization_detail.html", context)
