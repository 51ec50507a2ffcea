"""Addresses of the geography."""

from django.urls import path

from maillage.apps.geography import views

app_name = "geography"

urlpatterns = [
    path("recherche.json", views.search_json, name="search_json"),
    path("contours/<slug:code>.geojson", views.contours, name="contours"),
    path("recherche/", views.search, name="search"),
]
