"""Places in what people type, with the real directory."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.places import PlaceMatch

HARZ, BAUTZEN, JERICHOWER_LAND = "15085", "14625", "15086"
LEIPZIG, LEIPZIG_DISTRICT = "14713", "14729"

# What nobody means as a place: function words and everyday words near to names of places.
EVERYDAY = """
er sie es so ich wir ihr du s t d ll au an am im in um zu und oder aber weil wenn dass ob wie was wer wo
wann hier dort heute morgen gestern immer nie noch schon nur auch sehr mehr alle jeder mein meine unser euer
sein haben werden werde wurde würden können müssen sollen machen gehen guten guter Hallo danke bitte Meister
Bürger Ausländer Kammern Thema Freitag Montag Büros Inder Grund Reise raten Messer Halter Ideen Finger
Müller he she it so we you they us our my your his her the and but or if when where who how what why here
there now rather border plain planner teachers plans ideas must can could should would please thanks friends
"""


def keys(matches: list[PlaceMatch]) -> list[tuple[str, ...]]:
    return [match.districts for match in matches]


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Landkreis Harz", HARZ),
        ("Harz", HARZ),
        ("harzkreis", HARZ),
        ("Harz district", HARZ),
        ("Wernigerode", HARZ),
        ("ich wohne in der Nähe von Wernigerode", HARZ),
        ("Meine Firma sitzt in Quedlinburg, wir suchen zwei Köche.", HARZ),
        ("We are a small hotel near Wernigerode and need a cook", HARZ),
        ("Schierke", HARZ),
        ("Wernigeröder", HARZ),
        ("06217", "15088"),
        ("PLZ 06217", "15088"),
        ("Wir sitzen in 06217 Merseburg", "15088"),
        ("HAL", "15002"),
        ("Halle", "15002"),
        ("Halle (Saale)", "15002"),
        ("halle/saale", "15002"),
        ("Bautzen", BAUTZEN),
        ("BAUTZEN", BAUTZEN),
        ("Zwickauer", "14524"),
        ("die Dresdner Firma sucht Leute", "14612"),
        ("Vogtland", "14523"),
        ("Ore Mountains", "14521"),
        ("Lutherstadt Wittenberg", "15091"),
        ("Wittenberg", "15091"),
        ("iq beratung im kreis SAW wo", "15081"),
        ("chamber of commerce IHK for hettstett, ph no", "15087"),
        ("womens centre for migrant women zwikau where", "14524"),
        ("DD", "14612"),
        ("Auto mit Kennzeichen BZ", BAUTZEN),
    ],
)
def test_place_leads_to_its_district(knowledge: KnowledgeBase, text: str, district: str) -> None:
    assert set(keys(knowledge.places.find(text))) == {(district,)}


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("german course mitweida which school", "14522"),
        ("migrationsberatung caritas weisenfels adresse", "15084"),
        ("ihk für TDO telefon", "14730"),
    ],
)
def test_a_sentence_typed_on_a_phone_names_its_place(
    knowledge: KnowledgeBase, text: str, district: str
) -> None:
    assert [place.districts for place in knowledge.places.find(text)] == [(district,)]


@pytest.mark.parametrize(
    "text", ["fünf Köche für je 7.000 Euro", "is there a bed for to rent", "was für de Kinder"]
)
def test_small_words_after_for_are_no_plates(knowledge: KnowledgeBase, text: str) -> None:
    assert knowledge.places.find(text) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bautzn", "Bautzen"),
        ("Magdeborg", "Magdeburg"),
        ("Chemniz", "Chemnitz"),
        ("Lepizig", "Leipzig"),
        ("Zwikau", "Zwickau"),
        ("Wernigrode", "Wernigerode"),
        ("Halberstatt", "Halberstadt"),
        ("Delitsch", "Delitzsch"),
        ("Koethen", "Köthen"),
        ("Kothen", "Köthen"),
        ("Goerlitz", "Görlitz"),
        ("gorlitz", "Görlitz"),
        ("Weissenfels", "Weißenfels"),
        ("Doebeln", "Döbeln"),
    ],
)
def test_misspelt_place_is_the_one_that_was_meant(knowledge: KnowledgeBase, typed: str, meant: str) -> None:
    (found,) = knowledge.places.find(typed, expected=True)
    (right,) = knowledge.places.find(meant, expected=True)
    assert found.districts == right.districts


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("antidiskriminierung dresdn telefon", "14612"),
        ("jobcenter zwikau", "14524"),
        ("our plates are PIR, where is our office", "14628"),
        ("Mein Kennzeichen ist OVL, welche HWK?", "14523"),
        ("which IHK for ERZ, phone?", "14521"),
    ],
)
def test_a_place_in_a_few_small_words_and_a_plate_in_a_sentence_are_found(
    knowledge: KnowledgeBase, text: str, district: str
) -> None:
    (found,) = knowledge.places.find(text)
    assert found.districts == (district,)


@pytest.mark.parametrize("text", ["kosten termin lehrer", "miete wohnung kaution", "HWK für IT Leute"])
def test_ordinary_words_in_a_few_words_are_no_places(knowledge: KnowledgeBase, text: str) -> None:
    assert knowledge.places.find(text) == []


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Stadt Leipzig", LEIPZIG),
        ("city of Leipzig", LEIPZIG),
        ("Landkreis Leipzig", LEIPZIG_DISTRICT),
        ("Kreis Leipzig", LEIPZIG_DISTRICT),
        ("LK Leipzig", LEIPZIG_DISTRICT),
        ("Leipzig district", LEIPZIG_DISTRICT),
        ("Borna", LEIPZIG_DISTRICT),
    ],
)
def test_city_and_district_of_leipzig_are_told_apart(
    knowledge: KnowledgeBase, text: str, district: str
) -> None:
    assert keys(knowledge.places.find(text)) == [(district,)]


@pytest.mark.parametrize("text", ["Leipzig", "in leipzig", "Leipzigs Betriebe suchen Leute"])
def test_leipzig_alone_may_be_the_city_or_the_district(knowledge: KnowledgeBase, text: str) -> None:
    assert keys(knowledge.places.find(text)) == [(LEIPZIG, LEIPZIG_DISTRICT)]


@pytest.mark.parametrize(("text", "number"), [("in Sachsen", 13), ("Saxony-Anhalt", 14)])
def test_state_is_a_place_with_all_its_districts(knowledge: KnowledgeBase, text: str, number: int) -> None:
    (found,) = knowledge.places.find(text)
    assert len(found.districts) == number


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("39264", ("15082", JERICHOWER_LAND)),
        ("Bernsdorf", ("14524", BAUTZEN)),
        ("Kennzeichen L", (LEIPZIG, LEIPZIG_DISTRICT)),
    ],
)
def test_place_in_two_districts_names_both(
    knowledge: KnowledgeBase, text: str, districts: tuple[str, ...]
) -> None:
    assert keys(knowledge.places.find(text)) == [districts]


@pytest.mark.parametrize(
    "text",
    [
        "Burg",
        "in Burg",
        "aus Burg",
        "Wir kommen aus Burg und suchen einen Koch",
    ],
)
def test_burg_is_a_place_when_the_sentence_says_so(knowledge: KnowledgeBase, text: str) -> None:
    assert keys(knowledge.places.find(text)) == [(JERICHOWER_LAND,)]


@pytest.mark.parametrize("text", ["Burg near Magdeburg i mean", "ich meine Burg bei Magdeburg"])
def test_burg_is_a_place_when_another_says_where_it_lies(knowledge: KnowledgeBase, text: str) -> None:
    assert keys(knowledge.places.find(text))[0] == (JERICHOWER_LAND,)


@pytest.mark.parametrize(
    "text",
    [
        "Auf dem Berg steht eine Burg und unten ein Dorf",
        "Es ist ein Elend mit den Behörden heute",
        "Ich mache mir Sorge um meinen Sohn",
        "Wir leben in Sorge um den Betrieb hier",
        "Der neue Kollege steht im Winkel und wartet",
        "Sein Vater arbeitet an der Bühne als Techniker",
        "Er sucht eine Stelle als Koch",
        "Hier ist alles so teuer geworden",
        "It's a problem for us here",
        "Guten Tag, ich habe eine Frage zu meinem Meister",
        "Hallo, wie werden Sie mir helfen können?",
        "I would rather stay at home with my children",
    ],
)
def test_ordinary_sentence_holds_no_place(knowledge: KnowledgeBase, text: str) -> None:
    assert knowledge.places.find(text) == []


def test_everyday_words_are_no_places_within_a_sentence(knowledge: KnowledgeBase) -> None:
    taken = [
        (word, place.name)
        for word in EVERYDAY.split()
        for place in knowledge.places.find(f"{word} xx xx xx {word.capitalize()} xx xx")
    ]
    assert taken == []


@pytest.mark.parametrize("text", ["Elend", "Sorge", "Ich wohne in Elend", "in Sorge"])
def test_risky_name_counts_when_we_have_just_asked(knowledge: KnowledgeBase, text: str) -> None:
    assert keys(knowledge.places.find(text, expected=True)) == [(HARZ,)]


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("Berlin", "berlin"),
        ("Ich wohne in Berlin", "berlin"),
        ("München", "bayern"),
        ("Munich", "bayern"),
        ("in Erfurt", "thueringen"),
        ("99084", "deutschland"),
        ("ich wohne in 99084", "deutschland"),
    ],
)
def test_place_outside_both_states_is_known_as_such(
    knowledge: KnowledgeBase, text: str, outside: str
) -> None:
    (place,) = knowledge.places.find(text)
    assert (place.outside, place.districts) == (outside, ())
    assert knowledge.places.outside_place(outside).website


def test_postcode_of_the_region_that_does_not_exist_is_reported_as_unknown(knowledge: KnowledgeBase) -> None:
    (place,) = knowledge.places.find("06999")
    assert (place.unknown_postcode, place.districts, place.outside) == (True, (), None)


@pytest.mark.parametrize(
    "text",
    [
        "Reicht ein Gehalt von 39108 Euro?",
        "mein Gehalt ist 45934 Euro im Jahr",
        "Wir zahlen 39108 brutto",
        "sie bekommt 39.108 Euro im Jahr",
        "we pay 39108 euros gross a year to her",
        "salary of EUR 39108 a year is offered",
        "Wir zahlen ihm € 39108 im Jahr",
        "Wir zahlen ihm 39108€ im Jahr",
        "Das Gehalt beträgt 39108 im Jahr",
        "Ich verdiene 39108 als Ingenieur bei einer Firma",
    ],
)
def test_salary_is_no_postcode(knowledge: KnowledgeBase, text: str) -> None:
    assert knowledge.places.find(text) == []


def test_match_says_where_in_the_text_the_place_stands(knowledge: KnowledgeBase) -> None:
    text = "Ich komme aus Köthen, nicht Halle."
    assert [text[p.start : p.end] for p in knowledge.places.find(text)] == ["Köthen", "Halle"]


def test_unknown_district_key_is_a_key_error(knowledge: KnowledgeBase) -> None:
    with pytest.raises(KeyError):
        knowledge.places.district("99999")


@given(text=st.text(), expected=st.booleans())
def test_any_text_can_be_searched_for_places(knowledge: KnowledgeBase, text: str, expected: bool) -> None:
    for match in knowledge.places.find(text, expected):
        assert text[match.start : match.end] == match.text


@given(
    words=st.lists(st.sampled_from(["in", "39264", "Burg", "Halle", "-", "Euro", "L", "(", "Bautzn", "\n"]))
)
def test_matches_stand_in_order_and_never_overlap(knowledge: KnowledgeBase, words: list[str]) -> None:
    matches = knowledge.places.find(" ".join(words))
    assert all(before.end <= after.start for before, after in pairwise(matches))
