"""With which parts is a page made? Each part is a tag and a template of `ui/components/`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.utils.safestring import mark_safe

from maillage.documents import pictures
from maillage.documents.pictures import Chart, Picture
from maillage.domain import french
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.ui.context import address
from maillage.ui.fields import FormParts, parts_of
from maillage.ui.mesh import mesh_of
from maillage.ui.parts import SourceNote, Step, Tab, read_source

register = template.Library()

UNKNOWN = "inconnu"
THIN_SPACE = "\u202f"
SPACE = "\u00a0"

# The five moments of a CPTS, and how far each stage has gone.
PHASES = ("EMERGENCE", "LETTER", "PROJECT", "NEGOTIATION", "ACI")
REACHED = {Stage.EMERGENCE: 1, Stage.NEGOTIATION: 4, Stage.ACI_SIGNED: 5, Stage.MISSIONS_STARTED: 5}


def _phase(stage: Stage) -> int:
    return REACHED.get(stage) or PHASES.index(stage.value.split("_")[0]) + 1


def _grouped(number: int | Decimal, decimals: int = 0) -> str:
    return f"{number:,.{decimals}f}".replace(",", THIN_SPACE).replace(".", ",").replace("-", "−")


# --- Numbers and words -------------------------------------------------------------------------


@register.filter
def integer(number: int | Decimal | None) -> str:
    """Write a whole number with its thousands apart; None is « inconnu »."""
    return UNKNOWN if number is None else _grouped(number)


@register.filter
def euros(amount: int | Decimal | None) -> str:
    """Write an amount, without cents when it is whole; None is « inconnu »."""
    if amount is None:
        return UNKNOWN
    return f"{_grouped(amount, 0 if amount == int(amount) else 2)}{SPACE}€"


@register.filter
def of(name: str) -> str:
    """Say of whom, with the article of a community: `{{ name|of }}`."""
    return french.of(name)


@register.filter
def the(name: str) -> str:
    """Give a community its article: `chez {{ name|the }}`."""
    return french.the(name)


@register.filter
def plural(number: int | None, words: str) -> str:
    """Write a number and its noun: `{{ n|plural:"commune" }}`, `{{ n|plural:"mal,maux" }}`."""
    if number is None:
        return UNKNOWN
    one, _, several = words.partition(",")
    return f"{_grouped(number)}{SPACE}{(several or one + 's') if abs(number) >= 2 else one}"


# --- Heads and figures -------------------------------------------------------------------------


@register.inclusion_tag("ui/components/page_header.html")
def page_header(
    title: str, lead: str = "", kicker: str = "", echelon: Echelon | str | None = None
) -> dict[str, object]:
    """Open a page: its only h1, what it is about, and above it where it belongs."""
    return {"title": title, "lead": lead, "kicker": kicker, "echelon": echelon}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, object]:
    """Say where the page is: label, address, label, address… and the page's own name last."""
    labels, urls = pairs[::2], [*pairs[1::2], ""]
    return {"crumbs": list(zip(labels, urls, strict=False))}


@register.inclusion_tag("ui/components/figure.html")
def figure(
    label: str, value: object, unit: str = "", note: str = "", source: object = None
) -> dict[str, object]:
    """Show a figure that matters, its comparison (`note`) and its source one click below."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return {
        "label": label,
        "value": integer(value) if is_number else value,  # type: ignore[arg-type]  # an int
        "is_known": value is not None and value != "",
        "unit": unit,
        "note": note,
        "source": source,
    }


@register.inclusion_tag("ui/components/source_note.html")
def source_note(source: object, about: str = "") -> dict[str, SourceNote | str]:
    """Fold away the rule, the text, its date and how sure we are of a figure."""
    return {"source": read_source(source), "about": about}


@register.inclusion_tag("ui/components/picture.html")
def picture(shown: Picture | None, name: str = "carte", beside: bool = False) -> dict[str, object]:
    """Draw a map and its legend (`beside` it on a wide screen); without contours, say so."""
    if shown is None:
        return {"picture": None}
    legend = [
        {
            "swatch": mark_safe(pictures.swatch(entry.tone, name=name)),  # ours
            "number": entry.number,
            "text": entry.text,
        }
        for entry in shown.legend
    ]
    return {
        "picture": shown,
        "drawn": mark_safe(pictures.svg(shown, name=name)),  # escaped where written
        "legend": legend,
        "beside": beside,
    }


@register.inclusion_tag("ui/components/chart.html")
def chart(shown: Chart | None, name: str = "graphique") -> dict[str, object]:
    """Draw figures side by side; nothing when there is nothing to draw."""
    drawn = mark_safe(pictures.chart_svg(shown, name=name)) if shown else ""  # escaped there
    return {"chart": shown, "drawn": drawn}


# --- Échelons and stages -----------------------------------------------------------------------


def _echelon(value: Echelon | str) -> Echelon:
    return value if isinstance(value, Echelon) else Echelon(value)


@register.inclusion_tag("ui/components/mesh.html")
def mesh(echelon: Echelon | str, label: str | None = None) -> dict[str, object]:
    """Draw the mesh of an échelon beside its name or `label`; `label=""` leaves the picture."""
    known = _echelon(echelon)
    return {
        "mesh": mesh_of(known),
        "kind": known.value.lower(),
        "name": known.label,
        "label": known.label if label is None else label,
    }


@register.inclusion_tag("ui/components/stage_badge.html")
def stage_badge(stage: Stage | str) -> dict[str, object]:
    """Say a stage, after five marks that show how far the journey has gone."""
    known = stage if isinstance(stage, Stage) else Stage(stage)
    reached = _phase(known)
    marks = [
        {"x": f"{10.6 * i:.1f}", "kind": "done" if i < reached else "ahead"}
        for i in range(len(PHASES))
    ]
    if known is Stage.PROJECT_OPPOSED:
        marks[reached - 1]["kind"] = "opposed"
    return {"label": known.label, "marks": marks}


# --- What to do, what happens ------------------------------------------------------------------


@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(title: str, text: str, url: str = "", label: str = "") -> dict[str, str]:
    """Say what will be here, and offer the first step."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/components/notice.html")
