"""The date poll of a meeting: for those who run it, and from the link of each."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.apps.meetings import access, emails
from maillage.apps.meetings.actions import feed
from maillage.apps.meetings.actions import poll as actions
from maillage.apps.meetings.forms.poll import AnswerForm, ChooseForm, PollForm
from maillage.apps.meetings.queries import calendar, polls
from maillage.apps.meetings.queries import meetings as queries
from maillage.apps.meetings.views.meetings import tell_errors
from maillage.apps.meetings.views.papers import invited
from maillage.apps.post.links import LinkAltered
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def poll(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=today)
    form = PollForm(request.POST or None, initial=PollForm.usual(row, today))
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.open_poll(meeting=row, proposal=form.proposal, by=user.person, at=now()),
    ):
        messages.success(request, "Le sondage est ouvert : chacun reçoit son lien.")
        return redirect("meetings:poll", slug=slug, uuid=uuid)
    frame = queries.frame_of(row.community, user.person, on=today)
    held = getattr(row, "poll", None)
    context = {"frame": frame, "meeting": row, "form": form}
    if held is None:
        return render(request, "meetings/open_poll.html", context)
    return render(request, "meetings/poll.html", context | {"page": polls.poll_page(held)})


@require_POST
def choose_date(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate())
    form = ChooseForm(request.POST)
    if getattr(row, "poll", None) and carried_out(
        form,
        lambda: actions.choose_date(
            meeting=row, option=form.cleaned_data["option"], by=user.person, at=now()
        ),
    ):
        messages.success(request, "La date est retenue et la convocation part à chacun.")
    tell_errors(request, form)
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer_poll(request: HttpRequest, code: str) -> HttpResponse:
    try:
        asked = polls.asked(invited(code, emails.ANSWER_POLL))
        if asked is None:
            raise LinkAltered
    except Refusal as refusal:
        return dead_link(request, refusal)
    form = AnswerForm(request.POST or None, asked=asked)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.answer_poll(invitation=asked.invitation, answers=form.answers, at=now()),
    ):
        messages.success(request, "Merci, votre réponse est notée. Vous pouvez la changer ici.")
        return redirect("meetings:answer_poll", code=code)
    context = {"asked": asked, "form": form}
    return render(request, "meetings/answer_poll.html", context)


@require_http_methods(["GET", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    person = signed_in(request).person
    if request.method == "POST":
        if request.POST.get("gesture") == "close":
            feed.close_feed(person=person, community=None, at=now())
            messages.success(request, "Cette adresse d’agenda ne répond plus.")
        else:
            feed.open_feed(person=person, community=None, at=now())
            messages.success(request, "Votre adresse d’agenda est prête.")
        return redirect("meetings:feeds")
    held = [queries.feed_address(each) for each in calendar.feeds_of(person.pk)]
    own = next((each for each in held if each.feed.community is None), None)
    others = [each for each in held if each.feed.community is not None]
    return render(request, "meetings/feeds.html", {"own": own, "others": others})
