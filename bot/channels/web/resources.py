"""What the web chat reads from files and database, once and on first use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.channels.web.districts import read_grid
from bot.channels.web.feedback import FeedbackCounter
from bot.channels.web.places import PlaceSearch
from bot.database import open_database
from bot.errors import ContentError
from bot.knowledge import models as m
from bot.knowledge.base import knowledge_base
from bot.knowledge.reader import Reader
from bot.knowledge.records import Text


class Resources:
    """Look-ups of the web chat."""

    def __init__(self, database_url: str, data_dir: Path) -> None:
        self._database_url = database_url
        self._folder = data_dir / "web"

    def load(self) -> None:
        """Read everything now.

        Raises:
            ContentError: a file is faulty.
        """
        _ = self.places, self.districts, self.pdf_texts, self.feedback

    @cached_property
    def _engine(self) -> Engine:
        knowledge_base()  # makes and fills the tables
        return open_database(self._database_url)

    @cached_property
    def places(self) -> PlaceSearch:
        with Session(self._engine) as session:
            return PlaceSearch(
                session.scalars(select(m.District)).all(),
                session.scalars(select(m.Municipality)).all(),
                session.scalars(select(m.Place)).all(),
            )

    @cached_property
    def districts(self) -> list[dict[str, Any]]:
        """Every district with its place on the grid."""
        with Session(self._engine) as session:
            return read_grid(self._folder / "districts.yml", session.scalars(select(m.District)).all())

    @cached_property
    def pdf_texts(self) -> dict[str, Text]:
        """The words around the answers in a PDF."""
        reader = Reader(self._folder.parent)
        texts = reader.mapping(self._folder / "pdf.yml", Text)
        if reader.problems:
            raise ContentError(reader.problems)
        return texts

    @cached_property
    def feedback(self) -> FeedbackCounter:
        return FeedbackCounter(self._engine)

    def knows_district(self, key: str) -> bool:
        """Return whether a key is that of a district."""
        return any(district["ags"] == key for district in self.districts)
