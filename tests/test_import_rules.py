"""Who may import whom, and what importing may do."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

SIBLINGS = ("bot.nlu", "bot.nlg", "bot.channels", "actions")
FOREIGN = ("rasa", "rasa_sdk", "telegram", "sanic", *SIBLINGS, "bot.server", "bot.cli", "bot.conversations")
MAY_READ_THE_ENVIRONMENT = {"bot/settings.py"}
MAY_SET_THE_ENVIRONMENT = {"bot/__init__.py", "bot/server/__init__.py"}


def sources() -> Iterator[Path]:
    for package in ("bot", "actions"):
        yield from sorted((ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def imported(path: Path) -> set[str]:
    """Return every module that a file names, whether at its top or in a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_knowledge_knows_neither_rasa_nor_channels_nor_what_is_built_on_it() -> None:
    broken = {
        (module_name(path), name)
        for path in sources()
        if within(module_name(path), ("bot.knowledge",))
        for name in imported(path)
        if within(name, FOREIGN)
    }
    assert broken == set()


@pytest.mark.parametrize("package", SIBLINGS)
def test_packages_built_on_knowledge_never_import_each_other(package: str) -> None:
    others = tuple(sibling for sibling in SIBLINGS if sibling != package)
    broken = {
        (module_name(path), name)
        for path in sources()
        if within(module_name(path), (package,))
        for name in imported(path)
        if within(name, others)
    }
    assert broken == set()


@pytest.mark.parametrize("module", ["bot/text.py", "bot/errors.py", "bot/privacy.py", "bot/contract.py"])
def test_foundations_import_nothing_that_is_built_on_them(module: str) -> None:
    foundations = ("bot.text", "bot.errors")
    ours = {name for name in imported(ROOT / module) if within(name, ("bot", "actions"))}
    assert {name for name in ours if not within(name, foundations)} == set()


def environment_uses(path: Path) -> Iterator[bool]:
    """Yield whether each use of the environment only sets a variable."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assigned = {
        id(target.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Subscript)
    }
    for node in ast.walk(tree):
        names = {"environ", "environb", "getenv"}
        if isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value) == "os":
            yield id(node) in assigned
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (False for alias in node.names if alias.name in names)


def test_only_the_settings_read_the_environment() -> None:
    uses = {path.relative_to(ROOT).as_posix(): list(environment_uses(path)) for path in sources()}
    readers = {name for name, only_set in uses.items() if not all(only_set)}
    setters = {name for name, only_set in uses.items() if any(only_set)}
    assert readers == MAY_READ_THE_ENVIRONMENT
    assert setters <= MAY_SET_THE_ENVIRONMENT


def test_the_command_line_multiplies_matrices_in_one_thread() -> None:
    """More threads than one wait for each other in a loop: a turn costs twice the processor time."""
    count = (
        "import bot.cli, json, numpy, threadpoolctl; "
        "print(json.dumps([p['num_threads'] for p in threadpoolctl.threadpool_info() if p['user_api'] == 'blas']))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", count], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) == {1}


# Runs in a process of its own, where nothing is imported yet; prints what our modules do besides being read.
WATCH = """
import importlib, json, sys
from pathlib import Path

root, modules = Path(sys.argv[1]), sys.argv[2:]
seen = []

def watch(event, arguments):
    if event in ("socket.connect", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.remove"):
        if event == "subprocess.Popen" and "uname" in str(arguments):
            return
        seen.append([event, str(arguments[:1])])
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = Path(str(arguments[0])).absolute()
        ours = path.is_relative_to(root) and not path.is_relative_to(Path(sys.prefix))
        if path.name.startswith("__editable__"):
            return  # the import hook of the installed package
        if ours and path.suffix not in (".py", ".pyc") and ".pyc." not in path.name:
            seen.append([event, str(path.relative_to(root))])

import bot.server
from bot.server.without_tensorflow import install

install()
import rasa.core.agent, rasa_sdk.executor  # what libraries do when they are imported is not our business
sys.addaudithook(watch)
sys.dont_write_bytecode = True
for name in modules:
    importlib.import_module(name)
print(json.dumps(seen))
"""


def test_importing_our_modules_reads_and_writes_no_file_and_opens_no_connection() -> None:
    modules = [
        name
        for name in map(module_name, sources())
        if not name.startswith("bot.migrations") and not name.endswith("__main__")
    ]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", WATCH, str(ROOT), *modules],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
