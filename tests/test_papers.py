"""Do the papers of the project stay true to its code?"""

import re

from tests.test_consistency import ROOT, code, none, shown, tracked


def test_the_commands_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    named = re.findall(r"\bmake ([a-z]+)\b", (ROOT / "README.md").read_text())

    assert {"demo", "test"} <= set(named) <= targets


def test_the_makefile_lists_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)[0].split())

    assert phony == set(re.findall(r"^([a-z]+):.*##", makefile, re.M))


def test_every_term_of_the_glossary_is_in_the_code() -> None:
    glossary = ROOT / "docs" / "glossaire.md"
    everything = "\n".join(path.read_text() for path in code())
    rows = [line.split("|") for line in glossary.read_text().splitlines() if line.startswith("|")]
    named = {
        word
        for cells in rows
        if len(cells) > 2
        for word in re.findall(r"`([A-Za-z_.]+)`", cells[2])
    }

    assert named
    assert {
        word
        for word in named
        if not re.search(rf"\b{re.escape(word.split('.')[-1])}\b", everything)
    } == set()


def test_every_decision_that_is_cited_was_written() -> None:
    written = {int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md")}
    cited = re.compile(r"\bdecisions? (\d+)(?:(?:, | and )(\d+))*|decisions/0*([1-9]\d*)", re.I)

    missing = [
        f"{shown(path)}: {number}"
        for path in tracked(".md", ".py", ".html", ".toml")
        for match in cited.finditer(path.read_text())
        for number in match.groups()
        if number and int(number) not in written
    ]

    assert none(missing)
