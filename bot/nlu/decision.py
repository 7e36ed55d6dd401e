"""From probabilities to a decision: answer, ask back, or say that we do not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Ranking = Sequence[tuple[str, float]]  # (label, probability), most probable first

MOST_OPTIONS = 3
OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
# Probability of an emergency by the whole message; below, the danger is over: "the police took him. Who advises me?"
NOT_OVER = 0.005
# probabilities of a look-up and of an emergency that need no context
SURE_LOOKUP, SURE_EMERGENCY = 0.75, 0.9


class Part(NamedTuple):
    """A sentence or clause of a message."""

    text: str
    asks: bool
    lead: str = ""  # of a question: the sentence before it that asks nothing

    @property
    def with_lead(self) -> str:
        return f"{self.lead} {self.text}"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from which something is done; chosen on the validation set by stated costs."""

    answer: float  # a topic is answered
    act: float  # small talk, look-ups and the like are done
    refuse: float  # a message is called out of scope
    offer: float  # a topic is offered as a button
    second: float  # a question that is a part of the message is answered
    doubt: float  # a message may be out of scope: its topic is offered, not answered
    alarm: float  # a sentence of the message is a cry for help, whatever the others say


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
        if self.label == EMERGENCY:
            return self.confidence >= SURE_EMERGENCY
        if self.label == OUT_OF_SCOPE or "/" not in self.label:
            return self.label != OUT_OF_SCOPE
        return self.outcome == "certain" and (is_topic(self.label) or self.confidence >= SURE_LOOKUP)


def decide(ranking: Ranking, parts: Sequence[tuple[Part, Ranking]], thresholds: Thresholds) -> Decision:
    """Return the decision for a message.

    Args:
        ranking: of the whole message.
        parts: the parts of the message, each with its ranking; empty when it has only one.
        thresholds: see there.
    """
    alarm = max((p for _, part in parts for label, p in part[:1] if label == EMERGENCY), default=0.0)
    if alarm >= thresholds.alarm and dict(ranking).get(EMERGENCY, 0.0) >= NOT_OVER:
        return Decision(EMERGENCY, alarm, "certain", (), ())
    likely = [topic for topic, p in ranking if is_topic(topic) and p >= thresholds.offer]
    options = tuple(likely[:MOST_OPTIONS])
    label, confidence = ranking[0]
    asked = _topics_of(parts, thresholds.second)
    if len(asked) > 1 and is_topic(label) and confidence >= thresholds.answer:
        # the message as a whole is surely about one topic: it comes first, and another has to be as sure
        others = {topic: p for topic, p in asked.items() if p >= thresholds.answer}
        asked = {label: confidence} | others
    if len(asked) > 1:
        first, second = list(asked)[:2]
        return Decision(first, asked[first], "certain", options, (second,))
    is_doubtful = is_topic(label) and dict(ranking).get(OUT_OF_SCOPE, 0.0) >= thresholds.doubt
    if confidence >= _needed(label, thresholds) and not is_doubtful:
        return Decision(label, confidence, "certain", options, ())
    return Decision(label, confidence, "unsure" if options else "unknown", options, ())


def _needed(label: str, thresholds: Thresholds) -> float:
    if is_topic(label):
        return thresholds.answer
    return thresholds.refuse if label == OUT_OF_SCOPE else thresholds.act


def _topics_of(parts: Sequence[tuple[Part, Ranking]], threshold: float) -> dict[str, float]:
    """Return the topics that the message surely asks about, each once, in their order."""
    sure: dict[str, float] = {}
    for part, ranking in parts:
        label, p = ranking[0]
        if part.asks and is_topic(label) and p >= threshold:
            sure.setdefault(label, p)
    return sure


def is_topic(label: str) -> bool:
    """Return whether a label is a topic of the catalogue; look-ups and follow-ups are none."""
    area, _, key = label.partition("/")
    return bool(key) and area not in ("lookup", "follow_up")
