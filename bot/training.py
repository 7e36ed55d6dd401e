"""Train the model when what it is made from has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bot.errors import FachlotseError
from bot.settings import ROOT, Settings

MODEL_NAME = "fachlotse"
# what a model is made from; the code of the components counts as well
INPUTS = (
    "data/nlu",
    "data/next",
    "data/validation",
    "data/lexicon",
    "data/rules",
    "data/responses",
    "data/directory",
    "bot/nlu",
)
INPUT_FILES = (
    "config.yml",
    "domain.yml",
    "requirements.txt",
    "data/audience.yml",
    "bot/text.py",
    # hide places from the classifier
    "bot/knowledge/gazetteer.py",
    "bot/knowledge/place_names.py",
    "bot/knowledge/places.py",
    "bot/knowledge/spelling.py",
)


class TrainingError(FachlotseError):
    """Rasa could not train; its own messages say why."""


def training_fingerprint(root: Path = ROOT, data_dir: Path | None = None) -> str:
    """Return a hash over everything that the model is made from: contents, never dates.

    Args:
        root: folder of the project.
        data_dir: folder of the content; default: ``data`` of the project.
    """
    digest = hashlib.sha256()
    for name, path in _inputs(root, data_dir or root / "data"):
        if path.suffix != ".pyc":
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _inputs(root: Path, data_dir: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file with its name, which is the same wherever the content lies."""

    def located(name: str) -> Path:
        return data_dir / name.removeprefix("data/") if name.startswith("data/") else root / name

    for folder in INPUTS:
        for path in sorted(located(folder).rglob("*")):
            if path.is_file():
                yield f"{folder}/{path.relative_to(located(folder)).as_posix()}", path
    for name in INPUT_FILES:
        yield name, located(name)


def model_path(settings: Settings) -> Path:
    """Return where the model for the present data is, or will be, kept."""
    fingerprint = training_fingerprint(data_dir=settings.data_dir)
    return settings.models_dir / f"{MODEL_NAME}-{fingerprint}.tar.gz"


def train_model(settings: Settings) -> Path:
    """Train for the present data and return the model; older models are removed.

    Raises:
        TrainingError: Rasa refused the data.
    """
    from rasa.model_training import train  # slow; nobody but training needs it

    target = model_path(settings)
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(settings.data_dir / name) for name in ("nlu", "rules", "responses")],
        output=str(settings.models_dir),
        fixed_model_name=target.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    if result.code != 0 or result.model is None:
        raise TrainingError("the model could not be trained; see the messages above")
    for old in settings.models_dir.glob(f"{MODEL_NAME}-*.tar.gz"):
        if old != target:
            old.unlink()
    return target
