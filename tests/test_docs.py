"""The docs say what is there: links lead somewhere, commands exist, the README's two commands are make targets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").rglob("*.md"))]


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{ids(page)} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_shown_exist_with_their_options(page: Path) -> None:
    from api.cli import app

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for line in re.findall(r"^kg ([a-z].*)$", page.read_text(encoding="utf-8"), flags=re.M):
        words = re.sub(r"\s+#.*$", "", line).split()
        assert words[0] in commands, f"{ids(page)}: kg {words[0]}"
        known = {option for parameter in commands[words[0]].params for option in parameter.opts}
        for word in words[1:]:
            if word.startswith("--"):
                assert word.split("=")[0] in known | {"--help"}, f"{ids(page)}: kg {words[0]} {word}"


def test_readme_commands_are_make_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = re.findall(r"^make ([a-z]+)", readme, flags=re.M)
    assert wanted[:2] == ["run", "test"]
    for target in wanted:
        assert re.search(rf"^{target}:", makefile, flags=re.M)
    assert "make check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^check:.*\btest\b", makefile, flags=re.M)


def test_command_line_reference_is_what_the_program_says(tmp_path: Path) -> None:
    target = tmp_path / "cli.md"
    command = [sys.executable, "-m", "typer", "api.cli", "utils", "docs", "--name", "kg", "--output", str(target)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    assert (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8") == target.read_text("utf-8"), "run `make docs`"


def test_figures_are_the_recorded_ones() -> None:
    namespace: dict[str, object] = {"__file__": str(ROOT / "benchmarks" / "report.py"), "__name__": "report"}
    exec((ROOT / "benchmarks" / "report.py").read_text("utf-8"), namespace)
    records = json.loads((ROOT / "benchmarks" / "extraction.json").read_text("utf-8"))
    page = namespace["page"](records)  # type: ignore[operator]
    assert (ROOT / "docs" / "reference" / "extraction.md").read_text("utf-8") == page, "run `make docs`"
