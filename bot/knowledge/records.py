"""The shape of every content file. Field names of the directory follow HSDS 3 where it has them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

LANGUAGES = ("de", "en")
TOPIC_ID = re.compile(r"[a-z]+/[a-z_]+")


def _iso_date(value: str) -> str:
    dt.date.fromisoformat(value)
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s]+\.[^\s]+", value):
        raise ValueError("must be a URL starting with http:// or https://")
    return value


# Dates are quoted in the files: YAML would turn them into objects that Rasa cannot merge.
Date = Annotated[str, AfterValidator(_iso_date)]
Url = Annotated[str, AfterValidator(_url)]
DistrictKey = Annotated[str, Field(pattern=r"^1[45]\d{3}$")]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
State = Literal["14", "15"]


class Record(BaseModel):
    """Base of all records: unknown fields are errors, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Record):
    """A text in every complete language."""

    de: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def in_language(self, language: str) -> str:
        """Return the text in a language; English for a language we do not have."""
        return getattr(self, language if language in LANGUAGES else "en")


class Link(Record):
    title: Annotated[str, Field(min_length=1)]
    url: Url


class Words(Record):
    de: list[str]
    en: list[str]


class Kind(Record):
    id: Id
    name: Text
    plural: Text
    words: Words
    topic: str | None
    federal: str | None


class Lookup(Record):
    """A look-up that spans several kinds, or prefers the services of one topic."""

    id: Id
    kinds: Annotated[list[str], Field(min_length=1)]
    topic: str | None


class District(Record):
    ags: DistrictKey
    name: str
    short: str
    type: Literal["Landkreis", "Kreisfreie Stadt"]
    state: State
    seat: str
    aliases: list[str]
    plates: list[str]
    risky_plates: list[str]
    source: str
    checked: Date
    verified: bool
    note: str | None


class Service(Record):
    id: Id
    name: str
    organization: str | None
    kind: Id
    audience: list[Literal["employer", "applicant"]]
    topics: list[str]
    covers: Annotated[list[str], Field(min_length=1)]
    street: str | None
    postcode: Annotated[str, Field(pattern=r"^\d{5}$")] | None
    city: str | None
    phone: Annotated[str, Field(pattern=r"^\+\d[\d /()-]{5,}$")] | None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")] | None
    website: Url | None
    languages: list[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]] | None
    opening_hours: Text | None
    appointment: Text | None
    summary: Text
    source: str | None
    checked: Date
    verified: bool
    note: str | None

    @field_validator("covers")
    @classmethod
    def _covers_known_areas(cls, covers: list[str]) -> list[str]:
        for key in covers:
            if not re.fullmatch(r"DE|14|15|1[45]\d{3}", key):
                raise ValueError(f"unknown area {key!r}: use a district key, 14, 15 or DE")
        return covers

    @model_validator(mode="after")
    def _verified_needs_a_source(self) -> Service:
        if self.verified and not self.source:
            raise ValueError("verified needs a source; give the page or set verified: false")
        return self


class Competence(Record):
    body: str  # a service id, or "handwerkskammer": the chamber of the district
    verified: bool
    source: str | None


class Occupation(Record):
    id: Id
    name: Text
    regulated: bool | Literal["by_state"]
    words: Words
    topic: str | None
    competent: dict[State, Competence]
    note: str | None


class AmbiguousOccupation(Record):
    word: str
    occupations: Annotated[list[str], Field(min_length=2)]
    note: str | None


class Outside(Record):
    id: Id
    name: Text
    words: list[str]
    contact: Text
    website: Url
    source: str | None
    checked: Date


class Municipality(Record):
    postcode: Annotated[str, Field(pattern=r"^\d{5}$")]
    municipality: Annotated[str, Field(min_length=2)]
    ags8: Annotated[str, Field(pattern=r"^1[45]\d{6}$")]
    district: DistrictKey


class Place(Record):
    place: Annotated[str, Field(min_length=2)]
    postcode: Annotated[str, Field(pattern=r"^(\d{5})?$")]
    district: DistrictKey


class FigurePeriod(Record):
    from_: Annotated[Date, Field(alias="from")]
    to: Date | None
    value: Annotated[float, Field(allow_inf_nan=False)]
    verified: bool
    checked: Date
    source: Link


class Figure(Record):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    unit: Literal["EUR", "percent", "years", "months", "weeks", "days", "hours", "number"]
    periods: Annotated[list[FigurePeriod], Field(min_length=1)]


class FollowUp(Record):
    """Which topic answers a short question after this answer; ``place`` names a kind of service.

    ``apply`` answers "where do I apply?" when that is abroad, ``other_state`` "and in Saxony?" after an answer about
    Saxony-Anhalt only.
    """

    cost: str | None = None
    duration: str | None = None
    documents: str | None = None
    language: str | None = None
    family: str | None = None
    funding: str | None = None
    pay: str | None = None
    place: str | None = None
    apply: str | None = None
    other_state: str | None = None


class AudienceTexts(Record):
    employer: Text | None = None
    applicant: Text | None = None


class Answer(Record):
    topic: Annotated[str, Field(pattern=TOPIC_ID.pattern)]
    title: Text
    owner: str
    checked: Date
    review: Date
    sources: Annotated[list[Link], Field(min_length=1, max_length=6)]
    text: Text
    more: Text | None = None
    audience: AudienceTexts = AudienceTexts()
    follow_up: FollowUp = FollowUp()
    related: Annotated[list[str], Field(max_length=3)] = []
    lookup: str | None = None
    occupation: str | None = None  # the one the topic is about, so that it need not be asked for


class Topic(Record):
    for_: Annotated[Literal["employer", "applicant", "both"], Field(alias="for")]
    scope: str
