"""Shape of what people type about communities; no rule."""

from typing import Any

from django import forms

from maillage.apps.communities.models import Community
from maillage.apps.geography.models import Departement, Region
from maillage.domain.echelon import Echelon
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar or by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PasteForm(forms.Form):
    lines = forms.CharField(
        label="Codes ou noms de communes, une par ligne",
        help_text="Collez une colonne de votre tableur\u00a0: codes INSEE, noms, ou les deux.",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=200_000,
    )
    departement = forms.ModelChoiceField(
        Departement.objects.order_by("name"),
        label="Département (pour départager les communes de même nom)",
        required=False,
    )
    s = forms.CharField(required=False, widget=forms.HiddenInput)


class PerimeterForm(forms.Form):
    since = forms.DateField(label="Territoire en vigueur à partir du", widget=DayInput)
    note = forms.CharField(
        label="Motif",
        max_length=250,
        required=False,
        help_text="Par exemple\u00a0: «\u00a0accord du bureau du 12 mars\u00a0».",
    )
    selection = forms.CharField(widget=forms.HiddenInput)
    expected_number = forms.IntegerField(widget=forms.HiddenInput)


class NewCommunityForm(forms.Form):
    name = forms.CharField(
        label="Nom",
        max_length=150,
        help_text="Tel que vous le dites aujourd’hui\u00a0; il pourra changer.",
    )
    echelon = forms.ChoiceField(
        label="Échelon", choices=[(e.value, e.label) for e in Echelon], required=False
    )
    departement = forms.ModelChoiceField(
        Departement.objects.order_by("name"), label="Département", required=False
    )
    region = forms.ModelChoiceField(Region.objects.order_by("name"), label="Région", required=False)
    s = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_administrator:
            del self.fields["echelon"], self.fields["region"]
            self.fields["departement"].required = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        echelon = Echelon(values.get("echelon") or Echelon.LOCAL.value)
        if echelon in {Echelon.LOCAL, Echelon.DEPARTMENTAL} and not values.get("departement"):
            self.add_error("departement", "Choisissez le département.")
        if echelon is Echelon.REGIONAL and not values.get("region"):
            self.add_error("region", "Choisissez la région.")
        return values


class CardForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    website = forms.URLField(label="Site", required=False, assume_scheme="https")
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Community
        fields = (
            "name",
            "presentation",
            "legal_form",
            "founded_on",
            "finess",
            "siren",
            "email",
            "phone",
            "website",
            "postal_address",
            "is_published",
        )
        widgets = {"founded_on": DayInput, "presentation": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "finess": (
                "9 caractères, catégorie 604 (CPTS)\u00a0; laissez vide s’il n’est pas attribué."
            ),
            "siren": "9 chiffres.",
            "phone": "Affiché dans l’annuaire et transmis au SAS.",
            "presentation": "Quelques lignes pour le public. Aucune donnée de patient.",
            "is_published": "La fiche devient visible de tous.",
        }


class JoinForm(forms.Form):
    body = forms.ModelChoiceField(Community.objects.none(), label="Rejoindre")
    since = forms.DateField(label="Depuis le", widget=DayInput)


class EndForm(forms.Form):
    until = forms.DateField(label="Fin le", widget=DayInput)


class InviteeForm(forms.Form):
    email = forms.EmailField(label="Adresse électronique")
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    since = forms.DateField(label="Depuis le", widget=DayInput)


class RoleForm(InviteeForm):
    kind = forms.ChoiceField(label="Rôle", choices=[(k.value, k.label) for k in RoleKind])
    field_order = ("kind", "email", "first_name", "last_name", "since")


class AreaRoleForm(InviteeForm):
    outside_body = forms.ChoiceField(
        label="Organisme", choices=[(b.value, b.label) for b in OutsideBody]
    )
    kind = forms.ChoiceField(label="Fonction", choices=[(k.value, k.label) for k in AreaRoleKind])
    departement = forms.ModelChoiceField(
        Departement.objects.order_by("name"), label="Département", required=False
    )
    region = forms.ModelChoiceField(
        Region.objects.order_by("name"),
        label="Région",
        required=False,
        help_text="Un département ou une région\u00a0; aucun des deux pour la France entière.",
    )
    field_order = (
        "outside_body",
        "kind",
        "departement",
        "region",
        "email",
        "first_name",
        "last_name",
        "since",
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("departement") and values.get("region"):
            self.add_error("region", "Choisissez un département ou une région, pas les deux.")
        return values
