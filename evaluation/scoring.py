"""What counts as right, and the figures that we promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.nlu.decision import Decision, is_topic
from evaluation.questions import OUT_OF_SCOPE, Question

RIGHT = "answered rightly"
RIGHT_SECOND = "answered second, after another topic"
WRONG = "answered wrongly"
TALK = "taken for small talk or a command"
OFFERED_FIRST = "offered first"
OFFERED = "offered second or third"
OFFERED_WRONG = "offered only other topics"
FALLBACK = "not answered"
T = TypeVar("T")
OUTCOMES = (RIGHT, OFFERED_FIRST, OFFERED, RIGHT_SECOND, OFFERED_WRONG, FALLBACK, TALK, WRONG)


@dataclass(frozen=True)
class Share:
    """So many of so many; of none it is 0."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True)
class Target:
    """A promise; ``at_most`` for what should be rare."""

    name: str
    share: Share
    target: float | None = None
    at_most: bool = False

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.share.value <= self.target if self.at_most else self.share.value >= self.target


def outcome(label: str, decision: Decision) -> str:
    """Return what a question about a topic ended with; a look-up instead of an answer is a wrong answer."""
    if decision.outcome == "unknown" or (decision.outcome, decision.label) == ("certain", OUT_OF_SCOPE):
        return FALLBACK
    if decision.outcome == "unsure":
        if label not in decision.options:
            return OFFERED_WRONG
        return OFFERED_FIRST if decision.options[0] == label else OFFERED
    if decision.label == label:
        return RIGHT
    if label in decision.also:
        return RIGHT_SECOND
    return WRONG if is_topic(decision.label) or decision.label.startswith("lookup/") else TALK


def topic_targets(name: str, pairs: Sequence[tuple[Question, Decision]]) -> list[Target]:
    """Return the three promises about topics, for one language.

    A topic that is answered after a wrong one counts both as offered and as a wrong answer.
    """
    outcomes = [outcome(question.label, decision) for question, decision in pairs]
    return [
        Target(f"right topic first, {name}", count(outcomes, {RIGHT, OFFERED_FIRST}.__contains__), 0.94),
        Target(
            f"right topic answered or offered, {name}",
            count(outcomes, {RIGHT, OFFERED_FIRST, OFFERED, RIGHT_SECOND}.__contains__),
            0.98,
        ),
        Target(f"wrong answer, {name}", count(outcomes, {WRONG, RIGHT_SECOND}.__contains__), 0.03, True),
    ]


def answered_as_topic(decision: Decision) -> bool:
    return decision.outcome == "certain" and is_topic(decision.label)


def scope_targets(pairs: Sequence[tuple[Question, Decision]]) -> list[Target]:
    """Return the promises about questions out of scope; asking back is no answer."""

    def kept(near: tuple[bool, ...]) -> Share:
        chosen = [decision for question, decision in pairs if question.near in near]
        return count(chosen, lambda decision: not answered_as_topic(decision))

    return [
        Target("out of scope, not answered as a topic", kept((True, False)), 0.92),
        Target("… close to our subjects", kept((True,)), 0.85),
        Target("… unrelated", kept((False,))),
    ]


def lookup_is_right(question: Question, reply: Mapping[str, Any], kinds: Sequence[str]) -> tuple[bool, bool]:
    """Return whether the kind is right and whether the place is.

    Args:
        question: a look-up; its district is None when the place has to be asked for.
        reply: ``custom`` of the first message that came back.
        kinds: of service that are right.
    """
    kind = reply.get("act") in ("services", "ask", "outside") and reply.get("kind") in kinds
    if question.district is None:
        return kind, reply.get("act") == "ask"
    served = [service["district"] for service in reply.get("services") or []]
    # one service may be right for several districts of that name
    covered = bool(served) and all(question.district in districts for districts in served)
    return kind, reply.get("district") == question.district or covered or reply.get("asks") == "occupation"


def count(values: Iterable[T], hit: Callable[[T], bool]) -> Share:
    """Return the share of values that are hits."""
    hits = [hit(value) for value in values]
    return Share(sum(hits), len(hits))
