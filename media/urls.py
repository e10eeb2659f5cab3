"""The one address of stored files."""

from django.urls import path

from media.serving import serve

urlpatterns = [path("tep/<path:path>", serve, name="file")]
