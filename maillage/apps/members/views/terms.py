"""How one becomes a member here, who composes the community, and the answer by a link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.communities import access as communities
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.views.belonging import tell
from maillage.apps.members.actions import links
from maillage.apps.members.actions import terms as actions
from maillage.apps.members.actions.terms import Practising
from maillage.apps.members.forms import (
    CollegeForm,
    CollegeNameForm,
    HabitsForm,
    PractisingForm,
    RegimeForm,
    StructureNameForm,
)
from maillage.apps.members.queries import people as queries
from maillage.apps.members.queries import terms as rules
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in


@require_safe
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.READ_MEMBERS, on=today)
    habits = rules.habits_of(community)
    context = {
        "frame": workspace.frame(slug, user.person, on=today, at="members:list"),
        "takes_requests": habits["takes_requests"],
        "page": rules.terms_page(community, on=today),
        "regime": RegimeForm(initial={"since": today}),
        "habits": HabitsForm(initial=habits),
        "college": CollegeForm(),
        "college_name": CollegeNameForm(among=queries.colleges_of(community)),
        "structure_name": StructureNameForm(among=queries.structures_of(community)),
        "practising": PractisingForm(initial={"stated_on": today}),
    }
    return render(request, "members/terms.html", context)


@require_POST
def set_regime(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = RegimeForm(request.POST)
    done = carried_out(
        form,
        lambda: actions.set_regime(
            community=community,
            terms=form.terms(),
            since=form.cleaned_data["since"],
            by=user.person,
            at=now(),
        ),
    )
    tell(request, form, "Le régime est fixé." if done else "")
    return redirect("members:terms", slug=slug)


@require_POST
def set_habits(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = HabitsForm(request.POST)
    done = carried_out(
        form,
        lambda: actions.set_habits(
            community=community,
            chosen=form.chosen(),
            expected_version=form.cleaned_data["version"] or 0,
            by=user.person,
            at=now(),
        ),
    )
    tell(request, form, "Ces choix sont enregistrés." if done else "")
    return redirect("members:terms", slug=slug)


@require_POST
def add_college(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = CollegeForm(request.POST)
    done = carried_out(
        form,
        lambda: actions.add_college(
            community=community, name=form.cleaned_data["name"], by=user.person, at=now()
        ),
    )
    tell(request, form, "Le collège est ajouté." if done else "")
    return redirect("members:terms", slug=slug)


@require_POST
def state_practising(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = PractisingForm(request.POST)
    done = carried_out(
        form,
        lambda: actions.state_practising(
            community=community, stated=Practising(**form.cleaned_data), by=user.person, at=now()
        ),
    )
    tell(request, form, "L’effectif est enregistré, avec sa source." if done else "")
    return redirect("members:terms", slug=slug)


@require_POST
def forget_practising(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    actions.forget_practising(community=community, profession_code=code, by=user.person, at=now())
    messages.success(request, "L’effectif indiqué est retiré.")
    return redirect("members:terms", slug=slug)


@require_safe
def chart(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.READ_MEMBERS, on=today)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    page = queries.chart(community, by=user.person, at=now(), today=today)
    return render(request, "members/chart.html", {"frame": frame, "page": page})


@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, address: str) -> HttpResponse:
    said = request.POST.get("reponse", "")
    try:
        if said == "accepter":
            shows = "montrer" in request.POST
            links.accept_membership(code=address, shows_contacts=shows, at=now())
        elif said == "refuser":
            links.object_to_membership(code=address, at=now())
        elif said == "effacer":
            links.ask_erasure_by_link(code=address, at=now())
        held = links.membership_of(address, at=now())
    except Refusal as refusal:
        return dead_link(request, refusal)
    context = {"held": held, "page": queries.answer_page(held, on=localdate())}
    return render(request, "members/answer.html", context)
