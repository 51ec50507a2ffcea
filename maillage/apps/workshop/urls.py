"""Addresses of the workshop: an area, a study, a scenario, what is proposed to a CPTS."""

from django.urls import path, re_path

from maillage.apps.workshop.views import area, outcome, scenario, study

app_name = "workshop"

STUDY = "atelier/<uuid:uuid>/"
SCENARIO = "atelier/scenarios/<uuid:uuid>/"

urlpatterns = [
    path("atelier/", area.areas, name="areas"),
    path("departements/<slug:code>/atelier/", area.area, {"is_region": False}, name="departement"),
    path("regions/<slug:code>/atelier/", area.area, {"is_region": True}, name="region"),
    path(
        "departements/<slug:code>/atelier/nouvelle/",
        area.new_study,
        {"is_region": False},
        name="new_in_departement",
    ),
    path(
        "regions/<slug:code>/atelier/nouvelle/",
        area.new_study,
        {"is_region": True},
        name="new_in_region",
    ),
    path(STUDY, study.study, name="study"),
    path(f"{STUDY}calculer/", study.compute, name="compute"),
    path(f"{STUDY}apporter/", study.bring, name="bring"),
    path(f"{STUDY}retirer/", study.remove, name="remove"),
    path(SCENARIO, scenario.scenario, name="scenario"),
    path(f"{SCENARIO}deplacer/", scenario.move, name="move"),
    path(f"{SCENARIO}annuler/", scenario.undo, name="undo"),
    path(f"{SCENARIO}retablir/", scenario.redo, name="redo"),
    path(f"{SCENARIO}copier/", scenario.copy, name="copy"),
    path(f"{SCENARIO}remarques/", scenario.remark, name="remark"),
    path("atelier/remarques/<uuid:uuid>/retirer/", scenario.withdraw, name="withdraw_remark"),
    path(f"{SCENARIO}comparer/", outcome.compare, name="compare"),
    path(f"{SCENARIO}proposer/", outcome.propose, name="propose"),
    path(f"{SCENARIO}perimetres/", outcome.offer, name="offer"),
    re_path(
        r"^atelier/scenarios/(?P<uuid>[0-9a-f-]{36})/telecharger/(?P<format>geojson|csv|xlsx|pdf|docx|odt)/$",
        outcome.download,
        name="download",
    ),
    path("communautes/<slug:slug>/decoupage/", outcome.community, name="community"),
    path(
        "communautes/<slug:slug>/decoupage/<uuid:uuid>/", outcome.answer_offer, name="answer_offer"
    ),
]
