"""What do the pages of border surveys show?"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q

from maillage.apps.accounts.models import Person
from maillage.apps.borders import access
from maillage.apps.borders.models import Answer, Border, Candidate, Invitee, Preference, Survey
from maillage.apps.borders.queries.pictures import survey_picture
from maillage.apps.borders.queries.results import Told, told
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.territory import headcounts
from maillage.documents.pictures import Picture
from maillage.domain.echelon import Echelon
from maillage.domain.roles import Right

TAB = "borders:surveys"


@dataclass(frozen=True)
class SurveysPage:
    frame: workspace.Frame
    surveys: list[tuple[Survey, bool]]

    @property
    def may_open(self) -> bool:
        """Whether the reader may lead one in this name."""
        is_above = self.frame.community.echelon_value is not Echelon.LOCAL
        return is_above and Right.PARTITION in self.frame.rights


@dataclass(frozen=True)
class CommuneLine:
    """A border commune: who could hold it, who was invited there, how many answered."""

    name: str
    candidates: list[str]
    invited: int
    answered: int


@dataclass(frozen=True)
class SurveyPage:
    frame: workspace.Frame
    survey: Survey
    today: date
    lines: list[CommuneLine]
    mine: int
    through: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.survey.is_open(on=self.today)

    @property
    def leads(self) -> bool:
        """Whether the page is read from the community that leads the survey, with its right."""
        is_its = self.survey.community_id == self.frame.community.pk
        return is_its and Right.PARTITION in self.frame.rights

    @property
    def may_invite(self) -> bool:
        needed = access.right_to_invite(self.survey, self.frame.community)
        return self.is_open and needed in self.frame.rights

    @property
    def invited(self) -> int:
        return sum(line.invited for line in self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answered for line in self.lines)

    @cached_property
    def results(self) -> Told | None:
        """Told once the survey is closed: what some answered does not weigh on the others."""
        return None if self.is_open else told(self.survey, on=self.today)

    @cached_property
    def picture(self) -> Picture | None:
        return survey_picture(self.survey, self.results)


def surveys_page(community: Community, person: Person, *, today: date) -> SurveysPage:
    """Return the surveys that a community leads or is proposed in, the latest first."""
    found = (
        Survey.objects.concerning(community)
        .select_related("community", "departement")
        .order_by("-opened_at")
    )
    return SurveysPage(
        frame=workspace.frame(community.slug, person, on=today, at=TAB),
        surveys=[(survey, survey.is_open(on=today)) for survey in found],
    )


def survey_page(survey: Survey, community: Community, person: Person, *, today: date) -> SurveyPage:
    """Return the page of a survey, read from a community that it concerns."""
    borders = (
        Border.objects.filter(survey=survey)
        .select_related("commune")
        .prefetch_related("candidates__community")
        .annotate(
            invited=Count("invitees", distinct=True),
            answered=Count("invitees", filter=Q(invitees__answer__isnull=False), distinct=True),
        )
        .order_by("-invited", "commune__search")
    )
    by_sender = dict(
        Invitee.objects.filter(survey=survey)
        .order_by()
        .values_list("through__name")
        .annotate(count=Count("pk"))
    )
    own = None if survey.community_id == community.pk else community.name
    return SurveyPage(
        frame=workspace.frame(community.slug, person, on=today, at=TAB),
        survey=survey,
        today=today,
        lines=[
            CommuneLine(
                border.commune.name,
                [each.community.name for each in _in_order(border)],
                border.invited,
                border.answered,
            )
            for border in borders
        ],
        mine=by_sender.pop(own, 0),
        through=sorted((name, count) for name, count in by_sender.items() if name),
    )


def _in_order(border: Border) -> list[Candidate]:
    return sorted(border.candidates.all(), key=lambda each: each.place)


def border_communes(survey: Survey, community: Community) -> dict[str, str]:
    """Return the border communes about which a community may invite: code → name.

    Who leads the survey invites everywhere; a CPTS, where it is one of those proposed.
    """
    borders = Border.objects.filter(survey=survey)
    if survey.community_id != community.pk:
        borders = borders.filter(candidates__community=community)
    return dict(borders.values_list("commune_id", "commune__name"))


@dataclass(frozen=True)
class AnswerPage:
    """What a professional reads before answering, and what they answered."""

    invitee: Invitee
    candidates: list[Candidate]
    populations: dict[int, int]
    ranked: list[int]
    reasons: list[str]
    is_open: bool
    code: str

    @property
    def sender(self) -> str:
        """Who holds their address."""
        return (self.invitee.through or self.invitee.survey.community).name

    @property
    def proposed(self) -> list[tuple[Community, int | None]]:
        """CPTS proposed, with the inhabitants of each where they are known."""
        return [
            (each.community, self.populations.get(each.community_id)) for each in self.candidates
        ]


def answer_page(invitee: Invitee, code: str, *, today: date) -> AnswerPage:
    """Return the page of a link; who has it is who it was sent to."""
    border = invitee.border
    candidates = list(border.candidates.select_related("community").order_by("place"))
    answer = Answer.objects.filter(invitee=invitee).first()
    preferences = answer.preferences.order_by("place") if answer else Preference.objects.none()
    counts = headcounts([each.community_id for each in candidates], on=today)
    return AnswerPage(
        invitee=invitee,
        candidates=candidates,
        populations={key: count.population for key, count in counts.items()},
        ranked=list(preferences.values_list("candidate__community_id", flat=True)),
        reasons=list(answer.reasons) if answer else [],
        is_open=invitee.survey.is_open(on=today),
        code=code,
    )
