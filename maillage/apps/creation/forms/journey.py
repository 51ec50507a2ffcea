"""Shape of what people type about a journey; no rule."""

from typing import Any

from django import forms

from maillage.domain.journey import Act


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar or by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MoveForm(forms.Form):
    happened_on = forms.DateField(
        label="Date", widget=DayInput, help_text="Le jour où c’est arrivé, même s’il est passé."
    )
    note = forms.CharField(
        label="Précisions",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Références d’un courrier, suites données… Jamais de nom de patient.",
    )
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if act.asks_why:
            self.fields["note"].label = "Motifs"
            self.fields["note"].required = True
            self.fields["note"].help_text = "Les porteurs du projet les liront."
        if act is Act.SEND_PROJECT:
            self.fields["happened_on"].label = "Date de réception par l’ARS"
            self.fields[
                "happened_on"
            ].help_text = (
                "Le délai légal part de ce jour : reprenez la date de l’accusé de réception."
            )
        if act is Act.TACIT_VALIDATION:
            # The law sets the day.
            self.fields["happened_on"].widget = forms.HiddenInput()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PauseForm(forms.Form):
    paused_on = forms.DateField(label="Délai suspendu à partir du", widget=DayInput)
    reason = forms.CharField(
        label="Motif",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Par exemple : « budget prévisionnel demandé aux porteurs ».",
    )


class ResumeForm(forms.Form):
    WAYS = (
        ("restart", "Il repart de zéro : le dossier était incomplet, il est maintenant complet"),
        ("continue", "Il continue avec les jours qui restaient"),
    )
    resumed_on = forms.DateField(label="Délai repris à partir du", widget=DayInput)
    way = forms.ChoiceField(
        label="Comment le délai reprend-il ?", choices=WAYS, widget=forms.RadioSelect
    )