def notice(text: str, level: str = "info", title: str = "") -> dict[str, str]:
    """Set a remark apart: info, success, waiting (it waits for the reader) or error."""
    return {"text": text, "level": level, "title": title}


@register.inclusion_tag("ui/components/task.html")
def task(
    title: str, url: str = "", text: str = "", due: str | date = "", waiting: bool = False
) -> dict[str, object]:
    """One line of `<ul class="tasks">`; apricot when it waits for the reader."""
    said = f"{due:%d/%m/%Y}" if isinstance(due, date) else due
    return {"title": title, "url": url, "text": text, "due": said, "waiting": waiting}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(label: str, items: Sequence[Tab], pages: Sequence[Tab] = ()) -> dict[str, object]:
    """Lead from page to page of one workspace (`maillage.ui.parts.Tab`).

    `pages` are those of the current item, when it holds several.
    """
    return {"label": label, "items": items, "pages": pages}


@register.simple_tag
def map_tiles() -> str:
    """Return the address of the ground under live maps (`ui/map.js`); empty where there is none."""
    return settings.TILES


@register.inclusion_tag("ui/components/timeline.html")
def timeline(steps: Sequence[Step]) -> dict[str, object]:
    """Set steps in the order of time (`maillage.ui.parts.Step`)."""
    return {"steps": steps}


@register.inclusion_tag("ui/components/progress.html")
def progress(label: str, value: int, total: int) -> dict[str, object]:
    """Show how much is done out of how much, in words and as a bar."""
    return {"label": label, "value": value, "total": total}


@register.inclusion_tag("ui/components/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, FormParts]:
    """Stack the fields of a form under a summary of its errors."""
    return {"parts": parts_of(form)}


@register.filter
def label(value: Enum | None) -> Any:
    """Write an enum by its French label; None is « inconnu »."""
    return UNKNOWN if value is None else getattr(value, "label", value)


# --- The account -------------------------------------------------------------------------------

ACCOUNT_PAGES = (
    ("Mon compte", "account"),
    ("Adresse électronique", "account_email"),
    ("Mot de passe", "account_change_password"),
    ("Double authentification", "mfa_index"),
    ("Appareils connectés", "usersessions_list"),
    ("Mes données", "members:mine"),
)
INSTANCE_PAGES = (
    ("Fonctions extérieures", "communities:functions"),
    ("Demandes d’effacement", "members:erasures"),
)
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.inclusion_tag("ui/components/tabs.html", takes_context=True)
def account_tabs(context: Mapping[str, Any]) -> dict[str, object]:
    """Lead from page to page of one's account."""
    return _tabs("Mon compte", ACCOUNT_PAGES, context["request"].path)


@register.inclusion_tag("ui/components/tabs.html", takes_context=True)
def instance_tabs(context: Mapping[str, Any]) -> dict[str, object]:
    """Lead from page to page of whoever administers the instance."""
    return _tabs("Instance", INSTANCE_PAGES, context["request"].path)


def _tabs(label: str, names: Sequence[tuple[str, str]], path: str) -> dict[str, object]:
    pages = [(said, address(name)) for said, name in names]
    current = max((url for _, url in pages if url and path.startswith(url)), key=len, default="")
    items = [Tab(said, url, is_current=url == current) for said, url in pages if url]
    return {"label": label, "items": items}


@register.filter
def browser(user_agent: str) -> str:
    """Name a browser and its system as people do; « navigateur inconnu » otherwise."""
    name = next((said for mark, said in BROWSERS.items() if mark in user_agent), "")
    system = next((said for mark, said in SYSTEMS.items() if mark in user_agent), "")
    name = name or ("Safari" if "Safari/" in user_agent else "Navigateur inconnu")
    return f"{name}, {system}" if system else name
