"""Which acts are journaled, and in which words does the journal tell them?

Each app lists its own in its `verbs.py`; a verb nobody listed cannot be recorded.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

VERBS = {
    "personal_data.read": "{by} a consulté des données personnelles : {what}.",
}


@cache
def registered() -> Mapping[str, str]:
    """Return verb → French sentence, for all the apps of the instance."""
    sentences: dict[str, str] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("maillage.apps.") and find_spec(f"{config.name}.verbs"):
            sentences |= import_module(f"{config.name}.verbs").VERBS
    return sentences
