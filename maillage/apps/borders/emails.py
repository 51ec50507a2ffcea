"""In which words are the professionals of a border invited?"""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import get_current_timezone

from maillage.apps.borders import access
from maillage.apps.borders.models import Invitee
from maillage.apps.post import links
from maillage.apps.post.actions import Letter
from maillage.domain import french

# After the closing, the link still says that the survey is closed.
AFTERWARDS = timedelta(days=60)
INVITATION = """\
Bonjour {name},

Vous exercez à {commune}, entre plusieurs communautés professionnelles territoriales de santé.
{community} vous demande laquelle vous souhaitez rejoindre :

{title}
{note}
Répondez en deux minutes, sans mot de passe, jusqu’au {last} :
{address}

Votre réponse se change jusqu’à cette date. Elle n’est lue que par commune, jamais par personne.
Vous recevez ce mail {sender}.
"""
LINE = "Enquête « {title} » : dites quelle CPTS vous souhaitez, jusqu’au {last} : {address}"


def end_of(invitee: Invitee) -> datetime:
    """Return when the link of a professional stops saying anything."""
    day = invitee.survey.closes_on + AFTERWARDS
    return datetime.combine(day, datetime.min.time(), tzinfo=get_current_timezone())


def address_of(invitee: Invitee) -> str:
    """Return the whole address where a professional answers."""
    code = access.code_for(invitee, end_of(invitee))
    return links.absolute(reverse("borders:answer", args=[code]))


def invitation(invitee: Invitee) -> Letter:
    """Write the invitation."""
    survey = invitee.survey
    text = INVITATION.format(
        name=invitee.name,
        commune=invitee.border.commune.name,
        community=survey.community.name,
        title=survey.title,
        note=f"\n{survey.note}\n" if survey.note else "",
        last=f"{survey.closes_on:%d/%m/%Y}",
        address=address_of(invitee),
        sender=f"par {french.the(invitee.through.name)}, qui garde votre adresse"
        if invitee.through
        else french.of(survey.community.name),
    )
    return Letter(invitee.address, f"Quelle CPTS souhaitez-vous ? {survey.title}", text)


def line(invitee: Invitee) -> str:
    """Write the line of the digest, two days before the end."""
    return LINE.format(
        title=invitee.survey.title,
        last=f"{invitee.survey.closes_on:%d/%m/%Y}",
        address=address_of(invitee),
    )
