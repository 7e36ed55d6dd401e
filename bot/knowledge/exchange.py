"""The directory's services in open formats: HSDS 3 JSON and CSV, out and in."""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.errors import ContentError, Problem
from bot.knowledge.checks import check_content
from bot.knowledge.content import read_content
from bot.knowledge.exchange_formats import flat, from_hsds, to_hsds, unflat
from bot.knowledge.records import Service
from bot.knowledge.text_files import read_table, read_text
from bot.knowledge.yaml_lines import yaml_files


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
        return json.dumps([to_hsds(row) for row in rows], ensure_ascii=False, indent=2)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(flat(dict.fromkeys(Service.model_fields))))
    writer.writeheader()
    writer.writerows(flat(row) for row in rows)
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
    services: dict[str, Service] = {}
    problems: list[Problem] = []
    for number, row in rows:
        try:
            service = Service.model_validate(row)
        except ValidationError as error:
            problems += [
                Problem(file.name, number, ".".join(map(str, fault["loc"])), fault["msg"])
                for fault in error.errors()
            ]
            continue
        if service.id in services:
            problems.append(Problem(file.name, number, "id", f"{service.id!r} stands twice; remove one"))
        services[service.id] = service
    if problems:
        raise ContentError(problems)
    return list(services.values())


def _read_json(file: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    text = read_text(file, file.name)
    try:
        return [(number, from_hsds(item)) for number, item in enumerate(json.loads(text), start=1)]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        message = f"is not HSDS JSON as exported ({type(error).__name__}); export once to see the shape"
        raise ContentError([Problem(file.name, getattr(error, "lineno", 0), "", message)]) from None


def _read_csv(file: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    return ((number, unflat(row)) for number, row in read_table(file, file.name))


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
            _put_in_place(copy / "directory" / "services", data_dir / "directory" / "services")


def _write(folder: Path, services: list[Service]) -> None:
    """Write a file for each kind, and no others: a kind may have lost its last service."""
    for path in yaml_files(folder):
        path.unlink()
    for kind in sorted({service.kind for service in services}):
        records = [s.model_dump(mode="json") for s in services if s.kind == kind]
        text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=120)
        (folder / f"{kind}.yml").write_text(
            f"# Format: docs/contributors/directory.md\n{text}", encoding="utf-8"
        )


def _put_in_place(checked: Path, target: Path) -> None:
    """Replace the files of a folder; first copied beside them, for renaming needs the same file system."""
    names = [path.name for path in yaml_files(checked)]
    try:
        for name in names:
            shutil.copyfile(checked / name, target / f"{name}.new")
        for name in names:
            (target / f"{name}.new").replace(target / name)
    finally:
        for left_over in target.glob("*.yml.new"):
            left_over.unlink()
    for path in yaml_files(target):
        if path.relative_to(target).as_posix() not in names:
            path.unlink()
