"""Addresses of the communities."""

urlpatterns: list[object] = []
