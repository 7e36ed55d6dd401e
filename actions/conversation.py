"""About the conversation itself: its language, its end, yes and no."""

from __future__ import annotations

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answerer
from actions.context import Context
from actions.handoff import offer_person
from actions.lookup import ServiceFinder
from actions.place import place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase
from bot.text import squash

EMERGENCY = "emergency"
SURE = 0.8  # below, a short message may as well continue the subject
# how the languages are called in the languages, in the one spelling
LANGUAGE_NAMES = {
    "de": ("deutsch", "german", "deutsche", "aleman", "allemand"),
    "en": ("englisch", "english", "ingles", "anglais", "englische"),
}


def _chosen_place(
    turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher
) -> list[Event] | None:
    """Return the look-up when we asked which place: "na die Stadt natürlich" is neither small talk nor a yes."""
    if turn.slot("asks") == "which_place" and place_in(turn, knowledge, asked=True).named:
        return ServiceFinder(knowledge, dispatcher, turn).find(turn.slot("kind"))
    return None


class ActionSmallTalk(TurnAction):
    """Say what belongs to an intent of small talk; what we have asked stays open."""

    introduces = False  # greeting and the question whether we are a machine say it themselves

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        if turn.label == EMERGENCY:
            dispatcher.utter_message(response=f"utter_{EMERGENCY}")
            return turn.remember(alarmed=True)
        chosen = _chosen_place(turn, self.knowledge, dispatcher)
        if chosen is not None:
            return chosen
        context = Context(turn, self.knowledge, dispatcher)
        if turn.label == "insult" and (corrected := context.corrected_place()) is not None:
            return corrected
        if turn.confidence < SURE and (meant := context.follow_up()) is not None:
            return meant
        dispatcher.utter_message(response=f"utter_{turn.label}")
        return turn.remember(introduced=True) if turn.label in ("greet", "bot_challenge") else []


class ActionSetLanguage(TurnAction):
    """Speak the language that was asked for."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        context = Context(turn, self.knowledge, dispatcher)
        if turn.confidence < SURE and (meant := context.follow_up()) is not None:
            return meant  # "and German?" asks for the level
        words = squash(turn.text).split()
        chosen = turn.chosen("language") if turn.text.startswith("/") else None
        wanted = chosen if chosen in LANGUAGE_NAMES else None
        for word in words:  # the last one counts: "no German, English please"
            wanted = next((c for c, names in LANGUAGE_NAMES.items() if word in names), wanted)
        if wanted is None:
            dispatcher.utter_message(response="utter_languages")
            return []
        dispatcher.utter_message(response=f"utter_language_{wanted}", language=wanted)
        return turn.remember(language=wanted)


class ActionConfirm(TurnAction):
    """Do what we asked about, after a yes."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        if turn.slot("asks") == "delete":
            dispatcher.utter_message(response="utter_data_deleted")
            return turn.remember(forget=True)
        chosen = _chosen_place(turn, self.knowledge, dispatcher)
        chosen = chosen or Context(turn, self.knowledge, dispatcher).corrected_place()
        if chosen is not None:
            return chosen  # "yes, the one in Bautzen"
        if turn.slot("asks") == "person":
            offer_person(turn, self.knowledge, dispatcher)
            return []
        options = [t for t in turn.slot("suggestions") or [] if t in self.knowledge.answers]
        if options and options[0] != turn.slot("topic"):
            return Answerer(self.knowledge, dispatcher, turn).answer(options[:1])
        # "all right" after an answer agrees to nothing, it ends
        dispatcher.utter_message(response="utter_thanks" if turn.slot("topic") else "utter_help")
        return []


class ActionDecline(TurnAction):
    """Leave what we asked about, after a no or a stop."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        chosen = _chosen_place(turn, self.knowledge, dispatcher)
        if chosen is not None:
            return chosen
        corrected = Context(turn, self.knowledge, dispatcher).corrected_place()
        if corrected is not None:
            return corrected  # "no, not Zwickau, Aue!"
        deleting = turn.slot("asks") == "delete"
        dispatcher.utter_message(response="utter_data_kept" if deleting else "utter_stopped")
        return turn.remember(asks=None, kind=None, suggestions=None)


class ActionAskDelete(TurnAction):
    """Ask once before the conversation is deleted."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        dispatcher.utter_message(response="utter_ask_delete")
        # said even when it is remembered: asking again keeps the question open
        return [SlotSet("asks", "delete"), *turn.remember(kind=None)]
