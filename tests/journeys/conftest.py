"""What does every journey do, and refuse? A real browser, our real policy, no error at all."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.journeys import instance as instances
from tests.journeys.instance import ROOT, Instance
from tests.journeys.sight import Sight

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# A person waits that long on a machine that does something else.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.fail("Chromium manque : apt-get install chromium.")
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage")
    return {"executable_path": CHROMIUM, "args": list(quiet)}


@pytest.fixture(scope="session")
def browser_context_args(instance: Instance) -> dict[str, Any]:
    return {
        "base_url": instance.url,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with instances.served(tmp_path_factory.mktemp("instance")) as served:
        yield served


NewVisitor = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[NewVisitor]:
    """Give a browser of their own to as many people as the journey has; errors fail it."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def arrive(**settings: Any) -> Page:
        context = browser.new_context(**browser_context_args | settings)
        context.set_default_timeout(PATIENCE)
        # Put there by the browser itself, so that our policy stays whole.
        context.add_init_script(AXE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.extend(spoken(message)))
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield arrive

    for context in contexts:
        context.close()
    assert errors == []


def spoken(message: ConsoleMessage) -> list[str]:
    """Return what the console says against the page."""
    # A journey that cuts the network is told so by the browser.
    if message.type not in {"error", "warning"} or "ERR_INTERNET_DISCONNECTED" in message.text:
        return []
    return [f"{message.location.get('url', '')}: {message.text}"]


@pytest.fixture
def sight() -> Sight:
    return Sight(shots=Path(ROOT / "test-results"))
