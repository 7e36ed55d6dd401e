"""What a message that says too little by itself is about, after what went before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasa.shared.core.trackers import DialogueStateTracker
from scipy.special import softmax

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.next_messages import read_next_messages
from bot.knowledge.records import LANGUAGES
from bot.nlu.decision import EMERGENCY, OUT_OF_SCOPE
from bot.nlu.masking import hide_places

# How much the message counts by itself, and together with the name of the subject: a logarithmic opinion pool (Genest
# and Zidek 1986). Then what is added to the scores, as logarithms of odds: people stay with their area, ask for the
# office that belongs to it, after a look-up for another one, and nobody suddenly leaves our field. Fitted to the
# dialogues of data/tuning, see docs/decisions/0005.
BY_ITSELF, WITH_SUBJECT = 0.6, 0.6
SAME_AREA, ITS_OFFICE, NEXT_LOOKUP, LEAVES_FIELD = 1.35, 1.1, 3.9, -2.3
# At the beginning there is nothing that "what does it cost?" could refer to.
FIRST_FOLLOW_UP = 0.01
# Whoever gives a place or an occupation names one; few are missing in our lists.
UNNAMED = 0.1
# After an answer "what are they good for?" is hardly the question what we can do.
WHAT_WE_CAN_DO, ASKED_LATER = "help", 0.1
# Once the numbers of help were named, a story that goes on is not taken for a cry for help again so easily.
AGAIN = 0.1
LEAST = 1e-6  # probability; nothing is impossible


@dataclass(frozen=True)
class Conversation:
    """What was spoken about last."""

    subject: str  # the title of a topic, or the name of a kind of service
    area: str  # of the topic spoken about; "" when there is none
    offices: frozenset[str]  # labels of the look-ups that belong to that topic
    is_lookup: bool

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None, knowledge: KnowledgeBase) -> Conversation | None:
        """Return what the slots say; None at the beginning of a conversation."""
        if tracker is None:
            return None
        language = tracker.get_slot("language") or LANGUAGES[0]
        kind, topic = tracker.get_slot("kind"), tracker.get_slot("subject") or tracker.get_slot("topic")
        area, offices = "", frozenset[str]()
        if topic in knowledge.answers:
            answer = knowledge.answers.answer(topic)
            area = topic.partition("/")[0]
            offices = frozenset(f"lookup/{k}" for k in (answer.follow_up.place, answer.lookup) if k)
        if kind in knowledge.services:
            return cls(knowledge.services.kind_name(kind, language), area, offices, is_lookup=True)
        if area:
            return cls(knowledge.answers.title(topic, language), area, offices, is_lookup=False)
        return None

    def chances(self, by_itself: np.ndarray, with_subject: np.ndarray, labels: list[str]) -> np.ndarray:
        """Return the probabilities of the labels of a message in this conversation.

        Args:
            by_itself: probabilities of the labels, (labels,), for the message.
            with_subject: the same for the subject followed by the message.
            labels: their names.
        """
        leaning = [self._leaning(label) for label in labels]
        return softmax(
            BY_ITSELF * np.log(by_itself + LEAST) + WITH_SUBJECT * np.log(with_subject + LEAST) + leaning
        )

    def _leaning(self, label: str) -> float:
        if label == OUT_OF_SCOPE:
            return LEAVES_FIELD
        area, _, key = label.partition("/")
        return (
            SAME_AREA * (bool(key) and area == self.area)
            + ITS_OFFICE * (label in self.offices)
            + NEXT_LOOKUP * (self.is_lookup and area == "lookup")
        )


def with_subject(subject: str, text: str) -> str:
    """Return a message together with what was spoken about, as the classifier learns and sees it."""
    return f"{subject} {text}"


def next_examples(data_dir: Path, knowledge: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield (message with its subject and places hidden, label) for what people say after an answer."""
    for message in read_next_messages(data_dir):
        subject = knowledge.answers.title(message.after, message.language)
        text = hide_places(message.text, knowledge.places.find(message.text))
        yield with_subject(subject, text), message.label


def at_the_beginning(chances: np.ndarray, labels: list[str]) -> np.ndarray:
    """Return the probabilities of the labels of a first message: hardly a short question about what went before.

    Args:
        chances: probabilities of the labels, (..., labels).
        labels: their names.
    """
    return _weighted(chances, [FIRST_FOLLOW_UP if label.startswith("follow_up/") else 1 for label in labels])


def named_only(chances: np.ndarray, labels: list[str], entities: set[str]) -> np.ndarray:
    """Return the probabilities of the labels of a message that names these kinds of things.

    Args:
        chances: probabilities of the labels, (..., labels).
        labels: their names.
        entities: place, occupation.
    """
    missing = {f"give_{kind}" for kind in ("place", "occupation") if kind not in entities}
    return _weighted(chances, [UNNAMED if label in missing else 1 for label in labels])


def later_on(chances: np.ndarray, labels: list[str]) -> np.ndarray:
    """Return the probabilities of the labels of a message after an answer or a look-up.

    Args:
        chances: probabilities of the labels, (..., labels).
        labels: their names.
    """
    return _weighted(chances, [ASKED_LATER if label == WHAT_WE_CAN_DO else 1 for label in labels])


def after_alarm(chances: np.ndarray, labels: list[str]) -> np.ndarray:
    """Return the probabilities of the labels of a message after an emergency.

    Args:
        chances: probabilities of the labels, (..., labels).
        labels: their names.
    """
    return _weighted(chances, [AGAIN if label == EMERGENCY else 1 for label in labels])


def _weighted(chances: np.ndarray, weights: list[float]) -> np.ndarray:
    weighted = chances * np.array(weights)
    return weighted / weighted.sum(axis=-1, keepdims=True)
