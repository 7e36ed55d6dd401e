"""About the conversation itself: its language, its end, yes and no."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answerer
from actions.turn import Event, Turn, TurnAction
from bot.text import squash

# how the languages are called in the languages, in the one spelling
LANGUAGE_NAMES = {
    "de": ("deutsch", "german", "deutsche", "aleman", "allemand"),
    "en": ("englisch", "english", "ingles", "anglais", "englische"),
}


class ActionGreet(TurnAction):
    """Greet; the greeting says that we are a machine."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        dispatcher.utter_message(response="utter_greet")
        return turn.remember(introduced=True)

    def _introduce(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        return []


class ActionSetLanguage(TurnAction):
    """Speak the language that was asked for."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        words = squash(turn.text).split()
        wanted = turn.chosen("language") if turn.text.startswith("/") else None
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
        options = [t for t in turn.slot("suggestions") or [] if t in self.knowledge.answers]
        if options:
            return Answerer(self.knowledge, dispatcher, turn).answer(options[:1])
        dispatcher.utter_message(response="utter_help")
        return []


class ActionDecline(TurnAction):
    """Leave what we asked about, after a no or a stop."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        deleting = turn.slot("asks") == "delete"
        dispatcher.utter_message(response="utter_data_kept" if deleting else "utter_stopped")
        return turn.remember(asks=None, kind=None, suggestions=None)


class ActionAskDelete(TurnAction):
    """Ask once before the conversation is deleted."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        dispatcher.utter_message(response="utter_ask_delete")
        return turn.remember(asks="delete", kind=None)
