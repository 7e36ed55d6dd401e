"""A turn as the actions see it, and what every action has in common."""

from __future__ import annotations

from typing import Any

import pytest
from dialogue import Conversation

from actions.answer import ActionAnswer, ActionMore
from actions.clarify import ActionClarify, ActionFallback, ActionNotHelpful
from actions.conversation import (
    ActionAskDelete,
    ActionConfirm,
    ActionDecline,
    ActionSetLanguage,
    ActionSmallTalk,
)
from actions.follow_up import ActionFollowUp
from actions.given import ActionTakeOccupation, ActionTakePlace
from actions.handoff import ActionOfferPerson
from actions.lookup import ActionFindService
from actions.turn import Turn, TurnAction
from bot.knowledge.base import KnowledgeBase

ACTIONS = [
    *(ActionAnswer, ActionFollowUp, ActionMore, ActionClarify, ActionFallback, ActionNotHelpful),
    *(ActionAskDelete, ActionConfirm, ActionDecline, ActionSetLanguage, ActionSmallTalk),
    *(ActionOfferPerson, ActionFindService, ActionTakeOccupation, ActionTakePlace),
]


def turn(slots: dict[str, Any] | None = None, **given: Any) -> Turn:
    return Turn(text="?", label="", confidence=1.0, slots=slots or {}, **given)


@pytest.mark.parametrize(
    ("slots", "client", "language"),
    [
        ({"language": "en"}, {"language": "de"}, "en"),
        ({}, {"language": "en"}, "en"),
        ({}, {"language": "fr"}, "de"),
        ({"language": "xx"}, {"language": "en"}, "en"),
        ({"language": None}, {}, "de"),
    ],
)
def test_the_language_is_that_of_the_conversation_then_of_the_client(
    slots: dict[str, Any], client: dict[str, Any], language: str
) -> None:
    assert turn(slots, metadata=client).language == language


def test_what_is_remembered_already_is_not_remembered_again() -> None:
    events = turn({"district": "15082"}).remember(district="15082", kind="jobcenter", topic=None)
    assert [(e["name"], e["value"]) for e in events] == [("kind", "jobcenter")]


@pytest.mark.parametrize("value", [5, None, ["15082"], {"a": 1}])
def test_a_button_with_anything_but_a_text_chooses_nothing(value: Any) -> None:
    assert turn(entities=[{"entity": "district", "value": value}]).chosen("district") is None


def test_an_action_is_called_after_its_class(knowledge: KnowledgeBase) -> None:
    assert ActionFindService(knowledge).name() == "action_find_service"


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_waits_for_the_next_message_in_the_end(
    action: type[TurnAction], conversation: Conversation
) -> None:
    conversation.say(action, "Jobcenter in Köthen", "greet", options=("hiring/costs",))
    assert (conversation.events[-1]["event"], conversation.events[-1]["name"]) == (
        "followup",
        "action_listen",
    )


@pytest.mark.parametrize("action", [a for a in ACTIONS if a is not ActionSmallTalk])
def test_every_action_but_small_talk_says_once_that_we_are_a_machine(
    action: type[TurnAction], conversation: Conversation
) -> None:
    conversation.slots["introduced"] = None
    replies = conversation.say(action, "Jobcenter in Köthen", "hiring/costs", options=("hiring/costs",))
    assert [r["response"] for r in replies].count("utter_introduction") == 1
    assert conversation.slots["introduced"] is True
