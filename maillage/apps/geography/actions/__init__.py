"""What an operator does with the geography: one function per act, one transaction each."""

from maillage.apps.geography.actions.reference import Loaded, OlderVintage, load_reference

__all__ = ["Loaded", "OlderVintage", "load_reference"]
