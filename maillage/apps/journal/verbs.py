"""Which acts are journaled, and in which words does the journal tell them?

Each app lists its own in its `verbs.py`; a verb nobody listed cannot be recorded. A sentence
names who acted by `{by}`, what was acted upon by `{on}`, and any fact recorded by its own name.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

VERBS = {
    "personal_data.read": "{by} a consulté des données personnelles : {what}.",
}


class VerbListedTwice(Exception):
    """Two apps tell the same act: a defect, found when the verbs are first read."""


@cache
def registered() -> Mapping[str, str]:
    """Return verb → French sentence, for all the apps of the instance.

    :raises VerbListedTwice: two apps list the same verb.
    """
    sentences: dict[str, str] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("maillage.apps.") and find_spec(f"{config.name}.verbs"):
            verbs: Mapping[str, str] = import_module(f"{config.name}.verbs").VERBS
            if twice := sentences.keys() & verbs.keys():
                raise VerbListedTwice(", ".join(sorted(twice)))
            sentences |= verbs
    return sentences
