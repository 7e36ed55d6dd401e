"""The shapes of a service outside the project: HSDS 3, and a row of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LISTS = ("audience", "topics", "covers", "languages")
_TEXTS = ("opening_hours", "appointment", "summary")


def to_hsds(row: dict[str, Any]) -> dict[str, Any]:
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


def from_hsds(item: dict[str, Any]) -> dict[str, Any]:
    """Return the row of a service; LookupError, TypeError or AttributeError when the item has another shape."""
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


def flat(row: dict[str, Any]) -> dict[str, str]:
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


def unflat(row: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the row of a service from a row of text; what is missing is left to the record to miss."""
    result: dict[str, Any] = {
        key: value or None for key, value in row.items() if key[-3:] not in ("_de", "_en")
    }
    for key in _TEXTS:
        texts = {language: row.get(f"{key}_{language}") or "" for language in ("de", "en")}
        result[key] = texts if any(texts.values()) else None
    for key in _LISTS:
        result[key] = (row.get(key) or "").split() or (None if key == "languages" else [])
    result["verified"] = row.get("verified") == "True"
    return result
