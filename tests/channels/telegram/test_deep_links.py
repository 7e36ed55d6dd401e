"""Links that open the chat with a topic, a place and a language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.deep_links import LIMIT, DeepLink, DeepLinkError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.records import LANGUAGES

topics = st.from_regex(re.compile(r"[a-z]{1,12}/[a-z]([a-z_]{0,15}[a-z])?", re.ASCII), fullmatch=True)
districts = st.from_regex(re.compile(r"1[45][0-9]{3}", re.ASCII), fullmatch=True)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("de_recognition-nurses_15003", DeepLink("de", "recognition/nurses", "15003")),
        ("en_hiring-eu_blue_card", DeepLink("en", "hiring/eu_blue_card", None)),
        ("hiring-eu_blue_card_15003", DeepLink(None, "hiring/eu_blue_card", "15003")),
        ("hiring-costs", DeepLink(None, "hiring/costs", None)),
        ("en", DeepLink("en", None, None)),
        ("en_15003", DeepLink("en", None, "15003")),
        ("15003", DeepLink(None, None, "15003")),
        ("", DeepLink()),
    ],
)
def test_a_link_says_language_topic_and_district(text: str, link: DeepLink) -> None:
    assert DeepLink.parse(text) == link
    assert str(link) == text


@pytest.mark.parametrize(
    "text", ["xx", "_", "de__15003", "Hallo Welt", "1500", "150031", "de_hiring", "a-b-c", "' OR 1=1"]
)
def test_what_is_no_link_of_ours_asks_for_nothing(text: str) -> None:
    assert DeepLink.parse(text) == DeepLink()


@given(st.none() | st.sampled_from(LANGUAGES), st.none() | topics, st.none() | districts)
def test_every_link_is_read_as_it_was_made(
    language: str | None, topic: str | None, district: str | None
) -> None:
    link = DeepLink(language, topic, district)
    assert DeepLink.parse(str(link)) == link


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(DeepLink.parse(text).payload, str)


def test_every_topic_with_language_and_district_fits_into_a_link(content: Content) -> None:
    links = [str(DeepLink("de", topic, "15003")) for topic in content.topics]
    assert [link for link in links if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LIMIT}}}", link)] == []


def test_a_link_that_is_too_long_is_refused() -> None:
    with pytest.raises(DeepLinkError, match=str(LIMIT)):
        str(DeepLink("de", f"hiring/{'x' * 60}", "15003"))


@pytest.mark.parametrize(
    ("link", "payload"),
    [
        (
            DeepLink("de", "hiring/costs", "15003"),
            '/choose_topic{"topic": "hiring/costs", "district": "15003"}',
        ),
        (DeepLink("de", "hiring/costs"), '/choose_topic{"topic": "hiring/costs"}'),
        (DeepLink("de", None, "15003"), '/choose_place{"district": "15003"}'),
        (DeepLink("de"), "/greet"),
    ],
)
def test_the_assistant_gets_topic_and_place_or_a_greeting(link: DeepLink, payload: str) -> None:
    assert link.payload == payload


def test_an_old_link_to_what_no_longer_exists_is_a_greeting(knowledge: KnowledgeBase) -> None:
    link = DeepLink("en", "hiring/no_such_topic", "14999")
    assert link.existing(knowledge) == DeepLink("en")
