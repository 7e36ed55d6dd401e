"""The knowledge base in memory: everything a turn needs, read from the database once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.database import migrate, open_database
from bot.knowledge import models as m
from bot.knowledge import records as r
from bot.knowledge.answers import AnswerBook
from bot.knowledge.figures import FigureTable
from bot.knowledge.occupations import OccupationFinder
from bot.knowledge.place_names import RiskyNames
from bot.knowledge.places import PlaceFinder
from bot.knowledge.services import ServiceDirectory
from bot.knowledge.store import read_services, refresh_database
from bot.settings import settings


@dataclass(frozen=True)
class KnowledgeBase:
    """The look-ups. Built from one state of the database; immutable."""

    answers: AnswerBook
    places: PlaceFinder
    occupations: OccupationFinder
    services: ServiceDirectory
    phrases: Mapping[str, r.Text]


def read_knowledge(engine: Engine) -> KnowledgeBase:
    """Return the knowledge base of a database that was filled before."""
    with Session(engine) as session:
        districts = {row.ags: row for row in session.scalars(select(m.District))}
        figures = [r.Figure(**f.record) for f in session.scalars(select(m.Figure))]
        phrases = {p.id: r.Text(**p.text) for p in session.scalars(select(m.Phrase))}
        answers = [(a.readers, r.Answer(**a.record)) for a in session.scalars(select(m.Answer))]
        follow_ups = {f.aspect: f.topics for f in session.scalars(select(m.FollowUp))}
        return KnowledgeBase(
            answers=AnswerBook(answers, FigureTable(figures, phrases), phrases, follow_ups),
            places=PlaceFinder(
                districts.values(),
                session.scalars(select(m.Municipality)).all(),
                session.scalars(select(m.Place)).all(),
                session.scalars(select(m.OutsidePlace)).all(),
                RiskyNames.from_lists({w.id: w.words for w in session.scalars(select(m.WordList))}),
            ),
            occupations=OccupationFinder(
                session.scalars(select(m.Occupation)).all(),
                session.scalars(select(m.AmbiguousOccupation)).all(),
            ),
            services=ServiceDirectory(
                read_services(session),
                session.scalars(select(m.TaxonomyTerm).order_by(m.TaxonomyTerm.position)).all(),
                session.scalars(select(m.Lookup)).all(),
                districts.values(),
            ),
            phrases=phrases,
        )


@cache
def knowledge_base() -> KnowledgeBase:
    """Return the knowledge base of this process; the database is prepared on first use.

    Raises:
        ContentError: the content files are faulty.
    """
    engine = open_database(settings().database_url)
    migrate(engine)
    refresh_database(engine, settings().data_dir)
    return read_knowledge(engine)
