"""Addresses of the diagnosis."""

from django.urls import path, re_path

from maillage.apps.diagnosis.views import kept, shown, typed

app_name = "diagnosis"
FILE = r"(?P<format>docx|odt|pdf)"
SPACE = "communautes/<slug:slug>/diagnostic"
AREAS = (("departement", "departements/"), ("region", "regions/"))

urlpatterns = [
    path(f"{SPACE}/", shown.community, name="community"),
    path(f"{SPACE}.xlsx", shown.community_workbook, name="community_workbook"),
    re_path(
        rf"^communautes/(?P<slug>[-\w]+)/diagnostic/telecharger/{FILE}/$",
        shown.community_document,
        name="community_document",
    ),
    path(f"{SPACE}/garder/", kept.keep, name="keep"),
    path(f"{SPACE}/versions/<int:number>/", kept.version, name="version"),
    re_path(
        rf"^communautes/(?P<slug>[-\w]+)/diagnostic/versions/(?P<number>\d{{1,8}})/{FILE}/$",
        kept.version_document,
        name="version_document",
    ),
    path(f"{SPACE}/chiffres/", typed.figures, name="figures"),
    path(f"{SPACE}/chiffres/coller/", typed.paste, name="paste"),
    path(f"{SPACE}/chiffres/<uuid:uuid>/retirer/", typed.withdraw, name="withdraw"),
    path("territoire/diagnostic/", shown.territory, name="territory"),
    path("territoire/diagnostic.xlsx", shown.territory_workbook, name="territory_workbook"),
    re_path(
        rf"^territoire/diagnostic/telecharger/{FILE}/$",
        shown.territory_document,
        name="territory_document",
    ),
    path("france/diagnostic/", shown.area, {"level": "france"}, name="france"),
    path(
        "france/diagnostic.xlsx", shown.area_workbook, {"level": "france"}, name="france_workbook"
    ),
    re_path(
        rf"^france/diagnostic/telecharger/{FILE}/$",
        shown.area_document,
        {"level": "france"},
        name="france_document",
    ),
]
for level, where in AREAS:
    urlpatterns += [
        path(f"{where}<slug:code>/diagnostic/", shown.area, {"level": level}, name=level),
        path(
            f"{where}<slug:code>/diagnostic.xlsx",
            shown.area_workbook,
            {"level": level},
            name=f"{level}_workbook",
        ),
        re_path(
            rf"^{where}(?P<code>\w+)/diagnostic/telecharger/{FILE}/$",
            shown.area_document,
            {"level": level},
            name=f"{level}_document",
        ),
    ]
