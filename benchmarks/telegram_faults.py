"""The fault table: what went wrong, how often we tried, what the person saw, what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.telegram_load import PLACES
from benchmarks.telegram_server import Pair
from tests.channels.telegram.standin.fault_cases import LOST_ANSWERS, POLL_FAULTS, SEND_FAULTS
from tests.channels.telegram.standin.faults import Fault
from tests.channels.telegram.standin.people import Person

QUESTIONS = [f"Wo ist die Ausländerbehörde in {place}?" for place in PLACES][:3]
EXPECTED = list(PLACES.values())[:3]
Action = Callable[[Pair, Person], None]


@dataclass(frozen=True)
class Row:
    fault: str
    tries: int  # calls of the method that failed, for this chat, until all was well
    seen: str
    lost: int


def fault_table(pair: Pair) -> list[Row]:
    """Play every fault against three questions of one person each."""
    cases = {f"sending: {name}": _failing(fault) for name, fault in SEND_FAULTS.items()}
    cases |= {f"sending, the answer is lost: {name}": _failing(fault) for name, fault in LOST_ANSWERS.items()}
    cases |= {f"asking for updates: {name}": _failing(fault) for name, fault in POLL_FAULTS.items()}
    cases |= {"every update twice": _twice, "updates in another order": _reversed}
    cases |= {"typing action: dropped connection": _failing(Fault("drop", "sendChatAction", times=3))}
    return [_row(name, pair, case) for name, case in cases.items()]


def _ask(pair: Pair, person: Person) -> None:
    pair.telegram.deliver(*(person.drafts(question) for question in QUESTIONS))


def _failing(fault: Fault) -> Action:
    def play(pair: Pair, person: Person) -> None:
        chat_id = None if fault.method == "getUpdates" else person.chat_id
        pair.telegram.fail(replace(fault, chat_id=chat_id))
        _ask(pair, person)

    return play


def _twice(pair: Pair, person: Person) -> None:
    updates = [person.drafts(question) for question in QUESTIONS]
    pair.telegram.deliver(*updates)
    pair.telegram.repeat(*updates)


def _reversed(pair: Pair, person: Person) -> None:
    pair.telegram.deliver(*reversed([person.drafts(question) for question in QUESTIONS]))


def _row(name: str, pair: Pair, play: Action) -> Row:
    [person] = pair.new_people(1)
    pair.greet([person])
    calls, met = len(pair.telegram.api.arrivals), pair.telegram.script.met.total()
    play(pair, person)
    _wait(pair, person)
    answered = _districts(person)
    counts = Counter(answered)
    tries = sum(
        (method, chat) == ("sendMessage", person.chat_id)
        for _, method, chat in pair.telegram.api.arrivals[calls:]
    )
    failed = pair.telegram.script.met.total() - met
    lost = len(set(EXPECTED) - set(answered))
    return Row(name, failed, _seen(answered, counts, tries), lost)


def _districts(person: Person) -> list[str]:
    texts = [message.text for message in person.chat.from_bot]
    return [district for text in texts for district in EXPECTED if f"(Landkreis {district})" in text]


def _wait(pair: Pair, person: Person) -> None:
    """Return when all answers were seen, or none came for a long time."""
    try:
        pair.telegram.wait_until(lambda: set(_districts(person)) >= set(EXPECTED), "all answers", 60)
    except AssertionError:
        return
    pair.wait_until_quiet([person])


def _seen(answered: list[str], counts: Counter[str], tries: int) -> str:
    repeated = sum(counts.values()) - len(counts)
    in_order = list(dict.fromkeys(answered)) == EXPECTED
    parts = [f"{len(counts)} of {len(EXPECTED)} answers", "in order" if in_order else "in another order"]
    parts.append(f"{repeated} seen twice" if repeated else "each once")
    return f"{', '.join(parts)} ({tries} messages sent or tried)"
