"""The sentences and clauses of a message, each judged by itself."""

from __future__ import annotations

import re

from bot.nlu.decision import Part, Ranking, is_topic
from bot.nlu.model import TopicModel

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
# "Can we hire a trainee from Vietnam, and what does the visa cost?", "... and do they have to go to school?"
_QUESTION_WORD = r"was|wie|wieviele?|wo|wer|wem|wen|wann|welche[mnrs]?|what|how|where|who|when|which"
_PREPOSITION = r"(?:ab|an|auf|aus|bei|bis|für|in|mit|seit|von|zu|at|by|for|from|in|of|on|since|to|until|with)"
_QUESTION_VERB = (
    r"(?:muss|müssen|kann|können|darf|dürfen|brauch\w+|gibt|is|are|do|does|can|must|may|should|will)"
)
_SUBJECT = (
    r"(?:ich|wir|er|sie|es|man|die|der|das|mein\w*|unser\w*|sein\w*|ihr\w*|jemand|"
    r"i|we|you|he|she|it|they|there|the|this|that|my|his|her|our|their|someone|somebody)"
)
_NEXT_QUESTION = re.compile(
    rf",?\s+(?:und|and)\s+(?=(?:{_PREPOSITION}\s+)?(?:{_QUESTION_WORD})\b|{_QUESTION_VERB}\s+{_SUBJECT}\b)",
    re.IGNORECASE,
)
MIN_PART_WORDS = 3
SHOWN_IN_RANKING = 8


def parts_in(text: str) -> list[Part]:
    """Return the sentences of a message, questions clause by clause; empty when it is only one."""
    parts, lead = [], ""
    for sentence in _SENTENCE_END.split(text):
        if sentence.strip().endswith("?"):
            clauses = [clause.strip() for clause in _NEXT_QUESTION.split(sentence)]
            parts += [Part(clause, True, lead) for clause in clauses if _is_long_enough(clause)]
        elif _is_long_enough(sentence):
            lead = sentence.strip()
            parts.append(Part(lead, False))
    return parts if len(parts) > 1 else []


def _is_long_enough(text: str) -> bool:
    return len(text.split()) >= MIN_PART_WORDS


def judged_parts(model: TopicModel, text: str, clear: float) -> list[tuple[Part, Ranking]]:
    """Return the parts of a message with their rankings.

    A question that is not clear by itself is judged with the sentence that leads to it: "We hire two nurses. What will
    that cost us, and how long does it take?"

    Args:
        model: the trained model.
        text: the message with its places hidden.
        clear: probability from which a topic is clear.
    """
    judged: list[tuple[Part, Ranking]] = []
    for part in parts_in(text):
        ranking = model.ranking(part.text, SHOWN_IN_RANKING)
        label, chance = ranking[0]
        if part.lead and not (is_topic(label) and chance >= clear):
            ranking = model.ranking(part.with_lead, SHOWN_IN_RANKING)
        judged.append((part, ranking))
    return judged
