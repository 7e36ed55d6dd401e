"""From probabilities to a decision: answer, ask back, or say that we do not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Ranking = Sequence[tuple[str, float]]  # (label, probability), most probable first

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
MIN_SEGMENT_WORDS = 3


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from which something is done; chosen on the validation set by stated costs."""

    answer: float  # a topic is answered
    act: float  # small talk, look-ups and the like are done
    offer: float  # a topic is offered as a button
    second: float  # a second question in the same message is answered too


@dataclass(frozen=True)
class Decision:
    """What a message is about."""

    label: str  # the most probable label
    confidence: float
    outcome: str  # certain | unsure | unknown
    options: tuple[str, ...]  # topics to offer when unsure, best first
    also: tuple[str, ...]  # further topics asked about in the same message


def decide(ranking: Ranking, parts: Sequence[Ranking], thresholds: Thresholds) -> Decision:
    """Return the decision for a message.

    Args:
        ranking: of the whole message.
        parts: one ranking per question in it; empty when it has only one.
        thresholds: see there.
    """
    label, confidence = ranking[0]
    needed = thresholds.answer if is_topic(label) else thresholds.act
    if confidence >= needed:
        also = _further_topics(label, parts, thresholds.second) if is_topic(label) else ()
        return Decision(label, confidence, "certain", (), also)
    options = tuple(other for other, p in ranking[:3] if is_topic(other) and p >= thresholds.offer)
    if options:
        return Decision(label, confidence, "unsure", options, ())
    return Decision(label, confidence, "unknown", (), ())


def is_topic(label: str) -> bool:
    """Return whether a label is a topic of the catalogue; look-ups and follow-ups are none."""
    area, _, key = label.partition("/")
    return bool(key) and area not in ("lookup", "follow_up")


def questions_in(text: str) -> list[str]:
    """Return the sentences of a message that may ask something of their own; empty when it has only one."""
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    asking = [part for part in sentences if part.endswith("?") and len(part.split()) >= MIN_SEGMENT_WORDS]
    return asking if len(asking) > 1 else []


def _further_topics(label: str, parts: Sequence[Ranking], threshold: float) -> tuple[str, ...]:
    """Return the other topics that parts of the message are surely about, in their order."""
    sure = [ranking[0][0] for ranking in parts if ranking[0][1] >= threshold]
    if label not in sure:
        return ()
    others = [topic for topic in dict.fromkeys(sure) if topic != label and is_topic(topic)]
    return tuple(others[:1])
