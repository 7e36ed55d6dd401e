"""Which office belongs to what was spoken about."""

from __future__ import annotations

from actions.handoff import KIND_OF_AREA
from actions.turn import Turn
from actions.wording import holds_any
from bot.knowledge.base import KnowledgeBase

# They decide; whoever wants advice is better served elsewhere.
AUTHORITIES = frozenset({"foreigners_authority", "recognition_body", "labour_agency"})
ADVICE_FOR_FIRMS, ADVICE_FOR_WORKERS = "employer_contact_point", "labour_rights"


def office_of_subject(turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service that "where do I go?" or "who can help?" means; None without a subject."""
    subject = turn.subject
    if subject is None or subject not in knowledge.answers:
        return None
    answer = knowledge.answers.answer(subject)
    if not holds_any(turn.text, "advice_words", knowledge):
        return answer.follow_up.place or answer.lookup
    kind = answer.lookup or answer.follow_up.place
    area = subject.partition("/")[0]
    if turn.slot("audience") == "employer" and (kind == ADVICE_FOR_WORKERS or area == "hiring"):
        return ADVICE_FOR_FIRMS
    return kind if kind is not None and kind not in AUTHORITIES else KIND_OF_AREA[area]
