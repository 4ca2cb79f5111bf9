"""The walls of the house (docs/explanation/house.md): what every module keeps, whoever wrote it."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("kg", "ingest", "viz", "api")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
BANNED_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=MODULES, ids=relative)
def module(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_module_is_small_enough_to_be_one_concept(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines < 300, f"{relative(module)} has {lines} lines: split it by concept"


def test_module_says_what_it_is_for(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    if module.name == "__init__.py" and not text.strip():
        return
    assert ast.get_docstring(ast.parse(text)), f"{relative(module)} has no docstring"


def test_module_is_named_as_its_concept(module: Path) -> None:
    assert module.stem not in BANNED_NAMES, f"{relative(module)}: name it after what it holds"


def imports(path: Path) -> set[str]:
    """The top-level packages a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_only_the_store_knows_the_engine() -> None:
    guests = [relative(path) for path in MODULES if "pyoxigraph" in imports(path)]
    assert guests and all(path.startswith("kg/store/") for path in guests), guests


def test_only_nlp_builds_a_language() -> None:
    builders = [relative(path) for path in MODULES if re.search(r"spacy\.(blank|load)\(", path.read_text("utf-8"))]
    assert builders == ["ingest/nlp.py"]


def test_functions_take_five_arguments_at_the_most(module: Path) -> None:
    """A sixth means that a noun is missing. Commands and routes are exempt: their arguments are the user's."""
    if relative(module).startswith(("api/cli/", "api/routes/")):
        return
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [a.arg for a in [*node.args.posonlyargs, *node.args.args] if a.arg not in ("self", "cls")]
            assert len(names) <= 5, f"{relative(module)}:{node.lineno} {node.name} takes {len(names)}"


def test_nothing_is_swallowed(module: Path) -> None:
    """A bare `except Exception` that skips an article, an entity or a row would be silent loss."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or (
                isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
            )
            silent = all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
            assert not (broad and silent), f"{relative(module)}:{node.lineno} swallows every error"


def test_locks_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "index-url" not in text and "--find-links" not in text
        assert '"resolved"' not in text, f"{name}: lock with omit-lockfile-registry-resolved=true"


def test_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), flags=re.M))
    locked = {re.sub(r"[-_.]+", "-", name).lower() for name in locked}
    for requirement in project["dependencies"]:
        name = re.sub(r"[-_.]+", "-", re.split(r"[<>=\[ ]", requirement)[0]).lower()
        assert name in locked, f"{name} is not in requirements.txt: run `make lock`"


def test_tree_names_no_path_of_one_machine() -> None:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    for name in listing.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".html", ".js", ".css", ".rq", ".ttl", ".yml") and path.exists():
            assert str(ROOT) not in path.read_text(encoding="utf-8"), f"{name} holds a path of this machine"
