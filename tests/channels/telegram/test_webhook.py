"""The webhook: only Telegram gets in, and what it brings is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from service import Service, running_service
from standin.faults import Fault
from standin.people import Person
from standin.webhook import SECRET_HEADER

pytestmark = pytest.mark.trained


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(tmp_path_factory.mktemp("webhook"), "webhook") as service:
        yield service
        assert service.telegram.refusals == []


@pytest.fixture
def person(service: Service) -> Person:
    return service.greeted()


def post(service: Service, body: bytes | dict[str, Any], secret: str | None = None) -> requests.Response:
    """Post to the address that the bot gave to Telegram."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers[SECRET_HEADER] = secret
    return requests.post(service.telegram.methods.webhook.url, data=data, headers=headers, timeout=30)


def secret_of(service: Service) -> str:
    return service.telegram.methods.webhook.secret


def test_the_webhook_is_at_the_public_address_and_has_a_secret(service: Service) -> None:
    assert service.telegram.methods.webhook.url.startswith(service.url)
    assert len(secret_of(service)) >= 16


def test_the_address_does_not_hold_the_token(service: Service) -> None:
    assert service.telegram.token.partition(":")[2] not in service.telegram.methods.webhook.url


@pytest.mark.parametrize("secret", [None, "", "wrong", "x" * 5000, "ü".encode().decode("latin-1")])
def test_without_the_right_secret_nobody_gets_in(
    secret: str | None, service: Service, person: Person
) -> None:
    answer = post(service, person.drafts("Zwiebelkuchenrezept?"), secret)
    assert answer.status_code == 403
    assert service.settle(person) == []


def test_a_secret_that_is_right_but_for_its_end_does_not_get_in(service: Service, person: Person) -> None:
    right = secret_of(service)
    for secret in (right[:-1], right + "x", right.upper() if right != right.upper() else right.lower()):
        assert post(service, person.drafts("Hallo"), secret).status_code == 403


def test_a_refused_request_is_logged_without_its_content(service: Service, person: Person) -> None:
    before = len(service.log())
    post(service, person.drafts("Zwiebelkuchenrezept?"), "wrong-secret-4711")
    service.settle(person)
    logged = service.log()[before:]
    assert logged.strip()
    assert "Zwiebelkuchen" not in logged
    assert "wrong-secret-4711" not in logged
    assert str(person.chat_id) not in logged


def test_the_secret_is_checked_before_the_body(service: Service) -> None:
    assert post(service, b"no JSON", "wrong").status_code == 403


MALFORMED: dict[str, bytes] = {
    "no JSON": b"hello",
    "half of JSON": b'{"update_id": 1, "message": ',
    "empty": b"",
    "a list": b"[]",
    "null": b"null",
    "a number": b"5",
    "without id": b'{"message": {}}',
    "an id of another type": b'{"update_id": "a", "message": {}}',
    "a message of another type": b'{"update_id": 900000001, "message": "Hallo"}',
    "a message without chat": b'{"update_id": 900000002, "message": {"message_id": 1, "date": 0}}',
    "nothing in it": b"{}",
    "broken UTF-8": b'{"update_id": 900000003, "x": "\xff\xfe"}',
    "deep JSON": b'{"update_id": 900000004, "message": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_update_does_no_harm(name: str, service: Service, person: Person) -> None:
    answer = post(service, MALFORMED[name], secret_of(service))
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text
    service.settle(person)


def test_a_huge_request_is_refused(service: Service, person: Person) -> None:
    answer = post(service, b'{"update_id": 1, "x": "' + b"x" * 3_000_000 + b'"}', secret_of(service))
    assert 400 <= answer.status_code < 500
    service.settle(person)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_other_methods_are_refused(method: str, service: Service) -> None:
    url = service.telegram.methods.webhook.url
    answer = requests.request(method, url, headers={SECRET_HEADER: secret_of(service)}, timeout=30)
    assert answer.status_code in (403, 404, 405)


def test_an_update_posted_many_times_at_once_is_answered_once(service: Service, person: Person) -> None:
    update = person.drafts("Welches Gehalt braucht man für die Blaue Karte?")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(service, update, secret_of(service)), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    seen = service.settle(person)
    assert len([message for message in seen if "50.700" in message.text]) == 1


def test_telegram_does_not_have_to_wait_for_the_reply(service: Service, person: Person) -> None:
    hang = service.telegram.fail(Fault("hang", chat_id=person.chat_id))
    update = person.drafts("Welches Gehalt braucht man für die Blaue Karte?")
    assert post(service, update, secret_of(service)).status_code == 200
    assert person.unread() == []
    service.telegram.do(setattr, hang, "times", 0)
    person.reads_until("50.700")


def test_a_bot_with_a_webhook_does_not_poll(service: Service, person: Person) -> None:
    service.settle(person)
    assert service.telegram.api.polls == 0
