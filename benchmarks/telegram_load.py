"""Many chats at once: order, loss, and a restart in the middle."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.systems import System
from benchmarks.telegram_server import Pair, telegram_pair
from tests.channels.telegram.standin.limits import Rates
from tests.channels.telegram.standin.people import Person

# what is asked, and the district that the answer names
PLACES = {
    "Köthen": "Anhalt-Bitterfeld",
    "Bautzen": "Bautzen",
    "Wernigerode": "Harz",
    "Zwickau": "Zwickau",
    "Freiberg": "Mittelsachsen",
}


@dataclass(frozen=True)
class Load:
    """What came of a load."""

    name: str
    chats: int
    questions: int
    lost: int
    repeated: int
    out_of_order: int  # chats
    too_fast: int  # 429 from Telegram
    messages: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.messages / self.seconds


def load(system: System, folder: Path, chats: int, restart: bool) -> Load:
    """Let chats ask five questions each at the same time; kill the server after a third when it is to restart."""
    with telegram_pair(system, folder, Rates(chat_burst=3)) as pair:
        people = pair.new_people(chats)
        with pair.serving() as server:
            start = time.monotonic()
            for person in people:
                pair.telegram.deliver(
                    *(person.drafts(f"Wo ist die Ausländerbehörde in {place}?") for place in PLACES)
                )
            if restart:
                _wait_for_answers(pair, people, chats * len(PLACES) // 3)
                server.process.kill()
                server.process.wait()
            else:
                _wait_for_end(pair, people)
        if restart:
            with pair.serving():
                _wait_for_end(pair, people)
        name = "killed and restarted in the middle" if restart else "without restart"
        return _result(name, pair, people, time.monotonic() - start)


def _answers(person: Person) -> list[str]:
    """Return the districts in the order in which they were answered."""
    texts = [message.text for message in person.chat.from_bot]
    return [district for text in texts for district in PLACES.values() if f"(Landkreis {district})" in text]


def _wait_for_answers(pair: Pair, people: list[Person], number: int) -> None:
    pair.telegram.wait_until(
        lambda: sum(len(person.chat.from_bot) for person in people) >= number, "a third of the answers", 300
    )


def _more_than(number: int, people: list[Person]) -> bool:
    return sum(len(person.chat.from_bot) for person in people) > number


def _wait_for_end(pair: Pair, people: list[Person]) -> None:
    """Return when everybody has every answer, or nothing more comes."""
    while any(len(set(_answers(person))) < len(PLACES) for person in people):
        before = sum(len(person.chat.from_bot) for person in people)
        try:
            pair.telegram.wait_until(partial(_more_than, before, people), "more answers", 20)
        except AssertionError:
            return
    pair.wait_until_quiet(people)


def _result(name: str, pair: Pair, people: list[Person], seconds: float) -> Load:
    answers = [_answers(person) for person in people]
    expected = list(PLACES.values())
    return Load(
        name=name,
        chats=len(people),
        questions=len(people) * len(PLACES),
        lost=sum(len(set(expected) - set(got)) for got in answers),
        repeated=sum(len(got) - len(set(got)) for got in answers),
        out_of_order=sum([d for d in expected if d in got] != list(dict.fromkeys(got)) for got in answers),
        too_fast=pair.telegram.methods.limiter.refused,
        messages=sum(len(person.chat.from_bot) for person in people),
        seconds=seconds,
    )
