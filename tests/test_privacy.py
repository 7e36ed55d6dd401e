"""Personal data are masked; what people ask about is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import MASKS, holds_personal_data, mask_personal_data

MASKED = {
    "email": [
        "meine mail ist anna.mueller@gmail.com danke",
        "Schreiben Sie an Anna.Müller+job@firma-nord.co.uk!",
        "mail:a_b@x.de",
    ],
    "iban": [
        "Meine IBAN: DE89 3704 0044 0532 0130 00",
        "DE89370400440532013000",
        "konto PL61 1090 1014 0000 0712 1981 2874",
    ],
    "birth": [
        "ich bin geboren am 12.03.1990",
        "geb. 12.3.90",
        "geboren am 12. März 1990",
        "Geburtsdatum: 1990-03-12",
        "I was born on 12 March 1990",
        "DOB 12/03/1990",
        "my date of birth is 12/03/1990",
        "born March 12, 1990",
    ],
    "passport": [
        "Mein Reisepass Nr. C01X00T47",
        "Reisepassnummer: C01X00T47",
        "passport number P1234567",
        "passport no. is N1234567",
        "die Nummer lautet C01X00T47",
        "Ausweisnummer L01X00T47",
    ],
    "phone": [
        "meine Nummer ist 0176 12345678",
        "0345/1234567",
        "rufen Sie an: +49 (0)341 123 4567",
        "0371-4880123",
        "call me at +91 98765 43210",
        "whatsapp +84 91 234 56 78",
        "017612345678",
        "0049 351 8547 2000",
    ],
    "name": [
        "Ich heiße Anna Müller und suche Arbeit",
        "ich heisse Anna",
        "Mein Name ist Nguyen Van An.",
        "mein name ist anna",
        "My name is Rajesh Kumar, I live in Leipzig",
        "I am called Maria",
    ],
}
KEPT = [
    "06217",
    "Meine Firma sitzt in 39264 Zerbst",
    "PLZ 06217 oder 06110",
    "06217 06110 06112",
    "Gehalt 50.700 Euro",
    "45.934,20 Euro brutto",
    "45934 EUR",
    "Umsatz von 1 000 000 Euro oder 1.250.000 Euro",
    "zwischen 2.500-3.500 Euro",
    "am 12.03.2026 fange ich an",
    "01.10.2026 bis 30.09.2029",
    "mein Visum gilt bis 2027-05-31",
    "passport expires 15.06.2027",
    "Ich bin 1990 geboren",
    "ich habe 2019, 2020, 2021 und 2022 gearbeitet",
    "39 Stunden, 2.800 Euro, 13 Monate",
    "1500 2000 2500 3000 Euro, was ist normal?",
    "§ 18a AufenthG, § 16d Abs. 3, SGB III § 45",
    "geöffnet von 08:00 bis 16:30 Uhr",
    "Reisepass beantragen",
    "Ich brauche einen Reisepass für meine Frau",
    "Ausweisdokumente und Reisepasskopie",
    "my passport photocopy and documents",
    "passende Wohnung für 750 Euro",
    "Passwort123 geht nicht",
    "Passivhaus2024 bauen",
    "eine Mail schreiben @ Montag",
    "Blaue Karte 2026",
    "Wie heiße ich Gäste willkommen?",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in MASKED.items() for text in texts])
def test_personal_data_are_masked(kind: str, text: str) -> None:
    masked = mask_personal_data(text)
    assert MASKS[kind] in masked
    assert holds_personal_data(masked)


@pytest.mark.parametrize("text", KEPT)
def test_what_people_ask_about_stays(text: str) -> None:
    assert mask_personal_data(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ich heiße Anna Müller und suche Arbeit", "Ich heiße [Name] und suche Arbeit"),
        ("My name is Priya and I am a nurse", "My name is [Name] and I am a nurse"),
        ("Mein Name ist Ali Khan aus Halle", "Mein Name ist [Name] aus Halle"),
        ("I am called Maria living in Halle", "I am called [Name] living in Halle"),
        ("geboren am 12.03.1990 in Hanoi", "geboren am [Geburtsdatum] in Hanoi"),
        ("a@b.de oder 0176 12345678, PLZ 06217", "[E-Mail] oder [Telefon], PLZ 06217"),
        ("0176 12345678 und 0341 1234567", "[Telefon] und [Telefon]"),
    ],
)
def test_the_rest_of_the_sentence_stays(text: str, masked: str) -> None:
    assert mask_personal_data(text) == masked


@pytest.mark.parametrize("text", ["", "Guten Tag", "ich suche Arbeit"])
def test_text_without_personal_data_holds_none(text: str) -> None:
    assert not holds_personal_data(mask_personal_data(text))


@given(st.text())
def test_any_text_can_be_masked(text: str) -> None:
    assert isinstance(mask_personal_data(text), str)


@given(
    st.from_regex(r"[a-z0-9][a-z0-9._+-]{0,20}@[a-z0-9][a-z0-9-]{0,15}(\.[a-z]{2,6}){1,2}", fullmatch=True)
)
def test_no_address_survives(address: str) -> None:
    assert mask_personal_data(f"schreiben Sie an {address} bitte") == "schreiben Sie an [E-Mail] bitte"


@given(st.integers(1000, 99999), st.sampled_from(["{} Euro", "PLZ {}", "{} brutto im Jahr", "im Jahr {}"]))
def test_no_postcode_salary_or_year_is_masked(number: int, sentence: str) -> None:
    text = sentence.format(number)
    assert mask_personal_data(text) == text
