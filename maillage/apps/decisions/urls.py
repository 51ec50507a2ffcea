"""Addresses of decisions: the register of a community, its proposals, the links to answer
and to vote with."""

from django.urls import path

from maillage.apps.decisions.views import answer, ballot, booth, proposal, register, statutes

app_name = "decisions"

SPACE = "communautes/<slug:slug>/decisions/"
BALLOTS = f"{SPACE}votes/"
PROPOSAL = f"{SPACE}<uuid:uuid>/"

urlpatterns = [
    path(SPACE, register.register, name="register"),
    path(f"{SPACE}registre.json", register.export_register, name="export_register"),
    path(f"{SPACE}registre.xlsx", register.register_xlsx, name="register_xlsx"),
    path(f"{SPACE}statuts/", statutes.statutes, name="statutes"),
    path(f"{SPACE}<uuid:uuid>/appliquer/", register.choose_application, name="choose_application"),
    path(f"{SPACE}nouvelle/", proposal.new_proposal, name="new_proposal"),
    path(PROPOSAL, proposal.proposal, name="proposal"),
    path(f"{PROPOSAL}modifier/", proposal.edit_draft, name="edit_draft"),
    path(f"{PROPOSAL}ouvrir/", proposal.open_proposal, name="open_proposal"),
    path(f"{PROPOSAL}liens/", proposal.send_links, name="send_links"),
    path(f"{PROPOSAL}clore/", proposal.close_round, name="close_round"),
    path(f"{PROPOSAL}nouveau-tour/", proposal.open_round, name="open_round"),
    path(f"{PROPOSAL}retirer/", proposal.withdraw_proposal, name="withdraw_proposal"),
    path(f"{SPACE}reponse/<uuid:uuid>/", answer.answer, name="answer"),
    path(f"{BALLOTS}nouveau/", ballot.new_ballot, name="new_ballot"),
    path(f"{BALLOTS}<uuid:uuid>/", ballot.ballot, name="ballot"),
    path(f"{BALLOTS}<uuid:uuid>/voter/", ballot.cast_vote, name="cast_vote"),
    path(f"{BALLOTS}<uuid:uuid>/procuration/", ballot.give_proxy, name="give_proxy"),
    path(f"{BALLOTS}<uuid:uuid>/liens/", ballot.send_vote_links, name="send_vote_links"),
    path(f"{BALLOTS}<uuid:uuid>/annuler/", ballot.cancel_ballot, name="cancel_ballot"),
    path(f"{BALLOTS}<uuid:uuid>/clore/", ballot.close_ballot, name="close_ballot"),
    path("voter/<str:code>/", booth.vote_link, name="vote_link"),
    path("repondre/<str:code>/", answer.answer_link, name="answer_link"),
]
