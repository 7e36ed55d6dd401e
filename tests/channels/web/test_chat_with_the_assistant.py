"""The whole way with the real assistant: question, district, answer, PDF, deletion."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator

import pytest
from chat import Browser, Chat, chat_settings, reply, serving
from rasa.core.channels.channel import register
from sanic import Sanic

from bot.channels.web.channel import WebInput
from bot.contract import Reply
from bot.server.app import create_agent
from bot.server.processor import DirectAgent
from bot.settings import settings

pytestmark = pytest.mark.trained
_names = itertools.count()


@pytest.fixture(scope="module")
def agent(own_database: str) -> DirectAgent:
    """Return the assistant with the newest model; whether that fits the present data is tested elsewhere."""
    models = sorted(settings().models_dir.glob("fachlotse*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        pytest.fail("no model: run `make train` first, or leave out `-m trained`")
    return create_agent(models[-1])


@pytest.fixture
async def person(agent: DirectAgent) -> AsyncIterator[Browser]:
    """Return a person in front of the real assistant."""
    app = Sanic(f"web_assistant_{next(_names)}", configure_logging=False)
    app.ctx.agent = agent
    channel = WebInput(chat_settings())
    register([channel], app, route="/webhooks/")
    async with serving(app) as (address, stop):
        chat = Chat(app, address, None, None, channel, stop)  # type: ignore[arg-type]
        async with chat.http() as http:
            browser = Browser(http)
            await browser.begin()
            yield browser


async def answers(person: Browser, turns: int = 1) -> list[dict]:
    """Return the first reply of each turn; all are checked against the contract."""
    first: dict[str, dict] = {}
    for event in await person.heard(turns):
        if event.type == "reply":
            Reply.model_validate({key: value for key, value in event.data.items() if key != "to"})
            first.setdefault(event.data["to"], event.data)
    return list(first.values())


async def test_a_firm_asks_chooses_its_place_and_gets_the_responsible_body(person: Browser) -> None:
    await person.say("Wo ist die Ausländerbehörde?")
    await person.say('/choose_place{"district": "15082"}', shown="Köthen (Anhalt)")
    asked, found = await answers(person, 2)
    assert (asked["custom"]["act"], asked["custom"]["asks"]) == ("ask", "place")
    assert (found["custom"]["act"], found["custom"]["district"]) == ("services", "15082")


async def test_the_district_of_the_widget_saves_the_question(person: Browser) -> None:
    await person.begin(district="15003")
    await person.say("Wo ist die Ausländerbehörde?")
    (found,) = await answers(person)
    assert (found["custom"]["act"], found["custom"]["district"]) == ("services", "15003")


async def test_the_language_of_the_client_is_that_of_the_answer_to_a_button(person: Browser) -> None:
    await person.say("/help", language="en")
    (helped,) = await answers(person)
    assert helped["custom"]["language"] == "en"


async def test_an_answer_can_be_rated_and_printed(person: Browser) -> None:
    message_id = await person.say("Wie hoch ist der Mindestlohn?")
    await person.heard()
    assert await person.ask("POST", "/chat/feedback", json={"to": message_id, "helped": True}) == (204, None)
    async with person.http.post("/chat/pdf", headers=person.headers) as response:
        assert response.status == 200
        assert b"/Lang (de-DE)" in await response.read()


async def test_deletion_in_the_chat_empties_the_table_and_ends_the_session(
    person: Browser, agent: DirectAgent
) -> None:
    before = set(await agent.tracker_store.keys())
    async with person.listen() as listener:
        await person.say("Lösche bitte alle meine Daten")
        await listener.until("done")
        mine = set(await agent.tracker_store.keys()) - before
        assert len(mine) == 1
        await person.say("/affirm")
        assert (await listener.rest())[-1].type == "closed"
    assert mine.isdisjoint(await agent.tracker_store.keys())
    assert (await person.ask("GET", "/chat/events"))[0] == 401


async def test_ending_the_session_empties_the_table(person: Browser, agent: DirectAgent) -> None:
    before = set(await agent.tracker_store.keys())
    await person.say("Wie hoch ist der Mindestlohn?")
    await person.heard()
    assert await person.ask("DELETE", "/chat/sessions") == (204, None)
    assert set(await agent.tracker_store.keys()) == before


def test_the_stand_in_of_the_other_tests_speaks_the_contract() -> None:
    assert Reply.model_validate(reply("a")).custom.act == "answer"
