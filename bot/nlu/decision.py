"""From probabilities to a decision: answer, ask back, or say that we do not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Ranking = Sequence[tuple[str, float]]  # (label, probability), most probable first

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
# "Can we hire a trainee from Vietnam, and what does the visa cost?", "... and do they have to go to school?"
_QUESTION_WORD = r"was|wie|wo|wer|wann|welche[rsn]?|what|how|where|who|when|which"
_QUESTION_VERB = (
    r"(?:muss|müssen|kann|können|darf|dürfen|brauch\w+|gibt|is|are|do|does|can|must|may|should|will)"
)
_SUBJECT = (
    r"(?:ich|wir|er|sie|es|man|die|der|das|mein\w*|sein\w*|ihr\w*|"
    r"i|we|he|she|it|they|there|the|my|his|her|our|their)"
)
_NEXT_QUESTION = re.compile(
    rf",?\s+(?:und|and)\s+(?=(?:{_QUESTION_WORD})\b|{_QUESTION_VERB}\s+{_SUBJECT}\b)", re.IGNORECASE
)
MIN_SEGMENT_WORDS = 3
MOST_OPTIONS = 3
OUT_OF_SCOPE = "out_of_scope"
SURE_LOOKUP = 0.75  # probability of a look-up that needs no context


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from which something is done; chosen on the validation set by stated costs."""

    answer: float  # a topic is answered
    act: float  # small talk, look-ups and the like are done
    refuse: float  # a message is called out of scope
    offer: float  # a topic is offered as a button
    second: float  # a question that is a part of the message is answered
    doubt: float  # a message may be out of scope: its topic is offered, not answered


@dataclass(frozen=True)
class Decision:
    """What a message is about."""

    label: str  # the most probable label
    confidence: float
    outcome: str  # certain | unsure | unknown
    options: tuple[str, ...]  # likely topics, best first: to offer when unsure
    also: tuple[str, ...]  # further topics asked about in the same message

    @property
    def says_enough(self) -> bool:
        """Whether the message is understood without what went before it: a greeting is, half a question is not."""
        if self.label == OUT_OF_SCOPE or "/" not in self.label:
            return self.label != OUT_OF_SCOPE
        return self.outcome == "certain" and (is_topic(self.label) or self.confidence >= SURE_LOOKUP)


def decide(ranking: Ranking, parts: Sequence[Ranking], thresholds: Thresholds) -> Decision:
    """Return the decision for a message.

    Args:
        ranking: of the whole message.
        parts: one ranking per question in it; empty when it has only one.
        thresholds: see there.
    """
    likely = [topic for topic, p in ranking if is_topic(topic) and p >= thresholds.offer]
    options = tuple(likely[:MOST_OPTIONS])
    asked = _topics_of(parts, thresholds.second)
    if len(asked) > 1:
        (label, confidence), *others = asked[:2]
        return Decision(label, confidence, "certain", options, tuple(topic for topic, _ in others))
    label, confidence = ranking[0]
    is_doubtful = is_topic(label) and dict(ranking).get(OUT_OF_SCOPE, 0.0) >= thresholds.doubt
    if confidence >= _needed(label, thresholds) and not is_doubtful:
        return Decision(label, confidence, "certain", options, ())
    return Decision(label, confidence, "unsure" if options else "unknown", options, ())


def _needed(label: str, thresholds: Thresholds) -> float:
    if is_topic(label):
        return thresholds.answer
    return thresholds.refuse if label == OUT_OF_SCOPE else thresholds.act


def _topics_of(parts: Sequence[Ranking], threshold: float) -> list[tuple[str, float]]:
    """Return the topics that parts of the message are surely about, each once, in their order."""
    sure: dict[str, float] = {}
    for ranking in parts:
        label, p = ranking[0]
        if is_topic(label) and p >= threshold:
            sure.setdefault(label, p)
    return list(sure.items())


def is_topic(label: str) -> bool:
    """Return whether a label is a topic of the catalogue; look-ups and follow-ups are none."""
    area, _, key = label.partition("/")
    return bool(key) and area not in ("lookup", "follow_up")


def questions_in(text: str) -> list[str]:
    """Return the sentences and clauses that may ask something of their own; empty when there is only one."""
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    clauses = [
        clause.strip()
        for sentence in sentences
        if sentence.endswith("?")
        for clause in _NEXT_QUESTION.split(sentence)
    ]
    asking = [clause for clause in clauses if len(clause.split()) >= MIN_SEGMENT_WORDS]
    return asking if len(asking) > 1 else []
