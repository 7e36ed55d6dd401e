"""Who is responsible where."""

from __future__ import annotations

from typing import Any

import phonenumbers
import pytest

from bot.knowledge import models as m
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.services import AT_MOST, Need, ServiceDirectory

from .builders import LEIPZIG, district, kind, occupation, service

HARZ = "15085"


def directory(*services: Any, federal: str | None = None) -> ServiceDirectory:
    kinds = [kind(federal=federal), kind(id="chamber_hwk"), kind(id="chamber_ihk")]
    lookups = [
        m.Lookup(id="chamber", kinds=["chamber_ihk", "chamber_hwk"], topic=None),
        m.Lookup(id="settling_in", kinds=["welcome_center"], topic="arrival/housing"),
    ]
    return ServiceDirectory(list(services), kinds, lookups, [district(), district(**LEIPZIG)])


def found(services: ServiceDirectory, **need: Any) -> list[str]:
    return [s.id for s in services.find(Need(**{"kind": "welcome_center", "district": HARZ} | need))]


def test_service_of_the_district_comes_before_that_of_the_state_and_of_germany() -> None:
    services = directory(
        service(id="germany", covers=["DE"]),
        service(id="state", covers=["15"]),
        service(id="near", covers=[HARZ]),
    )
    assert found(services) == ["near", "state", "germany"]


def test_service_of_another_district_is_not_named() -> None:
    assert found(directory(service(covers=["14713"]))) == []


def test_service_of_another_kind_is_not_named() -> None:
    assert found(directory(service(kind="chamber_ihk"))) == []


def test_federal_service_helps_when_nothing_nearer_is_known() -> None:
    hotline = service(id="hotline", kind="chamber_ihk", covers=["DE"])
    assert found(directory(hotline, federal="hotline")) == ["hotline"]


def test_federal_service_stays_out_when_something_nearer_is_known() -> None:
    hotline = service(id="hotline", kind="chamber_ihk", covers=["DE"])
    assert found(directory(hotline, service(), federal="hotline")) == ["center-harz"]


def test_at_most_five_services_are_named() -> None:
    assert len(found(directory(*(service(id=f"s{number}") for number in range(9))))) == AT_MOST == 5


@pytest.mark.parametrize(
    ("better", "worse", "need"),
    [
        ({"topics": ["arrival/housing"]}, {}, {"topic": "arrival/housing"}),
        ({"topics": ["arrival/housing"]}, {}, {"kind": "settling_in"}),
        ({"audience": ["applicant"]}, {}, {"audience": "applicant"}),
        ({"name": "Zemigra Harz"}, {}, {"words": "kontakt zu zemigra bitte"}),
        ({}, {"verified": False}, {}),
        ({}, {"covers": [HARZ, "14713"]}, {}),
    ],
)
def test_better_fitting_service_comes_first(
    better: dict[str, Any], worse: dict[str, Any], need: dict[str, Any]
) -> None:
    assert found(directory(service(id="worse", **worse), service(id="better", **better)), **need) == [
        "better",
        "worse",
    ]


def test_lookup_spans_all_its_kinds() -> None:
    services = directory(service(id="hwk", kind="chamber_hwk"), service(id="ihk", kind="chamber_ihk"))
    assert sorted(found(services, kind="chamber")) == ["hwk", "ihk"]


def test_occupation_of_the_state_is_recognised_by_its_body() -> None:
    services = directory(service(id="center-leipzig"))
    body = services.competent_body(occupation(), HARZ)
    assert body is not None
    assert body.id == "center-leipzig"


def test_craft_is_recognised_by_the_chamber_of_the_district() -> None:
    services = directory(
        service(id="far", kind="chamber_hwk", covers=["14713"]), service(id="near", kind="chamber_hwk")
    )
    craft = occupation(competent={"15": {"body": "handwerkskammer", "verified": True, "source": None}})
    body = services.competent_body(craft, HARZ)
    assert body is not None
    assert body.id == "near"


def test_occupation_without_a_body_in_the_state_leads_to_nobody() -> None:
    assert directory(service()).competent_body(occupation(competent={}), HARZ) is None


@pytest.mark.parametrize(
    ("covers", "covered"),
    [(["DE"], ["14713", HARZ]), (["15"], [HARZ]), (["14713"], ["14713"]), (["14", HARZ], ["14713", HARZ])],
)
def test_reply_lists_every_district_that_a_service_covers(covers: list[str], covered: list[str]) -> None:
    assert directory().as_reply(service(covers=covers), "de").district == covered


def test_reply_leaves_unknown_contact_data_empty() -> None:
    reply = directory().as_reply(service(), "de")
    assert (reply.phone, reply.email, reply.street, reply.opening_hours) == (None, None, None, None)


def test_reply_gives_opening_hours_in_the_language() -> None:
    hours = {"de": "montags", "en": "Mondays"}
    assert directory().as_reply(service(opening_hours=hours), "en").opening_hours == "Mondays"


@pytest.mark.parametrize("text", ["Wo ist das Willkommen hier?", "WILLKOMMEN"])
def test_kind_is_found_by_its_words(text: str) -> None:
    assert directory().kinds_in(text)[0] == "welcome_center"


def test_every_kind_names_a_service_in_every_district(knowledge: KnowledgeBase, content: Content) -> None:
    nothing = [
        (wanted, area.record.ags)
        for wanted in [*knowledge.services.kinds(), *(e.record.id for e in content.lookups)]
        for area in content.districts
        if not knowledge.services.find(Need(wanted, area.record.ags))
    ]
    assert nothing == []


def test_nearest_area_comes_first_for_every_kind_and_district(
    knowledge: KnowledgeBase, content: Content
) -> None:
    for wanted in knowledge.services.kinds():
        for area in content.districts:
            ags = area.record.ags
            services = knowledge.services.find(Need(wanted, ags))
            steps = [(ags not in s.covers, ags[:2] not in s.covers) for s in services]
            assert steps == sorted(steps, key=lambda step: (step[0], step[0] and step[1])), (wanted, ags)


def test_every_word_for_a_kind_leads_to_a_kind(knowledge: KnowledgeBase, content: Content) -> None:
    words = [word for e in content.kinds for word in (*e.record.words.de, *e.record.words.en)]
    assert [word for word in words if not knowledge.services.kinds_in(word)] == []


def test_every_phone_number_is_possible(content: Content) -> None:
    numbers = [(e.record.id, e.record.phone) for e in content.services if e.record.phone]
    assert [n for n in numbers if not phonenumbers.is_possible_number(phonenumbers.parse(n[1]))] == []


def test_postcode_of_every_service_belongs_to_its_town(content: Content) -> None:
    """A typing error in a postcode sends people to the wrong town."""
    towns: dict[str, set[str]] = {}
    for entry in content.municipalities:
        towns.setdefault(entry.record.postcode, set()).add(entry.record.municipality.split()[0].split("/")[0])
    wrong = [
        (s.id, s.postcode, s.city)
        for s in (entry.record for entry in content.services)
        if s.postcode in towns and s.city and not any(name in s.city for name in towns[s.postcode])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("nicht die Arbeitsagentur, die IHK", ["chamber_ihk"]),
        ("the IHK instead of the job center", ["chamber_ihk"]),
        ("nicht das Jobcenter", ["jobcenter"]),
        ("Jobcenter oder IHK, ich weiß nicht", ["jobcenter", "chamber_ihk"]),
    ],
)
def test_what_is_denied_is_named_only_when_nothing_else_is(
    text: str, kinds: list[str], knowledge: KnowledgeBase
) -> None:
    assert knowledge.services.kinds_in(text) == kinds
