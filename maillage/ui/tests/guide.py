"""Every component on one page, with invented matter: for the tests, and for the eye.

To look at it: `DJANGO_SETTINGS_MODULE=tests.guide_settings maillage runserver`, then
open `/guide/`.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.ui.parts import SourceNote, Step, StepState, Tab

GUIDE = Path(__file__).parent / "guide.html"

SOURCE = SourceNote(
    title="Accord conventionnel interprofessionnel, article 3",
    url="https://www.legifrance.gouv.fr/",
    vintage="depuis le 20/06/2019",
    level="confirmé par 3 sources lues",
    rule="Taille 2 : de 40 000 à 80 000 habitants, population municipale.",
)
STEPS = [
    Step("Émergence", StepState.DONE, date(2026, 1, 12)),
    Step("Lettre d’intention validée", StepState.DONE, date(2026, 4, 3), "52 jours d’instruction."),
    Step("Projet de santé en rédaction", StepState.CURRENT, date(2026, 4, 3)),
    Step("Pièces demandées par l’ARS", StepState.WAITING, date(2026, 11, 30), "Il reste 7 jours."),
    Step("Négociation de l’ACI"),
]
TABS = [
    Tab("Présentation", "#", is_current=True),
    Tab("Périmètre", "#", count=42),
    Tab("Financement", "#"),
    Tab("Parcours", "#"),
    Tab("Lettre d’intention", "#"),
    Tab("Affiliations", "#", count=2),
    Tab("Rôles", "#"),
    Tab("Journal", "#"),
]
ROWS = [
    ("Bourg-la-Fontaine", "99001", 12_458, Decimal("18.4")),
    ("Saint-Aubin-des-Prés", "99014", 4_120, Decimal("31.9")),
    ("Val-de-Mézure", "99032", 892, None),
    ("Les Trois-Chênes", "99047", 23_977, Decimal("12.0")),
]


class GuideForm(forms.Form):
    name = forms.CharField(label="Nom de la communauté", help_text="Tel qu’il figure aux statuts.")
    echelon = forms.ChoiceField(
        label="Échelon",
        widget=forms.RadioSelect,
        choices=[(e.value, e.label) for e in Echelon],
        help_text="Une CPTS est un territoire ; les autres échelons rassemblent des communautés.",
    )
    stage = forms.ChoiceField(label="Étape", choices=[(s.value, s.label) for s in Stage])
    note = forms.CharField(
        label="Remarque", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_public = forms.BooleanField(label="Montrer la fiche dans l’annuaire", required=False)


def guide(request: HttpRequest) -> HttpResponse:
    context = {
        "source": SOURCE,
        "steps": STEPS,
        "tabs": TABS,
        "rows": ROWS,
        "echelons": list(Echelon),
        "stages": list(Stage),
        "form": GuideForm(),
        "refused": GuideForm({"name": ""}, auto_id="refused_%s"),
        "day": date(2026, 11, 26),
    }
    template = engines["django"].from_string(GUIDE.read_text())
    return HttpResponse(template.render(context, request))


def public_home(request: HttpRequest) -> HttpResponse:
    template = engines["django"].get_template("ui/home_public.html")
    return HttpResponse(template.render({}, request))


urlpatterns: list[Any] = [
    path("", public_home, name="home"),
    path("guide/", guide),
    path("annuaire/", guide, name="directory"),
    path("compte/", include("maillage.apps.accounts.urls")),
]
for view in (guide, public_home):
    view.login_required = False  # type: ignore[attr-defined]  # read by LoginRequiredMiddleware
