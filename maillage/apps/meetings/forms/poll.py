"""Shape of a date poll: the dates proposed, and what someone says of each."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localtime

from maillage.apps.meetings.actions.poll import Proposal
from maillage.apps.meetings.forms.meeting import DayInput, HourInput, moment
from maillage.apps.meetings.models import Meeting
from maillage.apps.meetings.queries.polls import Asked
from maillage.domain.meetings import Answer

# As many lines as a page shows; empty ones are left aside.
LINES = 6


class PollForm(forms.Form):
    answers_by = forms.DateField(
        label="Réponses jusqu’au",
        widget=DayInput,
        help_text="Deux jours avant, un rappel part à qui n’a pas répondu, et à personne d’autre.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINES + 1):
            is_needed = number <= 2
            self.fields[f"day_{number}"] = forms.DateField(
                label=f"Date {number}", widget=DayInput, required=is_needed
            )
            self.fields[f"hour_{number}"] = forms.TimeField(
                label=f"Heure de la date {number}", widget=HourInput, required=is_needed
            )
        self.order_fields([name for name in self.fields if name != "answers_by"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, LINES + 1):
            day, hour = cleaned.get(f"day_{number}"), cleaned.get(f"hour_{number}")
            if day and hour is None and not self.errors:
                self.add_error(f"hour_{number}", "À quelle heure, ce jour-là ?")
        return cleaned

    @staticmethod
    def usual(meeting: Meeting, today: date) -> dict[str, object]:
        """Return what the form begins from: the day planned, its hour on each line, a week."""
        planned = localtime(meeting.starts_at)
        hours: dict[str, object] = {f"hour_{n}": planned.time() for n in range(1, LINES + 1)}
        return hours | {"day_1": planned.date(), "answers_by": today + timedelta(days=7)}

    @property
    def proposal(self) -> Proposal:
        """Return what is asked, once the form is valid."""
        given = self.cleaned_data
        pairs = [(given[f"day_{n}"], given[f"hour_{n}"]) for n in range(1, LINES + 1)]
        return Proposal(
            starts=[moment(day, hour) for day, hour in pairs if day and hour],
            answers_by=given["answers_by"],
        )


class AnswerForm(forms.Form):
    """Three buttons a date."""

    def __init__(self, data: Any = None, *, asked: Asked) -> None:
        super().__init__(data)
        self.names = {f"date_{rank}": option for rank, (option, _) in enumerate(asked.dates)}
        for (name, option), (_, label) in zip(self.names.items(), asked.dates, strict=True):
            said = asked.said.get(option.uuid)
            self.fields[name] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                choices=[(a.value, a.label.capitalize()) for a in Answer],
                widget=forms.RadioSelect,
                initial=said.value if said else None,
                error_messages={"required": "Dites si vous pouvez venir à cette date."},
            )

    @property
    def answers(self) -> dict[UUID, Answer]:
        """Return what is said, once the form is valid."""
        return {option.uuid: Answer(self.cleaned_data[name]) for name, option in self.names.items()}


class ChooseForm(forms.Form):
    option = forms.UUIDField()
