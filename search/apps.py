"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index over every kind."""

    name = "search"
    verbose_name = "Tìm kiếm"
