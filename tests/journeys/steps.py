"""What people do again and again in a journey."""

import base64
import hmac
import re
import struct
import time
from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect


def become(page: Page, *what: str) -> None:
    """Enter the demonstration at the place of the first person who is all that."""
    page.goto("/demonstration/")
    for summary in page.locator("details.chosen > summary").all():
        summary.click()
    rows = page.locator("details.chosen li")
    for words in what:
        rows = rows.filter(has_text=re.compile(re.escape(words), re.I))
    rows.first.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette semaine")


def open_cpts(page: Page, name: str, *, departement: str, selection: str = "") -> str:
    """Open a CPTS on a territory; return the address of its space."""
    page.goto(f"/communautes/nouvelle/?s={selection}")
    page.get_by_label("Nom", exact=True).fill(name)
    page.get_by_label("Département").select_option(label=departement)
    page.get_by_role("button", name="Ouvrir la communauté").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    return page.url


def turn_to(page: Page, *names: str) -> None:
    """Follow the pages of a community: a subject, then one of its pages."""
    for name in names:
        page.get_by_role("navigation", name="Pages de la communauté").get_by_role(
            "link", name=name, exact=True
        ).first.click()


def in_days(count: int) -> date:
    """Return the day, in Paris, that comes in so many days."""
    return datetime.now(ZoneInfo("Europe/Paris")).date() + timedelta(days=count)


def prepare_a_meeting(page: Page, title: str, *, kind: str = "Groupe de travail") -> None:
    """Prepare, in the space one is in, a meeting that lasts the whole day; stay on its page."""
    turn_to(page, "Réunions et décisions")
    page.get_by_role("link", name="Préparer une réunion").click()
    page.get_by_label("Nature").select_option(label=kind)
    page.get_by_label("Intitulé").fill(title)
    page.get_by_label("Date", exact=True).fill(f"{in_days(0)}")
    page.get_by_label("De", exact=True).fill("00:05")
    page.get_by_label(re.compile(r"^À\s+\(")).fill("23:55")
    page.get_by_label("Lieu").fill("Salle des fêtes")
    page.get_by_role("button", name="Préparer").click()


def follow_a_mail(page: Page, subject: str, address: str) -> None:
    """Open the latest mail of that subject, as its receiver would, and follow its link."""
    page.goto(f"/demonstration/courrier/?q={quote(subject)}")
    page.locator("main summary").filter(has_text=subject).first.click()
    # A long address is broken over several lines: where its middle falls is not always on it.
    link = page.locator(f"details[open] a[href*='{address}']").first
    page.goto(link.get_attribute("href") or "")


def figure(page: Page, label: str) -> str:
    """Return the figure that stands under a label, without its unit."""
    found = page.locator(".figure").filter(has_text=label).first
    return found.locator(".figure-value").inner_text()


def number(text: str) -> int:
    """Read « 96 012 » whatever the space."""
    return int(re.sub(r"\D", "", text))


def one_time_password(secret: str, *, at: float) -> str:
    """Return the six digits that an application shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at // 30)), "sha1")
    start = digest[-1] & 15
    (value,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(value & 0x7FFFFFFF) % 1_000_000:06d}"


def next_password(secret: str, used: str) -> str:
    """Wait for six digits that were not used yet."""
    while (code := one_time_password(secret, at=time.time())) == used:
        time.sleep(0.5)
    return code
