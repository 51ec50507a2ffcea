"""Does each component say what it is given, and say so when it is given nothing?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.domain.parameters.values import Source, Value
from maillage.ui.mesh import mesh_of
from maillage.ui.parts import SourceNote, Step, StepState, Tab, read_source
from maillage.ui.tests.render import render


def test_a_page_opens_with_one_title_its_lead_and_where_it_belongs() -> None:
    html = render('{% page_header "Périmètre" "42 communes" "Haute-Mézure" %}')

    assert html.count("<h1>") == 1
    assert '<p class="kicker">Haute-Mézure</p><h1>Périmètre</h1>' in html
    assert '<p class="lead">42 communes</p>' in html


def test_a_page_of_a_community_shows_the_mesh_of_its_echelon() -> None:
    html = render('{% page_header "CPTS du Val" echelon="LOCAL" %}')

    assert "echelon-local" in html
    assert "CPTS</span>" in html


def test_breadcrumbs_lead_to_every_page_above_and_name_this_one() -> None:
    html = render('{% breadcrumbs "Annuaire" "/annuaire/" "CPTS du Val" %}')

    assert '<a href="/annuaire/">Annuaire</a>' in html
    assert '<span aria-current="page">CPTS du Val</span>' in html


def test_a_figure_gives_its_unit_its_comparison_and_its_source() -> None:
    html = render(
        '{% figure "Population" 75320 "habitants" "taille 2" source %}',
        source=SourceNote(title="Insee"),
    )

    assert "75\u202f320" in html
    assert "habitants" in html
    assert "taille 2" in html
    assert "Insee" in html


def test_an_unknown_figure_is_said_unknown_without_its_unit() -> None:
    html = render('{% figure "Part fixe" value "€" %}', value=None)

    assert "inconnu" in html
    assert "€" not in html


def test_zero_is_a_known_figure() -> None:
    assert "inconnu" not in render('{% figure "Communes partagées" 0 %}')


def test_a_source_tells_rule_text_date_and_confidence() -> None:
    html = render(
        "{% source_note source %}",
        source={
            "title": "Accord",
            "url": "https://exemple.fr/a",
            "vintage": date(2019, 6, 20),
            "level": "C3",
            "rule": "Selon la taille.",
        },
    )

    assert '<a href="https://exemple.fr/a" rel="noopener">Accord</a>, 20/06/2019' in html
    assert "Selon la taille." in html
    assert "confirmé par 3 sources lues" in html


def test_a_missing_source_is_confessed() -> None:
    html = render("{% source_note source %}", source=None)

    assert "Aucune source n’est connue" in html


def test_a_value_of_the_texts_is_a_source_as_it_is() -> None:
    value = Value(
        key="aci/x",
        label="x",
        unit="€",
        amount=Decimal(1),
        since=date(2019, 6, 20),
        level="S1",
        sources=(Source("Accord", "https://exemple.fr/a"), Source("Avenant")),
        checked_on=date(2026, 11, 1),
    )

    note = read_source(value)

    assert (note.title, note.vintage) == ("Accord", "depuis le 20/06/2019")
    assert note.level == "une seule source lue"
    assert [other.title for other in note.others] == ["Avenant"]


@dataclass(frozen=True)
class PartialSource:
    title: str


def test_a_source_may_know_only_its_title() -> None:
    assert read_source(PartialSource("Insee")) == SourceNote(title="Insee")


@pytest.mark.parametrize(
    ("echelon", "knots"),
    [
        (Echelon.LOCAL, 1),
        (Echelon.DEPARTMENTAL, 3),
        (Echelon.REGIONAL, 7),
        (Echelon.NATIONAL, 19),
    ],
)
def test_the_mesh_grows_with_the_echelon(echelon: Echelon, knots: int) -> None:
    html = render("{% mesh echelon %}", echelon=echelon)

    assert html.count('class="knot"') == knots
    assert echelon.label in html


@pytest.mark.parametrize("echelon", list(Echelon))
def test_every_knot_stays_in_the_square(echelon: Echelon) -> None:
    drawn = mesh_of(echelon)
    reach = float(drawn.radius)

    assert all(
        float(c) - reach >= 0 and float(c) + reach <= 24 for k in drawn.knots for c in (k.x, k.y)
    )


def test_a_mesh_alone_still_says_its_echelon() -> None:
    assert 'role="img" aria-label="inter-CPTS"' in render('{% mesh "DEPARTMENTAL" "" %}')


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_said_after_five_marks(stage: Stage) -> None:
    html = render("{% stage_badge stage %}", stage=stage)

    assert stage.label in html
    assert html.count("<rect") == 5


def test_a_refused_project_stops_at_its_mark() -> None:
    html = render('{% stage_badge "PROJECT_OPPOSED" %}')

    assert html.count('"done"') == 2
    assert html.count('"opposed"') == 1


def test_an_empty_page_offers_the_first_step() -> None:
    html = render('{% empty_state "Aucune affiliation" "Rejoignez." "/x/" "Proposer" %}')

    assert '<a class="btn btn-primary" href="/x/">Proposer</a>' in html


def test_an_empty_page_without_a_step_has_no_button() -> None:
    assert "btn" not in render('{% empty_state "Rien" "Rien ne vous attend." %}')


def test_a_task_that_waits_is_marked_and_dated() -> None:
    html = render('{% task "Relire" "/l/" due=day waiting=True %}', day=date(2026, 11, 26))

    assert "task-waiting" in html
    assert "26/11/2026" in html


def test_the_current_tab_is_said_to_be_the_page() -> None:
    html = render(
        '{% tabs "Espace" items %}',
        items=[Tab("Fiche", "/f/", is_current=True), Tab("Communes", "/c/", count=1200)],
    )

    assert '<a href="/f/" aria-current="page">Fiche</a>' in html
    assert "1\u202f200" in html


def test_a_subject_that_holds_several_pages_shows_them_and_says_which_is_read() -> None:
    html = render(
        '{% tabs "Espace" items pages %}',
        items=[Tab("Membres", "/m/", is_current=True), Tab("Journal", "/j/")],
        pages=[Tab("Liste", "/m/"), Tab("Rôles", "/r/", is_current=True)],
    )

    assert '<a href="/m/" aria-current="true">Membres</a>' in html
    assert '<a href="/r/" aria-current="page">Rôles</a>' in html


@pytest.mark.parametrize("state", list(StepState))
def test_what_the_colour_of_a_step_says_is_also_said_in_words(state: StepState) -> None:
    step = Step("Lettre", state, date(2026, 4, 3))

    html = render("{% timeline steps %}", steps=[step])

    assert f"({step.spoken_state})" in html
    assert '<time datetime="2026-04-03">03/04/2026</time>' in html


def test_progress_is_said_in_words_and_in_numbers_a_browser_reads() -> None:
    html = render('{% progress "Communes lues" 12000 34969 %}')

    assert "12\u202f000 sur 34\u202f969" in html
    assert '<progress value="12000" max="34969"' in html


def test_hostile_text_stays_text() -> None:
    html = render("{% page_header title %}{% notice title %}", title="<script>alert(1)</script>")

    assert "<script>" not in html
