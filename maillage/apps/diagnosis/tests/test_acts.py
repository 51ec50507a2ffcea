"""Is a diagnosis kept as it was, and are typed figures journaled, replaced, withdrawn?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from maillage import documents
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.tests import make as communities
from maillage.apps.creation.queries.letter import prefilled
from maillage.apps.diagnosis import actions
from maillage.apps.diagnosis.actions import (
    AlreadyWithdrawn,
    FigureInTheFuture,
    NothingToKeep,
    Read,
)
from maillage.apps.diagnosis.models import TypedFigure
from maillage.apps.diagnosis.queries import documents as files
from maillage.apps.diagnosis.tests import make
from maillage.apps.geography.models import Commune
from maillage.apps.journal.models import Entry
from maillage.documents.letters import DIAGNOSIS
from maillage.domain.diagnosis.keeping import from_plain
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
READ = Read("Taux d’ALD", Decimal("21.4"), "%", date(2025, 12, 31), "Rézone CPTS", "Tout")


def test_a_version_kept_prints_again_to_the_byte_whatever_is_loaded_since() -> None:
    codes = make.places(2)
    make.general_practitioners(4, at=codes[0])
    community = make.cpts(*codes)
    kept = make.kept(community, communities.holder(community).person)

    before = documents.render(files.kept(kept), documents.Format.ODT, at=kept.kept_at)
    Commune.objects.update(population=1)
    make.general_practitioners(40, at=codes[1])
    kept.refresh_from_db()
    after = documents.render(files.kept(kept), documents.Format.ODT, at=kept.kept_at)

    assert before == after


@pytest.mark.parametrize("format", list(documents.Format))
def test_a_diagnosis_is_printed_in_every_format(format: documents.Format) -> None:
    codes = make.places(3)
    make.general_practitioners(4, at=codes[0])
    community = make.cpts(*codes)
    kept = make.kept(community, communities.holder(community).person)

    file = documents.render(files.kept(kept), format, at=kept.kept_at)

    assert len(file) > 5_000


def test_every_figure_is_in_the_spreadsheet_with_its_source() -> None:
    codes = make.places(2)
    make.general_practitioners(4, at=codes[0])
    community = make.cpts(*codes)
    kept = from_plain(make.kept(community, communities.holder(community).person).content)

    rows = list(files.lines(kept))

    counted = sum(len(section.lines) for section in kept.sections)
    assert len(rows) == counted
    gp = next(row for row in rows if row[1] == "Médecins généralistes")
    assert Decimal(4) in gp
    assert "Source d’essai" in gp


def test_a_member_may_not_keep_a_diagnosis() -> None:
    community = make.cpts(*make.places(1))
    member = communities.holder(community, RoleKind.MEMBER).person

    with pytest.raises(RightMissing):
        make.kept(community, member)


def test_a_territory_without_communes_has_nothing_to_keep() -> None:
    community = make.cpts()

    with pytest.raises(NothingToKeep):
        make.kept(community, communities.holder(community).person)


def test_keeping_and_typing_are_journaled() -> None:
    community = make.cpts(*make.places(1))
    chair = communities.holder(community).person

    make.kept(community, chair)
    make.typed(community, chair)

    assert list(Entry.objects.order_by("number").values_list("verb", flat=True))[-2:] == [
        "diagnosis.kept",
        "diagnosis.figures_typed",
    ]


def test_the_same_figure_of_the_same_day_replaces_the_former() -> None:
    community = make.cpts(*make.places(1))
    chair = communities.holder(community).person
    make.typed(community, chair)

    actions.type_figures(
        community=community, figures=[replace(READ, value=Decimal(22))], by=chair, at=make.NOW
    )

    standing = TypedFigure.objects.standing().filter(community=community)
    assert [figure.value for figure in standing] == [Decimal(22)]


def test_a_figure_of_tomorrow_is_refused() -> None:
    community = make.cpts(*make.places(1))
    chair = communities.holder(community).person

    with pytest.raises(FigureInTheFuture):
        actions.type_figures(
            community=community,
            figures=[replace(READ, as_of=date(2027, 1, 1))],
            by=chair,
            at=make.NOW,
        )


def test_a_figure_is_withdrawn_once() -> None:
    community = make.cpts(*make.places(1))
    chair = communities.holder(community).person
    figure = make.typed(community, chair)
    actions.withdraw_figure(figure=figure, by=chair, at=make.NOW)

    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_figure(figure=figure, by=chair, at=make.NOW)


def test_the_letter_of_intent_begins_with_the_summary_and_its_sources() -> None:
    codes = make.places(2)
    make.general_practitioners(4, at=codes[0])
    community = make.cpts(*codes)

    words = prefilled(community, on=make.TODAY)[DIAGNOSIS.key]

    assert "10\u202f000 habitants dans 2 communes" in words
    assert "4 médecins généralistes" in words
    assert "Source d’essai" in words


def test_a_secret_is_printed_as_a_secret() -> None:
    community = make.cpts(*make.places(1))
    chair = communities.holder(community).person
    actions.type_figures(
        community=community, figures=[replace(READ, value=None)], by=chair, at=make.NOW
    )

    kept = from_plain(make.kept(community, chair).content)

    assert kept.typed[0].text == "secret"
