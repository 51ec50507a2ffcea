"""Which address opens to whom? One line an address; a new address needs its own.

A door gives who may read (GET) and who may act (POST). Of the others inside or around the
community, ``told`` are answered 403; for anyone else the address does not exist (404).
"""

from dataclasses import dataclass, field

from tests.scene import Who

EVERYONE = frozenset(Who)
SIGNED_IN = EVERYONE - {Who.NOBODY}
ADMINISTRATOR = frozenset({Who.ADMINISTRATOR})
# Inside the CPTS.
RUNNERS = frozenset({Who.CHAIR, Who.COORDINATOR, Who.SECRETARY})
TREASURY = frozenset({Who.CHAIR, Who.COORDINATOR, Who.TREASURER})
READERS = RUNNERS | {Who.TREASURER, Who.BOARD, Who.MEMBER}
LIST_READERS = RUNNERS | {Who.TREASURER, Who.BOARD}
INSIDERS = READERS | {Who.PARTNER}
# Outside, over its département.
REVIEWERS = frozenset({Who.DESK_OFFICER, Who.REVIEWER})
SEERS = INSIDERS | REVIEWERS | {Who.FACILITATOR} | ADMINISTRATOR
# Over the département: who works in its workshop, and who reads there.
WORKERS = REVIEWERS | {Who.CHAIR_OF_INTER_CPTS}
WORKSHOP = WORKERS | INSIDERS | {Who.FACILITATOR}


@dataclass(frozen=True)
class Door:
    """Who may read (GET) and act (POST); of the others, who is told 403 rather than 404.

    Without ``get`` or ``post``, the address refuses the method itself.
    """

    get: frozenset[Who] | None
    post: frozenset[Who] | None = None
    told: frozenset[Who] = SEERS
    at: dict[str, str] = field(default_factory=dict)
    query: str = ""


def public(**more: object) -> Door:
    return Door(EVERYONE, None, **more)  # type: ignore[arg-type]  # passed through as named


