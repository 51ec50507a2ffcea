"""Addresses of the communities."""

from django.urls import path

from maillage.apps.communities.views import (
    areas,
    belonging,
    composer,
    directory,
    instance,
    perimeter,
    workspace,
)

app_name = "communities"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire.json", directory.directory_json, name="directory_json"),
    path("annuaire.csv", directory.directory_csv, name="directory_csv"),
    path("annuaire/<slug:slug>/", directory.card, name="card"),
    path("territoire/", composer.compose, name="territory"),
    path("territoire/coller/", composer.paste, name="paste"),
    path("communautes/nouvelle/", composer.new_community, name="new"),
    path("communautes/<slug:slug>/", workspace.workspace, name="workspace"),
    path("communautes/<slug:slug>/fiche/", workspace.edit_card, name="edit_card"),
    path("communautes/<slug:slug>/journal/", workspace.journal, name="journal"),
    path("communautes/<slug:slug>/perimetre/", perimeter.perimeter, name="perimeter"),
    path(
        "communautes/<slug:slug>/perimetre/modifier/",
        perimeter.edit_perimeter,
        name="edit_perimeter",
    ),
    path("communautes/<slug:slug>/affiliations/", belonging.affiliations, name="affiliations"),
    path(
        "communautes/<slug:slug>/affiliations/<uuid:uuid>/fin/",
        belonging.end_affiliation,
        name="end_affiliation",
    ),
    path("communautes/<slug:slug>/roles/", belonging.roles, name="roles"),
    path("communautes/<slug:slug>/roles/<uuid:uuid>/fin/", belonging.end_role, name="end_role"),
    path("departements/<slug:code>/", areas.departement, name="departement"),
    path("regions/<slug:code>/", areas.region, name="region"),
    path("france/", areas.nation, name="nation"),
    path("instance/", instance.functions, name="functions"),
    path("instance/<uuid:uuid>/fin/", instance.end_function, name="end_function"),
]
