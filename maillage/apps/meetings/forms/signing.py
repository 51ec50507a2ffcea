"""Shapes of a signature, of a sheet filled by its secretary, and of a relevé."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localtime, make_aware

from maillage.apps.meetings.actions.attendance import Guest, Line, Mark
from maillage.apps.meetings.actions.follow_up import Task
from maillage.apps.meetings.actions.minutes import LONGEST_TEXT, Words
from maillage.apps.meetings.actions.sheet import Course
from maillage.apps.meetings.forms.meeting import HourInput
from maillage.apps.meetings.models import Attendance, Meeting, MinutesText
from maillage.apps.meetings.queries.minutes import Part, parts_of
from maillage.domain.attendance import Channel, Manner, Presence, Span, Status
from maillage.domain.meetings import Mode
from maillage.domain.quorum import Rule

_MANNERS = [(manner.value, manner.label.capitalize()) for manner in Manner]
# Before it, an hour is of the night that follows the meeting.
_DAWN = time(6)
_SHARES = [
    ("0", "Aucun quorum"),
    ("1/4", "Le quart"),
    ("1/3", "Le tiers"),
    ("1/2", "La moitié"),
    ("2/3", "Les deux tiers"),
    ("3/4", "Les trois quarts"),
    ("1", "La totalité"),
]


class RoomForm(forms.Form):
    """Someone in the room picks their name, or writes it."""

    seat = forms.CharField(widget=forms.HiddenInput, max_length=400)
    line = forms.ChoiceField(label="Votre nom", required=False)
    name = forms.CharField(
        label="Vous n’êtes pas dans la liste ? Écrivez vos prénom et nom",
        required=False,
        max_length=160,
    )
    capacity = forms.CharField(label="Profession ou structure", required=False, max_length=160)
    manner = forms.ChoiceField(
        label="Vous participez", choices=_MANNERS, widget=forms.RadioSelect, initial="ON_SITE"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        seat: str = "",
        lines: Sequence[Attendance] = (),
        usual: Manner = Manner.ON_SITE,
    ) -> None:
        super().__init__(data, initial={"seat": seat, "manner": usual.value})
        choices = [("", "Choisissez votre nom")]
        choices += [(str(line.uuid), line.name) for line in lines]
        self.fields["line"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def who(self) -> UUID | Guest:
        """Return the line picked, or the guest who wrote their name."""
        picked = self.cleaned_data["line"]
        if picked and not self.cleaned_data["name"].strip():
            return UUID(picked)
        return Guest(self.cleaned_data["name"], self.cleaned_data["capacity"])

    @property
    def manner_chosen(self) -> Manner:
        return Manner(self.cleaned_data["manner"])


class LinkForm(forms.Form):
    """Someone known signs: only how they take part is asked."""

    manner = forms.ChoiceField(label="Vous participez", choices=_MANNERS, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, mode: Mode) -> None:
        super().__init__(data, initial={"manner": mode.manners[0].value})


class GuestForm(forms.Form):
    name = forms.CharField(
        label="Prénom et nom",
        max_length=160,
        widget=forms.TextInput(attrs={"list": "known", "autocomplete": "off"}),
        help_text="Une personne connue de la communauté est reconnue à son nom.",
    )
    capacity = forms.CharField(label="Profession ou structure", required=False, max_length=160)

    @property
    def guest(self) -> Guest:
        return Guest(self.cleaned_data["name"], self.cleaned_data["capacity"])


def marks_in(data: Any) -> Iterator[Mark]:
    """Read the lines of a sheet that its secretary filled; what is no line is left out."""
    statuses = {status.value: status for status in Status}
    for key in data:
        kind, _, number = key.partition("-")
        if kind != "status":
            continue
        status = statuses.get(data[key])
        seen = statuses.get(data.get(f"seen-{number}", ""))
        line = _uuid(number)
        if line and status and seen:
            yield Mark(line, seen, status)


def channel_in(data: Any) -> Channel:
    """Tell whether the secretary copies a paper sheet or fills the sheet as people come."""
    return Channel.PAPER if data.get("channel") == Channel.PAPER.value else Channel.SECRETARY


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class LineForm(forms.Form):
    """One line in full."""

    seen = forms.CharField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="Émargement",
        choices=[(s.value, s.label.capitalize()) for s in Status],
        widget=forms.RadioSelect,
    )
    manner = forms.ChoiceField(label="Venue", choices=[("", "–"), *_MANNERS], required=False)
    arrived = forms.TimeField(
        label="Arrivée en cours de réunion, à",
        required=False,
        widget=HourInput,
    )
    left = forms.TimeField(
        label="Départ avant la fin, à",
        required=False,
        widget=HourInput,
    )
    holder = forms.ChoiceField(
        label="Donne pouvoir à",
        required=False,
        help_text="Une personne présente qui vote. Les limites sont celles des statuts.",
    )

    def __init__(
        self, data: Any = None, *, line: Attendance, holders: Sequence[Attendance]
    ) -> None:
        self.line = line
        super().__init__(
            data,
            initial={
                "seen": line.status,
                "status": line.status,
                "manner": line.manner,
                "arrived": localtime(line.arrived_at).time() if line.arrived_at else None,
                "left": localtime(line.left_at).time() if line.left_at else None,
                "holder": str(line.holder.uuid) if line.holder else "",
            },
        )
        choices = [("", "Personne"), *((str(each.uuid), each.name) for each in holders)]
        if line.holder and str(line.holder.uuid) not in dict(choices):
            choices.append((str(line.holder.uuid), line.holder.name))
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def asked(self) -> Line:
        held = self.cleaned_data
        status = Status(held["status"])
        is_there = status is Status.PRESENT
        usual = self.line.sheet.meeting.mode_value.manners[0]
        manner = Manner(held["manner"] or usual.value) if is_there else None
        statuses = {each.value for each in Status}
        return Line(
            presence=Presence(
                status,
                manner,
                self._at("arrived") if is_there else None,
                self._at("left") if is_there else None,
            ),
            holder=UUID(held["holder"]) if held["holder"] else None,
            seen=Status(held["seen"]) if held["seen"] in statuses else None,
        )

    def _at(self, key: str) -> datetime | None:
        hour = self.cleaned_data[key]
        return _on_the_evening(self.line.sheet.meeting.starts_at, hour) if hour else None


class CloseForm(forms.Form):
    """How the meeting went; nothing said, it went as planned."""

    begins = forms.TimeField(label="Commencée à", required=False, widget=HourInput)
    ends = forms.TimeField(
        label="Finie à",
        required=False,
        widget=HourInput,
        help_text="Les heures véritables : le temps de chacun en est compté.",
    )
    chair = forms.ChoiceField(
        label="Séance présidée par", required=False, choices=[("", "Personne n’est indiqué")]
    )

    def __init__(
        self, data: Any = None, *, meeting: Meeting, lines: Sequence[Attendance], chair: str = ""
    ) -> None:
        self.meeting = meeting
        begins, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
        super().__init__(
            data, initial={"begins": begins.time(), "ends": ends.time(), "chair": chair}
        )
        self.fields["chair"].choices += [(str(line.uuid), line.name) for line in lines]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def course(self) -> Course:
        given = self.cleaned_data
        hours = (self.meeting.starts_at, self.meeting.ends_at)
        begins = _said(hours[0], given["begins"], of=hours[0])
        span = Span(begins, _said(hours[1], given["ends"], of=hours[0]))
        return Course(
            span=span if (span.starts_at, span.ends_at) != hours else None,
            chair=UUID(given["chair"]) if given["chair"] else None,
        )


def _said(planned: datetime, hour: time | None, *, of: datetime) -> datetime:
    """Return the moment at the hour said; the moment planned where none, or the same, is."""
    shown = localtime(planned).time().replace(second=0, microsecond=0)
    return planned if hour is None or hour == shown else _on_the_evening(of, hour)


def _on_the_evening(begins: datetime, hour: time) -> datetime:
    """Return an hour of the day a meeting begins, or of the night that follows."""
    planned = localtime(begins)
    is_after = hour < _DAWN <= planned.time()
    return make_aware(datetime.combine(planned.date() + timedelta(days=is_after), hour))


class RuleForm(forms.Form):
    """What the statutes ask for."""

    share = forms.ChoiceField(label="Part des membres votants à réunir", choices=_SHARES)
    is_more_than = forms.BooleanField(
        label="Il faut plus que cette part (« la moitié plus un »)", required=False
    )
    is_by_college = forms.BooleanField(label="Dans chaque collège", required=False)
    counts_represented = forms.BooleanField(label="Les pouvoirs comptent", required=False)
    proxies_per_person = forms.IntegerField(
        label="Pouvoirs qu’une même personne peut porter", min_value=0, max_value=50
    )
    keeps_proxies_in_college = forms.BooleanField(
        label="Un pouvoir ne sort pas du collège", required=False
    )

    def __init__(self, data: Any = None, *, rule: Rule) -> None:
        super().__init__(
            data,
            initial={
                "share": str(rule.share),
                "is_more_than": rule.is_more_than,
                "is_by_college": rule.is_by_college,
                "counts_represented": rule.counts_represented,
                "proxies_per_person": rule.proxies_per_person,
                "keeps_proxies_in_college": rule.keeps_proxies_in_college,
            },
        )

    def rule(self) -> Rule:
        return Rule(**{**self.cleaned_data, "share": Fraction(self.cleaned_data["share"])})


def _area(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class TextForm(forms.Form):
    """What is written under a point, over the version its writer read."""

    expected_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    exchanges = _area("Échanges", "Ce qui s’est dit, en quelques phrases.")
    conclusions = _area("Conclusions", "Ce qui est retenu.")
    decisions = _area("Décisions", "Une ligne qui commence par un tiret devient une liste.")
    reason = forms.CharField(
        label="Motif de la correction",
        help_text="Demandé une fois le relevé approuvé ; l’ancien texte est gardé.",
        required=False,
        max_length=250,
    )

    def __init__(self, data: Any = None, *, text: MinutesText | None, is_draft: bool) -> None:
        initial: dict[str, object] = {"expected_version": text.number if text else 0}
        if text:
            initial |= {
                key: getattr(text, key) for key in ("exchanges", "conclusions", "decisions")
            }
        super().__init__(data, initial=initial)
        if is_draft:
            del self.fields["reason"]

    @property
    def words(self) -> Words:
        held = self.cleaned_data
        return Words(held["exchanges"], held["conclusions"], held["decisions"])

    def rebased_on(self, latest: MinutesText | None) -> list[Part]:
        """Return what someone saved meanwhile; the form then stands over it."""
        seen = self.cleaned_data.get("expected_version") if self.is_bound else None
        if latest is None or not self.is_bound or seen == latest.number:
            return []
        self.data = {**dict(self.data.items()), "expected_version": str(latest.number)}
        return parts_of(latest)


class ApprovalForm(forms.Form):
    """One button, over the text that was read."""

    read = forms.IntegerField(widget=forms.HiddenInput)

    def read_again(self, mark: int) -> None:
        """Stand over the text now shown."""
        if self.is_bound:
            self.data = {"read": str(mark)}


class TitleForm(forms.Form):
    title = forms.CharField(label="Point à ajouter", max_length=200)


class TaskForm(forms.Form):
    """An action: what, who, by when."""

    words = forms.CharField(label="Action", max_length=300)
    owner = forms.ChoiceField(label="Responsable", required=False)
    due_on = forms.DateField(
        label="Pour le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )

    def __init__(self, data: Any = None, *, people: Sequence[Any]) -> None:
        super().__init__(data)
        self.people = {str(person.uuid): person for person in people}
        choices = [("", "À attribuer"), *((key, str(each)) for key, each in self.people.items())]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def task(self) -> Task:
        held = self.cleaned_data
        return Task(held["words"], self.people.get(held["owner"]), held["due_on"])
