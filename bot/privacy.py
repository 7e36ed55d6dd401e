"""Personal data in what people type: made unreadable before anything is stored or logged."""

from __future__ import annotations

import re

from phonenumbers import Leniency, PhoneNumberMatcher

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
_BIRTH_DATE = re.compile(
    r"""(?P<lead>\b(?:geb\w*\.?|geburtsdatum|born(?:\s+on)?|birth\s*date|date\s+of\s+birth|dob)\W{0,3}
        (?:am\s+|is\s+|ist\s+)?)
        (?: \d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}
          | \d{4}-\d{2}-\d{2}
          | \d{1,2}(?:\.|st|nd|rd|th)?\s+(?:of\s+)?\w+,?\s+\d{4}
          | [^\W\d_]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})""",
    re.IGNORECASE | re.VERBOSE,
)
_PASSPORT = re.compile(
    r"(?P<lead>\b(?:reisepass\w*|pass(?:port)?\s*-?\s*(?:nummer|nr\.?|number|no\.?)?|ausweis\w*|aufenthaltstitel\s*nr\.?)"
    # the number is a word of its own: "Passwort123" is none
    r"[\s:#]*(?:ist|is|lautet)?\s*)\b(?=[A-Z0-9]*\d)[A-Z0-9]{7,10}\b",
    re.IGNORECASE,
)
_PASSPORT_BARE = re.compile(r"\b(?=[A-Z0-9]*\d[A-Z0-9]*\d)[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\b")
_POSTCODES = re.compile(r"\d{5}(?:\W+0\d{4}|(?:\W+\d{5}){2,})")  # no telephone number goes on with a zero
_NAME = re.compile(
    r"(?P<lead>\b(?:ich heiße|ich heisse|mein name ist|my name is|i am called)\s+)"
    r"(?P<first>[^\W\d_][\w'’-]*)(?P<more>(?:\s+[^\W\d_][\w'’-]*){0,3})",
    re.IGNORECASE,
)
# words that go on with the sentence; after a name in small letters only these tell where it ends
_AFTER_NAME = frozenset(
    (
        *("und", "aus", "ich", "bin", "suche", "wohne", "lebe", "komme", "arbeite", "möchte", "will", "habe"),
        *("mit", "in", "bei", "and", "from", "i", "i'm", "am", "living", "working", "looking", "coming"),
        *("live", "work", "want", "have", "with", "at"),
    )
)
_WITHIN_NAME = frozenset(("von", "van", "der", "den", "de", "da", "dos", "al", "el"))
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
    return _NAME.sub(_mask_name, text)


def holds_personal_data(text: str) -> bool:
    """Return whether a text held personal data before it was masked."""
    return any(mask in text for mask in MASKS.values())


def _mask_phones(text: str) -> str:
    if sum(character.isdigit() for character in text) < 7:
        return text
    for match in reversed(list(PhoneNumberMatcher(text, "DE", leniency=Leniency.VALID))):
        if not _POSTCODES.fullmatch(match.raw_string):
            text = text[: match.start] + MASKS["phone"] + text[match.end :]
    return text


def _mask_name(match: re.Match[str]) -> str:
    """Mask the first name and what belongs to it: capitals go on, after a name in small letters one word."""
    end = 0
    for word in re.finditer(r"\S+", match["more"]):
        if word[0].lower() in _WITHIN_NAME:
            continue
        is_more = word[0][0].isupper() or (end == 0 and not match["first"][0].isupper())
        if not is_more or word[0].lower() in _AFTER_NAME:
            break
        end = word.end()
    return match["lead"] + MASKS["name"] + match["more"][end:]
