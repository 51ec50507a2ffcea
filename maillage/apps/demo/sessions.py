"""How does a meeting of the demonstration go: who signs, what is concluded, what is left to do?

The meeting itself is told elsewhere; here it is held, as its secretary would with the product.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.meetings.actions import attendance, follow_up, minutes, sheet
from maillage.apps.meetings.actions.attendance import Mark, Signature
from maillage.apps.meetings.actions.follow_up import Task
from maillage.apps.meetings.actions.minutes import Words
from maillage.apps.meetings.actions.minutes_mail import send_minutes
from maillage.apps.meetings.actions.sheet import Course
from maillage.apps.meetings.models import Attendance, Meeting, Minutes, MinutesItem, Sheet
from maillage.domain.attendance import Channel, Manner, Status
from maillage.domain.meetings import Kind
from maillage.domain.minutes import FollowUpState
from maillage.domain.roles import RoleKind


@dataclass(frozen=True)
class Said:
    """What is written under a point, and the action it hands out."""

    conclusions: str
    decisions: str = ""
    action: str = ""


BETWEEN: Sequence[Said] = (
    Said("Chaque communauté présente son avancement.\n- Les calendriers se rapprochent."),
    Said(
        "L’annuaire des correspondants de crise est à jour pour douze communautés sur quatorze.",
        action="Relancer les communautés dont le correspondant n’est pas nommé",
    ),
    Said(
        "Le parcours de sortie d’hospitalisation est prêt à être essayé.",
        decisions="Essai de trois mois dans deux communautés volontaires.",
        action="Envoyer la fiche du parcours aux communautés volontaires",
    ),
    Said("Prochaine réunion chez la communauté dont c’est le tour."),
)
WITHIN: Mapping[Kind, Sequence[Said]] = {
    Kind.BOARD: (
        Said("Trois actions sur quatre sont faites, la dernière est reportée d’un mois."),
        Said(
            "Deux médecins et une infirmière rejoignent la communauté.",
            action="Accueillir les trois nouveaux membres",
        ),
        Said(
            "Sept cabinets ouvrent leurs créneaux du jour même.",
            decisions="La coordination tient le tableau des créneaux.",
            action="Envoyer le tableau des créneaux aux cabinets",
        ),
        Said("Prochaine réunion dans deux mois."),
    ),
    Kind.WORKING_GROUP: (
        Said("Cinq cabinets et deux pharmacies sont représentés."),
        Said("Les créneaux du lundi manquent ; ceux du jeudi restent souvent libres."),
        Said(
            "Deux créneaux du jeudi passent au lundi.",
            action="Prévenir les secrétariats du changement de créneaux",
        ),
        Said("Chacun relit le tableau avant la fin du mois."),
    ),
    Kind.GENERAL_ASSEMBLY: (
        Said("Le quorum des statuts est constaté, les pouvoirs sont vérifiés."),
        Said("L’année écoulée est présentée par la présidence."),
        Said("Les missions sont présentées par leurs référents."),
        Said("Les comptes sont présentés.", decisions="Quitus est donné au bureau."),
        Said("Le budget de l’année est présenté.", decisions="Le budget est adopté."),
        Said("Le vote a lieu à bulletins secrets ; ses résultats sont au registre."),
        Said("La parole est donnée à la salle."),
    ),
    Kind.MULTIPROFESSIONAL: (
        Said("Chacun se présente ; onze professions sont là."),
        Said("Chacun dit ce qu’il voit et à qui il adresse."),
        Said(
            "Une fiche commune dit qui appelle qui, et sous quel délai.",
            action="Relire la fiche commune avant sa diffusion",
        ),
        Said("La fiche est essayée pendant trois mois."),
    ),
}
EXCUSED_EVERY, ABSENT_EVERY, REMOTE_EVERY = 5, 7, 4
# Beyond, the paper sheet goes round the room and its secretary copies it.
SIGNING_THEMSELVES = 3


def hold(meeting: Meeting, *, is_followed: bool) -> None:
    """Hold a meeting already convoked: signed, sealed, concluded, approved.

    `is_followed` says whether its relevé was sent and what it left to do has been done since.
    """
    by = meeting.created_by
    _sign(meeting, by=by)
    written = _conclude(meeting, by=by, is_followed=is_followed)
    minutes.approve_minutes(minutes=written, by=by, at=meeting.ends_at + timedelta(hours=1))
    if is_followed:
        send_minutes(minutes=written, by=by, at=meeting.ends_at + timedelta(hours=2))


def _sign(meeting: Meeting, *, by: Person) -> None:
    opened = sheet.open_sheet(meeting=meeting, by=by, at=meeting.starts_at)
    paper: list[Mark] = []
    excused: list[Mark] = []
    for rank, line in enumerate(opened.lines.order_by("pk"), 1):
        if rank % EXCUSED_EVERY == 0:
            excused.append(Mark(line.uuid, Status.AWAITED, Status.EXCUSED))
        elif rank % ABSENT_EVERY == 0:
            continue
        elif rank > SIGNING_THEMSELVES:
            paper.append(Mark(line.uuid, Status.AWAITED, Status.PRESENT))
        else:
            _sign_oneself(meeting, opened, line, rank)
    for channel, marks in ((Channel.PAPER, paper), (Channel.SECRETARY, excused)):
        attendance.mark_lines(sheet=opened, marks=marks, channel=channel, by=by, at=meeting.ends_at)
    held = Sheet.objects.get(pk=opened.pk)
    course = Course(chair=_presiding(held))
    sheet.close_sheet(sheet=held, by=by, at=meeting.ends_at, course=course)


def _presiding(held: Sheet) -> UUID | None:
    """Return the line of whoever presides the community, else of the first one there."""
    there = held.lines.filter(status="PRESENT").order_by("pk")
    chairs = held.meeting.community.roles.filter(kind=RoleKind.CHAIR.value)
    line = there.filter(person__in=chairs.values("person")).first() or there.first()
    return line.uuid if line else None


def _sign_oneself(meeting: Meeting, opened: Sheet, line: Attendance, rank: int) -> None:
    manners = meeting.mode_value.manners
    manner = manners[0] if rank % REMOTE_EVERY else manners[-1]
    channel = Channel.QR if manner is Manner.ON_SITE else Channel.LINK
    signature = Signature(line.uuid, manner, channel, uuid5(line.uuid, "signature"))
    attendance.sign(
        sheet=opened, signature=signature, at=meeting.starts_at + timedelta(minutes=rank)
    )


def _conclude(meeting: Meeting, *, by: Person, is_followed: bool) -> Minutes:
    """Write the relevé, point by point, and hand out what is to be done."""
    written_at = meeting.ends_at + timedelta(minutes=30)
    begun = minutes.begin_minutes(meeting=meeting, by=by, at=meeting.ends_at)
    owners = [line.person for line in meeting.sheet.lines.filter(status="PRESENT").order_by("pk")]
    is_between = meeting.community.members.exists()
    is_assembly = meeting.kind_value is Kind.GENERAL_ASSEMBLY
    told = BETWEEN if is_between and not is_assembly else WITHIN.get(meeting.kind_value, BETWEEN)
    # What nobody spoke of stays empty.
    for rank, (item, said) in enumerate(zip(begun.items.order_by("position"), told, strict=False)):
        words = Words(conclusions=said.conclusions, decisions=said.decisions)
        minutes.write_item(item=item, words=words, expected_version=0, by=by, at=written_at)
        if said.action:
            owner = owners[rank % len(owners)] if owners else by
            _hand_out(item, said.action, owner or by, by=by, is_followed=is_followed)
    return begun


def _hand_out(
    item: MinutesItem, action: str, owner: Person, *, by: Person, is_followed: bool
) -> None:
    ends_at = item.minutes.meeting.ends_at
    at = ends_at + timedelta(minutes=30)
    task = Task(action, owner, localdate(ends_at) + timedelta(days=45))
    agreed = follow_up.add_follow_up(item=item, task=task, by=by, at=at)
    if is_followed:
        follow_up.settle_follow_up(follow_up=agreed, state=FollowUpState.DONE, by=by, at=at)