DOORS: dict[str, Door] = {
    # Open to all.
    "home": public(),
    "geography:search": public(query="q=Commune"),
    "geography:search_json": public(query="q=Commune"),
    "geography:contours": public(at={"code": "D1"}),
    "communities:directory": public(),
    "communities:directory_json": public(),
    "communities:directory_csv": public(),
    "communities:card": public(at={"slug": "cpts"}),
    "communities:territory": public(query="s=D1001"),
    "communities:paste": Door(EVERYONE, EVERYONE),
    "communities:departement": public(at={"code": "D1"}),
    "communities:region": public(at={"code": "R1"}),
    "communities:nation": public(),
    "contract:territory_funding": public(query="s=D1001"),
    "contract:territory_funding_xlsx": public(query="s=D1001"),
    "diagnosis:territory": public(query="s=D1001"),
    "diagnosis:territory_workbook": public(query="s=D1001"),
    "diagnosis:territory_document": public(query="s=D1001", at={"format": "odt"}),
    "diagnosis:departement": public(at={"code": "D1"}),
    "diagnosis:departement_workbook": public(at={"code": "D1"}),
    "diagnosis:departement_document": public(at={"code": "D1", "format": "odt"}),
    "diagnosis:region": public(at={"code": "R1"}),
    "diagnosis:region_workbook": public(at={"code": "R1"}),
    "diagnosis:region_document": public(at={"code": "R1", "format": "odt"}),
    "diagnosis:france": public(),
    "diagnosis:france_workbook": public(),
    "diagnosis:france_document": public(at={"format": "odt"}),
    # Anyone signed in.
    "account": Door(SIGNED_IN),
    "communities:new": Door(SIGNED_IN, SIGNED_IN, query="s=D1001"),
    "creation:portfolio": Door(SIGNED_IN),
    "creation:export_portfolio": Door(SIGNED_IN),
    # The instance: for anyone else it does not exist.
    "communities:functions": Door(ADMINISTRATOR, ADMINISTRATOR, told=frozenset()),
    "communities:end_function": Door(
        None, ADMINISTRATOR, told=frozenset(), at={"uuid": "function"}
    ),
    "members:erasures": Door(ADMINISTRATOR, told=frozenset()),
    "members:erasure": Door(ADMINISTRATOR, ADMINISTRATOR, told=frozenset(), at={"uuid": "erasure"}),
    # The space of a CPTS.
    "communities:workspace": Door(SEERS, at={"slug": "cpts"}),
    "communities:edit_card": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "communities:journal": Door(READERS, at={"slug": "cpts"}),
    "communities:perimeter": Door(SEERS, at={"slug": "cpts"}),
    "communities:edit_perimeter": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}, query="s=D1001"),
    "communities:affiliations": Door(SEERS, RUNNERS, at={"slug": "cpts"}),
    "communities:end_affiliation": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "affiliation"}),
    "communities:roles": Door(SEERS, RUNNERS | ADMINISTRATOR, at={"slug": "cpts"}),
    "communities:end_role": Door(
        None, RUNNERS | ADMINISTRATOR, at={"slug": "cpts", "uuid": "role"}
    ),
    # Its diagnosis, and the figures it read elsewhere.
    "diagnosis:community": Door(SEERS, at={"slug": "cpts"}),
    "diagnosis:community_workbook": Door(SEERS, at={"slug": "cpts"}),
    "diagnosis:community_document": Door(SEERS, at={"slug": "cpts", "format": "odt"}),
    "diagnosis:keep": Door(None, RUNNERS, at={"slug": "cpts"}),
    "diagnosis:version": Door(SEERS, at={"slug": "cpts", "number": "1"}),
    "diagnosis:version_document": Door(SEERS, at={"slug": "cpts", "number": "1", "format": "odt"}),
    "diagnosis:figures": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "diagnosis:paste": Door(None, RUNNERS, at={"slug": "cpts"}),
    "diagnosis:withdraw": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "typed_figure"}),
    # Its journey, carried by the CPTS, examined by the others.
    "creation:journey": Door(SEERS, at={"slug": "cpts"}),
    "creation:record_move": Door(
        REVIEWERS, REVIEWERS, at={"slug": "cpts", "address": "valider-projet"}
    ),
    "creation:withdraw_move": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "move"}),
    "creation:pause_clock": Door(REVIEWERS, REVIEWERS, at={"slug": "cpts"}),
    "creation:resume_clock": Door(REVIEWERS, REVIEWERS, at={"slug": "cpts"}),
    "creation:withdraw_pause": Door(REVIEWERS, REVIEWERS, at={"slug": "cpts", "uuid": "pause"}),
    # Its letter of intent.
    "creation:letter": Door(SEERS, at={"slug": "cpts"}),
    "creation:letter_version": Door(SEERS, at={"slug": "cpts", "number": "1"}),
    "creation:edit_letter": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "creation:download_letter": Door(SEERS, at={"slug": "cpts", "format": "odt"}),
    # Its members: read by those who run it, its treasury and its board.
    "members:list": Door(LIST_READERS, at={"slug": "cpts"}),
    "members:export_workbook": Door(LIST_READERS, at={"slug": "cpts"}),
    "members:export_cards": Door(LIST_READERS, at={"slug": "cpts"}),
    "members:directory": Door(LIST_READERS, at={"slug": "cpts"}),
    "members:register": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "members:forget_practising": Door(None, RUNNERS, at={"slug": "cpts", "code": "practising"}),
    "members:invite_all": Door(None, RUNNERS, at={"slug": "cpts"}),
    "members:set_habits": Door(None, RUNNERS, at={"slug": "cpts"}),
    "members:chart": Door(LIST_READERS, at={"slug": "cpts"}),
    "members:terms": Door(LIST_READERS, at={"slug": "cpts"}),
    "members:member": Door(LIST_READERS, at={"slug": "cpts", "uuid": "membership"}),
    "members:new": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "members:edit": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "membership"}),
    "members:end": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "membership"}),
    "members:pay": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "membership"}),
    "members:invite": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "membership"}),
    "members:erase": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "membership"}),
    "members:import": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "members:preview": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "batch"}),
    "members:discard": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "batch"}),
    "members:apply": Door(EVERYONE, EVERYONE, at={"slug": "cpts"}),
    "members:undo": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "batch"}),
    "members:set_regime": Door(None, RUNNERS, at={"slug": "cpts"}),
    "members:add_college": Door(None, RUNNERS, at={"slug": "cpts"}),
    "members:rename_college": Door(None, RUNNERS, at={"slug": "cpts"}),
    "members:rename_structure": Door(None, RUNNERS, at={"slug": "cpts"}),
    "members:state_practising": Door(None, RUNNERS, at={"slug": "cpts"}),
    # From a link, without an account.
    "members:answer": Door(EVERYONE, EVERYONE, at={"address": "membership_link"}),
    # What is held about oneself.
    "members:mine": Door(SIGNED_IN),
    # One’s own: the member of the scene has no account.
    "members:my_contacts": Door(
        frozenset(), frozenset(), told=frozenset(), at={"uuid": "membership"}
    ),
    "members:mine_json": Door(SIGNED_IN),
    "members:ask_erasure": Door(None, SIGNED_IN),
    # Its funding.
    "contract:funding": Door(SEERS, at={"slug": "cpts"}),
    "contract:funding_xlsx": Door(SEERS, at={"slug": "cpts"}),
    "contract:agree_amount": Door(None, TREASURY, at={"slug": "cpts"}),
    "contract:withdraw_amount": Door(None, TREASURY, at={"slug": "cpts"}),
    # Its decisions; a link to answer with is its own key.
    "decisions:register": Door(INSIDERS, at={"slug": "cpts"}),
    "decisions:export_register": Door(INSIDERS, at={"slug": "cpts"}),
    "decisions:register_xlsx": Door(INSIDERS, at={"slug": "cpts"}),
    "decisions:statutes": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "decisions:choose_application": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "decision"}),
    "decisions:new_proposal": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "decisions:proposal": Door(INSIDERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:edit_draft": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:open_proposal": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:send_links": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:close_round": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:open_round": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:withdraw_proposal": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "proposal"}),
    "decisions:answer": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "participant"}),
    "decisions:new_ballot": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "decisions:ballot": Door(INSIDERS, at={"slug": "cpts", "uuid": "ballot"}),
    "decisions:cast_vote": Door(None, INSIDERS, at={"slug": "cpts", "uuid": "ballot"}),
    "decisions:give_proxy": Door(None, INSIDERS, at={"slug": "cpts", "uuid": "ballot"}),
    "decisions:send_vote_links": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "ballot"}),
    "decisions:cancel_ballot": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "ballot"}),
    "decisions:close_ballot": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "ballot"}),
    "decisions:vote_link": Door(EVERYONE, EVERYONE, at={"code": "vote_code"}),
    "decisions:answer_link": Door(EVERYONE, EVERYONE, at={"code": "answer_code"}),
    # Its meetings, their dates and their papers.
    "meetings:meetings": Door(INSIDERS, at={"slug": "cpts"}),
    "meetings:new": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "meetings:follow": Door(None, INSIDERS, at={"slug": "cpts"}),
    "meetings:meeting": Door(INSIDERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:edit": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:cancel": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:invitees": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:invite_guest": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:convoke": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:add_point": Door(None, INSIDERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:keep_agenda": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:attendance_workbook": Door(RUNNERS, at={"slug": "cpts"}),
    "meetings:poll_workbook": Door(RUNNERS, at={"slug": "cpts", "uuid": "polling"}),
    "meetings:sheet_workbook": Door(RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:follow_ups_workbook": Door(INSIDERS, at={"slug": "cpts"}),
    "meetings:change_point": Door(
        RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "planned", "code": "agenda_point"}
    ),
    "meetings:move_point": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:add_document": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:document": Door(INSIDERS, at={"slug": "cpts", "uuid": "planned", "code": "document"}),
    "meetings:remove_document": Door(
        None, RUNNERS, at={"slug": "cpts", "uuid": "planned", "code": "document"}
    ),
    "meetings:poll": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:choose_date": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "planned"}),
    "meetings:feeds": Door(SIGNED_IN, SIGNED_IN),
    "meetings:seen": public(at={"code": "seen_code"}),
    "meetings:seen_document": public(at={"code": "seen_code", "uuid": "document"}),
    "meetings:own_attestation": Door(None, EVERYONE, at={"code": "attest_code"}),
    "meetings:propose": Door(None, EVERYONE, at={"code": "propose_code"}),
    "meetings:reply": Door(None, EVERYONE, at={"code": "reply_code"}),
    "meetings:answer_poll": Door(EVERYONE, EVERYONE, at={"code": "poll_code"}),
    "meetings:feed": public(at={"code": "feed_code"}),
    # Who was there, and what was concluded.
    "meetings:quorum": Door(RUNNERS, RUNNERS, at={"slug": "cpts"}),
    "meetings:sheet": Door(INSIDERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:open_sheet": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:close_sheet": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:mark_lines": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:add_guest": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:room_screen": Door(RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:room_picture": Door(RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:paper_sheet": Door(RUNNERS, at={"slug": "cpts", "uuid": "met", "format": "odt"}),
    "meetings:line": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "line"}),
    "meetings:attestation": Door(None, INSIDERS, at={"slug": "cpts", "uuid": "attested_line"}),
    "meetings:minutes": Door(INSIDERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:begin_minutes": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:add_item": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:approve_minutes": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:ask_approval": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:approve_from_mail": Door(EVERYONE, EVERYONE, at={"code": "approval_code"}),
    "meetings:send_minutes": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "met"}),
    "meetings:download_minutes": Door(
        INSIDERS, at={"slug": "cpts", "uuid": "met", "format": "odt"}
    ),
    "meetings:write_item": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "point"}),
    "meetings:add_follow_up": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "point"}),
    "meetings:follow_ups": Door(INSIDERS, at={"slug": "cpts"}),
    "meetings:settle_follow_up": Door(None, INSIDERS, at={"slug": "cpts", "uuid": "follow_up"}),
    # Without an account: a code or a link is its own key.
    "meetings:room": public(at={"uuid": "sheet", "code": "room_code"}),
    "meetings:sign_in_room": Door(None, EVERYONE, at={"uuid": "sheet"}),
    "meetings:sign": Door(EVERYONE, EVERYONE, at={"code": "sign_code"}),
    "meetings:read_minutes": public(at={"code": "minutes_code"}),
    "meetings:verify": public(query="code=AAAA-BBBB-CCCC"),
    "meetings:verify_code": public(at={"code": "attestation_code"}),
    # Its mandates; those of the région are validated from the federation's page.
    "mandates:mandates": Door(INSIDERS, RUNNERS, at={"slug": "cpts"}),
    "mandates:give_mandate": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "delegation"}),
    "mandates:end_mandate": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "mandate"}),
    "mandates:link_decision": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "mandate"}),
    "mandates:mandates_xlsx": Door(INSIDERS, at={"slug": "cpts"}),
    "mandates:decide_mandate": Door(
        None, frozenset(), at={"slug": "cpts", "uuid": "mandate"}, told=SEERS - RUNNERS
    ),
    "mandates:download_mandates": Door(INSIDERS, at={"slug": "cpts", "format": "odt"}),
    # The workshop of its département: drawn in sight of those it concerns.
    "workshop:areas": Door(SIGNED_IN),
    "workshop:departement": Door(WORKSHOP, at={"code": "d1"}, told=WORKSHOP),
    "workshop:region": Door(
        INSIDERS | {Who.CHAIR_OF_INTER_CPTS}, at={"code": "r1"}, told=frozenset()
    ),
    "workshop:new_in_departement": Door(WORKERS, WORKERS, at={"code": "d1"}, told=WORKSHOP),
    "workshop:new_in_region": Door(
        frozenset(), frozenset(), at={"code": "r1"}, told=INSIDERS | {Who.CHAIR_OF_INTER_CPTS}
    ),
    "workshop:study": Door(WORKSHOP, at={"uuid": "study"}, told=WORKSHOP),
    "workshop:compute": Door(None, WORKERS, at={"uuid": "study"}, told=WORKSHOP),
    "workshop:bring": Door(None, WORKERS, at={"uuid": "study"}, told=WORKSHOP),
    "workshop:remove": Door(None, WORKERS, at={"uuid": "study"}, told=WORKSHOP),
    "workshop:scenario": Door(WORKSHOP, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:move": Door(None, WORKERS, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:undo": Door(None, WORKERS, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:redo": Door(None, WORKERS, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:copy": Door(None, WORKERS, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:remark": Door(None, WORKSHOP, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:withdraw_remark": Door(None, WORKERS, at={"uuid": "workshop_remark"}, told=WORKSHOP),
    "workshop:compare": Door(WORKSHOP, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:propose": Door(WORKERS, WORKERS, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:offer": Door(None, WORKERS, at={"uuid": "scenario"}, told=WORKSHOP),
    "workshop:download": Door(WORKSHOP, at={"uuid": "scenario", "format": "csv"}, told=WORKSHOP),
    "workshop:community": Door(SEERS, at={"slug": "cpts"}),
    "workshop:answer_offer": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "offer"}),
    # The border survey: led above it, relayed by it, answered from a mail.
    "borders:surveys": Door(SEERS, at={"slug": "cpts"}),
    "borders:new": Door(RUNNERS | REVIEWERS, RUNNERS | REVIEWERS, at={"slug": "cpts"}),
    "borders:survey": Door(SEERS, at={"slug": "cpts", "uuid": "survey"}),
    "borders:invite": Door(RUNNERS, RUNNERS, at={"slug": "cpts", "uuid": "survey"}),
    "borders:close": Door(None, RUNNERS, at={"slug": "cpts", "uuid": "survey"}),
    "borders:download": Door(SEERS, at={"slug": "cpts", "uuid": "survey", "format": "odt"}),
    "borders:answer": Door(EVERYONE, EVERYONE, at={"code": "survey_code"}),
    "borders:leave": Door(None, EVERYONE, at={"code": "survey_code"}),
    # Absent where the demonstration is off; where it is on, see below.
    "demonstration": Door(frozenset(), told=frozenset()),
    "demonstration_mailbox": Door(frozenset(), told=frozenset()),
    "enter_demonstration": Door(None, frozenset(), told=frozenset(), at={"uuid": "person"}),
}
# Without a right to have, being signed in changes nothing there.
NO_SIGN_IN = {"demonstration", "demonstration_mailbox", "enter_demonstration"} | {
    name for name, door in DOORS.items() if EVERYONE in (door.get, door.post)
}
# allauth's pages that someone not signed in may read.
SIGNING_IN = {
    "account_login",
    "account_signup",
    "account_inactive",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
}
