"""Our runner computes what Rasa's computes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.server.without_tensorflow import install

install()  # before the first import of Rasa: saves seconds

from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.engine import loader  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.engine.storage.storage import ModelStorage  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.server.runner import DirectGraphRunner  # noqa: E402


class Joiner(GraphComponent):
    """Joins what comes in with a word of its own; counts how often it runs."""

    def __init__(self, word: str) -> None:
        self._word = word
        self.runs = 0

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Joiner:
        return cls(config["word"])

    def join(self, first: str, second: str = "") -> str:
        self.runs += 1
        return f"({first}{second}{self._word})"


def node(word: str, *, target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs,
        uses=Joiner,
        constructor_name="create",
        fn="join",
        config={"word": word},
        eager=True,
        is_target=target,
    )


# message -> a -> b \
#             -> c -> d (target);  e hangs beside and is not needed
DIAMOND = GraphSchema(
    {
        "a": node("A", first="__message__"),
        "b": node("B", first="a"),
        "c": node("C", first="a"),
        "d": node("D", target=True, first="b", second="c"),
        "e": node("E", first="a"),
    }
)


@pytest.fixture
def runners(tmp_path: Path) -> tuple[DaskGraphRunner, DirectGraphRunner]:
    """Return Rasa's runner and ours for the same graph."""
    context = ExecutionContext(DIAMOND)
    storage = LocalModelStorage(tmp_path)
    return DaskGraphRunner(DIAMOND, storage, context), DirectGraphRunner(DIAMOND, storage, context)


@pytest.mark.parametrize("targets", [None, ["d"], ["b"], ["e"], ["b", "c"]])
def test_a_graph_gives_the_same_as_with_rasa(
    targets: list[str] | None, runners: tuple[DaskGraphRunner, DirectGraphRunner]
) -> None:
    theirs, ours = runners
    assert ours.run({"__message__": "m"}, targets) == theirs.run({"__message__": "m"}, targets)


def test_every_run_starts_from_its_own_input(runners: tuple[DaskGraphRunner, DirectGraphRunner]) -> None:
    _, ours = runners
    assert [ours.run({"__message__": text}, ["a"]) for text in "xy"] == [{"a": "(xA)"}, {"a": "(yA)"}]


def test_a_node_runs_once_and_only_when_needed(
    runners: tuple[DaskGraphRunner, DirectGraphRunner],
) -> None:
    _, ours = runners
    ours.run({"__message__": "m"}, ["d"])
    runs = {name: node._component.runs for name, node in ours._instantiated_nodes.items()}
    assert runs == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 0}


@pytest.fixture(scope="module")
def trained_runners(
    model: Path, tmp_path_factory: pytest.TempPathFactory, own_database: str
) -> tuple[DaskGraphRunner, DirectGraphRunner]:
    """Return Rasa's runner and ours for the trained model."""
    loaded = [
        loader.load_predict_graph_runner(tmp_path_factory.mktemp("model"), model, LocalModelStorage, runner)
        for runner in (DaskGraphRunner, DirectGraphRunner)
    ]
    (_, theirs), (_, ours) = loaded
    return theirs, ours


@pytest.mark.trained
@pytest.mark.parametrize(
    "text", ["Wo ist die Ausländerbehörde in Köthen?", "How high is the minimum wage?", "/affirm", "", "😀"]
)
def test_a_message_is_understood_as_with_rasa(
    text: str, trained_runners: tuple[DaskGraphRunner, DirectGraphRunner]
) -> None:
    target = "run_RegexMessageHandler"
    tracker = DialogueStateTracker.from_events("somebody", [], Domain.empty().slots)
    understood = []
    for runner in trained_runners:
        inputs = {"__message__": [UserMessage(text)], "__tracker__": tracker}
        [message] = runner.run(inputs, [target])[target]
        # the id is drawn anew for every message
        understood.append({k: v for k, v in message.as_dict().items() if k != "message_id"})
    assert understood[0] == understood[1]
