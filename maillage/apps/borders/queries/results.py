"""What do the answers of a survey say, by commune and never by person?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.apps.borders.models import Border, Candidate, Preference, Survey
from maillage.apps.communities.models import Community
from maillage.domain.borders import Choice, Reason, Result, Results, results
from maillage.domain.parameters import Registry, registry
from maillage.web import memory


@dataclass(frozen=True)
class Line:
    """The result of a commune, or of those told together, in names."""

    communes: list[str]
    answers: int
    preferred: Community | None
    share: float
    firsts: list[tuple[Community, int]]
    reasons: list[tuple[Reason, int]]

    @property
    def name(self) -> str:
        if len(self.communes) == 1:
            return self.communes[0]
        return f"{len(self.communes)} communes réunies ({', '.join(self.communes)})"


@dataclass(frozen=True)
class Told:
    """What a survey found: lines by commune, those told together, and those nobody spoke of."""

    lines: list[Line]
    together: Line | None
    silent: list[str]
    hidden: int
    least: int
    preferred: Mapping[str, int]


@dataclass(frozen=True)
class Wish:
    """A commune whose professionals would rather go with a CPTS, and how firmly (0 to 1)."""

    commune: str
    community: int
    share: float
    answers: int
    survey: Survey


def least_answers(*, on: date, values: Registry | None = None) -> int:
    """Return how many answers a commune needs to be told (parameter `borders/least_answers`)."""
    return int((values or registry()).amount_on(on, "borders/least_answers"))


def counted(survey: Survey, *, on: date) -> Results:
    """Count the answers of a survey; three queries."""
    candidates: dict[str, list[str]] = {}
    rows = Candidate.objects.filter(border__survey=survey).order_by("border_id", "place")
    for commune, community in rows.values_list("border__commune_id", "community_id"):
        candidates.setdefault(commune, []).append(str(community))
    given: dict[int, tuple[str, list[str], list[str]]] = {}
    preferences = Preference.objects.filter(answer__invitee__survey=survey).order_by(
        "answer_id", "place"
    )
    for answer, commune, reasons, community in preferences.values_list(
        "answer_id",
        "answer__invitee__border__commune_id",
        "answer__reasons",
        "candidate__community_id",
    ):
        given.setdefault(answer, (commune, [], reasons))[1].append(str(community))
    choices = [
        Choice(commune, tuple(ranked), frozenset(map(Reason, reasons)))
        for commune, ranked, reasons in given.values()
    ]
    return results(choices, candidates, least=least_answers(on=on))


def told(survey: Survey, *, on: date) -> Told:
    """Return the results of a survey in names."""
    found = counted(survey, on=on)
    names = dict(
        Border.objects.filter(survey=survey)
        .order_by("commune__search")
        .values_list("commune_id", "commune__name")
    )
    communities = {
        str(key): community
        for key, community in Community.objects.in_bulk(
            {
                int(key)
                for each in (*found.communes.values(), *((found.others,) if found.others else ()))
                for key in each.points
            }
        ).items()
    }
    lines = [
        _line(found.communes[code], names, communities) for code in names if code in found.communes
    ]
    spoken = {code for each in found.communes for code in (each,)}
    spoken |= set(found.others.communes) if found.others else set()
    shown = sum(line.answers for line in lines) + (found.others.answers if found.others else 0)
    return Told(
        lines=lines,
        together=_line(found.others, names, communities) if found.others else None,
        silent=[name for code, name in names.items() if code not in spoken],
        hidden=survey.invitees.filter(answer__isnull=False).count() - shown,
        least=least_answers(on=on),
        preferred={
            code: int(each.preferred)
            for code, each in found.communes.items()
            if each.preferred is not None
        },
    )


def _line(result: Result, names: Mapping[str, str], who: Mapping[str, Community]) -> Line:
    firsts = sorted(result.first.items(), key=lambda item: (-item[1], -result.points[item[0]]))
    return Line(
        communes=[names[code] for code in result.communes],
        answers=result.answers,
        preferred=who[result.preferred] if result.preferred else None,
        share=result.share,
        firsts=[(who[key], count) for key, count in firsts],
        reasons=sorted(result.reasons.items(), key=lambda item: -item[1]),
    )


def wishes(departements: Collection[str], *, on: date) -> list[Wish]:
    """Return what the last closed survey of each département wishes, for who redraws them.

    A survey past its last day is closed, whether or not someone closed it by hand; what it found
    does not change any more, and is remembered.
    """
    last: dict[str, Survey] = {}
    for survey in Survey.objects.filter(departement__in=departements).order_by("closes_on", "pk"):
        if not survey.is_open(on=on):
            last[survey.departement_id] = survey
    return [
        Wish(code, int(each.preferred), each.share, each.answers, survey)
        for survey in last.values()
        for code, each in _remembered(survey, on).communes.items()
        if each.preferred is not None
    ]


def _remembered(survey: Survey, on: date) -> Results:
    since = (survey.uuid, survey.closed_on, least_answers(on=on))
    return memory.recalled(
        ("border survey", survey.pk), since=since, make=lambda: counted(survey, on=on)
    )
