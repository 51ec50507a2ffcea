"""Django's label for this subject; what allauth does to accounts is journaled from the start."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "maillage.apps.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        # Models can be imported only once every app is loaded.
        from maillage.apps.journal import accounts  # noqa: PLC0415  # not before

        accounts.listen()
