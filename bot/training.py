"""Train the model when what it is made from has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.errors import FachlotseError
from bot.settings import ROOT, Settings

MODEL_NAME = "fachlotse"
# what a model is made from; the code of the components counts as well
INPUTS = (
    "data/nlu",
    "data/validation",
    "data/lexicon",
    "data/rules",
    "data/responses",
    "data/directory",
    "bot/nlu",
)
INPUT_FILES = ("config.yml", "domain.yml", "requirements.txt", "bot/text.py", "bot/knowledge/gazetteer.py")


class TrainingError(FachlotseError):
    """Rasa could not train; its own messages say why."""


def training_fingerprint(root: Path = ROOT) -> str:
    """Return a hash over everything that the model is made from: contents, never dates."""
    digest = hashlib.sha256()
    files = [path for folder in INPUTS for path in sorted((root / folder).rglob("*")) if path.is_file()]
    for path in [*files, *(root / name for name in INPUT_FILES)]:
        if path.suffix != ".pyc":
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def model_path(settings: Settings) -> Path:
    """Return where the model for the present data is, or will be, kept."""
    return settings.models_dir / f"{MODEL_NAME}-{training_fingerprint()}.tar.gz"


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
        training_files=[str(ROOT / "data" / name) for name in ("nlu", "rules", "responses")],
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
