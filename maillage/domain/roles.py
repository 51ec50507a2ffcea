"""Who holds what: roles inside a community, and functions over an area from outside?"""

from collections.abc import Mapping
from enum import Enum


class RoleKind(Enum):
    """What someone is in a community (``design.md`` § 5)."""

    CHAIR = "CHAIR"
    TREASURER = "TREASURER"
    SECRETARY = "SECRETARY"
    BOARD = "BOARD"
    COORDINATOR = "COORDINATOR"
    MEMBER = "MEMBER"
    PARTNER = "PARTNER"

    @property
    def label(self) -> str:
        """French name of the role, valid for a woman and a man."""
        return {
            RoleKind.CHAIR: "présidence",
            RoleKind.TREASURER: "trésorerie",
            RoleKind.SECRETARY: "secrétariat",
            RoleKind.BOARD: "bureau ou conseil d’administration",
            RoleKind.COORDINATOR: "coordination",
            RoleKind.MEMBER: "membre",
            RoleKind.PARTNER: "partenaire (comité de suivi)",
        }[self]


class AreaRoleKind(Enum):
    """What someone does for all the communities of an area, from outside."""

    DESK_OFFICER = "DESK_OFFICER"
    FACILITATOR = "FACILITATOR"
    REVIEWER = "REVIEWER"
    REGULATOR = "REGULATOR"

    @property
    def label(self) -> str:
        """French name of the function."""
        return {
            AreaRoleKind.DESK_OFFICER: "chargé de mission",
            AreaRoleKind.FACILITATOR: "facilitateur",
            AreaRoleKind.REVIEWER: "référent instructeur",
            AreaRoleKind.REGULATOR: "régulateur",
        }[self]


class OutsideBody(Enum):
    """The body on whose behalf an outside function is held."""

    GUICHET = "GUICHET"
    URPS = "URPS"
    ACCELERATOR = "ACCELERATOR"
    ARS = "ARS"
    CPAM = "CPAM"
    SAS = "SAS"

    @property
    def label(self) -> str:
        """French name of the body."""
        return {
            OutsideBody.GUICHET: "Guichet CPTS",
            OutsideBody.URPS: "URPS",
            OutsideBody.ACCELERATOR: "accélérateur CPTS",
            OutsideBody.ARS: "ARS",
            OutsideBody.CPAM: "CPAM",
            OutsideBody.SAS: "SAS",
        }[self]


# Which function each body entrusts (``facts``: the Guichet accompanies and never decides; the
# ARS and the Assurance maladie examine with the URPS; the accélérateur facilitates).
FUNCTIONS: Mapping[OutsideBody, frozenset[AreaRoleKind]] = {
    OutsideBody.GUICHET: frozenset({AreaRoleKind.DESK_OFFICER}),
    OutsideBody.URPS: frozenset({AreaRoleKind.DESK_OFFICER, AreaRoleKind.REVIEWER}),
    OutsideBody.ACCELERATOR: frozenset({AreaRoleKind.FACILITATOR}),
    OutsideBody.ARS: frozenset({AreaRoleKind.REVIEWER}),
    OutsideBody.CPAM: frozenset({AreaRoleKind.REVIEWER}),
    OutsideBody.SAS: frozenset({AreaRoleKind.REGULATOR}),
}


class Right(Enum):
    """What someone may do with one community."""

    SEE = "SEE"
    READ_JOURNAL = "READ_JOURNAL"
    EDIT_CARD = "EDIT_CARD"
    EDIT_TERRITORY = "EDIT_TERRITORY"
    MANAGE_ROLES = "MANAGE_ROLES"
    MANAGE_AFFILIATIONS = "MANAGE_AFFILIATIONS"
    WRITE_LETTER = "WRITE_LETTER"
    FILL_DIAGNOSIS = "FILL_DIAGNOSIS"
    MOVE_JOURNEY = "MOVE_JOURNEY"
    FILL_AMOUNTS = "FILL_AMOUNTS"
    REVIEW = "REVIEW"
    READ_MEMBERS = "READ_MEMBERS"
    MANAGE_MEMBERS = "MANAGE_MEMBERS"
    READ_MEETINGS = "READ_MEETINGS"
    RUN_MEETINGS = "RUN_MEETINGS"
    READ_DECISIONS = "READ_DECISIONS"
    DECIDE = "DECIDE"
    PARTITION = "PARTITION"

    @property
    def label(self) -> str:
        """What the right allows, in French."""
        return {
            Right.SEE: "voir l’espace de la communauté",
            Right.READ_JOURNAL: "lire son journal",
            Right.EDIT_CARD: "tenir sa fiche",
            Right.EDIT_TERRITORY: "modifier son territoire",
            Right.MANAGE_ROLES: "donner et retirer les rôles",
            Right.MANAGE_AFFILIATIONS: "l’affilier à un échelon supérieur",
            Right.WRITE_LETTER: "rédiger sa lettre d’intention",
            Right.FILL_DIAGNOSIS: "tenir son diagnostic",
            Right.MOVE_JOURNEY: "faire avancer son parcours",
            Right.FILL_AMOUNTS: "inscrire les montants de son contrat",
            Right.REVIEW: "consigner l’avis des financeurs",
            Right.READ_MEMBERS: "lire la liste de ses membres",
            Right.MANAGE_MEMBERS: "tenir la liste de ses membres",
            Right.READ_MEETINGS: "voir ses réunions",
            Right.RUN_MEETINGS: "préparer, convoquer et conduire ses réunions",
            Right.READ_DECISIONS: "lire ses décisions et ses mandats",
            Right.DECIDE: "proposer une décision, la clore ou répondre",
            Right.PARTITION: "étudier un découpage en CPTS",
        }[self]


_READERS = frozenset({Right.SEE, Right.READ_JOURNAL, Right.READ_MEETINGS, Right.READ_DECISIONS})
_RUNNERS = frozenset(Right) - {Right.REVIEW}

# What each role may do in its community (``design.md`` § 5). One person may hold several.
RIGHTS_OF_ROLE: Mapping[RoleKind, frozenset[Right]] = {
    RoleKind.CHAIR: _RUNNERS,
    RoleKind.COORDINATOR: _RUNNERS,
    RoleKind.SECRETARY: _RUNNERS - {Right.FILL_AMOUNTS},
    # The list of members is read by those who need it; an ordinary member does not.
    RoleKind.TREASURER: _READERS | {Right.FILL_AMOUNTS, Right.READ_MEMBERS},
    RoleKind.BOARD: _READERS | {Right.READ_MEMBERS},
    RoleKind.MEMBER: _READERS,
    RoleKind.PARTNER: frozenset({Right.SEE, Right.READ_MEETINGS, Right.READ_DECISIONS}),
}

# What an outside function may do with each community of its area.
RIGHTS_OF_FUNCTION: Mapping[AreaRoleKind, frozenset[Right]] = {
    AreaRoleKind.DESK_OFFICER: frozenset({Right.SEE, Right.REVIEW, Right.PARTITION}),
    AreaRoleKind.FACILITATOR: frozenset({Right.SEE}),
    AreaRoleKind.REVIEWER: frozenset({Right.SEE, Right.REVIEW, Right.PARTITION}),
    AreaRoleKind.REGULATOR: frozenset(),
}

# The administrator opens doors (first roles of a community) and never acts in its name.
RIGHTS_OF_ADMINISTRATOR: frozenset[Right] = frozenset({Right.SEE, Right.MANAGE_ROLES})
