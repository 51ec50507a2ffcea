"""Does a pasted list of professionals say who to invite, and which lines do not?"""

from maillage.domain.border_lists import Guest, read_list

COMMUNES = {"34001": "Saint-Ézéchiel", "34002": "L’Étang"}


def test_cells_come_in_any_order_and_communes_by_name_or_by_code() -> None:
    listed = read_list(
        "Nom;Mail;Commune\n"
        "Amine Sentel;A.Sentel@essai.fr;saint ezechiel;infirmière\n"
        "34002\tb@essai.fr\tBo Lindry\tMK",
        COMMUNES,
    )

    assert listed.guests == [
        Guest("Amine Sentel", "a.sentel@essai.fr", "34001", "infirmier"),
        Guest("Bo Lindry", "b@essai.fr", "34002", "masseur-kinésithérapeute"),
    ]
    assert listed.problems == []


def test_each_line_left_aside_says_why_with_its_number() -> None:
    listed = read_list("Sans adresse;34001\nx@essai.fr;Ailleurs;Y Z\n\ny@essai.fr;34001", COMMUNES)

    assert [(each.number, each.why) for each in listed.problems] == [
        (1, "aucune adresse électronique"),
        (2, "aucune des communes de bordure n’y est nommée"),
        (4, "aucun nom"),
    ]


def test_an_address_met_twice_is_kept_once() -> None:
    listed = read_list("A B;a@essai.fr;34001\nA  B;A@ESSAI.FR;34002", COMMUNES)

    assert [guest.commune for guest in listed.guests] == ["34001"]


def test_a_hundred_thousand_lines_are_cut_and_said_to_be() -> None:
    listed = read_list("A B;a@essai.fr;34001\n" * 100_000, COMMUNES)

    assert len(listed.guests) == 1
    assert "collez la suite à part" in listed.problems[-1].why
