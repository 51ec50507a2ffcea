"""Is this web machine alive, and is it ready to answer people?

Balancers ask by the machine's own address and know nothing of hosts, sessions or redirections:
these two addresses answer before everything else.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse


class HealthMiddleware:
    """Answer `/healthz` (the process lives) and `/readyz` (database, migrations)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {"/healthz": process, "/readyz": ready}.get(request.path)
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return answer()


def process() -> HttpResponse:
    """Answer as soon as the process lives."""
    return HttpResponse("ok", content_type="text/plain")


def ready() -> HttpResponse:
    """Answer 200 once the database is reachable and every migration applied, else 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"database": "ok", "migrations": len(waiting)}, status=503)
    return JsonResponse({"database": "ok", "migrations": 0})
