"""Rasa's message processor with actions in the process and without its detours."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel
from rasa.core.exceptions import AgentNotReady
from rasa.core.nlg import NaturalLanguageGenerator, TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.model import get_latest_model
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.common import all_subclasses
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.server.runner import DirectGraphRunner


class InProcessActions(EndpointConfig):
    """An action endpoint that calls the SDK's executor instead of a server."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *args: Any, json: Any = None, **kwargs: Any) -> Any:
        return await self._executor.run(json)


class InProcessAction(RemoteAction):
    """A custom action of this process: its result is our own and needs no check against a JSON schema."""

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        # our actions read slots and the latest message; the events would only be copied
        state = tracker.current_state(EventVerbosity.NONE)
        call = {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state}
        result = await self.action_endpoint.request(json=call)
        said = await self._utter_responses(result["responses"], output_channel, nlg, tracker)
        return [*said, *(_event(event) for event in result["events"])]


@cache
def _event_types() -> dict[str, type[Event]]:
    """Return name -> class of all events; Rasa searches them for every single event."""
    return {cls.type_name: cls for cls in all_subclasses(Event)}


def _event(parameters: dict[str, Any]) -> Event:
    return _event_types()[parameters["event"]]._from_parameters(parameters)


class DirectProcessor(MessageProcessor):
    """Runs the graph directly and custom actions in the process."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        archive = Path(model_path)
        if archive.is_dir():
            archive = Path(get_latest_model(str(model_path)))
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), archive, LocalModelStorage, DirectGraphRunner
            )
        return archive.name, metadata, runner

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Skip a check that builds a domain for every message: our labels come from the domain."""

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[Action, PolicyPrediction]:
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if type(action) is RemoteAction:
            action = InProcessAction(action.name(), self.action_endpoint)
        return action, prediction


class DirectAgent(Agent):
    """Rasa's agent around the direct processor; a broken database is an error, not a memory of its own."""

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        self.processor = DirectProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if store is None:
            raise AgentNotReady("a tracker store is needed")
        return store
