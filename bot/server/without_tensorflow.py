"""Let Rasa start without TensorFlow.

Rasa imports TensorFlow even when no component of the pipeline uses it: 2 seconds and 320 MB for nothing. ``install``
puts placeholders in its place that can be imported and subclassed, but not used. Only our own server and training do
this; ``rasa run`` and ``rasa train`` work with the real one. See docs/decisions/0002.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

REPLACED = frozenset({"tensorflow", "tensorflow_addons", "keras"})


class _PlaceholderType(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _PlaceholderType(name, (_Placeholder,), {})

    def __or__(cls, other: Any) -> Any:
        return cls

    def __getitem__(cls, key: Any) -> Any:
        return cls


class _Placeholder(metaclass=_PlaceholderType):
    """Stands for any class, function or decorator of TensorFlow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __init_subclass__(cls, **kwargs: Any) -> None:
        pass

    def __call__(self, function: Any = None, *args: Any, **kwargs: Any) -> Any:
        return function


class _PlaceholderModule(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _PlaceholderType(name, (_Placeholder,), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in REPLACED:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def install() -> None:
    """Replace TensorFlow from now on; does nothing when it is already imported or replaced."""
    replaced = any(isinstance(finder, _Finder) for finder in sys.meta_path)
    if not replaced and "tensorflow" not in sys.modules:
        sys.meta_path.insert(0, _Finder())
