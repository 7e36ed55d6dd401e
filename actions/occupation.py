"""Which occupation a turn is about."""

from __future__ import annotations

from actions.turn import Turn
from actions.wording import without_denied
from bot.knowledge.base import KnowledgeBase

GIVEN = "give_occupation"  # label of a message that says an occupation


def occupation_in(turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the id of the occupation that a turn names, or that was spoken about; None when unknown or ambiguous."""
    chosen = turn.chosen("occupation_id")
    if chosen is not None and chosen in knowledge.occupations:
        return chosen
    found = without_denied(turn.found("occupation"), turn.text)
    if not found and turn.slot("asks") == "occupation":
        matches = knowledge.occupations.find(turn.text, expected=True)
        found = [{"occupations": list(match.occupations)} for match in matches]
    for entity in found:
        if _have_one_body(entity["occupations"], knowledge):
            return entity["occupations"][0]
    if (
        found or turn.label == GIVEN
    ):  # of several bodies, or one that we do not know: the one before is not meant
        return None
    return turn.slot("occupation") or _of_subject(turn, knowledge)


def meanings_in(turn: Turn) -> list[str]:
    """Return the ids of all occupations that the words of a turn can mean, or of the one before when we asked which."""
    found = without_denied(turn.found("occupation"), turn.text)
    meant = list(dict.fromkeys(key for entity in found for key in entity["occupations"]))
    return meant or (turn.slot("meanings") or [] if turn.slot("asks") == "occupation" else [])


def _of_subject(turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the occupation of the subject: who asks about doctors and then "where?" means doctors."""
    if turn.subject is None or turn.subject not in knowledge.answers:
        return None
    return knowledge.answers.answer(turn.subject).occupation


def _have_one_body(occupations: list[str], knowledge: KnowledgeBase) -> bool:
    """Return whether all meanings of a word lead to the same bodies."""
    records = [knowledge.occupations.occupation(key) for key in occupations]
    bodies = [{s: c["body"] for s, c in record.competent.items()} for record in records]
    return all(body == bodies[0] for body in bodies)
