"""The tables of the knowledge base; names and relations follow HSDS 3 where it has them.

Source: https://docs.openreferral.org/en/v3.0.1/hsds/schema_reference.html
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
Texts = dict[str, str]  # language -> text


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON, Texts: JSON, list[str]: JSON, str: Text}  # noqa: RUF012


class ContentVersion(Base):
    """Which state of the files the database was made from; one row."""

    __tablename__ = "content_version"
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    loaded_at: Mapped[dt.datetime]


class TaxonomyTerm(Base):
    """A kind of service."""

    __tablename__ = "taxonomy_term"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    name: Mapped[Texts]
    plural: Mapped[Texts]
    words: Mapped[dict[str, Any]]  # language -> list of words
    topic: Mapped[str | None]
    federal_service_id: Mapped[str | None]


class Lookup(Base):
    """A look-up that spans several kinds, or prefers the services of one topic."""

    __tablename__ = "lookup"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kinds: Mapped[list[str]]
    topic: Mapped[str | None]


class District(Base):
    __tablename__ = "district"
    ags: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str]
    short: Mapped[str]
    type: Mapped[str]
    state: Mapped[str] = mapped_column(String(2))
    seat: Mapped[str]
    aliases: Mapped[list[str]]
    plates: Mapped[list[str]]
    risky_plates: Mapped[list[str]]
    source: Mapped[str]
    checked: Mapped[str] = mapped_column(String(10))
    verified: Mapped[bool]


class Municipality(Base):
    """A pair of postcode and municipality."""

    __tablename__ = "municipality"
    postcode: Mapped[str] = mapped_column(String(5), primary_key=True)
    ags8: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str]
    district_ags: Mapped[str] = mapped_column(ForeignKey("district.ags"), index=True)


class Place(Base):
    """A village or part of a town."""

    __tablename__ = "place"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    postcode: Mapped[str | None] = mapped_column(String(5))
    district_ags: Mapped[str] = mapped_column(ForeignKey("district.ags"), index=True)


class OutsidePlace(Base):
    """A place outside both states, and where to turn there."""

    __tablename__ = "outside_place"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Texts]
    words: Mapped[list[str]]
    contact: Mapped[Texts]
    website: Mapped[str]


class Organization(Base):
    __tablename__ = "organization"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Service(Base):
    __tablename__ = "service"
    id: Mapped[str] = mapped_column(String(96), primary_key=True)
    position: Mapped[int]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    name: Mapped[str]
    description: Mapped[Texts]
    email: Mapped[str | None]
    url: Mapped[str | None]
    application_process: Mapped[Texts | None]  # how to make an appointment
    audience: Mapped[list[str]]
    topics: Mapped[list[str]]
    source: Mapped[str | None]
    assured_date: Mapped[str] = mapped_column(String(10))
    verified: Mapped[bool]

    organization: Mapped[Organization | None] = relationship(lazy="joined")
    areas: Mapped[list[ServiceArea]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    address: Mapped[Address | None] = relationship(cascade="all, delete-orphan", lazy="joined")
    phone: Mapped[Phone | None] = relationship(cascade="all, delete-orphan", lazy="joined")
    schedule: Mapped[Schedule | None] = relationship(cascade="all, delete-orphan", lazy="joined")
    languages: Mapped[list[Language]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class ServiceArea(Base):
    """A district, a state ("14", "15") or Germany ("DE") that a service covers."""

    __tablename__ = "service_area"
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    extent: Mapped[str] = mapped_column(String(5), primary_key=True)


class Address(Base):
    __tablename__ = "address"
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    address_1: Mapped[str | None]
    postal_code: Mapped[str | None] = mapped_column(String(5))
    city: Mapped[str | None]


class Phone(Base):
    __tablename__ = "phone"
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    number: Mapped[str]


class Schedule(Base):
    __tablename__ = "schedule"
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    description: Mapped[Texts]


class Language(Base):
    """A language in which a service advises (ISO 639-1)."""

    __tablename__ = "language"
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)


class Occupation(Base):
    __tablename__ = "occupation"
    id: Mapped[str] = mapped_column(String(96), primary_key=True)
    name: Mapped[Texts]
    regulated: Mapped[str] = mapped_column(String(8))  # true | false | by_state
    words: Mapped[dict[str, Any]]
    topic: Mapped[str | None]
    competent: Mapped[dict[str, Any]]  # state -> {body, verified, source}


class AmbiguousOccupation(Base):
    """A word that names several occupations."""

    __tablename__ = "ambiguous_occupation"
    word: Mapped[str] = mapped_column(String(96), primary_key=True)
    occupations: Mapped[list[str]]


class Answer(Base):
    __tablename__ = "answer"
    topic: Mapped[str] = mapped_column(String(64), primary_key=True)
    readers: Mapped[str] = mapped_column(String(9))  # employer | applicant | both
    owner: Mapped[str]
    checked: Mapped[str] = mapped_column(String(10))
    review: Mapped[str] = mapped_column(String(10))
    record: Mapped[dict[str, Any]]  # the whole answer as in its file


class Figure(Base):
    __tablename__ = "figure"
    id: Mapped[str] = mapped_column(String(96), primary_key=True)
    record: Mapped[dict[str, Any]]  # name, unit and periods as in the table


class Phrase(Base):
    __tablename__ = "phrase"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[Texts]


class WordList(Base):
    """Words that decide whether a word is a name of a place."""

    __tablename__ = "word_list"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    words: Mapped[list[str]]


class FollowUp(Base):
    """Topics to offer for a short question when the last answer names none."""

    __tablename__ = "follow_up"
    aspect: Mapped[str] = mapped_column(String(32), primary_key=True)
    topics: Mapped[list[str]]


class Concept(Base):
    """Words of every language for one thing or act."""

    __tablename__ = "concept"
    id: Mapped[str] = mapped_column(String(96), primary_key=True)
    words: Mapped[dict[str, Any]]
