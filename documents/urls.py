"""Addresses of documents."""

from django.urls import path

from documents import syndication, views

urlpatterns = [
    path("tai-lieu/", views.documents, name="documents"),
    path("tai-lieu/rss/", syndication.documents_feed, name="document_feed"),
    path("tai-lieu/<slug:slug>-<int:pk>/", views.document, name="document"),
]
