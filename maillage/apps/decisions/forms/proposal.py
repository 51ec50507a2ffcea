"""Shape of a proposal, of an answer and of what a community does with a decision."""

from typing import Any

from django import forms

from maillage.apps.communities.models import Community
from maillage.apps.decisions.actions.answer import Given
from maillage.apps.decisions.actions.application import Choice
from maillage.apps.decisions.actions.proposal import Draft, Wording
from maillage.apps.decisions.models import Proposal, Round, silence_of
from maillage.apps.decisions.models.proposal import LONGEST_TEXT
from maillage.apps.decisions.queries.proposal import electorates_for
from maillage.domain.consensus import (
    MOST_ROUNDS,
    FallBack,
    Position,
    Rule,
    Silence,
    silences_allowed,
)


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar or by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class WordingForm(forms.Form):
    text = forms.CharField(
        label="Texte proposé",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="C’est sur ce texte que chacun répond. Jamais de nom de patient.",
    )
    documents = forms.CharField(
        label="Liens vers les documents",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une adresse par ligne, qui commence par https://.",
    )
    answers_by = forms.DateField(label="Réponses attendues jusqu’au", widget=DayInput)

    def wording(self) -> Wording:
        said = self.cleaned_data
        return Wording(said["text"], said["answers_by"], said["documents"])


class ProposalForm(WordingForm):
    title = forms.CharField(label="Titre", max_length=150)
    electorate = forms.ChoiceField(label="Qui répond", widget=forms.RadioSelect)
    fall_back = forms.ChoiceField(
        label="Si rien n’est convenu",
        widget=forms.RadioSelect,
        choices=[(f.value, f"{f.label} : {f.meaning}") for f in FallBack],
        help_text="Fixé avant l’ouverture, et lu par tous avant de répondre.",
    )
    rounds = forms.IntegerField(
        label="Après combien de tours ?",
        required=False,
        min_value=1,
        max_value=MOST_ROUNDS,
        help_text="À remplir pour « abandonner » ou « adopter avec réserves ».",
    )
    silence = forms.ChoiceField(
        label="Qui ne répond pas",
        widget=forms.RadioSelect,
        help_text="Le silence ne prend un sens que si les statuts le disent.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = [
        *("title", "text", "documents", "answers_by"),
        *("electorate", "fall_back", "rounds", "silence"),
    ]

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["electorate"].choices = electorates_for(community)  # type: ignore[attr-defined]  # a choice field
        self.fields["silence"].choices = [  # type: ignore[attr-defined]  # a choice field
            (each.value, each.label) for each in silences_allowed(silence_of(community))
        ]

    @staticmethod
    def initial_of(proposal: Proposal, first: Round) -> dict[str, object]:
        return {
            "title": proposal.title,
            "text": first.text,
            "documents": first.documents,
            "answers_by": first.answers_by,
            "electorate": proposal.electorate,
            "fall_back": proposal.fall_back,
            "rounds": proposal.last_round,
            "silence": proposal.silence,
            "version": proposal.version,
        }

    def draft(self) -> Draft:
        """Return what was typed.

        :raises RoundsMissing: the fall-back needs a number of rounds.
        """
        said = self.cleaned_data
        fall_back = FallBack(said["fall_back"])
        rounds = said["rounds"] if fall_back.has_a_last_round else None
        return Draft(
            title=said["title"],
            electorate=Proposal.Electorate(said["electorate"]),
            rule=Rule(fall_back, rounds, Silence(said["silence"])),
            wording=self.wording(),
        )


class AnswerForm(forms.Form):
    position = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        choices=[(p.value, f"{p.label[0].upper()}{p.label[1:]}. {p.meaning}") for p in Position],
    )
    reason = forms.CharField(
        label="Motif",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nécessaire pour une objection ou une réserve. Les autres membres le liront.",
    )
    number = forms.IntegerField(widget=forms.HiddenInput)

    def given(self) -> Given:
        said = self.cleaned_data
        return Given(Position(said["position"]), said["number"], said["reason"])


class CloseForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ApplicationForm(forms.Form):
    applies = forms.ChoiceField(
        label="Votre choix",
        choices=[("oui", "Appliquer cette décision"), ("non", "Ne pas l’appliquer")],
    )
    since = forms.DateField(label="À partir du", widget=DayInput)
    note = forms.CharField(label="Précision", required=False, max_length=250)

    def choice(self) -> Choice:
        said = self.cleaned_data
        return Choice(said["applies"] == "oui", said["since"], said["note"])
