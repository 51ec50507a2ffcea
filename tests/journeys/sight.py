"""Does a page read well, wide and narrow, by eye and by a screen reader?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

WIDTHS = (1280, 390)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = """async (tags) => {
  const result = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return result.violations.map((v) => ({
    rule: v.id, help: v.help, where: v.nodes.map((n) => n.target.join(" ")).slice(0, 4),
  }));
}"""
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((e) => e.tagName.toLowerCase() + "." + e.className).slice(0, 4).concat([`${wide} px`]);
}"""


@dataclass(frozen=True)
class Sight:
    """Looks at a page at each width and says what is wrong with it."""

    shots: Path

    def look(self, page: Page) -> None:
        """Fail on what axe finds, and on a page wider than its window."""
        wrong: list[Any] = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [(width, found) for found in page.evaluate(AUDIT, RULES)]
            overflow = page.evaluate(OVERFLOW)
            wrong += [(width, "déborde", overflow)] if overflow else []
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        if wrong:
            self.shots.mkdir(exist_ok=True)
            name = page.url.split("/", 3)[3].split("?")[0].strip("/").replace("/", "-")
            page.screenshot(path=self.shots / f"{name or 'accueil'}.png", full_page=True)
        assert not wrong, f"{page.url}: {wrong}"
