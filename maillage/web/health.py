"""Is this web machine alive, and is it ready to answer people?"""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """Answer as soon as the process lives."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 once the database is reachable and every migration applied, else 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"database": "ok", "migrations": len(waiting)}, status=503)
    return JsonResponse({"database": "ok", "migrations": 0})
