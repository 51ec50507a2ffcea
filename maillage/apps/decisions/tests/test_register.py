import json
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from maillage.apps.accounts.models import Person
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions import application
from maillage.apps.decisions.actions.application import AlreadyChosen, Choice, NothingToApply
from maillage.apps.decisions.actions.ballot import Paper, close_ballot, open_ballot
from maillage.apps.decisions.models import Application, Decision
from maillage.apps.decisions.queries import export, register
from maillage.apps.decisions.tests import make
from maillage.apps.journal import chain
from maillage.apps.journal.tests.make import assert_journaled
from maillage.domain.consensus import FallBack, Rule
from maillage.domain.register import digest_of
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def decided(place: make.Circle, title: str = "Créneaux communs") -> Decision:
    proposal = make.opened(place, title=title)
    make.all_answer(place, proposal)
    decision = make.close(place, proposal).decision
    assert decision
    return decision


def choose(place: make.Circle, decision: Decision, applies: bool, by: object = None) -> Application:
    member = place.members[0]
    return application.choose_application(
        decision=decision,
        community=member,
        choice=Choice(applies, make.TODAY),
        by=by or place.chairs[member].person,  # type: ignore[arg-type]  # a person
        at=make.NOW,
    )


def test_an_adopted_decision_binds_nobody_until_each_chooses() -> None:
    place = make.circle()
    decision = decided(place)

    assert not decision.applications.exists()
    made = choose(place, decision, applies=True)

    assert (made.applies, made.by) == (True, place.chairs[place.members[0]].person)
    assert_journaled("decision.applied", choice="appliquer", member=place.members[0].name)


def test_a_community_changes_its_mind_and_both_choices_stay() -> None:
    place = make.circle()
    decision = decided(place)
    choose(place, decision, applies=True)

    choose(place, decision, applies=False)

    assert decision.applications.count() == 2
    assert decision.applications.get(replaced_at__isnull=True).applies is False


def test_the_same_choice_twice_is_told() -> None:
    place = make.circle()
    decision = decided(place)
    choose(place, decision, applies=True)

    with pytest.raises(AlreadyChosen, match="a déjà enregistré"):
        choose(place, decision, applies=True)


def test_nobody_chooses_for_a_community_they_do_not_run() -> None:
    place = make.circle()
    decision = decided(place)
    treasurer = make.holder(place.members[0], RoleKind.TREASURER)

    for someone in (treasurer, place.leader, place.chairs[place.members[1]]):
        with pytest.raises(RightMissing):
            choose(place, decision, applies=True, by=someone.person)


def test_what_was_dropped_is_not_applied() -> None:
    place = make.circle()
    proposal = make.opened(place, rule=Rule(FallBack.DROP, rounds=1))
    decision = make.close(place, proposal, at=make.AFTER).decision
    assert decision

    with pytest.raises(NothingToApply):
        choose(place, decision, applies=True)


def test_a_community_that_was_not_asked_has_nothing_to_apply() -> None:
    decision = decided(make.circle())

    with pytest.raises(NothingToApply):
        choose(make.circle(), decision, applies=True)


def test_a_community_that_joined_since_chooses_like_the_others() -> None:
    place = make.circle(1)
    decision = decided(place)
    newcomer = make.cpts()
    chair = make.holder(newcomer)
    with pytest.raises(NothingToApply):
        apply_to(newcomer, decision, chair.person)
    Affiliation.objects.create(
        member=newcomer, body=place.inter, since=make.TODAY, member_rank=0, body_rank=1
    )

    apply_to(newcomer, decision, chair.person)

    page = register.register_page(newcomer, chair.person, wanted="", page="1", today=make.TODAY)
    assert [line.decision for line in page.from_above] == [decision]
    assert decision.proposal
    client = Client(SERVER_NAME="localhost")
    client.force_login(place.leader)
    shown = client.get(
        reverse("decisions:proposal", args=[place.inter.slug, decision.proposal.uuid])
    ).content.decode()
    assert "venues depuis" in shown
    assert newcomer.name in shown


def apply_to(community: Community, decision: Decision, by: Person) -> None:
    application.choose_application(
        decision=decision,
        community=community,
        choice=Choice(True, make.TODAY),
        by=by,
        at=make.NOW,
    )


