"""Shape of what people type about a contract; no rule."""

from typing import Any

from django import forms

from maillage.apps.contract.actions import ReadAmount
from maillage.apps.contract.queries import AskedForecast
from maillage.domain.aci import CELLS, Mission, cell_of


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar or by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ForecastForm(forms.Form):
    """The dates a forecast is made from; its state is entirely in the address."""

    s = forms.CharField(required=False, widget=forms.HiddenInput)
    signed_on = forms.DateField(
        label="Signature du contrat",
        widget=DayInput,
        help_text="Faite, ou espérée.",
        error_messages={"required": "Choisissez la date de signature du contrat."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mission in Mission:
            kind = "socle" if mission.is_core else "option"
            self.fields[mission.code] = forms.DateField(
                label=f"{mission.label} ({kind}), démarrage", required=False, widget=DayInput
            )

    @classmethod
    def of(cls, asked: AskedForecast, *, selection: str) -> "ForecastForm":
        """Return the form filled with the dates of a forecast."""
        starts = {mission.code: day.isoformat() for mission, day in asked.starts.items()}
        return cls({"s": selection, "signed_on": asked.signed_on.isoformat(), **starts})

    @property
    def asked(self) -> AskedForecast:
        """The dates asked, once the form is valid; a mission without one is not paid."""
        days = {mission: self.cleaned_data.get(mission.code) for mission in Mission}
        starts = {mission: day for mission, day in days.items() if day}
        return AskedForecast(self.cleaned_data["signed_on"], starts)


class AmountForm(forms.Form):
    """An amount read in the contract of a community."""

    cell = forms.ChoiceField(choices=[(c.code, c.label) for c in CELLS], widget=forms.HiddenInput)
    amount = forms.DecimalField(
        label="Montant annuel, en euros",
        max_digits=11,
        decimal_places=2,
        min_value=0,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    source = forms.CharField(
        label="Où il se lit",
        max_length=250,
        help_text="Par exemple : « contrat du 12 mars 2025, article 4 ».",
    )
    agreed_on = forms.DateField(label="Convenu le", widget=DayInput)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @property
    def read_amount(self) -> ReadAmount:
        """What was read in the contract, once the form is valid."""
        given = self.cleaned_data
        return ReadAmount(
            cell=cell_of(given["cell"]),
            amount=given["amount"],
            source=given["source"],
            agreed_on=given["agreed_on"],
            seen=given["seen"],
        )


class WithdrawForm(forms.Form):
    """Which amount is withdrawn, and the one that stood on the page."""

    cell = forms.ChoiceField(choices=[(c.code, c.label) for c in CELLS])
    seen = forms.UUIDField()
