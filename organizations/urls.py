"""Addresses of organisations."""

from django.urls import path

from organizations import views

urlpatterns = [
    path("to-chuc/", views.organizations, name="organizations"),
    path("to-chuc/<slug:slug>/", views.organization, name="organization"),
]
