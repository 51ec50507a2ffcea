"""How is a proposal prepared, opened, put again with an amended text, and taken back?"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.decisions import access
from maillage.apps.decisions.actions.holding import held_for
from maillage.apps.decisions.models import Participant, Proposal, Round, silence_of
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.domain import consensus
from maillage.domain.consensus import Act, FallBack, NobodyToAnswer, Rule, Silence, State
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class ChangedMeanwhile(Refusal):
    """Someone else saved the proposal first."""

    def __init__(self) -> None:
        super().__init__(
            "La proposition a changé pendant que vous écriviez : relisez-la. Votre texte est "
            "encore dans le formulaire, rien n’est perdu."
        )


class DayAlreadyPast(Refusal):
    """Nobody could answer in time."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Le {day:%d/%m/%Y} est déjà passé : choisissez un jour qui laisse le temps de "
            "répondre."
        )


class TextMissing(Refusal):
    """There is nothing to agree upon."""

    def __init__(self) -> None:
        super().__init__("Écrivez le texte proposé : c’est sur lui que chacun répond.")


class TextNotAmended(Refusal):
    """A new round needs a text that answers the objections."""

    def __init__(self) -> None:
        super().__init__(
            "Le texte est le même qu’au tour précédent : amendez-le pour répondre aux objections "
            "avant d’ouvrir un nouveau tour."
        )


class NotALink(Refusal):
    """A line of the documents is no web address."""

    def __init__(self, line: str) -> None:
        super().__init__(
            f"« {line[:80]} » n’est pas l’adresse d’un document : une adresse par ligne, qui "
            "commence par https://."
        )


class NoAffiliates(Refusal):
    """A CPTS has no affiliated communities to ask."""

    def __init__(self) -> None:
        super().__init__(
            "Une CPTS n’a pas de communautés affiliées : demandez au bureau ou aux membres."
        )


@dataclass(frozen=True)
class Wording:
    """The text put to the members, its documents and the day to answer by."""

    text: str
    answers_by: date
    documents: str = ""

    def checked(self, today: date) -> "Wording":
        """Return it tidied.

        :raises TextMissing: no text.
        :raises DayAlreadyPast: the day is gone.
        :raises NotALink: a document is no web address.
        """
        if not self.text.strip():
            raise TextMissing
        if self.answers_by < today:
            raise DayAlreadyPast(self.answers_by)
        lines = [line.strip() for line in self.documents.splitlines() if line.strip()]
        for line in lines:
            parts = urlsplit(line)
            if parts.scheme not in {"http", "https"} or not parts.netloc or " " in line:
                raise NotALink(line)
        text = "\n".join(self.text.strip().splitlines())
        return Wording(text, self.answers_by, "\n".join(lines))


@dataclass(frozen=True)
class Draft:
    """Everything fixed before opening."""

    title: str
    electorate: Proposal.Electorate
    rule: Rule
    wording: Wording


def _demand(by: Person, community: Community, at: datetime) -> None:
    communities.demand(Right.DECIDE, of=by, on_community=community, on=localdate(at))


def _checked(draft: Draft, community: Community, at: datetime) -> Wording:
    consensus.check_silence(draft.rule.silence, by_statutes=silence_of(community))
    is_local = community.echelon_value is Echelon.LOCAL
    if draft.electorate == Proposal.Electorate.COMMUNITIES and is_local:
        raise NoAffiliates
    return draft.wording.checked(localdate(at))


@transaction.atomic
def draft_proposal(*, community: Community, draft: Draft, by: Person, at: datetime) -> Proposal:
    """Prepare a proposal; nobody is asked anything before it opens.

    :raises NoAffiliates: the communities of a CPTS were to be asked.
    :raises SilenceNotInStatutes: the statutes give no such meaning to a silence.
    :raises Refusal: the text, its day or its documents (see `Wording.checked`).
    """
    _demand(by, community, at)
    wording = _checked(draft, community, at)
    proposal = Proposal(community=community, by=by, created_at=at)
    _write(proposal, draft)
    proposal.save()
    Round.objects.create(proposal=proposal, number=1, **vars(wording))
    journal.record("proposal.drafted", by=by, at=at, on=proposal, community=community.uuid)
    return proposal


