"""Shape of a meeting, its agenda, its documents and its invited as people type them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware

from maillage.apps.communities.models import Community
from maillage.apps.meetings.actions.agenda import Point
from maillage.apps.meetings.actions.convocation import Guest, Invited
from maillage.apps.meetings.actions.meeting import Plan
from maillage.apps.meetings.models import AgendaItem, Meeting
from maillage.apps.meetings.queries.invited import Candidates
from maillage.domain import french
from maillage.domain.aci import Mission
from maillage.domain.meetings import Kind, Mode, Reply
from maillage.domain.recurrence import EveryWeeks, Rule, like


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar or by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour, by the browser's own clock or by keyboard."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def moment(day: date, hour: time) -> datetime:
    """Return a moment as the clocks of the meeting's place say it."""
    return make_aware(datetime.combine(day, hour))


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(
        label="Nature", choices=[(k.value, k.label.capitalize()) for k in Kind]
    )
    title = forms.CharField(label="Intitulé", max_length=150)
    day = forms.DateField(label="Date", widget=DayInput)
    begins = forms.TimeField(label="De", widget=HourInput)
    ends = forms.TimeField(label="À", widget=HourInput)
    mode = forms.ChoiceField(
        label="Participation",
        choices=[(m.value, m.label.capitalize()) for m in Mode],
        widget=forms.RadioSelect,
        initial=Mode.MIXED.value,
    )
    place = forms.CharField(label="Lieu", max_length=250, required=False)
    video_link = forms.URLField(
        label="Lien de visioconférence",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Dans la convocation, et rappelé la veille.",
    )
    host = forms.ModelChoiceField(
        Community.objects.none(), label="Accueillie par", required=False, empty_label="Personne"
    )
    note = forms.CharField(
        label="Précisions",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Jamais de nom de patient.",
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, hosts: Sequence[Community], turn: Community | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not hosts:
            del self.fields["host"]
            return
        choice = self.fields["host"]
        choice.queryset = Community.objects.filter(pk__in=[h.pk for h in hosts])  # type: ignore[attr-defined]  # a model choice
        if turn:
            choice.help_text = f"C’est le tour {french.of(turn.name)} : elle a le moins accueilli."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "La fin vient après le début : corrigez l’une des deux heures.")
        return cleaned

    @property
    def plan(self) -> Plan:
        """Return what is asked, once the form is valid."""
        given = self.cleaned_data
        return Plan(
            kind=Kind(given["kind"]),
            title=" ".join(given["title"].split()),
            starts_at=moment(given["day"], given["begins"]),
            ends_at=moment(given["day"], given["ends"]),
            place=given["place"],
            video_link=given["video_link"],
            host=given.get("host"),
            note=given["note"],
            mode=Mode(given["mode"]),
        )

    @staticmethod
    def of(meeting: Meeting) -> dict[str, object]:
        """Return what the form shows of a meeting."""
        starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
        return {
            "kind": meeting.kind,
            "title": meeting.title,
            "day": starts.date(),
            "begins": starts.time(),
            "ends": ends.time(),
            "mode": meeting.mode,
            "place": meeting.place,
            "video_link": meeting.video_link,
            "host": meeting.host_id,
            "note": meeting.note,
            "version": meeting.version,
        }


class NewMeetingForm(MeetingForm):
    """A meeting, once or several times."""

    RHYTHMS = (
        ("", "Une seule fois"),
        ("w1", "Toutes les semaines"),
        ("w2", "Toutes les deux semaines"),
        ("m1", "Tous les mois, même jour de la semaine"),
        ("m2", "Tous les deux mois, même jour de la semaine"),
        ("m3", "Tous les trois mois, même jour de la semaine"),
    )
    rhythm = forms.ChoiceField(
        label="Revient",
        choices=RHYTHMS,
        required=False,
        help_text="Par exemple, un deuxième mardi reste un deuxième mardi.",
    )
    number = forms.IntegerField(
        label="Nombre de réunions, si elle revient",
        min_value=1,
        max_value=104,
        initial=6,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, otherwise in (("title", "la nature"), ("ends", "la durée habituelle")):
            self.fields[name].required = False
            self.fields[name].help_text = f"Vide, ce sera {otherwise}."

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "kind" in given:
            kind = Kind(given["kind"])
            given["title"] = given.get("title") or kind.label.capitalize()
            if given.get("begins") and "ends" in given and given["ends"] is None:
                begins = datetime.combine(given.get("day") or date.min, given["begins"])
                given["ends"] = (begins + timedelta(minutes=kind.minutes)).time()
        return super().clean()

    @property
    def rule(self) -> Rule | None:
        """Return the rhythm asked, or None for a single meeting."""
        rhythm = self.cleaned_data["rhythm"]
        if not rhythm:
            return None
        every = int(rhythm[1:])
        return EveryWeeks(every) if rhythm[0] == "w" else like(self.cleaned_data["day"], every)

    @staticmethod
    def usual(kind: Kind, today: date, turn: Community | None) -> dict[str, object]:
        """Return what such a meeting usually is: in three weeks, in the evening."""
        begins = datetime.combine(today + timedelta(weeks=3), time(18, 30))
        return {
            "kind": kind.value,
            "day": begins.date(),
            "begins": begins.time(),
            "mode": Mode.MIXED.value,
            "host": turn.pk if turn else None,
            "number": 6,
        }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Motif", max_length=250, required=False, help_text="Les personnes invitées le liront."
    )


