"""Is every act of every app told by one well-formed French sentence?"""

import re
from string import Formatter

import pytest
from django.apps import apps

from maillage.apps.accounts import verbs as accounts_verbs
from maillage.apps.journal.verbs import VerbListedTwice, registered

VERBS = sorted(registered())


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_a_subject_and_a_past_participle(verb: str) -> None:
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", verb)
    assert len(verb) <= 60


@pytest.mark.parametrize("verb", VERBS)
def test_its_sentence_is_a_whole_one(verb: str) -> None:
    sentence = registered()[verb]

    assert re.match(r"{(by|member)} ", sentence) or sentence[0].isupper()
    assert sentence.endswith(".")
    assert "'" not in sentence, "write ’"


@pytest.mark.parametrize("verb", VERBS)
def test_its_sentence_names_facts_and_nothing_else(verb: str) -> None:
    for _, name, form, conversion in Formatter().parse(registered()[verb]):
        if name is not None:
            assert re.fullmatch(r"[a-z_]+", name), "no attribute, index nor position"
            assert (form, conversion) == ("", None)


def test_the_verbs_of_every_app_are_registered() -> None:
    assert accounts_verbs.VERBS.keys() <= registered().keys()


def test_a_verb_listed_by_two_apps_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(accounts_verbs.VERBS, "personal_data.read", "{by} lit.")
    assert apps.is_installed("maillage.apps.accounts")

    with pytest.raises(VerbListedTwice, match=r"personal_data\.read"):
        registered.__wrapped__()
