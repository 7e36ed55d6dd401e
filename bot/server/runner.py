"""Run Rasa's graph by calling its nodes in order: our graphs are chains, a scheduler only costs time."""

from __future__ import annotations

from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class DirectGraphRunner(DaskGraphRunner):
    """Computes the order of the nodes once per target; Dask computes it for every message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._orders: dict[tuple[str, ...], list[str]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._order(wanted):
            needs = self._graph_schema.nodes[name].needs.values()
            results[name] = self._instantiated_nodes[name](*(results[need] for need in needs))
        return {name: results[name][1] for name in wanted}

    def _order(self, targets: tuple[str, ...]) -> list[str]:
        """Return the nodes that the targets need, each after what it needs itself."""
        if targets not in self._orders:
            order: list[str] = []
            for target in targets:
                self._visit(target, order)
            self._orders[targets] = order
        return self._orders[targets]

    def _visit(self, name: str, order: list[str]) -> None:
        if name in order or name not in self._graph_schema.nodes:  # the latter: an input
            return
        for need in self._graph_schema.nodes[name].needs.values():
            self._visit(need, order)
        order.append(name)
