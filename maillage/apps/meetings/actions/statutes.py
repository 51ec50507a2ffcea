"""How does a community say which quorum and which proxies its statutes ask for?"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Statutes
from maillage.domain.quorum import Rule
from maillage.domain.roles import Right


@transaction.atomic
def set_rule(*, community: Community, rule: Rule, by: Person, at: datetime) -> Statutes:
    """Keep the rule of a community; it holds for the sheets still open."""
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    statutes, _ = Statutes.objects.update_or_create(
        community=community,
        defaults={
            "share_over": rule.share.numerator,
            "share_under": rule.share.denominator,
            "is_more_than": rule.is_more_than,
            "is_by_college": rule.is_by_college,
            "counts_represented": rule.counts_represented,
            "proxies_per_person": rule.proxies_per_person,
            "keeps_proxies_in_college": rule.keeps_proxies_in_college,
        },
    )
    journal.record(
        "statutes.rule_set",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={"rule": rule.label, "proxies": rule.proxies_per_person},
    )
    return statutes
