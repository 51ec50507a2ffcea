"""What the doors of the workshop open on: a study over the CPTS, a scenario, what is proposed."""

from uuid import UUID

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests.make import NOW
from maillage.apps.workshop.actions import redraw
from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.actions.study import Wanted
from maillage.apps.workshop.asking import Asked
from maillage.apps.workshop.models import Offer
from maillage.apps.workshop.tests.make import computed
from maillage.domain.partition import Window


def studied(cpts: Community, inter: Community, chair_above: User) -> dict[str, UUID | str]:
    assert cpts.departement
    study = studies.ask_study(
        area=cpts.departement,
        wanted=Wanted("Étude", Asked(Window(), kinds=("compact",)), body=inter),
        by=chair_above.person,
        at=NOW,
    )
    scenario = computed(study)[0]
    remark = redraw.leave_remark(
        scenario=scenario, commune="D1001", text="À voir.", by=chair_above.person, at=NOW
    )
    offer = Offer.objects.create(
        scenario=scenario,
        community=cpts,
        body=inter,
        codes=["D1001"],
        by=chair_above.person,
        offered_at=NOW,
    )
    return {
        "study": study.uuid,
        "scenario": scenario.uuid,
        "workshop_remark": remark.uuid,
        "offer": offer.uuid,
    }
