"""How is the letter of intent of a CPTS gathered into one document?"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings

from maillage.apps.communities.models import Community, in_force
from maillage.apps.communities.queries.territory import Territory, territory_of
from maillage.apps.creation.models import JourneyMove, LetterVersion
from maillage.apps.creation.queries import letter as queries
from maillage.documents.furniture import Emblem
from maillage.documents.letters import (
    SIGNATORIES,
    CommuneRow,
    Fact,
    Funding,
    FundingLine,
    LetterOfIntent,
    Milestone,
    Origin,
    Signatory,
)
from maillage.domain import french
from maillage.domain.aci import FUNCTIONING, Amount, Cell, Mission, Part, total
from maillage.domain.journey import Act, Stage
from maillage.domain.journey.expected import usual_way
from maillage.domain.parameters import NotYetInForce, Value, registry
from maillage.domain.parameters.values import is_known_level, meaning_of
from maillage.ui.mesh import mesh_of
from maillage.ui.parts import SourceNote

# The hue of a CPTS on screen (`ui/tokens.css`, --local).
HUE = "0d6a6a"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def letter_document(
    community: Community, version: LetterVersion | None, *, today: date
) -> LetterOfIntent:
    """Return the printable letter; a kept version carries the figures of its own day."""
    on = queries.day_of(version, today=today)
    texts = queries.sections_of(community, version, on=on)
    territory = territory_of(community, on=on)
    values = _values_of(territory, on=on)
    moves = _moves(community)
    return LetterOfIntent(
        community=community.name,
        author=community.name,
        echelon=_standing(community),
        state=f"version {version.number}" if version else "brouillon pré-rempli, non enregistré",
        written_on=on,
        facts=tuple(_facts(community, territory, moves, on=on)),
        sections=texts,
        communes=tuple(_rows(territory)),
        population=territory.population if territory.communes else None,
        funding=_funding(values, territory, on=on),
        milestones=tuple(_milestones(community, moves, on=on)),
        signatories=tuple(_signatories(texts.get(SIGNATORIES.key, ""))),
        origins=tuple(_origins(territory, values)),
        emblem=emblem(community),
    )


def emblem(community: Community) -> Emblem:
    """Return the mesh of the community's échelon, as on screen."""
    drawn = mesh_of(community.echelon_value)
    ends = [float(number) for number in _NUMBER.findall(drawn.threads)]
    quads = zip(ends[::4], ends[1::4], ends[2::4], ends[3::4], strict=True)
    return Emblem(
        hue=HUE,
        knots=tuple((float(knot.x), float(knot.y)) for knot in drawn.knots),
        threads=tuple(((x1, y1), (x2, y2)) for x1, y1, x2, y2 in quads),
        radius=float(drawn.radius),
    )


def _standing(community: Community) -> str:
    words = "Communauté professionnelle territoriale de santé"
    where = community.departement
    return f"{words} · {where.name} ({where.code})" if where else words


def _facts(
    community: Community, territory: Territory, moves: Sequence[JourneyMove], *, on: date
) -> Iterator[Fact]:
    perimeter = community.perimeters.filter(in_force(on)).first()
    if perimeter and territory.communes:
        communes, epci = len(territory.communes), len(territory.by_epci)
        yield Fact(
            "Territoire",
            f"{communes} commune{'s' if communes > 1 else ''}, "
            f"{epci} intercommunalité{'s' if epci > 1 else ''}",
            f"Périmètre n° {perimeter.number}, depuis le {french.day(perimeter.since)}",
        )
        note = territory.population_origin
        dated = note.vintage.partition(" ; ")[0]
        yield Fact("Population", _inhabitants(territory), _sentence(dated or note.title))
    if territory.size and territory.size_origin:
        yield Fact("Taille ACI", _sentence(territory.size.label), territory.size_origin.title)
    form = community.get_legal_form_display()
    yield Fact("Forme juridique", _sentence(form), _declared(community))
    stage, since = _stage_on(community, moves, on)
    yield Fact("Étape", _sentence(stage.label), f"Depuis le {french.day(since)}")
    if community.email or community.phone:
        contact = " · ".join(way for way in (community.email, community.phone) if way)
        yield Fact("Contact", contact, "Fiche de la communauté")


def _declared(community: Community) -> str:
    words = []
    if community.founded_on:
        words.append(f"Déclarée le {french.day(community.founded_on)}")
    if community.siren:
        words.append(f"SIREN {community.siren}")
    return ", ".join(words)


def _inhabitants(territory: Territory) -> str:
    known = f"{french.integer(territory.population)} habitants"
    if not territory.unknown:
        return known
    return f"au moins {known} ({territory.unknown} commune(s) de population inconnue)"


def _rows(territory: Territory) -> Iterator[CommuneRow]:
    for commune in territory.communes:
        epci = commune.epci or (commune.parent.epci if commune.parent else None)
        yield CommuneRow(
            commune.name, commune.code, epci.name if epci else "Hors EPCI", commune.population
        )


