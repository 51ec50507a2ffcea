"""Is a diagnosis read again as it was kept, word for word?"""

import json
from dataclasses import replace

from maillage.domain.diagnosis import Alike, Nearby, Place, Typed, secret
from maillage.domain.diagnosis.assembly import Need
from maillage.domain.diagnosis.keeping import from_plain, to_plain
from maillage.domain.diagnosis.tests import make

C2S = Need("c2s", "Bénéficiaires de la C2S", "%", 1, "needs")


def test_a_diagnosis_comes_back_from_json_as_it_was() -> None:
    made = replace(
        make.diagnosis(
            make.tally(needs={"c2s": secret("Secret de la source.")}),
            beside=make.tally(gp=None, area=None),
            alike=4,
            needs=(C2S,),
        ),
        around=(Nearby("CPTS voisine", "CPTS", "12 km de frontière"),),
        alike=(Alike("CPTS semblable", "0,4", 21_000),),
        typed=(Typed("ALD", "21,4", "%", make.DAY, "Rézone", "tout le territoire"),),
        places=(Place("F1001", "Auvansol", "CA d’Auvansol", None),),
    )

    assert from_plain(json.loads(json.dumps(to_plain(made)))) == made
