"""The same day in a real Neovim, set up as the documentation says; its screens as text."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.markdown import ROOT, code
from tests.evaluation.real_repositories.protocol import Result
from tests.evaluation.real_repositories.subjects import Ground
from tests.wire.client import surroundings

DRIVER = Path(__file__).with_name("neovim.lua")
PAGE = ROOT / "docs" / "editors" / "neovim.md"
BESIDE = str(Path(sys.executable).parent)
SECONDS = 600


def results(ground: Ground, screens: Path | None) -> list[Result]:
    """All checks; the screens are written to a folder, if there is one."""
    told = _play(ground)
    if screens is not None:
        screens.mkdir(parents=True, exist_ok=True)
        for name, lines in told["screens"].items():
            text = "\n".join(line.rstrip() for line in lines)
            (screens / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    found = [
        Result(
            "neovim", ground.subjects[each["number"]], each["check"], each["passed"], each["seen"]
        )
        for each in told["checks"]
    ]
    if problem := told.get("problem"):
        found.append(Result("neovim", ground.subjects[0], "no popup", passed=False, seen=problem))
    return found


def _play(ground: Ground) -> dict:
    configuration, init = code(PAGE, "lua")
    folder = ground.home / "config"
    (folder / "nvim" / "lsp").mkdir(parents=True)
    (folder / "nvim" / "lsp" / "chesterton.lua").write_text(configuration, encoding="utf-8")
    (folder / "nvim" / "init.lua").write_text(init, encoding="utf-8")
    seen = ground.home / "seen.json"
    homes = {f"XDG_{name}_HOME": str(ground.home / name) for name in ("DATA", "STATE", "CACHE")}
    editor = shutil.which("nvim", path=os.pathsep.join([BESIDE, os.environ.get("PATH", "")]))
    done = subprocess.run(
        [str(editor), "--headless", "-n", "-c", f"luafile {DRIVER}"],
        cwd=ground.root,
        env={
            **surroundings(ground.home),
            **homes,
            "XDG_CONFIG_HOME": str(folder),
            "PATH": os.pathsep.join([BESIDE, os.environ["PATH"]]),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "JOBS": str(_jobs(ground)),
            "SEEN": str(seen),
            "STAGE": f"{sys.executable} -m tests.evaluation.real_repositories.stage {ground.home}",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    if not seen.exists():
        raise RuntimeError(done.stderr.decode())
    return json.loads(seen.read_text(encoding="utf-8"))


def _jobs(ground: Ground) -> Path:
    file = ground.home / "jobs.json"
    jobs = [
        {
            "path": each.path,
            "moved": each.moved_path(number),
            "last": each.name.rpartition(".")[2],
            "other": each.other_name,
            "word": each.word,
            "title": each.title,
        }
        for number, each in enumerate(ground.subjects)
    ]
    file.write_text(json.dumps(jobs), encoding="utf-8")
    return file
