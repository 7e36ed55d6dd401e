"""Personal data in what people type: made unreadable before anything is stored or logged."""

from __future__ import annotations

import re

from phonenumbers import Leniency, PhoneNumberMatcher

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
_BIRTH_DATE = re.compile(
    r"(?P<lead>\b(?:geb\w*\.?|geburtsdatum|born(?:\s+on)?|birth\s*date|date\s+of\s+birth|dob)\W{0,3}(?:am\s+|is\s+|ist\s+)?)"
    r"(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+\w+\s+\d{4})",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?P<lead>\b(?:reisepass\w*|pass(?:port)?\s*-?\s*(?:nummer|nr\.?|number|no\.?)?|ausweis\w*|aufenthaltstitel\s*nr\.?)"
    r"[\s:#]*(?:ist|is|lautet)?\s*)(?=[A-Z0-9]*\d)[A-Z0-9]{7,10}\b",
    re.IGNORECASE,
)
_PASSPORT_BARE = re.compile(r"\b(?=[A-Z0-9]*\d[A-Z0-9]*\d)[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\b")
_NAME = re.compile(
    r"(?P<lead>\b(?:ich heiße|ich heisse|mein name ist|my name is|i am called)\s+)"
    r"[A-ZÄÖÜÀ-ÝŠŽĆČa-zà-ÿ][\w'’-]+(?:\s+(?!und\b|and\b|aus\b|from\b|ich\b|bin\b)[A-ZÄÖÜÀ-ÝŠŽĆČ][\w'’-]+){0,3}",
    re.IGNORECASE,
)
MASKS = {
    "email": "[E-Mail]",
    "iban": "[IBAN]",
    "birth": "[Geburtsdatum]",
    "passport": "[Ausweisnummer]",
    "phone": "[Telefon]",
    "name": "[Name]",
}


def mask_personal_data(text: str) -> str:
    """Return the text with e-mail, IBAN, birth date, passport and telephone numbers and names masked.

    Postcodes, salaries and dates without a word such as "geboren" stay: they are what people ask about.
    """
    text = _EMAIL.sub(MASKS["email"], text)
    text = _IBAN.sub(MASKS["iban"], text)
    text = _BIRTH_DATE.sub(lambda m: m["lead"] + MASKS["birth"], text)
    text = _PASSPORT.sub(lambda m: m["lead"] + MASKS["passport"], text)
    text = _PASSPORT_BARE.sub(MASKS["passport"], text)
    text = _mask_phones(text)
    return _NAME.sub(lambda m: m["lead"] + MASKS["name"], text)


def holds_personal_data(text: str) -> bool:
    """Return whether a text held personal data before it was masked."""
    return any(mask in text for mask in MASKS.values())


def _mask_phones(text: str) -> str:
    if sum(character.isdigit() for character in text) < 7:
        return text
    for match in reversed(list(PhoneNumberMatcher(text, "DE", leniency=Leniency.VALID))):
        text = text[: match.start] + MASKS["phone"] + text[match.end :]
    return text
