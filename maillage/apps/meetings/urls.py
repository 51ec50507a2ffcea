"""Addresses of the meetings of a community."""

from django.urls import path, re_path

from maillage.apps.meetings.views import (
    follow_ups,
    meetings,
    minutes,
    papers,
    polls,
    room,
    sheet,
    tables,
)

app_name = "meetings"

urlpatterns = [
    # Meetings, agendas, dates.
    path("communautes/<slug:slug>/reunions/", meetings.meetings, name="meetings"),
    path("communautes/<slug:slug>/reunions/nouvelle/", meetings.new, name="new"),
    path("communautes/<slug:slug>/reunions/agenda/", meetings.community_feed, name="follow"),
    path("communautes/<slug:slug>/reunions/<uuid:uuid>/", meetings.meeting, name="meeting"),
    path("communautes/<slug:slug>/reunions/<uuid:uuid>/modifier/", meetings.edit, name="edit"),
    path("communautes/<slug:slug>/reunions/<uuid:uuid>/annuler/", meetings.cancel, name="cancel"),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/invites/", meetings.invitees, name="invitees"
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/invites/exterieur/",
        meetings.invite_guest,
        name="invite_guest",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/convoquer/", meetings.convoke, name="convoke"
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/points/", papers.add_point, name="add_point"
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/points/<uuid:code>/",
        papers.change_point,
        name="change_point",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/points/ordre/",
        papers.move_point,
        name="move_point",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/points/habituels/",
        papers.keep_agenda,
        name="keep_agenda",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/documents/",
        papers.add_document,
        name="add_document",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/documents/<uuid:code>/",
        papers.document,
        name="document",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/documents/<uuid:code>/retirer/",
        papers.remove_document,
        name="remove_document",
    ),
    path("communautes/<slug:slug>/reunions/<uuid:uuid>/sondage/", polls.poll, name="poll"),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/sondage/retenir/",
        polls.choose_date,
        name="choose_date",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/sondage/tableur/",
        tables.poll_workbook,
        name="poll_workbook",
    ),
    path(
        "communautes/<slug:slug>/reunions/presences/",
        tables.attendance_workbook,
        name="attendance_workbook",
    ),
    path("reunions/mes-agendas/", polls.feeds, name="feeds"),
    # The same, from a mail or a calendar, without an account.
    path("reunions/voir/<str:code>/", papers.seen, name="seen"),
    path(
        "reunions/voir/<str:code>/documents/<uuid:uuid>/",
        papers.seen_document,
        name="seen_document",
    ),
    path("reunions/attestation/<str:code>/", follow_ups.own_attestation, name="own_attestation"),
    path("reunions/proposer/<str:code>/", papers.propose, name="propose"),
    path("reunions/repondre/<str:code>/", papers.reply, name="reply"),
    path("reunions/sondage/<str:code>/", polls.answer_poll, name="answer_poll"),
    path("agendas/<str:code>.ics", papers.feed, name="feed"),
    # Attendance, quorum.
    path("communautes/<slug:slug>/quorum/", sheet.quorum, name="quorum"),
    path("communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/", sheet.sheet, name="sheet"),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/ouvrir/",
        sheet.open_sheet,
        name="open_sheet",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/clore/",
        sheet.close_sheet,
        name="close_sheet",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/lignes/",
        sheet.mark_lines,
        name="mark_lines",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/invite/",
        sheet.add_guest,
        name="add_guest",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/salle/",
        sheet.room_screen,
        name="room_screen",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/salle/code.svg",
        sheet.room_picture,
        name="room_picture",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/emargement/tableur/",
        tables.sheet_workbook,
        name="sheet_workbook",
    ),
    re_path(
        r"^communautes/(?P<slug>[-\w]+)/reunions/(?P<uuid>[-0-9a-f]{36})/emargement/feuille/"
        r"(?P<format>docx|odt|pdf)/$",
        sheet.paper_sheet,
        name="paper_sheet",
    ),
    path("communautes/<slug:slug>/emargement/<uuid:uuid>/", sheet.line, name="line"),
    path(
        "communautes/<slug:slug>/emargement/<uuid:uuid>/attestation/",
        follow_ups.attestation,
        name="attestation",
    ),
    # Without an account.
    path("salle/<uuid:uuid>/", room.sign_in_room, name="sign_in_room"),
    path("salle/<uuid:uuid>/<slug:code>/", room.room, name="room"),
    path("signer/<str:code>/", room.sign, name="sign"),
    path("releves/approuver/<str:code>/", minutes.approve_from_mail, name="approve_from_mail"),
    path("releves/<str:code>/", minutes.read_minutes, name="read_minutes"),
    path("attestations/", follow_ups.verify, name="verify"),
    path("attestations/<slug:code>/", follow_ups.verify_code, name="verify_code"),
    # Minutes and what follows.
    path("communautes/<slug:slug>/actions/", follow_ups.follow_ups, name="follow_ups"),
    path(
        "communautes/<slug:slug>/actions/tableur/",
        tables.follow_ups_workbook,
        name="follow_ups_workbook",
    ),
    path(
        "communautes/<slug:slug>/actions/<uuid:uuid>/",
        follow_ups.settle_follow_up,
        name="settle_follow_up",
    ),
    path("communautes/<slug:slug>/reunions/<uuid:uuid>/releve/", minutes.minutes, name="minutes"),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/releve/commencer/",
        minutes.begin_minutes,
        name="begin_minutes",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/releve/points/",
        minutes.add_item,
        name="add_item",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/releve/approuver/",
        minutes.approve_minutes,
        name="approve_minutes",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/releve/approbation/",
        minutes.ask_approval,
        name="ask_approval",
    ),
    path(
        "communautes/<slug:slug>/reunions/<uuid:uuid>/releve/envoyer/",
        minutes.send_minutes,
        name="send_minutes",
    ),
    re_path(
        r"^communautes/(?P<slug>[-\w]+)/reunions/(?P<uuid>[-0-9a-f]{36})/releve/telecharger/"
        r"(?P<format>docx|odt|pdf)/$",
        minutes.download_minutes,
        name="download_minutes",
    ),
    path(
        "communautes/<slug:slug>/releves/points/<uuid:uuid>/",
        minutes.write_item,
        name="write_item",
    ),
    path(
        "communautes/<slug:slug>/releves/points/<uuid:uuid>/actions/",
        minutes.add_follow_up,
        name="add_follow_up",
    ),
]
