"""Several people press a button at the same moment, on a database they really share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def all_at_once(*gestures: Callable[[], object]) -> list[object]:
    """Carry the gestures out at once; return what each gave, or its exception."""
    ready = Barrier(len(gestures))

    def carry_out(gesture: Callable[[], object]) -> object:
        try:
            ready.wait(timeout=30)
            return gesture()
        except Exception as error:  # noqa: BLE001  # what the tests are about
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(gestures)) as pool:
        return list(pool.map(carry_out, gestures))
