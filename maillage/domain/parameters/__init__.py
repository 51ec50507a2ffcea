"""Which figures do the texts set, since when, and where were they read?

One YAML file per figure, by subject; nothing here is a number of the law. An operator may keep
files of the same format in a directory of its own, to fill or replace values.
"""

from maillage.domain.parameters.reading import MalformedParameter
from maillage.domain.parameters.registry import (
    NotYetInForce,
    ParametersNotFound,
    Registry,
    UnknownAmount,
    UnknownParameter,
    load,
    registry,
    value_on,
)
from maillage.domain.parameters.values import AGREED, LEVELS, Parameter, Source, Value, meaning_of

__all__ = [
    "AGREED",
    "LEVELS",
    "MalformedParameter",
    "NotYetInForce",
    "Parameter",
    "ParametersNotFound",
    "Registry",
    "Source",
    "UnknownAmount",
    "UnknownParameter",
    "Value",
    "load",
    "meaning_of",
    "registry",
    "value_on",
]
