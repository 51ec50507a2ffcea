"""How is a community created, and its card kept?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access
from maillage.apps.communities.actions.perimeter import first_perimeter
from maillage.apps.communities.models import Community, Role
from maillage.apps.geography.models import Departement, Region
from maillage.apps.journal import actions as journal
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.domain.names import normalise
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right, RoleKind

CARD_FIELDS = (
    "name",
    "legal_form",
    "founded_on",
    "finess",
    "siren",
    "email",
    "phone",
    "website",
    "postal_address",
    "presentation",
    "is_published",
)


class NotYours(Refusal):
    """Only the administrator opens a community of an upper échelon."""

    def __init__(self) -> None:
        super().__init__(
            "Une inter-CPTS ou une fédération est ouverte par l’administration "
            "de l’instance\u00a0: écrivez-lui pour la demander."
        )


class NameTaken(Refusal):
    """A community of this name exists in the same place."""


class CardChangedMeanwhile(Refusal):
    """Someone saved the card between reading and writing."""

    def __init__(self) -> None:
        super().__init__(
            "Quelqu’un a enregistré cette fiche pendant que vous la remplissiez\u00a0: comparez "
            "avec ce qui est affiché en regard, puis enregistrez à nouveau. Rien n’a été perdu."
        )


@dataclass(frozen=True)
class Founding:
    """What is needed to open a community; the rest comes with its life."""

    name: str
    echelon: Echelon
    departement: Departement | None = None
    region: Region | None = None
    codes: Collection[str] = ()


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "communaute"
    # « nouvelle » is the address where communities are opened.
    taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken.add("nouvelle")
    return next(
        slug
        for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        if slug not in taken
    )


def _demand_free_name(founding: Founding, region: Region | None) -> None:
    namesakes = Community.objects.filter(
        search=normalise(founding.name), departement=founding.departement, region=region
    )
    if namesakes.exists():
        raise NameTaken(
            f"«\u00a0{founding.name}\u00a0» existe déjà ici\u00a0: cherchez-la dans l’annuaire, "
            "ou donnez un autre nom."
        )


@transaction.atomic
def create_community(*, founding: Founding, by: User, at: datetime) -> Community:
    """Open a community; whoever opens it coordinates it until roles are given.

    :raises NotYours: an upper échelon is opened by the administrator.
    :raises NameTaken: another one has this name in the same département or région.
    """
    if not access.may_create(by, founding.echelon):
        raise NotYours
    day = localdate(at)
    region = founding.departement.region if founding.departement else founding.region
    _demand_free_name(founding, region)
    is_local = founding.echelon is Echelon.LOCAL
    community = Community.objects.create(
        slug=_free_slug(founding.name),
        name=founding.name,
        echelon=founding.echelon.value,
        departement=founding.departement,
        region=region,
        stage=Stage.EMERGENCE.value if is_local else None,
        stage_since=day if is_local else None,
    )
    Role.objects.create(
        person=by.person, community=community, kind=RoleKind.COORDINATOR.value, since=day
    )
    if founding.codes:
        first_perimeter(community=community, codes=founding.codes, by=by.person, at=at)
    journal.record(
        "community.created",
        by=by.person,
        at=at,
        on=community,
        community=community.uuid,
        facts={"echelon": founding.echelon.label, "communes": len(founding.codes)},
    )
    return community


@transaction.atomic
def edit_card(
    *,
    community: Community,
    values: Mapping[str, object],
    expected_version: int,
    by: Person,
    at: datetime,
) -> Community:
    """Keep the card of a community; fields that the form did not show stay as they are.

    :raises CardChangedMeanwhile: someone saved it since this form was opened.
    """
    access.demand(Right.EDIT_CARD, of=by, on_community=community, on=localdate(at))
    kept = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    if kept.version != expected_version:
        raise CardChangedMeanwhile
    changed = [
        name for name in CARD_FIELDS if name in values and getattr(kept, name) != values[name]
    ]
    for name in changed:
        setattr(kept, name, values[name])
    kept.version += 1
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise NameTaken(
            "Ce numéro FINESS ou SIREN est déjà celui d’une autre communauté\u00a0: vérifiez-le."
        ) from error
    labels = {field.name: str(field.verbose_name) for field in Community._meta.fields}
    journal.record(
        "community.card_edited",
        by=by,
        at=at,
        on=kept,
        community=kept.uuid,
        facts={"fields": ", ".join(labels[name] for name in changed) or "aucun champ"},
    )
    return kept
