"""Do things of one kind have one shape? What no single app can promise for all of them."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "maillage" / "apps"

# What an app may hold; each is there only if needed.
SHAPE = {
    *("__init__", "access", "actions", "admin", "api", "apps", "emails", "forms", "management"),
    *("migrations", "models", "queries", "static", "templates", "templatetags", "tests", "urls"),
    *("verbs", "views"),
}
# What the subject of an app adds to it, in its own words.
OWN_WORDS = {
    **{"accounts": {"adapter", "sessions", "validators"}, "borders": {"edges"}},
    "demo": {"assemblies", "big", "big_life", "cast", "country", "deliberations", "elections"}
    | {"lists", "load", "needs", "partitions", "seats", "sessions", "story", "supply"}
    | {"surveys"},
    "geography": {"contours", "readers"},
    "health": {"readers", "synthetic"},
    "members": {"readers"},
    "journal": {"accounts", "chain", "operator", "verification"},
    "meetings": {"calendars"},
    "post": {"delivery", "links"},
    "workshop": {"asking", "ground", "wishes"},
}
# Each is a name for "elsewhere".
ELSEWHERE = {
    *("common", "constants", "core", "exceptions", "helpers", "managers", "misc", "receivers"),
    *("selectors", "services", "shared", "signals", "tools", "utils"),
}
# Outside views and commands, what stands at the border with a request and so may read the clock.
AT_THE_BORDER = {
    "maillage/apps/accounts/sessions.py",
    "maillage/apps/journal/accounts.py",
    "maillage/apps/journal/operator.py",
    "maillage/config/navigation.py",
}
TRUSTED = {"maillage/ui/templates/ui/components/field.html"}  # help is ours, or Django's list
GROUP = re.compile(r"\(\?P<(\w+)>")
CLOCKS = {"now", "localdate", "localtime", "today", "utcnow", "time", "monotonic"}
CLOCK_OWNERS = {"date", "datetime", "timezone", "time", "dt"}


@cache
def tracked(*suffixes: str) -> tuple[Path, ...]:
    """Return the files of the repository, those that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607  # the git of whoever develops
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    paths = [ROOT / name for name in listed if name.endswith(suffixes or ("",)) and name]
    return tuple(path for path in paths if path.is_file())


