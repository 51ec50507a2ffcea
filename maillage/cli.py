"""What does a person type? ``maillage`` alone lists the commands, in French."""

import os
import sys

import django
from django.core.management import execute_from_command_line, get_commands, load_command_class

DJANGO_COMMANDS = {
    "migrate": "met la base de données à niveau",
    "runserver": "sert les pages pendant le développement",
    "collectstatic": "rassemble les fichiers des pages (production)",
    "clearsessions": "efface les sessions terminées",
}


def own_commands() -> dict[str, str]:
    """Return the name and French summary of each of our commands."""
    django.setup()
    return {
        name: load_command_class(app, name).help
        for name, app in sorted(get_commands().items())
        if app.startswith("maillage.")
    }


def list_commands() -> str:
    lines = ["usage : maillage COMMANDE [--help]", "", "Commandes de Maillage :"]
    lines += [f"  {name:<14} {summary}" for name, summary in own_commands().items()]
    lines += ["", "Commandes de Django :"]
    lines += [f"  {name:<14} {summary}" for name, summary in DJANGO_COMMANDS.items()]
    return "\n".join(lines)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    if sys.argv[1:] in ([], ["help"], ["aide"], ["--help"], ["-h"]):
        sys.stdout.write(list_commands() + "\n")
        return
    execute_from_command_line(sys.argv)
