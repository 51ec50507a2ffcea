"""Addresses whose views write while they are read, to see them refused."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.urls import path
from django.utils import timezone

from maillage.apps.accounts.models import Person
from maillage.apps.journal.actions import record_read


@login_not_required
def write(request: HttpRequest) -> HttpResponse:
    Person.objects.create(last_name="Essai")
    return HttpResponse("written")


@login_not_required
def write_in_savepoint(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Person.objects.create(last_name="Essai")
    return HttpResponse("written")


@login_not_required
def write_by_cte(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH someone(last_name) AS (SELECT 'Essai') "
            "UPDATE accounts_person SET last_name = 'Essai' WHERE EXISTS (SELECT 1 FROM someone)"
        )
    return HttpResponse("written")


@login_not_required
def write_while_rendering(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string("{{ write }}")
    return SimpleTemplateResponse(
        template, {"write": lambda: Person.objects.create(last_name="Essai")}
    )


@login_not_required
def read(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        return HttpResponse(str(Person.objects.count()))


@login_not_required
def read_and_keep_in_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = Person.objects.count()
    return HttpResponse("read")


@login_not_required
def read_someone(request: HttpRequest) -> HttpResponse:
    someone = Person.objects.get()
    record_read(by=someone, at=timezone.now(), on=someone, community=None, what="nom")
    return HttpResponse("read")


urlpatterns = [
    path("write", write),
    path("write-in-savepoint", write_in_savepoint),
    path("write-by-cte", write_by_cte),
    path("write-while-rendering", write_while_rendering),
    path("read", read),
    path("read-and-keep-in-session", read_and_keep_in_session),
    path("read-someone", read_someone),
]
