"""The printable letter says what is known, from where, and what is not known."""

from datetime import date, timedelta

import pytest

from maillage import documents
from maillage.apps.creation.queries import letter as queries
from maillage.apps.creation.queries.letter_document import letter_document
from maillage.apps.creation.tests import letters, make
from maillage.documents.letters import Signatory
from maillage.documents.tests.make import HOSTILE, docx_text, odt_text, pdf_text, tight
from maillage.domain.journey import Act
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db

READERS = {
    documents.Format.DOCX: docx_text,
    documents.Format.ODT: odt_text,
    documents.Format.PDF: pdf_text,
}


def test_a_territory_brings_its_table_its_size_and_its_funding() -> None:
    letters.dataset()
    cpts = make.cpts()
    letters.territory(
        cpts,
        letters.commune("D1001", "Aubray", 50_000, epci="CC d’Aubray"),
        letters.commune("D1002", "Combeval", 40_000, epci="CC d’Aubray"),
    )

    document = letter_document(cpts, None, today=make.TODAY)

    assert [row.name for row in document.communes] == ["Aubray", "Combeval"]
    assert document.population == 90_000
    facts = {fact.label: fact for fact in document.facts}
    assert facts["Territoire"].value == "2 communes, 1 intercommunalité"
    assert facts["Taille ACI"].value.startswith("Taille 3")
    assert document.funding is not None
    assert document.funding.total == sum(
        line.amount or 0 for line in document.funding.lines if "variable" not in line.label
    )
    assert document.origins[0].vintage.startswith("2023")
    assert any(origin.figure.startswith("Fonctionnement") for origin in document.origins)


def test_amounts_that_no_text_gives_make_a_sum_of_at_least() -> None:
    cpts = make.cpts()
    letters.territory(cpts, letters.commune("D1001", "Aubray", 12_000))

    funding = letter_document(cpts, None, today=make.TODAY).funding

    assert funding is not None
    assert funding.is_at_least
    assert "Montants inconnus : aucune source lue" in funding.basis


def test_a_commune_without_population_is_not_counted_as_empty() -> None:
    cpts = make.cpts()
    letters.territory(
        cpts, letters.commune("D1001", "Aubray", 900), letters.commune("D1002", "Combeval", None)
    )

    document = letter_document(cpts, None, today=make.TODAY)

    assert [row.population for row in document.communes] == [900, None]
    population = next(fact for fact in document.facts if fact.label == "Population")
    assert population.value.startswith("au moins 900 habitants")


def test_without_a_territory_nothing_is_said_of_size_or_money() -> None:
    document = letter_document(make.cpts(), None, today=make.TODAY)

    assert document.communes == ()
    assert document.population is None
    assert document.funding is None
    assert {fact.label for fact in document.facts} == {"Forme juridique", "Étape"}


def test_the_first_draft_names_who_carries_and_who_signs() -> None:
    cpts = make.cpts()
    chair, coordinator = make.holder(cpts), make.holder(cpts, RoleKind.COORDINATOR)
    make.holder(cpts, RoleKind.MEMBER)

    document = letter_document(cpts, None, today=make.TODAY)

    assert document.signatories == (Signatory(str(chair.person), "présidence"),)
    assert f"- {coordinator.person}, coordination" in document.sections["bearers"]
    assert "membre" not in document.sections["bearers"]


def test_a_kept_version_carries_the_figures_of_its_day() -> None:
    cpts = make.cpts()
    letters.territory(cpts, letters.commune("D1001", "Aubray", 900))
    kept = letters.saved(cpts, by=make.holder(cpts).person, bearers="Nous")
    letters.territory(
        cpts, letters.commune("D1002", "Combeval", 800), since=date(2026, 11, 25), number=2
    )

    document = letter_document(cpts, kept, today=make.TODAY + timedelta(days=30))

    assert [row.name for row in document.communes] == ["Aubray"]
    assert document.written_on == make.TODAY
    assert document.state == "version 1"


def test_the_steps_of_the_journey_are_dated() -> None:
    cpts = make.cpts(since=date(2026, 3, 2))
    make.move(cpts, Act.START_LETTER, date(2026, 5, 4), by=make.holder(cpts).person)

    steps = letter_document(cpts, None, today=make.TODAY).milestones

    assert (steps[0].label, steps[0].on, steps[0].state) == (
        "Rédaction de la lettre d’intention commencée",
        date(2026, 5, 4),
        "fait",
    )
    assert steps[1].state == "en cours"
    assert {step.state for step in steps[2:]} == {"à venir"}


def test_signatories_are_read_line_by_line() -> None:
    cpts = make.cpts()
    version = letters.saved(
        cpts,
        by=make.holder(cpts).person,
        signatories="Camille Essai, médecin, présidente\n\n- Dominique Essai\n ,",
    )

    document = letter_document(cpts, version, today=make.TODAY)

    assert document.signatories == (
        Signatory("Camille Essai", "médecin, présidente"),
        Signatory("Dominique Essai", ""),
    )


@pytest.mark.parametrize("format", documents.Format)
def test_hostile_texts_go_from_the_form_to_the_file_literally(format: documents.Format) -> None:
    words = "\n\n".join(HOSTILE[kind] for kind in ("markdown", "html", "latex", "typst", "jinja"))
    cpts = make.cpts(name="CPTS <b>*X*</b> #panic()")
    letters.territory(cpts, letters.commune("D1001", 'A | #read("x") |', 900))
    version = letters.saved(cpts, by=make.holder(cpts).person, diagnosis=words, support=words)

    file = documents.render(
        letter_document(cpts, version, today=make.TODAY), format, at=version.created_at
    )

    read = tight(READERS[format](file))
    assert read.count(tight(words)) == 2
    assert tight('A | #read("x") |') in read
    assert tight("CPTS <b>*X*</b> #panic()") in read


def test_differences_show_only_what_the_other_changed() -> None:
    cpts = make.cpts()
    theirs = letters.saved(cpts, by=make.holder(cpts).person, bearers="Eux", support="Pareil")

    found = queries.differences({"bearers": "Moi", "support": "Pareil", "calendar": "Mai"}, theirs)

    assert [(each.section.key, each.words) for each in found] == [
        ("bearers", "Eux"),
        ("calendar", ""),
    ]
