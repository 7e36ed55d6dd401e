"""A small data folder that every test may damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from .builders import small_data, write_data


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return a new copy of a small, sound data folder."""
    return write_data(tmp_path, small_data())
