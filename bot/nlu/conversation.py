"""What a message that says too little by itself is about, after what went before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rasa.shared.core.trackers import DialogueStateTracker
from scipy.special import softmax

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.records import LANGUAGES
from bot.nlu.decision import OUT_OF_SCOPE

SHORT = 8  # words; such a message leans on what went before
# How much the message counts by itself, and together with the name of the subject: a logarithmic opinion pool (Genest
# and Zidek 1986). Then what is added to the scores of a short message, as logarithms of odds: after a look-up people
# ask for other offices, and who speaks about something does not suddenly leave our field in half a sentence.
# Chosen on data/tuning, see docs/decisions/0005.
BY_ITSELF, WITH_SUBJECT = 0.5, 0.3
NEXT_LOOKUP, LEAVES_FIELD = 6.0, -2.0
LEAST = 1e-6  # probability; nothing is impossible


@dataclass(frozen=True)
class Conversation:
    """What was spoken about last."""

    subject: str  # the title of a topic, or the name of a kind of service
    is_lookup: bool

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None, knowledge: KnowledgeBase) -> Conversation | None:
        """Return what the slots say; None at the beginning of a conversation."""
        if tracker is None:
            return None
        language = tracker.get_slot("language") or LANGUAGES[0]
        kind, topic = tracker.get_slot("kind"), tracker.get_slot("subject") or tracker.get_slot("topic")
        if kind in knowledge.services:
            return cls(knowledge.services.kind_name(kind, language), is_lookup=True)
        if topic in knowledge.answers:
            return cls(knowledge.answers.title(topic, language), is_lookup=False)
        return None

    def chances(
        self, by_itself: np.ndarray, with_subject: np.ndarray, labels: list[str], words: int
    ) -> np.ndarray:
        """Return the probabilities of the labels of a message in this conversation.

        Args:
            by_itself: probabilities of the labels, (labels,), for the message.
            with_subject: the same for the subject followed by the message.
            labels: their names.
            words: the length of the message.
        """
        scores = BY_ITSELF * np.log(by_itself + LEAST) + WITH_SUBJECT * np.log(with_subject + LEAST)
        if words <= SHORT:
            scores += [self._leaning(label) for label in labels]
        return softmax(scores)

    def _leaning(self, label: str) -> float:
        if label == OUT_OF_SCOPE:
            return LEAVES_FIELD
        return NEXT_LOOKUP if self.is_lookup and label.startswith("lookup/") else 0.0
