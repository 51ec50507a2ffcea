"""Addresses of the geography."""

from django.urls import path

from maillage.apps.geography import views

app_name = "geography"

urlpatterns = [
    path("recherche.json", views.search_json, name="search_json"),
    path("recherche/", views.search, name="search"),
]
