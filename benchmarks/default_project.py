"""A Rasa project as ``rasa init`` would configure it, with our training data.

Rasa's default has neither our look-ups nor our answers, so every intent gets a rule with a response instead of an
action: that favours the default. One epoch is enough, since a server is as fast with a badly trained network.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.examples import read_examples

EPOCHS = 1
TURNS_IN_STORY = 3
Examples = dict[str, list[str]]  # full intent -> sentences

PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "constrain_similarities": True},
]
# Rasa builds its database address in a way that SQLAlchemy 2.0 refuses; nothing else is changed.
TRACKER_STORE = '''\
"""Rasa's own SQL tracker store on SQLAlchemy 2.0."""

import os

from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import URL


class SqliteStore(SQLTrackerStore):
    @staticmethod
    def get_db_url(*args, **kwargs):
        return URL.create("sqlite", database=os.environ["BENCHMARK_DATABASE"])
'''
FALLBACK = "utter_default"
PLACEHOLDER = re.compile(r"\{[^}]*\}")  # Rasa would take our figures for slots


def write_project(folder: Path, data_dir: Path, examples: int) -> None:
    """Write configuration, domain and training data into a folder.

    Args:
        folder: is made when it does not exist.
        data_dir: our content.
        examples: at most so many sentences per file.
    """
    (folder / "data").mkdir(parents=True, exist_ok=True)
    sentences = read_sentences(data_dir / "nlu", examples)
    intents = sorted({name.partition("/")[0] for name in sentences})
    _write(folder / "config.yml", config())
    _write(folder / "domain.yml", domain(sentences, read_texts(data_dir / "answers")))
    _write(folder / "data" / "nlu.yml", nlu(sentences))
    _write(folder / "data" / "rules.yml", rules(intents))
    _write(folder / "data" / "stories.yml", stories(intents))
    _write(folder / "credentials.yml", {"rest": None})
    _write(folder / "endpoints.yml", {"tracker_store": {"type": "sqlite_store.SqliteStore"}})
    (folder / "sqlite_store.py").write_text(TRACKER_STORE, encoding="utf-8")


def read_sentences(nlu_dir: Path, examples: int) -> Examples:
    """Return the first sentences of every file."""
    sentences: Examples = defaultdict(list)
    for path in sorted(nlu_dir.rglob("*.yml")):
        for intent, _, text in itertools.islice(read_examples(path), examples):
            sentences[intent].append(text)
    return dict(sentences)


def read_texts(answers_dir: Path) -> dict[str, str]:
    """Return topic -> German answer, so that replies are as long as ours."""
    records = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(answers_dir.rglob("*.yml"))
    ]
    return {record["topic"]: _german(record["text"]) for record in records}


def config() -> dict[str, Any]:
    """Return Rasa's default pipeline and policies."""
    return {"recipe": "default.v1", "language": "de", "pipeline": PIPELINE, "policies": POLICIES}


def domain(sentences: Examples, texts: dict[str, str]) -> dict[str, Any]:
    """Return intents and one response for each of them."""
    intents = sorted({name.partition("/")[0] for name in sentences})
    responses = {f"utter_{name}": texts.get(name, f"Die Antwort auf {name}.") for name in sentences}
    responses[FALLBACK] = "Das habe ich nicht verstanden."
    return {
        "version": "3.1",
        "intents": intents,
        "responses": {name: [{"text": PLACEHOLDER.sub("10", text)}] for name, text in responses.items()},
    }


def nlu(sentences: Examples) -> dict[str, Any]:
    """Return the training data in Rasa's format."""
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)}
        for name, texts in sorted(sentences.items())
    ]
    return {"version": "3.1", "nlu": blocks}


def rules(intents: list[str]) -> dict[str, Any]:
    """Return one rule per intent and one for what is not understood."""
    pairs = [*((intent, f"utter_{intent}") for intent in intents), ("nlu_fallback", FALLBACK)]
    return {
        "version": "3.1",
        "rules": [{"rule": intent, "steps": _turn(intent, action)} for intent, action in pairs],
    }


def stories(intents: list[str]) -> dict[str, Any]:
    """Return short conversations: the machine-learned policies need some."""
    circle = intents + intents[: TURNS_IN_STORY - 1]
    talks = [circle[i : i + TURNS_IN_STORY] for i in range(len(intents))]
    return {
        "version": "3.1",
        "stories": [
            {
                "story": " then ".join(talk),
                "steps": [step for intent in talk for step in _turn(intent, f"utter_{intent}")],
            }
            for talk in talks
        ],
    }


def _turn(intent: str, action: str) -> list[dict[str, str]]:
    return [{"intent": intent}, {"action": action}]


def _german(text: Any) -> str:
    """Return the German text; of the first group of readers when there are several."""
    while isinstance(text, dict):
        text = text.get("de") or next(iter(text.values()))
    return str(text).strip()


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
