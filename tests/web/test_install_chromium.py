"""`make test` installs Chromium where it can and says what is missing where it cannot; it never fails because of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT

SCRIPT = ROOT / "scripts" / "install-chromium.sh"
HOW = "sudo apt-get install chromium"


def run_on(folder: Path, **commands: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a machine that has only these commands, given as the body of a shell script."""
    for name, body in commands.items():
        command = folder / name.replace("_", "-")
        command.write_text(f"#!/bin/sh\n{body}\n")
        command.chmod(0o755)
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(  # noqa: S603
        [bash, str(SCRIPT)], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_nothing_happens_when_chromium_is_there(tmp_path: Path) -> None:
    done = run_on(tmp_path, chromium="exit 0", apt_get="echo installing; exit 1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_root_on_debian_gets_chromium(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    done = run_on(tmp_path, id="echo 0", apt_get=f'echo "$@" >> {calls}')
    assert (done.returncode, done.stderr) == (0, "")
    assert calls.read_text().splitlines() == ["update -qq", "install -y -qq chromium"]


@pytest.mark.parametrize(
    "commands",
    [
        {"id": "echo 1000", "apt_get": "exit 1"},
        {"id": "echo 0"},
        {"id": "echo 0", "apt_get": "exit 100"},
        {"id": "echo 0", "apt_get": '[ "$1" = update ]'},
    ],
    ids=["not root", "no apt-get", "no network", "no such package"],
)
def test_who_cannot_install_it_is_told_how_and_goes_on(tmp_path: Path, commands: dict[str, str]) -> None:
    done = run_on(tmp_path, **commands)
    assert done.returncode == 0
    assert "The tests in a browser are skipped" in done.stderr
    assert HOW in done.stderr


def test_only_the_tests_need_chromium() -> None:
    targets = (ROOT / "Makefile").read_text("utf-8").split("\n\n")
    assert [target.split(":")[0] for target in targets if "install-chromium" in target] == ["test"]