class PointForm(forms.Form):
    title = forms.CharField(label="Point à ajouter", max_length=200)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=480, required=False)
    mission = forms.ChoiceField(
        label="Mission servie",
        choices=[("", "Aucune"), *((m.value, m.label) for m in Mission)],
        required=False,
        help_text="Les présences de la réunion se comptent alors pour cette mission.",
    )

    @classmethod
    def over(cls, item: AgendaItem, data: Any, *, is_held: bool) -> "PointForm":
        """Return the form of a point already written; once held, only its mission is asked."""
        form = cls(
            data,
            initial={"title": item.title, "minutes": item.minutes, "mission": item.mission},
        )
        form.fields["title"].label = "Point"
        if is_held:
            del form.fields["title"], form.fields["minutes"]
        return form

    @property
    def point(self) -> Point:
        """Return what is asked, once the form is valid."""
        mission = self.cleaned_data["mission"]
        return Point(
            title=self.cleaned_data.get("title", ""),
            minutes=self.cleaned_data.get("minutes"),
            mission=Mission(mission) if mission else None,
        )


class ProposalForm(forms.Form):
    """What a member would like to be spoken of."""

    title = forms.CharField(
        label="Un point à proposer", max_length=200, help_text="Jamais de nom de patient."
    )

    @property
    def point(self) -> Point:
        return Point(self.cleaned_data["title"])


class PointGestureForm(forms.Form):
    """One button on one point."""

    gesture = forms.ChoiceField(choices=[("accept", ""), ("remove", ""), ("raise", "")])
    item = forms.UUIDField()


class DocumentForm(forms.Form):
    file = forms.FileField(
        label="Document à joindre", help_text="PDF, document, tableur ou image, 5 Mo au plus."
    )


class InviteesForm(forms.Form):
    people = forms.MultipleChoiceField(
        label="Personnes invitées", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, among: Candidates) -> None:
        super().__init__(data, initial={"people": list(among.invited)})
        self.among = among
        self.fields["people"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (title, [(each.key, each.label) for each in group]) for title, group in among.groups
        ]

    @property
    def chosen(self) -> Invited:
        """Return whom to invite, once the form is valid: those ticked, or whole groups at once."""
        groups = self.among.groups
        everyone = [each for _, group in groups for each in group]
        kept = set(self.cleaned_data["people"])
        gesture = self.data.get("gesture")
        if gesture == "roles":
            kept = {each.key for each in groups[0][1]}
        elif gesture == "all":
            kept = {each.key for each in everyone}
        structures = [each for each in everyone if each.address]
        return Invited(
            people=[each.person for each in everyone if each.person and each.key in kept],
            guests=[Guest(each.label, each.address) for each in structures if each.key in kept],
            without=[each.address for each in structures if each.key not in kept],
        )


class ReplyForm(forms.Form):
    """One button says whether one comes."""

    reply = forms.ChoiceField(choices=[(r.value, r.label) for r in Reply])

    @property
    def said(self) -> Reply:
        return Reply(self.cleaned_data["reply"])


class GuestForm(forms.Form):
    name = forms.CharField(label="Nom de l’invité", max_length=160)
    address = forms.EmailField(label="Adresse électronique")

    @property
    def guest(self) -> Guest:
        """Return who is asked, once the form is valid."""
        return Guest(self.cleaned_data["name"], self.cleaned_data["address"])
