"""The list of members, one member, and what is handed over of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.communities import access as communities
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.views.belonging import tell
from maillage.apps.members import access
from maillage.apps.members.actions import erasure, links, membership
from maillage.apps.members.forms import DayForm, MemberForm, initial_of
from maillage.apps.members.queries import people as queries
from maillage.apps.members.queries.people import Row, Wanted
from maillage.documents.vcard import Card, cards
from maillage.documents.workbook import Cell, Column, workbook
from maillage.domain.membership import State
from maillage.domain.roles import Right
from maillage.domain.specialties import nomenclature
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {state.value: state for state in State}
COLUMNS = (
    Column("Nom", 22), Column("Prénom", 18), Column("RPPS", 14), Column("Profession", 24),
    Column("Spécialité", 20), Column("Code savoir-faire", 12), Column("Structure", 30),
    Column("Collège", 18),
    Column("Qualité", 16), Column("État", 22), Column("Membre depuis le", 14),
    Column("Charte acceptée le", 14), Column("E-mail", 30), Column("Téléphone", 16),
    Column("MSSanté", 34), Column("Accord donné le", 14),
)  # fmt: skip


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def wanted_of(query: QueryDict) -> Wanted:
    """Read the state of the page from its address; what makes no sense is left aside."""
    page = query.get("page", "")
    return Wanted(
        text=query.get("q", "")[:100],
        profession=query.get("profession", "")[:4],
        state=STATES.get(query.get("etat", "")),
        college=_uuid(query.get("college", "")),
        structure=_uuid(query.get("structure", "")),
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.READ_MEMBERS, on=today)
    wanted = wanted_of(request.GET)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    page = queries.members_page(community, wanted, by=user.person, at=now(), today=today)
    state = request.GET.copy()
    state.pop("page", None)
    context = {
        "frame": frame,
        "page": page,
        "wanted": wanted,
        "states": list(State),
        "state": state.urlencode(),
    }
    return render(request, "members/list.html", context)


@require_safe
def export_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    rows = _handed_over(request, slug)
    response = HttpResponse(workbook("Membres", COLUMNS, map(_cells, rows)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="membres-{slug}.xlsx"'
    return response


@require_safe
def export_cards(request: HttpRequest, slug: str) -> HttpResponse:
    rows = _handed_over(request, slug)
    response = HttpResponse(cards(map(_card, rows)), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="membres-{slug}.vcf"'
    return response


def _handed_over(request: HttpRequest, slug: str) -> list[Row]:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.READ_MEMBERS, on=today)
    return queries.export(community, wanted_of(request.GET), by=user.person, at=now(), today=today)


def _cells(row: Row) -> list[Cell]:
    held, person = row.membership, row.membership.person
    practice = getattr(person, "practice", None)
    return [
        person.last_name if person else str(held.structure),
        person.first_name if person else None,
        person.rpps if person else None,
        row.profession or None,
        (practice.specialty or None) if practice else None,
        (practice.specialty_code or None) if practice else None,
        str(held.structure) if held.structure else None,
        str(held.college) if held.college else None,
        held.get_category_display(),
        row.state.label,
        held.since,
        held.accepted_on,
        held.email or None,
        held.phone or None,
        held.mssante or None,
        held.consent_on,
    ]


def _card(row: Row) -> Card:
    held, person = row.membership, row.membership.person
    return Card(
        uid=str(held.uuid),
        first_name=person.first_name if person else "",
        last_name=person.last_name if person else "",
        title=row.profession,
        organisation=str(held.structure or ""),
        email=held.email,
        secure_email=held.mssante,
        phone=held.phone,
    )


@require_safe
def member(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    _, held = access.membership_for(user, slug, uuid, to=Right.READ_MEMBERS, on=today)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    page = queries.member_page(held, by=user.person, at=now(), today=today)
    context = {"frame": frame, "page": page, "held": held, "today": today}
    return render(request, "members/member.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    colleges = queries.colleges_of(community)
    form = MemberForm(request.POST or None, initial={"since": today}, colleges=colleges)
    if request.method == "POST" and carried_out(
        form,
        lambda: membership.add_member(
            community=community, entered=form.entered(), by=user.person, at=now()
        ),
    ):
        messages.success(request, "La fiche est dans la liste.")
        return redirect("members:list", slug=slug)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    context = {"frame": frame, "form": form, "held": None, "trades": nomenclature().specialties}
    return render(request, "members/form.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community, held = access.membership_for(user, slug, uuid, to=Right.MANAGE_MEMBERS, on=today)
    form = MemberForm(
        request.POST or None, initial=initial_of(held), colleges=queries.colleges_of(community)
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: membership.edit_member(
            membership=held,
            entered=form.entered(),
            expected_version=form.cleaned_data["version"] or 0,
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "La fiche est enregistrée.")
        return redirect("members:member", slug=slug, uuid=uuid)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    context = {"frame": frame, "form": form, "held": held, "trades": nomenclature().specialties}
    return render(request, "members/form.html", context)


@require_POST
def end(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    _, held = access.membership_for(user, slug, uuid, to=Right.MANAGE_MEMBERS, on=localdate())
    form = DayForm(request.POST)
    done = carried_out(
        form,
        lambda: membership.end_membership(
            membership=held, until=form.cleaned_data["on"], by=user.person, at=now()
        ),
    )
    tell(request, form, "L’adhésion a pris fin." if done else "")
    return redirect("members:member", slug=slug, uuid=uuid)


@require_POST
def pay(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    _, held = access.membership_for(user, slug, uuid, to=Right.MANAGE_MEMBERS, on=localdate())
    form = DayForm(request.POST)
    done = carried_out(
        form,
        lambda: membership.record_fee(
            membership=held, paid_on=form.cleaned_data["on"], by=user.person, at=now()
        ),
    )
    tell(request, form, "La cotisation est enregistrée." if done else "")
    return redirect("members:member", slug=slug, uuid=uuid)


@require_POST
def invite(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    _, held = access.membership_for(user, slug, uuid, to=Right.MANAGE_MEMBERS, on=localdate())
    form = DayForm({"on": localdate()})
    done = carried_out(form, lambda: links.send_link(membership=held, by=user.person, at=now()))
    tell(request, form, "Le lien est parti, à ouvrir sans compte." if done else "")
    return redirect("members:member", slug=slug, uuid=uuid)


@require_POST
def invite_all(request: HttpRequest, slug: str) -> HttpResponse:
    user, today, form = signed_in(request), localdate(), DayForm({"on": localdate()})
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    done = carried_out(
        form, lambda: links.invite_all(community=community, by=user.person, at=now())
    )
    tell(request, form, "Les liens partent, à ouvrir sans compte." if done else "")
    return redirect("members:list", slug=slug)


@require_POST
def erase(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    _, held = access.membership_for(user, slug, uuid, to=Right.MANAGE_MEMBERS, on=localdate())
    person, form = held.person, DayForm({"on": localdate()})
    if person is None:
        raise Http404
    done = carried_out(
        form,
        lambda: erasure.erase_person(person=person, by=user.person, at=now()),
    )
    tell(request, form, "La personne est effacée." if done else "")
    return redirect("members:list", slug=slug)
