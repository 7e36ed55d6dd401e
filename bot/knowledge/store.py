"""Content to tables and back; what is written is what is read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from bot.errors import ContentError
from bot.knowledge import models as m
from bot.knowledge import records as r
from bot.knowledge.checks import check_content
from bot.knowledge.content import Content, Entry, read_content


def content_fingerprint(data_dir: Path) -> str:
    """Return a hash over names and bytes of every file the database is made from."""
    digest = hashlib.sha256()
    for path in sorted(data_dir.rglob("*")):
        relative = path.relative_to(data_dir).as_posix()
        if path.is_file() and not relative.startswith(("nlu/", "rules/", "stories/", "responses/")):
            digest.update(relative.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def refresh_database(engine: Engine, data_dir: Path) -> bool:
    """Make the tables from the files when those have changed; return whether they had.

    Raises:
        ContentError: the files are faulty; the tables stay as they were.
    """
    fingerprint = content_fingerprint(data_dir)
    with Session(engine) as session, session.begin():
        version = session.scalars(select(m.ContentVersion)).first()
        if version is not None and version.fingerprint == fingerprint:
            return False
        content = read_content(data_dir)
        problems = check_content(content, dt.date.today())
        if problems:
            raise ContentError(problems)
        replace_content(session, content)
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        session.add(m.ContentVersion(fingerprint=fingerprint, loaded_at=now))
    return True


def replace_content(session: Session, content: Content) -> None:
    """Empty the tables and fill them from the content, in the caller's transaction."""
    for table in reversed(m.Base.metadata.sorted_tables):
        session.execute(delete(table))
    session.expunge_all()
    _bulk(session, m.Phrase, ({"id": k, "text": _dump(t)} for k, t in content.phrases.items()))
    _bulk(
        session,
        m.FollowUp,
        ({"aspect": a, "topics": t} for a, t in content.follow_ups.items()),
    )
    _bulk(session, m.TaxonomyTerm, (_term(i, e.record) for i, e in enumerate(content.kinds)))
    _bulk(session, m.Lookup, (_dump(e.record) for e in content.lookups))
    _bulk(session, m.District, (_dump(e.record, "note") for e in content.districts))
    _bulk(session, m.Municipality, (_municipality(e.record) for e in content.municipalities))
    _bulk(session, m.Place, (_place(e.record) for e in content.places))
    _bulk(session, m.OutsidePlace, (_dump(e.record, "source", "checked") for e in content.outside))
    _bulk(session, m.Occupation, (_occupation(e.record) for e in content.occupations))
    _bulk(
        session,
        m.AmbiguousOccupation,
        (_dump(e.record, "note") for e in content.ambiguous_occupations),
    )
    _bulk(session, m.Figure, (_figure(e.record) for e in content.figures))
    _bulk(session, m.Answer, (_answer(e.record, content) for e in content.answers))
    _bulk(session, m.WordList, ({"id": k, "words": v} for k, v in content.word_lists.items()))
    _bulk(session, m.Concept, _concepts(content.lexicon))
    _add_services(session, [e.record for e in content.services])


def _bulk(session: Session, model: type[m.Base], rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        session.execute(insert(model), values)


def _dump(record: r.Record, *without: str) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude=set(without))


def _term(position: int, kind: r.Kind) -> dict[str, Any]:
    row = _dump(kind, "federal")
    return row | {"position": position, "federal_service_id": kind.federal}


def _municipality(row: r.Municipality) -> dict[str, Any]:
    return {
        "postcode": row.postcode,
        "ags8": row.ags8,
        "name": row.municipality,
        "district_ags": row.district,
    }


def _place(row: r.Place) -> dict[str, Any]:
    return {"name": row.place, "postcode": row.postcode or None, "district_ags": row.district}


def _occupation(occupation: r.Occupation) -> dict[str, Any]:
    return _dump(occupation, "note") | {"regulated": str(occupation.regulated).lower()}


def _figure(figure: r.Figure) -> dict[str, Any]:
    return {"id": figure.id, "record": _dump(figure)}


def _answer(answer: r.Answer, content: Content) -> dict[str, Any]:
    row = {"topic": answer.topic, "readers": content.topics[answer.topic].for_}
    row |= {"owner": answer.owner, "checked": answer.checked, "review": answer.review}
    return row | {"record": _dump(answer)}


def _concepts(entries: list[Entry]) -> Iterable[dict[str, Any]]:
    """Join the words of a concept that several files continue."""
    concepts: dict[str, dict[str, list[str]]] = {}
    for concept, words in (entry.record for entry in entries):
        joined = concepts.setdefault(concept, {})
        for language, more in words.items():
            joined[language] = sorted({*joined.get(language, ()), *more})
    return [{"id": concept, "words": words} for concept, words in concepts.items()]


def _add_services(session: Session, services: list[r.Service]) -> None:
    names = {service.organization for service in services if service.organization}
    organizations = {name: m.Organization(name=name) for name in sorted(names)}
    session.add_all(organizations.values())
    for position, service in enumerate(services):
        session.add(_service(position, service, organizations))
    session.flush()


def _service(position: int, s: r.Service, organizations: dict[str, m.Organization]) -> m.Service:
    has_address = any((s.street, s.postcode, s.city))
    return m.Service(
        id=s.id,
        position=position,
        organization=organizations.get(s.organization or ""),
        taxonomy_term_id=s.kind,
        name=s.name,
        description=_dump(s.summary),
        email=s.email,
        url=s.website,
        application_process=_dump(s.appointment) if s.appointment else None,
        audience=s.audience,
        topics=s.topics,
        source=s.source,
        assured_date=s.checked,
        verified=s.verified,
        areas=[m.ServiceArea(extent=key) for key in s.covers],
        address=m.Address(address_1=s.street, postal_code=s.postcode, city=s.city) if has_address else None,
        phone=m.Phone(number=s.phone) if s.phone else None,
        schedule=m.Schedule(description=_dump(s.opening_hours)) if s.opening_hours else None,
        languages=[m.Language(code=code) for code in s.languages or ()],
    )


def read_services(session: Session) -> list[r.Service]:
    """Return all services in the order of the files; editors' notes are not kept."""
    rows = session.scalars(select(m.Service).order_by(m.Service.position))
    return [_service_record(row) for row in rows]


def _service_record(row: m.Service) -> r.Service:
    address = row.address or m.Address()
    return r.Service(
        id=row.id,
        name=row.name,
        organization=row.organization.name if row.organization else None,
        kind=row.taxonomy_term_id,
        audience=row.audience,  # type: ignore[arg-type]
        topics=row.topics,
        covers=sorted(area.extent for area in row.areas),
        street=address.address_1,
        postcode=address.postal_code,
        city=address.city,
        phone=row.phone.number if row.phone else None,
        email=row.email,
        website=row.url,
        languages=sorted(language.code for language in row.languages) or None,
        opening_hours=r.Text(**row.schedule.description) if row.schedule else None,
        appointment=r.Text(**row.application_process) if row.application_process else None,
        summary=r.Text(**row.description),
        source=row.source,
        checked=row.assured_date,
        verified=row.verified,
        note=None,
    )
