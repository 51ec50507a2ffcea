"""Opening a border survey, inviting from a pasted list, answering."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from maillage.apps.borders.actions.answering import Given
from maillage.apps.borders.actions.survey import Plan
from maillage.apps.borders.models import Candidate
from maillage.apps.communities.models import Community
from maillage.apps.geography.models import Departement
from maillage.domain.borders import Reason
from maillage.domain.echelon import Echelon

PLACES = ("Je souhaite rejoindre", "Sinon", "Sinon encore", "En dernier")
THREE_WEEKS = timedelta(days=21)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SurveyForm(forms.Form):
    title = forms.CharField(
        label="Titre", max_length=150, initial="Quelle CPTS souhaitez-vous rejoindre\u00a0?"
    )
    departement = forms.ModelChoiceField(
        Departement.objects.none(), label="Département", empty_label=None
    )
    closes_on = forms.DateField(label="Réponses jusqu’au", widget=DayInput)
    note = forms.CharField(
        label="Message aux professionnels",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pourquoi vous posez la question. Jamais de nom de patient.",
    )

    def __init__(self, data: Any, *, community: Community, today: date) -> None:
        day = today + THREE_WEEKS
        super().__init__(data, initial={"closes_on": day, "departement": community.departement_id})
        known = Departement.objects.order_by("search")
        if community.echelon_value is Echelon.DEPARTMENTAL:
            known = known.filter(pk=community.departement_id)
        elif community.region_id:
            known = known.filter(region=community.region_id)
        self.fields["departement"].queryset = known  # type: ignore[attr-defined]  # a ModelChoiceField, above

    @property
    def plan(self) -> Plan:
        """Return what was filled in."""
        values = self.cleaned_data
        return Plan(values["title"], values["departement"], values["closes_on"], values["note"])


class ListForm(forms.Form):
    lines = forms.CharField(
        label="Professionnels à inviter",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=300_000,
        help_text="Une personne par ligne : nom, adresse électronique, commune d’exercice, et "
        "profession si vous voulez. Collez les cellules de votre tableur telles quelles.",
    )


class AnswerForm(forms.Form):
    """One list of choices a place, as many places as CPTS proposed (four at most)."""

    reasons = forms.MultipleChoiceField(
        label="Ce qui compte pour votre premier choix",
        choices=[(reason.value, reason.label) for reason in Reason],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], ranked: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(c.community_id), c.community.name) for c in candidates]
        self.places = PLACES[: len(choices)]
        for index, label in enumerate(self.places):
            self.fields[f"place_{index}"] = forms.ChoiceField(
                label=label,
                required=index == 0,
                choices=[("", "Choisir une CPTS" if index == 0 else "pas d’autre choix"), *choices],
                initial=str(ranked[index]) if index < len(ranked) else "",
            )
        self.order_fields([*(f"place_{index}" for index in range(len(self.places))), "reasons"])

    @property
    def given(self) -> Given:
        """Return the answer filled in, the places left empty passed over."""
        values = self.cleaned_data
        chosen = [values.get(f"place_{index}", "") for index in range(len(self.places))]
        return Given(
            [int(key) for key in chosen if key],
            frozenset(Reason(each) for each in values["reasons"]),
        )