# --- The money ---------------------------------------------------------------------------------


def _values_of(territory: Territory, *, on: date) -> list[tuple[Cell, Value]]:
    """Return what a year of a contract brings for this size: functioning and core missions."""
    if territory.size is None:
        return []
    cells = [FUNCTIONING]
    for mission in Mission:
        if mission.is_core:
            cells += [Cell(Part.FIXED, mission), Cell(Part.VARIABLE, mission)]
    known, found = registry(settings.PARAMETERS_DIR), []
    for cell in cells:
        try:
            found.append((cell, known.value_on(on, cell.key, size=territory.size.size)))
        except NotYetInForce:
            continue
    return found


def _funding(values: list[tuple[Cell, Value]], territory: Territory, *, on: date) -> Funding | None:
    if not values or territory.size is None:
        return None
    reasons = dict.fromkeys(value.reason for _, value in values if value.amount is None)
    sure = total(_amount(value) for cell, value in values if cell.part is not Part.VARIABLE)
    return Funding(
        lines=tuple(
            FundingLine(cell.label, value.amount, _note(cell, value)) for cell, value in values
        ),
        total=sure.minimum,
        total_label="Total sans les parts variables",
        is_at_least=sure.is_at_least,
        basis=(
            f"Montants d’une année pleine pour une communauté de {territory.size.label}, "
            f"selon les textes en vigueur au {french.day(on)}, une fois l’ACI signé "
            "et les quatre missions socles démarrées."
            + "".join(
                f"\n\nMontants inconnus : {reason[:1].lower()}{reason[1:]}" for reason in reasons
            )
        ),
    )


def _amount(value: Value) -> Amount:
    return Amount.unknown(value.reason) if value.amount is None else Amount.of(value.amount)


def _note(cell: Cell, value: Value) -> str:
    if value.amount is None:
        return ""
    if cell.needs_crisis:
        return "Au plus, si l’ARS reconnaît une crise dans l’année"
    return "Au plus, selon les objectifs atteints" if cell.part is Part.VARIABLE else ""


# --- The journey -------------------------------------------------------------------------------


def _moves(community: Community) -> list[JourneyMove]:
    return list(community.moves.standing().order_by("happened_on", "pk"))


def _stage_on(community: Community, moves: Sequence[JourneyMove], day: date) -> tuple[Stage, date]:
    """Return the stage that day, and since when."""
    past = [move for move in moves if move.happened_on <= day]
    if past:
        return Stage(past[-1].to_stage), past[-1].happened_on
    if moves:
        return Stage(moves[0].from_stage), moves[0].from_since
    return community.stage_value or Stage.EMERGENCE, community.stage_since or day


def _milestones(
    community: Community, moves: Sequence[JourneyMove], *, on: date
) -> Iterator[Milestone]:
    if community.founded_on:
        yield Milestone("Association déclarée", community.founded_on, "fait")
    for move in moves:
        if move.happened_on <= on:
            yield Milestone(_sentence(Act(move.act).label), move.happened_on, "fait")
    stage, since = _stage_on(community, moves, on)
    yield Milestone(f"Étape en cours : {stage.label}", since, "en cours")
    for coming in usual_way(stage):
        yield Milestone(_sentence(coming.label), None, "à venir")


def _signatories(words: str) -> Iterator[Signatory]:
    for line in words.splitlines():
        name, _, capacity = line.strip().lstrip("-–• ").partition(",")
        if name.strip():
            yield Signatory(name.strip(), capacity.strip())


# --- Where figures come from -------------------------------------------------------------------


def _origins(territory: Territory, values: list[tuple[Cell, Value]]) -> Iterator[Origin]:
    if territory.communes:
        yield _origin(f"Population : {_inhabitants(territory)}", territory.population_origin)
    if territory.size and territory.size_origin:
        yield _origin(f"Taille ACI : {territory.size.label}", territory.size_origin)
    for cell, value in values:
        if value.amount is not None:
            yield _origin_of_amount(cell, value, value.amount)


def _origin(figure: str, note: SourceNote) -> Origin:
    return Origin(
        figure,
        _rule(note.rule, note.level),
        note.title or "source non indiquée",
        note.url,
        note.vintage,
    )


def _origin_of_amount(cell: Cell, value: Value, amount: Decimal) -> Origin:
    rule = value.calculation or value.note or "Montant annuel de la grille, lu tel quel"
    return Origin(
        figure=f"{cell.label} : {french.euros(amount)}",
        rule=_rule(rule, value.level),
        source=value.source.title,
        url=value.source.url,
        vintage=f"en vigueur depuis le {french.day(value.since)}",
        on=value.checked_on,
    )


def _rule(rule: str, level: str) -> str:
    """Return the rule as a sentence, then how sure we are of the figure."""
    trust = meaning_of(level) if is_known_level(level) else level
    return " ".join(
        _sentence(words).rstrip(".") + "."
        for words in (rule, f"Fiabilité : {trust}" if trust else "")
        if words
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