def test_a_vote_of_the_register_leads_to_its_page() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    ballot = open_ballot(
        community=cpts,
        paper=Paper("Comptes"),
        roll=[Voice(chair.person)],
        by=chair.person,
        at=make.NOW,
    )
    close_ballot(ballot=ballot, by=chair.person, at=make.NOW)
    client = Client(SERVER_NAME="localhost")
    client.force_login(chair)

    shown = client.get(reverse("decisions:register", args=[cpts.slug])).content.decode()

    assert reverse("decisions:ballot", args=[cpts.slug, ballot.uuid]) in shown


def test_the_register_is_handed_over_as_a_spreadsheet_where_no_title_is_a_formula() -> None:
    place = make.circle(2)
    decision = decided(place, title="=HYPERLINK(1)")
    choose(place, decision, applies=True)
    client = Client(SERVER_NAME="localhost")
    client.force_login(place.leader)

    answer = client.get(reverse("decisions:register_xlsx", args=[place.inter.slug]))

    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["N°", "Date", "Décision", "Issue"]
    assert rows[1][2] == "=HYPERLINK(1)"
    assert str(rows[1][5]).startswith("d’accord : 2")
    assert rows[1][7] == place.members[0].name


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        *[("", 2), ("creneaux", 1), ("COMMUNS créneaux", 1), ("autre", 0), ("plan", 1)],
        # Both texts say so; no title does.
        *[("programmes", 2), ("crise programmés", 1)],
    ],
)
def test_the_register_is_searched_by_words_of_the_titles_and_texts(wanted: str, found: int) -> None:
    place = make.circle()
    for title in ("Créneaux communs", "Plan de crise"):
        decided(place, title)

    page = register.register_page(
        place.inter, place.leader.person, wanted=wanted, page="1", today=make.TODAY
    )

    assert len(page.decisions.object_list) == found


def test_a_cpts_sees_what_was_decided_above_and_what_is_asked_of_it() -> None:
    place = make.circle()
    decided(place)
    make.opened(place, title="Plan de crise")
    member = place.members[0]

    page = register.register_page(
        member, place.chairs[member].person, wanted="", page="1", today=make.TODAY
    )

    assert [line.decision.title for line in page.from_above] == ["Créneaux communs"]
    assert [(each.proposal.title, each.answer) for each in page.asked] == [("Plan de crise", None)]
    assert not page.decisions.object_list


def exported(place: make.Circle) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(export.exported(place.inter, at=make.NOW))
    return said


def faults(said: dict[str, Any]) -> list[str]:
    return export.verify(json.dumps(said)).faults


def test_an_exported_register_is_verified_without_the_database(
    django_db_blocker: Any, tmp_path: Path
) -> None:
    place = make.circle()
    decided(place)
    decided(place, "Plan de crise")
    file = tmp_path / "registre.json"
    file.write_text(export.exported(place.inter, at=make.NOW), encoding="utf-8")

    with django_db_blocker.block():
        said = StringIO()
        call_command("decisions", "verify", str(file), stderr=said)

    assert "se tient : 2 décisions" in said.getvalue()
    assert f"Témoin : {export.witness(place.inter)}" in said.getvalue()


def made_anew(said: dict[str, Any]) -> dict[str, Any]:
    """The forgery of someone who knows the format: every digest is written again."""
    forged = said["decisions"][0]
    forged["content"]["text"] = "Autre"
    forged["digest"] = forged["journal"]["facts"]["digest"] = digest_of(forged["content"])
    link = export._read(forged["journal"])
    forged["journal"]["digest"] = chain.digest_of(link)
    return said


def test_a_register_made_anew_holds_together_and_is_caught_by_a_witness_noted_before(
    tmp_path: Path,
) -> None:
    place = make.circle()
    decided(place)
    noted = str(export.witness(place.inter))
    decided(place, "Plan de crise")
    whole, forged = tmp_path / "registre.json", tmp_path / "refait.json"
    whole.write_text(json.dumps(exported(place)))
    forged.write_text(json.dumps(made_anew(exported(place))))

    call_command("decisions", "verify", str(forged), stderr=StringIO())
    with pytest.raises(CommandError, match="Le registre a été refait : les décisions n° 1 à 1"):
        call_command("decisions", "verify", str(forged), "--witness", noted)
    said = StringIO()
    call_command("decisions", "verify", str(whole), "--witness", noted, stderr=said)
    assert "Les 1 premières sont celles du témoin" in said.getvalue()
    longer = noted.replace("1:", "3:", 1)
    with pytest.raises(CommandError, match="noté devant 3 décision"):
        call_command("decisions", "verify", str(whole), "--witness", longer)
    with pytest.raises(CommandError, match="n’est pas un témoin"):
        call_command("decisions", "verify", str(whole), "--witness", "1:abc")


