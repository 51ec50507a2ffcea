"""What becomes of each line of the register of professionals, whatever the file looks like?"""

import gzip
import zipfile
from pathlib import Path

import pytest

from maillage.apps.geography.models import Commune
from maillage.apps.geography.tests import make as places
from maillage.apps.health import queries
from maillage.apps.health.actions.places import NoCommuneInPlace
from maillage.apps.health.actions.professionals import FileTooSmall
from maillage.apps.health.models import HealthLoad, PracticeSheet, Supply
from maillage.apps.health.queries import Headcount, Practice
from maillage.apps.health.readers.refusals import (
    ColumnsMissing,
    FileCutShort,
    FileNotThere,
    NotInUtf8,
    NotThisFile,
    TooManyBadLines,
)
from maillage.apps.health.synthetic import people, rpps
from maillage.apps.health.tests import registers
from maillage.apps.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground() -> None:
    registers.ground()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "PS_LibreAcces_Personne_activite_202611200930.txt"


def loaded(file: Path, *lines: str, header: str = "") -> HealthLoad:
    return registers.load(registers.write(file, lines, header=header))


def at(*codes: str) -> list[Practice]:
    return queries.practices_in(codes)


def someone(serial: int, **cells: str) -> str:
    number = people.rpps(serial)
    return rpps.line(number=number, national_id=f"8{number}", **cells)


def general_practitioners(*codes: str) -> Headcount:
    return queries.supply_of(codes).count(
        lambda group: group.specialty == "SM54", first_recourse=True
    )


# --- What a line says ---


def test_a_person_is_found_in_the_commune_of_each_place_of_practice(file: Path) -> None:
    loaded(file, rpps.line(), rpps.line(structure="R2", commune="34003", postcode="34300"))

    (first,), (second,) = at("34172"), at("34003")
    assert first.rpps == second.rpps == people.rpps(1)
    assert (first.name, first.first_name, first.structure) == ("INVENTEE", "ALIÉNOR", "R1")
    assert first.is_first_recourse
    assert general_practitioners("34172", "34003") == Headcount(1, 1.0)
    assert general_practitioners("34172") == Headcount(1, 0.5)


def test_quotes_in_a_name_are_letters_like_others(file: Path) -> None:
    loaded(file, rpps.line(name='INVENTEE "DITE" L\'AUTRE'), someone(2))

    assert {one.name for one in at("34172")} == {'INVENTEE "DITE" L\'AUTRE', "INVENTEE"}


def test_hostile_content_is_kept_as_the_text_it_is(file: Path) -> None:
    loaded(file, rpps.line(name="'); DROP TABLE x;--\x00", structure_name="=1+1\t<script>"))

    (one,) = at("34172")
    assert one.name == "'); DROP TABLE x;--"
    assert one.structure_name == "=1+1\t<script>"


def test_someone_known_by_another_register_has_no_rpps_number(file: Path) -> None:
    loaded(file, rpps.line(kind="0", number="349300001", national_id="0349300001"))

    assert [(one.national_id, one.rpps) for one in at("34172")] == [("0349300001", "")]


def test_the_names_of_the_specialties_are_those_of_the_file(file: Path) -> None:
    loaded(file, rpps.line())

    assert queries.specialties() == {"SM54": "Médecine générale"}


# --- Where it is ---


def test_a_blank_commune_is_found_by_its_postcode(file: Path) -> None:
    load = loaded(file, rpps.line(commune=""))

    assert len(at("34172")) == 1
    assert load.counts["resolved_by_postcode"] == 1


def test_a_postcode_of_several_communes_needs_the_name_beside_it(file: Path) -> None:
    loaded(
        file,
        rpps.line(commune="", postcode="34300", cedex="34300 SAINT TEST"),
        someone(2, commune="", postcode="34300", cedex=""),
    )

    assert len(at("34004")) == 1
    assert len(at("?34")) == 1


def test_what_no_commune_is_found_for_is_never_dropped(file: Path) -> None:
    load = loaded(
        file,
        rpps.line(commune="", postcode="34999"),
        someone(2, commune="", postcode=""),
        someone(3, commune="99999", postcode=""),
    )

    assert [one.commune for one in at("?34", "?")] == [None, None, None]
    assert load.counts["unknown_commune"] == 3
    assert general_practitioners("?34") == Headcount(1, 1.0)
    gps = queries.supply_in("FRANCE")[""].by_specialty()["SM54"]
    assert gps == Headcount(3, 3.0)
    assert queries.supply_in("DEPARTEMENT", ["34"])["34"].by_profession()["10"].persons == 1


def test_a_person_without_a_place_is_kept_and_not_counted(file: Path) -> None:
    nowhere = rpps.line(structure="", structure_name="", commune="", postcode="", sector="")

    load = loaded(file, nowhere, someone(2))

    assert load.counts["without_site"] == 1
    assert len(at("?")) == 1
    assert queries.supply_in("FRANCE")[""].by_profession()["10"].persons == 1


def test_an_arrondissement_stays_one_and_paris_alone_is_led_there_by_its_postcode(
    file: Path,
) -> None:
    loaded(
        file,
        rpps.line(commune="75108", postcode="75008"),
        someone(2, commune="75056", postcode="75013"),
        someone(3, commune="75056", postcode="75999"),
    )

    assert [len(at(code)) for code in ("75108", "75113", "75056")] == [1, 1, 1]


