"""Read all content files; whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.errors import ContentError
from bot.knowledge import records as r
from bot.knowledge.reader import Entry, Reader
from bot.knowledge.yaml_lines import yaml_files


@dataclass(frozen=True)
class Content:
    """Everything below the data folder, valid record by record; lists are in file order."""

    topics: dict[str, r.Topic]
    phrases: dict[str, r.Text]
    aspects: list[Entry]  # of (aspect, topics to offer)
    answers: list[Entry]
    figures: list[Entry]
    kinds: list[Entry]
    lookups: list[Entry]
    districts: list[Entry]
    services: list[Entry]
    occupations: list[Entry]
    ambiguous_occupations: list[Entry]
    outside: list[Entry]
    municipalities: list[Entry]
    places: list[Entry]
    word_lists: dict[str, list[str]]
    lexicon: list[Entry]  # of (concept, language -> words)

    @property
    def follow_ups(self) -> dict[str, list[str]]:
        """Aspect of a short question -> topics to offer."""
        return dict(entry.record for entry in self.aspects)


def read_content(data_dir: Path) -> Content:
    """Return the content of a data folder.

    Raises:
        ContentError: with every problem of every file, never only the first.
    """
    reader = Reader(data_dir.parent)
    directory = data_dir / "directory"
    content = Content(
        topics=_topics(reader, data_dir / "topics.yml"),
        phrases=reader.mapping(data_dir / "phrases.yml", r.Text),
        aspects=reader.pairs([data_dir / "follow_ups.yml"], list[str]),
        answers=reader.single(yaml_files(data_dir / "answers"), r.Answer),
        figures=reader.lists([data_dir / "figures.yml"], r.Figure),
        kinds=reader.lists([directory / "kinds.yml"], r.Kind),
        lookups=reader.lists([directory / "lookups.yml"], r.Lookup),
        districts=reader.lists([directory / "districts.yml"], r.District),
        services=reader.lists(yaml_files(directory / "services"), r.Service),
        occupations=reader.lists([directory / "occupations.yml"], r.Occupation),
        ambiguous_occupations=reader.lists([directory / "ambiguous_occupations.yml"], r.AmbiguousOccupation),
        outside=reader.lists([directory / "outside.yml"], r.Outside),
        municipalities=reader.table(directory / "municipalities.csv", r.Municipality),
        places=reader.table(directory / "places.csv", r.Place),
        word_lists=reader.mapping(directory / "risky_names.yml", list[str]),
        lexicon=reader.pairs(yaml_files(data_dir / "lexicon"), dict[str, list[str]]),
    )
    if reader.problems:
        raise ContentError(reader.problems)
    return content


def _topics(reader: Reader, path: Path) -> dict[str, r.Topic]:
    areas = reader.mapping(path, dict[str, r.Topic])
    return {f"{area}/{key}": topic for area, topics in areas.items() for key, topic in topics.items()}
