"""Small records and a small, sound data folder for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.knowledge import models as m
from bot.knowledge import records as r

CHECKED = "2026-08-01"
PAGE = "https://www.example.org/page"
PHRASES = {
    "figure_euro": {"de": "{} Euro", "en": "{} euros"},
    "figure_percent": {"de": "{} %", "en": "{}%"},
    "figure_since": {"de": "seit {}", "en": "since {}"},
    "figure_unverified": {"de": "{} (unbestätigt)", "en": "{} (unconfirmed)"},
    "figure_outdated": {"de": "[neuer Wert offen]", "en": "[new value open]"},
    "figure_look_up": {"de": "Offen: {names}: {links}", "en": "Open: {names}: {links}"},
}


def both(text: str) -> dict[str, str]:
    """Return a text that is the same in both languages."""
    return {"de": text, "en": text}


def phrases() -> dict[str, r.Text]:
    return {key: r.Text(**text) for key, text in PHRASES.items()}


def period_row(**changes: Any) -> dict[str, Any]:
    row = {"from": "2026-01-01", "to": "2026-12-31", "value": 50700, "verified": True, "checked": CHECKED}
    return row | {"source": {"title": "Bundesgesetzblatt", "url": PAGE}} | changes


def figure_row(*periods: dict[str, Any], **changes: Any) -> dict[str, Any]:
    row = {"id": "salary", "name": {"de": "Gehaltsgrenze", "en": "salary threshold"}, "unit": "EUR"}
    return row | {"periods": list(periods) or [period_row()]} | changes


def figure(*periods: dict[str, Any], **changes: Any) -> r.Figure:
    return r.Figure(**figure_row(*periods, **changes))


def answer_row(**changes: Any) -> dict[str, Any]:
    row = {
        "topic": "hiring/costs",
        "title": {"de": "Kosten", "en": "Costs"},
        "owner": "hiring",
        "checked": CHECKED,
        "review": "2027-01-05",
        "sources": [{"title": "Gesetz", "url": PAGE}],
        "text": {"de": "Mindestens {salary} im Jahr.", "en": "At least {salary} a year."},
    }
    return row | changes


def service_row(**changes: Any) -> dict[str, Any]:
    """Return a service of which nothing but the needed is known."""
    empty = dict.fromkeys(
        ("organization", "street", "postcode", "city", "phone", "email", "website", "languages")
    )
    row: dict[str, Any] = {
        "id": "center-harz",
        "name": "Welcome Center Harz",
        **empty,
        "kind": "welcome_center",
    }
    row |= {"audience": ["employer"], "topics": [], "covers": ["15085"]}
    row |= {"opening_hours": None, "appointment": None, "summary": both("Berät."), "note": None}
    return row | {"source": PAGE, "checked": CHECKED, "verified": True} | changes


def service(**changes: Any) -> r.Service:
    return r.Service(**service_row(**changes))


def full_service_row(**changes: Any) -> dict[str, Any]:
    """Return a service of which everything is known, with what is awkward in a CSV file."""
    known: dict[str, Any] = {
        "id": "center-leipzig",
        "name": 'Welcome Center "Leipzig", Mitte',
        "organization": "Stadt Leipzig; Amt für Wirtschaft",
        "audience": ["employer", "applicant"],
        "topics": ["hiring/costs"],
        "covers": ["14713", "14729"],
        "street": "Straße 1, Hof\nAufgang B",
        "postcode": "04109",
        "city": "Leipzig",
        "phone": "+49 341 1230",
        "email": "welcome@example.org",
        "website": PAGE,
        "languages": ["de", "en"],
        "opening_hours": {"de": "Mo, Di 9–12 Uhr", "en": "Mon, Tue 9-12"},
        "appointment": both("online"),
    }
    return service_row(**known) | changes


def kind_row(**changes: Any) -> dict[str, Any]:
    row = {"id": "welcome_center", "name": both("Welcome Center"), "plural": both("Welcome Center")}
    return row | {"words": {"de": ["willkommen"], "en": []}, "topic": None, "federal": None} | changes


def kind(**changes: Any) -> m.TaxonomyTerm:
    row = kind_row(**changes)
    return m.TaxonomyTerm(federal_service_id=row.pop("federal"), position=0, **row)


def district_row(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"ags": "15085", "name": "Landkreis Harz", "short": "Harz", "type": "Landkreis"}
    row |= {"state": "15", "seat": "Halberstadt", "aliases": ["Harzkreis"], "plates": ["HZ"]}
    return (
        row
        | {"risky_plates": [], "source": PAGE, "checked": CHECKED, "verified": True, "note": None}
        | changes
    )


def district(**changes: Any) -> m.District:
    row = district_row(**changes)
    del row["note"]
    return m.District(**row)


LEIPZIG: dict[str, Any] = {
    "ags": "14713",
    "name": "Stadt Leipzig",
    "short": "Leipzig",
    "type": "Kreisfreie Stadt",
    "state": "14",
    "seat": "Leipzig",
    "aliases": [],
    "plates": ["L"],
}
LEIPZIG_DISTRICT = LEIPZIG | {
    "ags": "14729",
    "name": "Landkreis Leipzig",
    "short": "Landkreis Leipzig",
    "type": "Landkreis",
    "seat": "Borna",
}


def occupation_row(**changes: Any) -> dict[str, Any]:
    body = {"body": "center-leipzig", "verified": True, "source": PAGE}
    row: dict[str, Any] = {"id": "nurse", "name": {"de": "Pflegefachfrau", "en": "nurse"}, "regulated": True}
    row |= {"words": {"de": ["Krankenschwester"], "en": []}, "topic": None}
    return row | {"competent": {"14": body, "15": body}, "note": None} | changes


def occupation(**changes: Any) -> m.Occupation:
    row = occupation_row(**changes)
    del row["note"]
    return m.Occupation(**row | {"regulated": str(row["regulated"]).lower()})


def small_data() -> dict[str, Any]:
    """Return file -> value of a sound data folder; CSV files as text."""
    leipzig = full_service_row()
    return {
        "topics.yml": {"hiring": {"costs": {"for": "both", "scope": "what it costs"}}},
        "phrases.yml": PHRASES,
        "follow_ups.yml": {"cost": ["hiring/costs"]},
        "figures.yml": [figure_row()],
        "answers/hiring/costs.yml": answer_row(),
        "lexicon/hiring.yml": {"costs": {"de": ["kosten"], "en": ["costs"]}},
        "directory/kinds.yml": [kind_row(), kind_row(id="chamber_hwk")],
        "directory/lookups.yml": [{"id": "chamber", "kinds": ["chamber_hwk"], "topic": None}],
        "directory/districts.yml": [
            district_row(),
            district_row(**LEIPZIG),
            district_row(**LEIPZIG_DISTRICT),
        ],
        "directory/services/welcome_center.yml": [service_row(), leipzig],
        "directory/services/chamber_hwk.yml": [
            service_row(id="hwk", name="Handwerkskammer", kind="chamber_hwk", covers=["15"])
        ],
        "directory/occupations.yml": [occupation_row(), occupation_row(id="cook")],
        "directory/ambiguous_occupations.yml": [
            {"word": "Helfer", "occupations": ["nurse", "cook"], "note": None}
        ],
        "directory/outside.yml": [
            {"id": "berlin", "name": both("Berlin"), "words": ["berlin"], "contact": both("Fragen Sie dort.")}
            | {"website": PAGE, "source": None, "checked": CHECKED}
        ],
        "directory/risky_names.yml": {
            name: []
            for name in (
                "after_announcement",
                "only_when_asked",
                "announced_by",
                "currency",
                "words_like_places",
            )
        },
        "directory/municipalities.csv": (
            "postcode,municipality,ags8,district\n38855,Wernigerode,15085370,15085\n04109,Leipzig,14713000,14713\n"
        ),
        "directory/places.csv": "place,postcode,district\nSchierke,38879,15085\n",
    }


def write_data(folder: Path, files: dict[str, Any]) -> Path:
    """Write a data folder below a folder and return it."""
    data_dir = folder / "data"
    for name, value in files.items():
        path = data_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")
    return data_dir