def test_a_commune_merged_since_is_counted_in_its_successor(file: Path) -> None:
    places.former("34999", Commune.objects.get(pk="34172"))

    loaded(file, rpps.line(commune="34999", postcode=""))

    assert len(at("34172")) == 1


# --- What the file looks like ---


def test_a_mark_of_byte_order_and_dos_line_ends_change_nothing(file: Path) -> None:
    text = "\r\n".join([rpps.header(), rpps.line(), someone(2), ""])
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert registers.load(file).counts["lines"] == 2


def test_a_file_without_the_last_bar_is_read(file: Path) -> None:
    loaded(file, rpps.line().rstrip("|"), header=rpps.header().rstrip("|"))

    assert len(at("34172")) == 1


def test_the_header_of_another_year_is_recognised(file: Path) -> None:
    renamed = rpps.header().replace("Code mode exercice", "CODE MODE D’EXERCICE")
    short = "|".join(renamed.split("|")[: rpps.END_2021]) + "|"
    line = "|".join(rpps.line().split("|")[: rpps.END_2021]) + "|"

    loaded(file, line, header=short)

    assert [one.mode for one in at("34172")] == ["L"]


def test_without_the_columns_of_specialties_nobody_is_called_a_general_practitioner(
    file: Path,
) -> None:
    cut = [rpps.without_columns(text, rpps.SPECIALTY) for text in (rpps.header(), rpps.line())]

    load = loaded(file, cut[1], header=cut[0])

    assert load.counts["has_specialties"] is False
    assert general_practitioners("34172").persons == 0
    assert queries.supply_of(["34172"]).by_profession()["10"].persons == 1


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_a_compressed_file_is_read_as_it_is(kind: str, file: Path, tmp_path: Path) -> None:
    registers.write(file, [rpps.line()])
    packed = tmp_path / f"extraction.{kind}"
    if kind == "gzip":
        packed.write_bytes(gzip.compress(file.read_bytes()))
    else:
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(file, file.name)
            archive.writestr("PS_LibreAcces_SavoirFaire_202611200930.txt", "autre")

    assert registers.load(packed).counts["lines"] == 1


# --- What is refused, the former staying in place ---


def test_a_refused_file_leaves_the_former_in_place(file: Path) -> None:
    former = loaded(file, rpps.line())
    whole = "\n".join([rpps.header(), *(someone(serial) for serial in range(50))])
    cases = {
        FileCutShort: whole[:-200].encode(),
        ColumnsMissing: whole.replace("Code commune", "Commune du code", 1).encode(),
        NotInUtf8: whole.encode("latin-1"),
        NotThisFile: b"<!doctype html><html><body>Erreur 404</body></html>",
        TooManyBadLines: (whole + "\n" + "\n".join(["8|trop|court"] * 5 + [someone(99)])).encode(),
    }

    for refusal, content in cases.items():
        file.write_bytes(content)
        with pytest.raises(refusal, match="Rien n’a changé"):
            registers.load(file)

    assert HealthLoad.objects.get() == former
    assert len(at("34172")) == 1


def test_a_compressed_file_cut_short_is_told_from_a_whole_one(file: Path, tmp_path: Path) -> None:
    registers.write(file, (someone(serial) for serial in range(200)))
    packed = tmp_path / "extraction.txt.gz"
    packed.write_bytes(gzip.compress(file.read_bytes())[:-100])

    with pytest.raises(FileCutShort):
        registers.load(packed)


def test_a_missing_file_or_missing_communes_are_named(tmp_path: Path, file: Path) -> None:
    with pytest.raises(FileNotThere, match="vérifiez son chemin"):
        registers.load(tmp_path / "absent.txt")

    registers.write(file, [rpps.line()])
    Commune.objects.update(retired_on="2026-01-01")
    with pytest.raises(NoCommuneInPlace, match="geography load"):
        registers.load(file)


def test_a_few_unreadable_lines_are_left_aside_and_counted(file: Path) -> None:
    load = loaded(file, "8|trop|court", *(someone(serial) for serial in range(3)))

    assert load.counts["rejected"] == 1
    assert len(at("34172")) == 3


def test_a_file_of_half_the_lines_is_not_taken_for_a_whole_one(file: Path) -> None:
    loaded(file, *(someone(serial) for serial in range(5)))
    registers.write(file, [rpps.line()])

    with pytest.raises(FileTooSmall, match="n’a que 1 lignes"):
        registers.load(file)

    assert registers.load(file, may_shrink=True).is_current


# --- What remains of the former, and of the demonstration ---


def test_a_new_file_takes_the_place_of_the_former_and_is_journaled(file: Path) -> None:
    loaded(file, rpps.line())

    load = loaded(file, someone(2, commune="34003"))

    assert list(HealthLoad.objects.current()) == [load]
    assert not at("34172")
    assert set(Supply.objects.values_list("load", flat=True)) == {load.pk}
    assert set(PracticeSheet.objects.values_list("load", flat=True)) == {load.pk}
    assert Entry.objects.filter(verb="health.professionals_loaded").count() == 2
