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
LOOKED_UP = ("services", "ask", "outside")
Reply = Mapping[str, Any]
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


def outcome(label: str, reply: Reply) -> str:
    """Return what a question about a topic ended with for a person; a look-up instead of an answer is a wrong answer.

    Args:
        label: the topic asked about.
        reply: ``custom`` of the first message that came back.
    """
    act, options = reply.get("act"), reply.get("options") or []
    if act == "fallback":
        return FALLBACK
    if act == "clarify":
        if label not in options:
            return OFFERED_WRONG
        return OFFERED_FIRST if options[0] == label else OFFERED
    if act == "answer" and reply.get("topic") == label:
        return RIGHT
    if label in (reply.get("also") or ()):
        return RIGHT_SECOND
    return WRONG if act in ("answer", *LOOKED_UP) else TALK


def decided(label: str, decision: Decision) -> str:
    """Return the same of the classifier alone, for thresholds: actions may still do better, or worse."""
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


def topic_targets(name: str, pairs: Sequence[tuple[Question, Reply]]) -> list[Target]:
    """Return the three promises about topics, for one language.

    A topic that is answered after a wrong one counts both as offered and as a wrong answer.
    """
    outcomes = [outcome(question.label, reply) for question, reply in pairs]
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


def scope_targets(pairs: Sequence[tuple[Question, Reply]]) -> list[Target]:
    """Return the promises about questions out of scope; asking back is no answer."""

    def kept(near: tuple[bool, ...]) -> Share:
        chosen = [reply for question, reply in pairs if question.near in near]
        return count(chosen, lambda reply: reply.get("act") != "answer")

    return [
        Target("out of scope, not answered as a topic", kept((True, False)), 0.92),
        Target("… close to our subjects", kept((True,)), 0.85),
        Target("… unrelated", kept((False,))),
    ]


def lookup_is_right(question: Question, reply: Reply, kinds: Sequence[str]) -> tuple[bool, bool]:
    """Return whether the kind is right and whether the place is.

    Args:
        question: a look-up; its district is None when none is named: then it has to be asked for, unless all have
            the same service.
        reply: ``custom`` of the first message that came back.
        kinds: of service that are right.
    """
    kind = reply.get("act") in LOOKED_UP and reply.get("kind") in kinds
    if question.district is None:
        # who names a whole state is served when all its districts have the same service
        return kind, reply.get("act") == "ask" or (
            reply.get("act") == "services" and reply.get("district") is None
        )
    served = [service["district"] for service in reply.get("services") or []]
    # one service may be right for several districts of that name
    covered = bool(served) and all(question.district in districts for districts in served)
    return kind, reply.get("district") == question.district or covered or reply.get("asks") == "occupation"


def count(values: Iterable[T], hit: Callable[[T], bool]) -> Share:
    """Return the share of values that are hits."""
    hits = [hit(value) for value in values]
    return Share(sum(hits), len(hits))
