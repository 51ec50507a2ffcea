"""The funding of a community, or of any territory: asked, shown, taken away as a spreadsheet."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.contract import actions, queries
from maillage.apps.contract.forms import AmountForm, ForecastForm, WithdrawForm
from maillage.apps.contract.queries import AmountLine, ForecastPage, Funded
from maillage.documents.funding_sheet import funding_workbook
from maillage.domain.aci import cell_of
from maillage.domain.echelon import Echelon
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def funding(request: HttpRequest, slug: str) -> HttpResponse:
    return funding_of(request, cpts_for(request, slug, to=Right.SEE))


@require_safe
def funding_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    community = cpts_for(request, slug, to=Right.SEE)
    funded = queries.funded_community(community, on=localdate())
    return spreadsheet(request, funded, page_at=reverse("contract:funding", args=[slug]))


@login_not_required
@require_safe
def territory_funding(request: HttpRequest) -> HttpResponse:
    today = localdate()
    funded = queries.funded_territory(request.GET.get("s", ""), on=today)
    form, page = forecast_asked(request, funded, on=today)
    context = {"funded": funded, "form": form, "page": page, "asked": request.GET.urlencode()}
    return render(request, "contract/territory_funding.html", context)


@login_not_required
@require_safe
def territory_funding_xlsx(request: HttpRequest) -> HttpResponse:
    funded = queries.funded_territory(request.GET.get("s", ""), on=localdate())
    return spreadsheet(request, funded, page_at=reverse("contract:territory_funding"))


@require_POST
def agree_amount(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    community = cpts_for(request, slug, to=Right.FILL_AMOUNTS)
    form = AmountForm(request.POST, auto_id=auto_id(request.POST.get("cell", "")))
    if carried_out(
        form,
        lambda: actions.agree_amount(
            community=community, read=form.read_amount, by=user.person, at=now()
        ),
    ):
        messages.success(request, "Le montant est inscrit : la prévision en tient compte.")
        return redirect("contract:funding", slug=slug)
    return funding_of(request, community, refused=form)


@require_POST
def withdraw_amount(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    community = cpts_for(request, slug, to=Right.FILL_AMOUNTS)
    form = WithdrawForm(request.POST)
    if carried_out(
        form,
        lambda: actions.withdraw_amount(
            community=community,
            cell=cell_of(form.cleaned_data["cell"]),
            seen=form.cleaned_data["seen"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Le montant est retiré : la grille reprend sa place.")
    for error in (message for listed in form.errors.values() for message in listed):
        messages.error(request, str(error))
    return redirect("contract:funding", slug=slug)


def cpts_for(request: HttpRequest, slug: str, *, to: Right) -> Community:
    """Fetch a CPTS for an act; the upper échelons have no ACI."""
    community = access.community_for(signed_in(request), slug, to=to, on=localdate())
    if community.echelon_value is not Echelon.LOCAL:
        raise Http404
    return community


def funding_of(
    request: HttpRequest, community: Community, *, refused: AmountForm | None = None
) -> HttpResponse:
    """Show the funding of a community, with the amount that was refused if there is one."""
    today, person = localdate(), signed_in(request).person
    funded = queries.funded_community(community, on=today)
    form, page = forecast_asked(request, funded, on=today)
    lines = queries.amount_lines(community, page)
    context = {
        "frame": workspace.frame(community.slug, person, on=today, at="contract:funding"),
        "funded": funded,
        "form": form,
        "page": page,
        "asked": request.GET.urlencode(),
        "amounts": [(line, amount_form(line, refused, today)) for line in lines],
        "refused": refused,
    }
    return render(request, "contract/funding.html", context)


def auto_id(code: str) -> str:
    """Return how the fields of a line are named, so that each is one of its kind on the page."""
    return f"{code.replace('/', '-').lower()}-%s"


def amount_form(line: AmountLine, refused: AmountForm | None, today: date) -> AmountForm:
    """Return the form of a line: the refused one, or one that knows what stands."""
    if refused is not None and refused.data.get("cell") == line.cell.code:
        return refused
    current = line.current
    initial = {
        "cell": line.cell.code,
        "seen": current.uuid if current else None,
        "agreed_on": current.agreed_on if current else today,
        "amount": current.amount if current else None,
        "source": current.source if current else "",
    }
    return AmountForm(initial=initial, auto_id=auto_id(line.cell.code))


def forecast_asked(
    request: HttpRequest, funded: Funded, *, on: date
) -> tuple[ForecastForm, ForecastPage | None]:
    """Return the form as asked or supposed, and the forecast unless the dates are refused."""
    if "signed_on" in request.GET:
        form = ForecastForm(request.GET)
        asked = form.asked if form.is_valid() else funded.usual
    else:
        form, asked = ForecastForm.of(funded.usual, selection=funded.selection), funded.usual
    pages: list[ForecastPage] = []
    if funded.population:
        carried_out(form, lambda: pages.append(queries.page_of(funded, asked, on=on)))
    return form, pages[0] if pages else None


def spreadsheet(request: HttpRequest, funded: Funded, *, page_at: str) -> HttpResponse:
    """Answer with the forecast as a spreadsheet; the page says why when there is none."""
    _, page = forecast_asked(request, funded, on=localdate())
    if page is None:
        return redirect(f"{page_at}?{request.GET.urlencode()}")
    response = HttpResponse(funding_workbook(page.forecast, title=funded.name), SPREADSHEET)
    response["Content-Disposition"] = 'attachment; filename="financement.xlsx"'
    return response
