"""What do the rules say, in French, for whoever wants to check them? The pages of `docs/regles`.

The pages are written from the domain's own tables and parameters, so that they cannot disagree
with what the program does. A new subject is a module beside and one line in `PAGES`.
"""

from collections.abc import Callable, Mapping

from maillage.documents.rulebook import (
    agreement,
    ballots,
    deadlines,
    funding,
    index,
    journey,
    landmarks,
    memberships,
    needs,
    payments,
    representation,
    sizes,
)
from maillage.domain.parameters import Registry, registry

PAGES: Mapping[str, Callable[[Registry], str]] = {
    "tailles.md": sizes.text,
    "financement.md": funding.text,
    "versements.md": payments.text,
    "echeances.md": deadlines.text,
    "parcours.md": journey.text,
    "membres.md": memberships.text,
    "consensus.md": agreement.text,
    "votes.md": ballots.text,
    "mandats.md": representation.text,
    "besoins.md": needs.text,
    "reperes.md": landmarks.text,
}

NOTICE = (
    "<!-- Page écrite par « maillage rules write » : ne pas la modifier à la main, "
    "corriger la règle ou le paramètre. -->\n\n"
)


def pages(values: Registry | None = None) -> dict[str, str]:
    """Return the Markdown pages of the rules, by file name; always the same for the same rules."""
    known = values or registry()
    written = {name: NOTICE + write(known) for name, write in PAGES.items()}
    titles = {name: title_of(page) for name, page in written.items()}
    return {"README.md": NOTICE + index.text(titles), **written}


def title_of(page: str) -> str:
    """Return the title of a page: its first heading."""
    return next(line[2:] for line in page.splitlines() if line.startswith("# "))
