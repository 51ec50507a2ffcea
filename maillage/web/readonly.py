"""How is a page that is only read kept from writing?

A GET never writes. The guard stands innermost, around the view, so that the session itself may
still be saved; what must be written while reading (the journal of reads) says so.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "MERGE")

_writing_allowed: ContextVar[bool] = ContextVar("writing_allowed", default=False)


class WroteWhileReading(Exception):
    """A view answering GET tried to write: a defect, never a person's fault."""


@contextmanager
def writing_allowed() -> Iterator[None]:
    """Let the journal of reads write during a GET."""
    token = _writing_allowed.set(True)
    try:
        yield
    finally:
        _writing_allowed.reset(token)


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not _writing_allowed.get() and sql.lstrip().upper().startswith(WRITES):
        raise WroteWhileReading(sql)
    return execute(sql, params, many, context)


class ReadOnlyMiddleware:
    """Guard our own views; allauth's keep their own protection (rate limits write on GET)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if request.method not in SAFE_METHODS or not view.__module__.startswith("maillage."):
            return None
        with connection.execute_wrapper(_refuse_writes):
            return view(request, *args, **kwargs)
