"""Shape of a ballot and of a vote."""

from django import forms

from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.models import Proposal
from maillage.domain.ballots import Majority

VOTERS = [choice for choice in Proposal.Electorate.choices if choice[0] != "COMMUNITIES"]


class BallotForm(forms.Form):
    title = forms.CharField(label="Titre", max_length=150)
    text = forms.CharField(
        label="Texte mis aux voix",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    candidates = forms.CharField(
        label="Candidatures",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pour une élection : un nom par ligne. Vide : on vote pour ou contre le texte.",
    )
    seats = forms.IntegerField(label="Sièges à pourvoir", min_value=1, max_value=50, initial=1)
    electorate = forms.ChoiceField(label="Qui vote", choices=VOTERS, widget=forms.RadioSelect)
    majority = forms.ChoiceField(
        label="Majorité",
        choices=[(m.value, f"{m.label} : {m.meaning}") for m in Majority],
        widget=forms.RadioSelect,
    )
    proxy_limit = forms.IntegerField(
        label="Procurations par personne", min_value=0, max_value=10, initial=0
    )
    is_secret = forms.BooleanField(
        label="Vote secret",
        required=False,
        help_text="Un vote secret ne peut être ni retrouvé ni changé, pas même par l’instance.",
    )

    def paper(self) -> Paper:
        said = dict(self.cleaned_data)
        names = [line.strip()[:150] for line in said.pop("candidates").splitlines()]
        said.pop("electorate")
        said["majority"] = Majority(said["majority"])
        return Paper(candidates=tuple(dict.fromkeys(name for name in names if name)), **said)


class VoteForm(forms.Form):
    voter = forms.UUIDField()
    chosen = forms.MultipleChoiceField(required=False)

    def __init__(self, data: object, *, options: list[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        self.fields["chosen"].choices = [(key, key) for key in options]  # type: ignore[attr-defined]  # a choice field


class ProxyForm(forms.Form):
    giver = forms.UUIDField()
    holder = forms.UUIDField()
