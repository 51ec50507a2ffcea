"""Addresses of signing in: allauth's, under our pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