def _write(proposal: Proposal, draft: Draft) -> None:
    proposal.title, proposal.electorate = draft.title.strip(), draft.electorate.value
    proposal.fall_back, proposal.last_round = draft.rule.fall_back.value, draft.rule.rounds
    proposal.silence = draft.rule.silence.value


@transaction.atomic
def edit_draft(
    *, proposal: Proposal, draft: Draft, expected_version: int, by: Person, at: datetime
) -> Proposal:
    """Change what is still being prepared.

    :raises NotAllowedNow: it has opened; its rule is fixed.
    :raises ChangedMeanwhile: someone saved it since the page was read.
    """
    _demand(by, proposal.community, at)
    held = held_for(proposal)
    consensus.demand(held.state_value, Act.OPEN)
    if held.version != expected_version:
        raise ChangedMeanwhile
    wording = _checked(draft, held.community, at)
    _write(held, draft)
    held.version += 1
    held.save()
    held.rounds.update(**vars(wording))
    journal.record("proposal.edited", by=by, at=at, on=held, community=held.community.uuid)
    return held


@transaction.atomic
def open_proposal(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Ask the members; who is asked, the rule and the fall-back are fixed from now on.

    :raises NotAllowedNow: it is open already, or over.
    :raises NobodyToAnswer: there is nobody to ask.
    :raises DayAlreadyPast: the day to answer by is gone.
    :raises SilenceNotInStatutes: the statutes have changed since it was prepared.
    """
    _demand(by, proposal.community, at)
    held = held_for(proposal)
    consensus.demand(held.state_value, Act.OPEN)
    consensus.check_silence(held.rule.silence, by_statutes=silence_of(held.community))
    today = localdate(at)
    first = held.rounds.get()
    if first.answers_by < today:
        raise DayAlreadyPast(first.answers_by)
    asked = access.voices_of(held.community, Proposal.Electorate(held.electorate), on=today)
    if not asked:
        raise NobodyToAnswer
    Participant.objects.bulk_create(
        Participant(
            proposal=held, community=each.community, person=each.person, structure=each.structure
        )
        for each in asked
    )
    first.opened_at = at
    first.save(update_fields=["opened_at"])
    _set(held, State.OPEN)
    journal.record(
        "proposal.opened",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={
            "asked": len(asked),
            "answers_by": first.answers_by,
            "fall_back": FallBack(held.fall_back).label,
            "silence": Silence(held.silence).label,
            "rounds": held.last_round,
        },
    )
    return held


def _set(held: Proposal, state: State, ended_at: datetime | None = None) -> None:
    held.state, held.ended_at, held.version = state.value, ended_at, held.version + 1
    held.save(update_fields=["state", "ended_at", "version"])


@transaction.atomic
def open_round(*, proposal: Proposal, wording: Wording, by: Person, at: datetime) -> Round:
    """Put an amended text to the same members.

    :raises NotAllowedNow: no round has just been closed without agreement.
    :raises TextNotAmended: the text has not moved.
    """
    _demand(by, proposal.community, at)
    held = held_for(proposal)
    consensus.demand(held.state_value, Act.OPEN_ROUND)
    before = held.rounds.order_by("-number")[0]
    said = wording.checked(localdate(at))
    if said.text == before.text and before.answers.standing().filter(position="OBJECT").exists():
        raise TextNotAmended
    opened = Round.objects.create(
        proposal=held, number=before.number + 1, opened_at=at, **vars(said)
    )
    _set(held, State.OPEN)
    journal.record(
        "proposal.round_opened",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"number": opened.number, "answers_by": opened.answers_by},
    )
    return opened


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Take a proposal back before it is decided; what was answered stays readable.

    :raises NotAllowedNow: it is decided.
    """
    _demand(by, proposal.community, at)
    held = held_for(proposal)
    consensus.demand(held.state_value, Act.WITHDRAW)
    _set(held, State.WITHDRAWN, ended_at=at)
    for turn in held.rounds.filter(closed_at__isnull=True):
        post.forget(about=turn.uuid)
    journal.record("proposal.withdrawn", by=by, at=at, on=held, community=held.community.uuid)
    return held
