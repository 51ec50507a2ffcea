"""The tables of meetings, as spreadsheets."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from maillage.apps.communities import access as communities
from maillage.apps.meetings.queries import tables as queries
from maillage.apps.meetings.queries.sheet import opened_sheet
from maillage.apps.meetings.views.sheet import meeting_for
from maillage.documents.workbook import MEDIA_TYPE, workbook
from maillage.domain.roles import Right
from maillage.web.requests import signed_in


@require_safe
def sheet_workbook(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    return _handed_over(queries.sheet_table(opened_sheet(meeting), reader=_reader(request)))


@require_safe
def poll_workbook(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    poll = getattr(meeting, "poll", None)
    if poll is None:
        raise Http404
    return _handed_over(queries.poll_table(poll, reader=_reader(request)))


@require_safe
def attendance_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    community = communities.community_for(
        signed_in(request), slug, to=Right.RUN_MEETINGS, on=localdate()
    )
    table = queries.attendance_table(
        community,
        since=_day(request, "depuis"),
        until=_day(request, "jusque"),
        reader=_reader(request),
    )
    return _handed_over(table)


@require_safe
def follow_ups_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    community = communities.community_for(
        signed_in(request), slug, to=Right.READ_MEETINGS, on=localdate()
    )
    return _handed_over(queries.follow_ups_table(community, reader=_reader(request)))


def _reader(request: HttpRequest) -> queries.Reader:
    return queries.Reader(signed_in(request).person, now())


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def _handed_over(table: queries.Table) -> HttpResponse:
    file = workbook(table.title, table.columns, table.rows)
    named = content_disposition_header(True, f"{table.title}.xlsx") or "attachment"
    return HttpResponse(file, content_type=MEDIA_TYPE, headers={"Content-Disposition": named})
