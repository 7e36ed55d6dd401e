"""The directory's services in open formats: HSDS 3 JSON and CSV, out and in."""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.errors import ContentError, Problem
from bot.knowledge.checks import check_content
from bot.knowledge.content import read_content
from bot.knowledge.records import Service

_LISTS = ("audience", "topics", "covers", "languages")
_TEXTS = ("opening_hours", "appointment", "summary")


class ExportFormat(enum.StrEnum):
    HSDS_JSON = "hsds-json"
    CSV = "csv"


@dataclass(frozen=True)
class ImportReport:
    """What an import changes: ids, sorted."""

    added: list[str]
    changed: dict[str, list[str]]  # id -> fields
    unchanged: int

    @property
    def changes(self) -> int:
        """How many records differ."""
        return len(self.added) + len(self.changed)

    def lines(self) -> list[str]:
        """Return the report for people."""
        lines = [f"new: {key}" for key in self.added]
        lines += [f"changed: {key} ({', '.join(fields)})" for key, fields in self.changed.items()]
        return [*lines, f"{len(self.added)} new, {len(self.changed)} changed, {self.unchanged} unchanged"]


def export_services(services: Sequence[Service], format: ExportFormat) -> str:
    """Return all services as text in a format."""
    rows = [service.model_dump(mode="json") for service in services]
    if format is ExportFormat.HSDS_JSON:
        return json.dumps([_to_hsds(row) for row in rows], ensure_ascii=False, indent=2)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(_flat(rows[0])))
    writer.writeheader()
    writer.writerows(_flat(row) for row in rows)
    return stream.getvalue()


def import_services(data_dir: Path, file: Path, today: dt.date, apply: bool) -> ImportReport:
    """Take over services from a file and report what differs.

    Args:
        data_dir: folder of the content.
        file: HSDS JSON or CSV, as exported; records that are not in it stay as they are.
        today: for the check of dates.
        apply: write the files; without it nothing is changed.

    Raises:
        ContentError: a record is faulty, or the directory would be afterwards; nothing was written.
    """
    incoming = _read(file)
    present = {entry.record.id: entry.record for entry in read_content(data_dir).services}
    changed = {
        service.id: fields
        for service in incoming
        if service.id in present and (fields := _differences(present[service.id], service))
    }
    added = sorted(service.id for service in incoming if service.id not in present)
    report = ImportReport(added, changed, len(incoming) - len(added) - len(changed))
    if report.changes:
        merged = present | {service.id: service for service in incoming}
        _write_checked(data_dir, list(merged.values()), today, apply)
    return report


def _read(file: Path) -> list[Service]:
    rows = _read_json(file) if file.suffix == ".json" else _read_csv(file)
    services, problems = [], []
    for number, row in rows:
        try:
            services.append(Service.model_validate(row))
        except ValidationError as error:
            problems += [
                Problem(file.name, number, ".".join(map(str, fault["loc"])), fault["msg"])
                for fault in error.errors()
            ]
    if problems:
        raise ContentError(problems)
    return services


def _read_json(file: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        items = json.loads(file.read_text(encoding="utf-8"))
        return [(number, _from_hsds(item)) for number, item in enumerate(items, start=1)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"is not HSDS JSON as exported ({type(error).__name__}); export once to see the shape"
        raise ContentError([Problem(file.name, getattr(error, "lineno", 0), "", message)]) from None


def _read_csv(file: Path) -> list[tuple[int, dict[str, Any]]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [(number, _unflat(row)) for number, row in enumerate(csv.DictReader(stream), start=2)]


def _differences(old: Service, new: Service) -> list[str]:
    names = (name for name in Service.model_fields if name != "note")
    return [name for name in names if getattr(old, name) != getattr(new, name)]


def _write_checked(data_dir: Path, services: list[Service], today: dt.date, apply: bool) -> None:
    """Write the services to a copy, check it as a whole, and only then put it in place."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / data_dir.name
        shutil.copytree(data_dir, copy, ignore=shutil.ignore_patterns("nlu", "validation"))
        _write(copy / "directory" / "services", services)
        problems = check_content(read_content(copy), today)
        if problems:
            raise ContentError(problems)
        if apply:
            for path in (copy / "directory" / "services").glob("*.yml"):
                path.replace(data_dir / "directory" / "services" / path.name)


def _write(folder: Path, services: list[Service]) -> None:
    for kind in sorted({service.kind for service in services}):
        records = [s.model_dump(mode="json") for s in services if s.kind == kind]
        text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=120)
        (folder / f"{kind}.yml").write_text(
            f"# Format: docs/contributors/directory.md\n{text}", encoding="utf-8"
        )


def _to_hsds(row: dict[str, Any]) -> dict[str, Any]:
    """Return a service with the names of HSDS 3; what HSDS does not know stands in ``attributes``."""
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["summary"],
        "organization": {"name": row["organization"]},
        "url": row["website"],
        "email": row["email"],
        "application_process": row["appointment"],
        "assured_date": row["checked"],
        "phones": [{"number": row["phone"]}] if row["phone"] else [],
        "schedules": [{"description": row["opening_hours"]}] if row["opening_hours"] else [],
        "languages": [{"code": code} for code in row["languages"] or []],
        "service_areas": [{"extent": key} for key in row["covers"]],
        "addresses": [{"address_1": row["street"], "postal_code": row["postcode"], "city": row["city"]}],
        "taxonomy_terms": [{"code": row["kind"]}],
        "attributes": {key: row[key] for key in ("audience", "topics", "source", "verified", "note")},
    }


def _from_hsds(item: dict[str, Any]) -> dict[str, Any]:
    address = item["addresses"][0]
    return {
        "id": item["id"],
        "name": item["name"],
        "organization": item["organization"]["name"],
        "kind": item["taxonomy_terms"][0]["code"],
        "covers": [area["extent"] for area in item["service_areas"]],
        "street": address["address_1"],
        "postcode": address["postal_code"],
        "city": address["city"],
        "phone": item["phones"][0]["number"] if item["phones"] else None,
        "email": item["email"],
        "website": item["url"],
        "languages": [language["code"] for language in item["languages"]] or None,
        "opening_hours": item["schedules"][0]["description"] if item["schedules"] else None,
        "appointment": item["application_process"],
        "summary": item["description"],
        "checked": item["assured_date"],
        **item["attributes"],
    }


def _flat(row: dict[str, Any]) -> dict[str, str]:
    """Return a row of text: lists joined by blanks, texts as two columns, null as an empty cell."""
    flat: dict[str, str] = {}
    for key, value in row.items():
        if key in _TEXTS:
            flat |= {f"{key}_{language}": (value or {}).get(language, "") for language in ("de", "en")}
        elif key in _LISTS:
            flat[key] = " ".join(value or [])
        else:
            flat[key] = "" if value is None else str(value)
    return flat


def _unflat(row: dict[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        key: value or None for key, value in row.items() if key[-3:] not in ("_de", "_en")
    }
    for key in _TEXTS:
        texts = {language: row.get(f"{key}_{language}", "") for language in ("de", "en")}
        result[key] = texts if any(texts.values()) else None
    for key in _LISTS:
        result[key] = (row.get(key) or "").split() or (None if key == "languages" else [])
    result["verified"] = row.get("verified") == "True"
    return result
