"""What is printed of a border survey?"""

from maillage.apps.borders.queries.results import Line, Told
from maillage.apps.borders.queries.survey import SurveyPage
from maillage.documents.borders import BorderReport, BorderRow
from maillage.documents.pictures import svg
from maillage.domain import french


def report(page: SurveyPage) -> BorderReport:
    """Return the document of a survey; its results are in it once it is closed."""
    survey, told, picture = page.survey, page.results, page.picture
    state = "réponses jusqu’au" if page.is_open else "close le"
    return BorderReport(
        title=survey.title,
        community=survey.community.name,
        area=survey.departement.name,
        dated=f"Ouverte le {survey.opened_at:%d/%m/%Y}, {state} {survey.closed_on:%d/%m/%Y}",
        written_on=page.today,
        summary=tuple(summary(page)),
        rows=tuple(map(_row, _lines(told))),
        silent=tuple(told.silent) if told else (),
        svg=svg(picture, name="bordures", with_legend=True) if picture else "",
        said=picture.description if picture else "",
        source=picture.source if picture else "",
    )


def summary(page: SurveyPage) -> list[str]:
    """Return the survey in a few sentences."""
    told = page.results
    said = [
        f"{french.integer(page.answered)} réponses pour {french.integer(page.invited)} "
        f"professionnels invités, dans {len(page.lines)} communes situées entre plusieurs CPTS."
    ]
    if told:
        said.append(
            f"Une commune est montrée à partir de {told.least} réponses\u00a0; en dessous, elle "
            "est réunie aux autres, pour que personne ne soit reconnu."
        )
        if told.hidden:
            said.append(
                f"{french.integer(told.hidden)} réponses ne sont pas montrées\u00a0: trop peu, "
                "même réunies."
            )
    return said


def _lines(told: Told | None) -> list[Line]:
    if told is None:
        return []
    return [*told.lines, *([told.together] if told.together else [])]


def _row(line: Line) -> BorderRow:
    return BorderRow(
        communes=line.name,
        answers=line.answers,
        preferred=line.preferred.name if line.preferred else "à égalité",
        share=f"{round(100 * line.share)}\u00a0%" if line.preferred else "",
        firsts=", ".join(f"{community.name} {count}" for community, count in line.firsts),
        reasons=", ".join(f"{reason.short} ({count})" for reason, count in line.reasons),
    )
