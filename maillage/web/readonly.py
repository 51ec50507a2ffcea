"""How is a page that is only read kept from writing?

A GET never writes. The guard stands around the view and the rendering of its template, inside
everything else, so that the session itself may still be saved; what must be written while reading
(the journal of reads) says so.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Named rather than the writes: what nobody thought of is refused.
READS = frozenset(
    {"SELECT", "VALUES", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET"}
)
QUOTED_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
WRITES_WITHIN = re.compile(r"\b(INSERT|DELETE|MERGE|(?<!FOR )(?<!FOR NO KEY )UPDATE)\b")

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


def writes(sql: str) -> bool:
    """Tell whether a statement may change anything; what is not known to read is said to write."""
    sql = sql.lstrip(" \t\r\n(").upper()
    if sql.startswith(("SELECT ", "SAVEPOINT ", "RELEASE ")):
        return False
    bare = QUOTED_OR_COMMENT.sub(" ", sql).lstrip(" \t\r\n(")
    first = re.match(r"\w*", bare)
    word = first.group() if first else ""
    if word == "WITH":
        return WRITES_WITHIN.search(bare) is not None
    return word not in READS


class _Guard:
    """Refuse writes once the view is known to be one of ours."""

    is_armed = False

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if self.is_armed and not _writing_allowed.get() and writes(sql):
            raise WroteWhileReading(sql)
        return execute(sql, params, many, context)


class ReadOnlyMiddleware:
    """Guard every view but allauth's, which have their own protection (rate limits write on GET).

    It is the last of the settings' list: nothing stands between it and the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        guard = _Guard()
        request.META["maillage.guard"] = guard
        with connection.execute_wrapper(guard):
            return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        guard = request.META.get("maillage.guard")
        if guard is not None:
            guard.is_armed = not getattr(view, "__module__", "").startswith("allauth.")
