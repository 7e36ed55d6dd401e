"""The same project with Rasa's own commands: a server and a separate action server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from processes import RunningServer, Talk, free_port, running

from bot.settings import ROOT

pytestmark = pytest.mark.trained


def endpoints_for(action_url: str, folder: Path) -> Path:
    """Return the project's endpoints with another address of the action server."""
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    endpoints["action_endpoint"]["url"] = f"{action_url}/webhook"
    path = folder / "endpoints.yml"
    path.write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def plain_rasa(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("plain_rasa")
    log_file, database = folder / "rasa.log", folder / "rasa.db"
    environment = {"DATABASE_URL": f"sqlite:///{database}", "RASA_TELEMETRY_ENABLED": "false"}
    action_port = free_port()
    action_url = f"http://127.0.0.1:{action_port}"
    actions = ["rasa", "run", "actions", "--port", str(action_port)]
    with running(actions, f"{action_url}/health", folder / "actions.log", **environment):
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = ["rasa", "run", "--interface", "127.0.0.1", "--port", str(port), "--model", str(model)]
        command += ["--endpoints", str(endpoints_for(action_url, folder))]
        with running(command, f"{url}/webhooks/rest/", log_file, **environment) as process:
            yield RunningServer(url, process, database, log_file)


def test_a_topic_is_answered(plain_rasa: RunningServer, new_talk: Callable[[RunningServer], Talk]) -> None:
    reply = new_talk(plain_rasa).say("Wie hoch ist der Mindestlohn?")[0]
    assert (reply["custom"]["act"], reply["custom"]["topic"]) == ("answer", "rights/minimum_wage")


def test_a_look_up_is_answered_and_the_place_remembered(
    plain_rasa: RunningServer, new_talk: Callable[[RunningServer], Talk]
) -> None:
    new_talk(plain_rasa).hold(
        [
            ("Wo ist die Ausländerbehörde in Köthen?", {"act": "services", "district": "15082"}),
            ("Und wo ist das Jobcenter?", {"act": "services", "kind": "jobcenter", "district": "15082"}),
        ]
    )
