"""What is put to a decision about a scenario, and what does it then give each CPTS?"""

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.apps.workshop.ground import Perimeter
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.queries.care import care_of
from maillage.apps.workshop.queries.comparison import given_to
from maillage.apps.workshop.queries.scenario import set_on_bench, territories_of
from maillage.apps.workshop.queries.words import quality_of

DAYS_TO_ANSWER = 21


@dataclass(frozen=True)
class ProposingPage:
    scenario: Scenario
    text: str
    answers_by: date

    def initial(self, address: str) -> dict[str, object]:
        """Fill the form; the text says where the scenario is read."""
        return {
            "title": f"Découpage : {self.scenario.name}, {self.scenario.study.area.name}"[:150],
            "text": f"{self.text}\n\nLe scénario, sa carte et ses chiffres : {address}",
            "answers_by": self.answers_by,
        }


def proposing_page(scenario: Scenario, *, on: date) -> ProposingPage:
    """Return the words of a scenario, as members will read them.

    :raises NothingToCut, NoContours: as `set_on_bench`.
    """
    held = set_on_bench(scenario, on=on)
    care = care_of(held.ground, held.numbers)
    comparison = held.against_present(care)
    assert scenario.current  # noqa: S101  # it is ready
    said = quality_of(scenario.current.score)
    lines = [
        f"{scenario.study.area.name} : nous retenons le découpage « {scenario.name} » en "
        f"{said.count} territoires (note J {said.j}).",
        "",
        *comparison.sentences,
        "",
        *(
            f"- {one.label} : {one.explained.sentences[0]}"
            + (f" Prolonge {one.continues}." if one.continues else "")
            for one in territories_of(held, comparison, care)
        ),
        "",
        "Ce découpage n’impose rien : chaque CPTS reçoit ensuite un périmètre proposé, qu’elle "
        "adopte ou non.",
    ]
    return ProposingPage(scenario, "\n".join(lines), on + timedelta(days=DAYS_TO_ANSWER))


def perimeters_of(scenario: Scenario, *, on: date) -> list[Perimeter]:
    """Return the perimeter a scenario gives each community of today, where it would change.

    :raises NothingToCut, NoContours: as `set_on_bench`.
    """
    held = set_on_bench(scenario, on=on)
    by_key = {community.pk: community for community in held.present.communities}
    return [Perimeter(by_key[key], codes) for key, codes in given_to(held).items()]