def test_the_page_gives_the_witness_to_note() -> None:
    place = make.circle()
    decided(place)
    client = Client(SERVER_NAME="localhost")
    client.force_login(place.leader)

    page = client.get(reverse("decisions:register", args=[place.inter.slug])).content.decode()

    assert export.verify(json.dumps(exported(place))).witness in page


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", "5"),
        ("number", float("inf")),
        ("number", None),
        ("at", 5),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("community", 5),
        ("community", "x"),
        ("facts", []),
        ("facts", {"digest": "x"}),
        ("previous", {"a": "\ud800"}),
    ],
)
def test_a_link_of_another_shape_is_told_and_breaks_nothing(key: str, value: object) -> None:
    place = make.circle()
    decided(place)
    decided(place, "Plan de crise")
    said = exported(place)
    said["decisions"][0]["journal"][key] = value

    assert any("n° 1" in fault for fault in faults(said))


def test_an_empty_register_is_whole() -> None:
    assert faults(exported(make.circle())) == []


def test_each_way_to_alter_a_register_is_found() -> None:
    place = make.circle()
    for title in ("Un", "Deux", "Trois"):
        decided(place, title)

    text = exported(place)
    text["decisions"][1]["content"]["text"] = "Autre"
    assert any("n° 2 a été modifiée" in fault for fault in faults(text))
    resealed = exported(place)
    resealed["decisions"][1]["content"]["text"] = "Autre"
    resealed["decisions"][1]["digest"] = export_digest(resealed["decisions"][1]["content"])
    assert any("que le journal a scellée" in fault for fault in faults(resealed))
    rewritten = exported(place)
    rewritten["decisions"][1]["journal"]["facts"]["result"] = "rejetée"
    assert any("L’écriture du journal" in fault for fault in faults(rewritten))
    without = exported(place)
    del without["decisions"][1]
    assert any("n° 2 manque" in fault for fault in faults(without))
    shortened = exported(place)
    del shortened["decisions"][2]
    assert any("annonce 3 décisions" in fault for fault in faults(shortened))
    bare = exported(place)
    del bare["decisions"][0]["journal"]
    assert any("manque ou est incomplète" in fault for fault in faults(bare))
    theirs = exported(place)
    theirs["community_key"] = str(place.members[0].uuid)
    assert any("une autre communauté" in fault for fault in faults(theirs))


def export_digest(content: dict[str, Any]) -> str:
    return digest_of(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "JSON est incomplet"),
        (b"[]", "format"),
        (b'{"format": "autre"}', "format"),
        (b'{"format": "maillage-register-1", "decisions": 3}', "la liste"),
        (b"\xff\xfe", "ne se lit pas"),
        (b"[" * 100_000, "JSON est incomplet"),
    ],
)
def test_another_file_is_refused_in_french(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "autre.json"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=why):
        call_command("decisions", "verify", str(file))


def test_an_absent_or_altered_file_fails_the_command(tmp_path: Path) -> None:
    place = make.circle()
    decided(place)
    file = tmp_path / "registre.json"
    with pytest.raises(CommandError, match="ne se lit pas"):
        call_command("decisions", "verify", str(file))
    said = exported(place)
    said["decisions"][0]["content"]["title"] = "Autre"
    file.write_text(json.dumps(said))

    with pytest.raises(CommandError, match="n° 1 a été modifiée"):
        call_command("decisions", "verify", str(file))
    with pytest.raises(SystemExit):
        call_command("decisions", "verify", str(file), "--json", stdout=StringIO())


def test_the_page_takes_as_many_queries_for_a_hundred_communities(
    django_assert_max_num_queries: Any,
) -> None:
    place = make.circle(100)
    proposal = make.opened(place, answers_by=make.TODAY + timedelta(days=3650))
    make.all_answer(place, proposal)
    client = Client(SERVER_NAME="localhost")
    client.force_login(place.leader)
    url = reverse("decisions:proposal", args=[place.inter.slug, proposal.uuid])
    client.get(url)

    with django_assert_max_num_queries(25):
        response = client.get(url)
    make.close(place, proposal)
    with django_assert_max_num_queries(25):
        client.get(reverse("decisions:register", args=[place.inter.slug]))

    assert response.content.decode().count('<th scope="row">') == 100