@cache
def code() -> tuple[Path, ...]:
    """Return our Python files, but migrations, which Django writes."""
    return tuple(path for path in tracked(".py") if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def templates() -> tuple[Path, ...]:
    return tuple(path for path in tracked(".html") if "templates" in path.parts)


def apps() -> list[Path]:
    return sorted(path for path in APPS.iterdir() if (path / "__init__.py").exists())


def none(found: Iterable[str]) -> bool:
    """Name everything that was found, not only the first."""
    listed = "\n".join(found)
    assert not listed, f"\n{listed}"
    return True


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts or path.name == "conftest.py"


def is_view(path: Path) -> bool:
    return path.name == "views.py" or path.parent.name == "views"


# --- The shape of apps ------------------------------------------------------------------------


def test_every_app_is_named_in_the_settings() -> None:
    expected = {f"maillage.apps.{app.name}" for app in apps()}

    assert {name for name in settings.INSTALLED_APPS if name.startswith("maillage.apps.")} == (
        expected
    )


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_an_app_holds_only_what_others_would_look_for(app: Path) -> None:
    names = {path.stem for path in app.iterdir() if path.name != "__pycache__"}

    assert names <= SHAPE | OWN_WORDS.get(app.name, set())


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_an_app_has_its_label_and_its_tests(app: Path) -> None:
    assert (app / "apps.py").exists()
    assert list((app / "tests").glob("test_*.py"))


def test_a_word_of_an_app_alone_is_still_in_use() -> None:
    for name, words in OWN_WORDS.items():
        assert words <= {path.stem for path in (APPS / name).iterdir()}, name


def test_a_system_outside_has_its_client_its_fake_and_their_tests() -> None:
    folders = [path for path in (ROOT / "maillage" / "gateways").iterdir() if path.is_dir()]
    shapes = {
        folder.name: {path.name for path in folder.iterdir()} - {"__pycache__"}
        for folder in folders
        if folder.name != "__pycache__"
    }

    assert shapes
    assert all(
        shape == {"__init__.py", "client.py", "fake.py", "tests"} for shape in shapes.values()
    )


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_an_app_that_journals_has_its_verbs(app: Path) -> None:
    journals = any(
        re.search(r"\b(journal\.record|record_read)\(", path.read_text())
        for path in app.rglob("*.py")
        if "tests" not in path.parts
    )

    assert not journals or (app / "verbs.py").exists()


def test_no_file_is_named_elsewhere() -> None:
    assert none([shown(path) for path in code() if path.stem in ELSEWHERE])


def test_a_template_stands_under_the_name_of_its_app() -> None:
    """The accounts' and ui's also stand in for allauth's."""
    overridden = {"account", "allauth", "mfa", "usersessions"}
    astray = [
        shown(path)
        for path in templates()
        if APPS in path.parents
        and (folder := path.parts[path.parts.index("templates") + 1]) != path.parts[-4]
        and folder not in {path.relative_to(APPS).parts[0], *overridden}
    ]

    assert none(astray)


# --- Sizes ------------------------------------------------------------------------------------


def test_no_file_holds_two_subjects() -> None:
    files = (*code(), *tracked(".css", ".js", ".typ"))

    assert none([shown(path) for path in files if len(path.read_text().splitlines()) > 400])


def test_functions_stay_short() -> None:
    def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        # What it does: its contract with the caller, above, is not counted.
        steps = node.body[1:] if ast.get_docstring(node) else node.body
        return (node.end_lineno or 0) - steps[0].lineno + 1 if steps else 0

    long = [
        f"{shown(path)}: {node.name}"
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > 40
    ]

    assert none(long)


def test_views_only_translate() -> None:
    long = [
        f"{shown(path)}: {node.name}"
        for path in code()
        if is_view(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno - len(node.decorator_list) > 35
    ]

    assert none(long)


# --- Who may do what to the rows and to the clock ---------------------------------------------


def test_views_never_touch_the_rows() -> None:
    touching = [
        f"{shown(path)}:{node.lineno} .{node.attr}"
        for path in code()
        if is_view(path) and not is_test(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "save", "delete", "bulk_create"}
    ]

    assert none(touching)


def calls(module: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module) if isinstance(node, ast.Call))


def reads_clock(node: ast.Call) -> bool:
    """Tell a reading of the clock from a day worked out of a given instant."""
    if isinstance(node.func, ast.Name):
        return node.func.id in CLOCKS - {"time", "today"} and not node.args
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        is_zoned_now = node.func.attr == "now" and node.func.value.id == "datetime"
        return (
            node.func.attr in CLOCKS
            and node.func.value.id in CLOCK_OWNERS
            and (is_zoned_now or not node.args)
        )
    return False


def test_the_clock_is_read_at_the_border_alone() -> None:
    reading = [
        f"{shown(path)}:{node.lineno}"
        for path in code()
        if path.is_relative_to(ROOT / "maillage")
        and not (is_test(path) or is_view(path) or "management" in path.parts)
        and shown(path) not in AT_THE_BORDER
        for node in calls(tree(path))
        if reads_clock(node)
    ]

    assert none(reading)


def test_every_row_shown_at_an_address_is_named_by_what_cannot_be_guessed() -> None:
    """Numbers in addresses are those of versions; rows go by slug, official code or UUID."""
    allowed = {"slug", "uuid", "code", "address", "format", "number"}

    asked = [
        f"{pattern.pattern}: {name}"
        for pattern in addresses(get_resolver())
        if not pattern.callback.__module__.startswith("allauth.")
        for name in (*pattern.pattern.converters, *GROUP.findall(str(pattern.pattern)))
        if name not in allowed
    ]

    assert none(asked)


def addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


# --- Reasons ----------------------------------------------------------------------------------


def test_every_exception_to_a_tool_says_its_reason() -> None:
    unexplained = [
        f"{shown(path)}:{number}"
        for path in code()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"#\s*(noqa|type:\s*ignore)\b", line)
        and not re.search(
            r"#\s*(noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|type: ignore\[[\w, -]+\])\s+\W*\w",
            line,
        )
    ]

    assert none([found for found in unexplained if "test_consistency" not in found])


def test_no_work_is_left_for_later_in_a_comment() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")

    assert none([shown(path) for path in code() if later.search(path.read_text())])


# --- Templates --------------------------------------------------------------------------------


def test_templates_stay_small() -> None:
    assert none([shown(t) for t in templates() if len(t.read_text().splitlines()) > 80])


def test_templates_hold_no_style_script_or_handler() -> None:
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.I)

    assert none([shown(t) for t in templates() if inline.search(t.read_text())])


def test_no_template_trusts_what_people_wrote() -> None:
    trusting = re.compile(r"\|\s*safe\b|safeseq|autoescape off")
    found = [shown(t) for t in tracked(".html") if trusting.search(t.read_text())]

    assert none(set(found) - TRUSTED)


def test_french_punctuation_never_begins_a_line() -> None:
    loose = re.compile(r"\w [;:?!»](?!\w)|« ")
    bare = [(t, re.sub(r"{#.*?#}|{%.*?%}|<[^>]*>", "", t.read_text())) for t in templates()]

    assert none([shown(t) for t, text in bare if loose.search(text)])


# --- What is published ------------------------------------------------------------------------


def test_every_change_of_the_models_has_its_migration(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_migration_calls_living_code() -> None:
    """The domain must be able to move without breaking the past."""
    calling = [
        shown(path)
        for path in tracked(".py")
        if path.parent.name == "migrations"
        and re.search(r"^\s*(from|import) maillage\.(domain|documents)", path.read_text(), re.M)
    ]

    assert none(calling)


def test_no_address_of_a_registry_nor_of_a_machine_is_published() -> None:
    addresses = re.compile(
        "|".join(
            f"{first}{second}"
            for first, second in (
                ("registry\\.", "npmjs"),
                ("pypi\\.", "org"),
                ("files\\.", "pythonhosted"),
                ("(?<![\\w.])/work", "/"),
                ("(?<![\\w.])/root", "/"),
                ("(?<![\\w.])/home", "/\\w"),
                ("index-url ", "http"),
            )
        )
    )
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{shown(path)}: {match.group()}" for match in addresses.finditer(text)][:1]

    assert none(found)
