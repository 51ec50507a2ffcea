"""What does an operator need to let people in, where there is no administration site?"""

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from django.core.management.base import CommandParser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from maillage.apps.accounts.models import User
from maillage.apps.journal import operator
from maillage.web import commands


def add_email(parser: CommandParser) -> None:
    parser.add_argument("--email", required=True, metavar="ADRESSE", help="adresse du compte")


class Command(commands.Command):
    help = "ouvre, montre et ferme les comptes des personnes"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "create": (
                "ouvre un compte, sans rien envoyer : la personne se connecte par code",
                self.add_create_arguments,
                self.create,
            ),
            "list": ("montre les comptes", self.add_list_arguments, self.list),
            "close": ("ferme un compte et ses sessions", add_email, self.close),
            "reset-second-factor": (
                "retire la double authentification de qui a tout perdu",
                add_email,
                self.reset_second_factor,
            ),
        }

    def add_create_arguments(self, parser: CommandParser) -> None:
        add_email(parser)
        parser.add_argument("--first-name", required=True, metavar="PRÉNOM", help="prénom")
        parser.add_argument("--last-name", required=True, metavar="NOM", help="nom")
        parser.add_argument(
            "--administrator", action="store_true", help="administre aussi l’instance"
        )

    def create(
        self, *, email: str, first_name: str, last_name: str, administrator: bool, **options: object
    ) -> None:
        user = operator.open_account(
            email=email,
            first_name=first_name,
            last_name=last_name,
            is_administrator=administrator,
            at=timezone.now(),
        )
        self.write_json({"id": user.person.uuid, "email": user.email})
        self.say(
            f"Compte ouvert. {user.person.full_name} se connecte avec {user.email}, "
            "par « Recevoir un code par mail »."
        )

    def add_list_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--administrators", action="store_true", help="seulement qui administre l’instance"
        )

    def list(self, *, administrators: bool, **options: object) -> None:
        users = User.objects.select_related("person").order_by("email")
        if administrators:
            users = users.filter(is_administrator=True)
        second_factor = Authenticator.objects.filter(user=OuterRef("pk"), type="totp")
        self.write_json(
            [
                {
                    "id": user.person.uuid,
                    "email": user.email,
                    "name": user.person.full_name,
                    "is_administrator": user.is_administrator,
                    "is_open": user.is_active,
                    "has_second_factor": user.has_second_factor,
                    "signed_in_at": user.last_login,
                }
                for user in users.annotate(has_second_factor=Exists(second_factor))
            ]
        )

    def close(self, *, email: str, **options: object) -> None:
        user = operator.close_account(email=email, at=timezone.now())
        self.say(f"Compte fermé : {user.email} ne peut plus se connecter.")

    def reset_second_factor(self, *, email: str, **options: object) -> None:
        user = operator.remove_second_factor(email=email, at=timezone.now())
        self.say(f"{user.email} se connecte désormais sans second facteur : prévenez la personne.")
