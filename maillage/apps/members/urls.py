"""Addresses of the members of a community, and of what someone may know of themself."""

from django.urls import path

from maillage.apps.members.views import (
    applying,
    directory,
    erasures,
    lists,
    mine,
    naming,
    people,
    register,
    terms,
)

app_name = "members"

_HERE = "communautes/<slug:slug>/membres/"

urlpatterns = [
    path(_HERE, people.listing, name="list"),
    path(f"{_HERE}membres.xlsx", people.export_workbook, name="export_workbook"),
    path(f"{_HERE}membres.vcf", people.export_cards, name="export_cards"),
    path(f"{_HERE}nouveau/", people.new, name="new"),
    path(f"{_HERE}adherer/", applying.apply, name="apply"),
    path(f"{_HERE}annuaire/", directory.directory, name="directory"),
    path(f"{_HERE}liens/", people.invite_all, name="invite_all"),
    path(f"{_HERE}registre/", register.register, name="register"),
    path(f"{_HERE}importer/", lists.bring, name="import"),
    path(f"{_HERE}importer/<uuid:uuid>/", lists.preview, name="preview"),
    path(f"{_HERE}importer/<uuid:uuid>/ecarter/", lists.discard, name="discard"),
    path(f"{_HERE}importer/<uuid:uuid>/annuler/", lists.undo, name="undo"),
    path(f"{_HERE}regles/", terms.terms, name="terms"),
    path(f"{_HERE}regles/regime/", terms.set_regime, name="set_regime"),
    path(f"{_HERE}regles/usages/", terms.set_habits, name="set_habits"),
    path(f"{_HERE}regles/college/", terms.add_college, name="add_college"),
    path(f"{_HERE}regles/college/nom/", naming.rename_college, name="rename_college"),
    path(f"{_HERE}regles/structure/nom/", naming.rename_structure, name="rename_structure"),
    path(f"{_HERE}regles/effectif/", terms.state_practising, name="state_practising"),
    path(
        f"{_HERE}regles/effectif/<slug:code>/oublier/",
        terms.forget_practising,
        name="forget_practising",
    ),
    path(f"{_HERE}organigramme/", terms.chart, name="chart"),
    path(f"{_HERE}<uuid:uuid>/", people.member, name="member"),
    path(f"{_HERE}<uuid:uuid>/modifier/", people.edit, name="edit"),
    path(f"{_HERE}<uuid:uuid>/fin/", people.end, name="end"),
    path(f"{_HERE}<uuid:uuid>/cotisation/", people.pay, name="pay"),
    path(f"{_HERE}<uuid:uuid>/lien/", people.invite, name="invite"),
    path(f"{_HERE}<uuid:uuid>/effacer/", people.erase, name="erase"),
    path("instance/effacements/", erasures.erasures, name="erasures"),
    path("instance/effacements/<uuid:uuid>/", erasures.erasure, name="erasure"),
    path("adhesion/<str:address>/", terms.answer, name="answer"),
    path("compte/mes-donnees/", mine.mine, name="mine"),
    path("compte/mes-donnees/mes-donnees.json", mine.mine_json, name="mine_json"),
    path("compte/mes-donnees/<uuid:uuid>/", mine.contacts, name="my_contacts"),
    path("compte/mes-donnees/effacement/", mine.ask_to_be_erased, name="ask_erasure"),
]
