"""A hostile repository that configures a program wherever git lets a repository do so."""

import stat
import subprocess
from pathlib import Path

HOOKS = (
    *("applypatch-msg", "pre-commit", "post-checkout", "post-merge", "pre-auto-gc"),
    *("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-rewrite"),
    *("proc-receive", "pre-push", "sendemail-validate", "p4-pre-submit"),
)

PROGRAMS = (
    *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy"),
    *("core.askPass", "core.alternateRefsCommand", "sequence.editor", "gpg.program"),
    *("gpg.ssh.program", "gpg.x509.program", "diff.external", "diff.evil.command"),
    *("diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process"),
    *("merge.evil.driver", "trailer.evil.command", "trailer.evil.cmd", "interactive.diffFilter"),
    *("uploadpack.packObjectsHook", "pager.log", "pager.diff", "pager.config", "pager.ls-files"),
    *("pager.cat-file", "pager.rev-list", "mergetool.evil.cmd", "difftool.evil.cmd"),
)
"""Settings whose value is a command line."""

ALIASES = ("status", "log", "rev-parse", "rev-list", "cat-file", "ls-files", "diff-tree", "config")

SWITCHES = {
    "log.showSignature": "true",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "core.untrackedCache": "true",
    "filter.evil.required": "true",
    "core.repositoryFormatVersion": "1",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.partialCloneFilter": "blob:none",
    "safe.directory": "*",
    "safe.bareRepository": "all",
}

SIGNATURE = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n c2lnbmVk\n -----END PGP SIGNATURE-----"


def git(root: Path, *arguments: str, data: str | None = None) -> str:
    """Runs an ordinary git without hardening, as a user would."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, input=data, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


class Traps:
    """Programs that record that they ran."""

    def __init__(self, folder: Path) -> None:
        self.marks = folder / "marks"
        self._programs = folder / "programs"
        self.marks.mkdir(parents=True)
        self._programs.mkdir()

    def sprung(self) -> list[str]:
        """The traps that ran."""
        return sorted(mark.name for mark in self.marks.iterdir())

    def reset(self) -> None:
        """Forgets which traps ran."""
        for mark in self.marks.iterdir():
            mark.unlink()

    def program(self, name: str, at: Path | None = None) -> str:
        """Writes a program that records `name`, and returns its path."""
        path = at or self._programs / name.replace("/", "-")
        path.write_text(f"#!/bin/sh\n: > '{self.marks}/{name}'\nexit 1\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP)
        return str(path)


def lay(root: Path, traps: Traps) -> None:
    """Turns the repository `root`, which has commits and a clean work tree, into a hostile one."""
    _add_attributes(root)
    _lose_an_object(root)
    _sign(root)
    _settings(root, traps)
    _hooks(root, traps)
    _nested_bare(root, traps)
    (root / "app.py").write_text("def charge():\n    return 2\n", encoding="utf-8")


def _add_attributes(root: Path) -> None:
    (root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n", encoding="utf-8")
    url = "ext::sh -c 'touch /nowhere'"
    modules = f'[submodule "lib"]\n\tpath = lib\n\turl = {url}\n'
    (root / ".gitmodules").write_text(modules, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "attributes")
    git(root, "branch", "--", "feature/$(touch)")


def _lose_an_object(root: Path) -> None:
    """Adds a renamed and edited file whose old blob only the promisor remote has."""
    missing = "1" * 40
    tree = git(root, "rev-parse", "HEAD^{tree}")
    listing = git(root, "ls-tree", tree) + f"\n100644 blob {missing}\tpromised.py"
    broken = git(root, "mktree", "--missing", data=listing + "\n")
    commit = git(root, "commit-tree", broken, "-p", "HEAD", "-m", "promised")
    git(root, "update-ref", "refs/heads/promised", commit)
    file = git(root, "hash-object", "-w", "--stdin", data="def moved(): ...\n")
    listing = git(root, "ls-tree", tree) + f"\n100644 blob {file}\tmoved.py"
    renamed = git(root, "commit-tree", git(root, "mktree", data=listing), "-p", commit, "-m", "r")
    git(root, "update-ref", "refs/heads/renamed", renamed)


def _sign(root: Path) -> None:
    """Signs HEAD, so that `git log --show-signature` runs the configured program."""
    head, _, message = git(root, "cat-file", "commit", "HEAD").partition("\n\n")
    signed = f"{head}\n{SIGNATURE}\n\n{message}\n"
    commit = git(root, "hash-object", "-t", "commit", "-w", "--stdin", data=signed)
    git(root, "update-ref", "HEAD", commit)


def _settings(root: Path, traps: Traps) -> None:
    values = {name: traps.program(name) for name in PROGRAMS}
    values |= {f"alias.{name}": f"!{traps.program(f'alias.{name}')}" for name in ALIASES}
    values["credential.helper"] = f"!{traps.program('credential.helper')}"
    values["remote.origin.url"] = f"ext::{traps.program('transport')} %S"
    values["submodule.lib.url"] = values["remote.origin.url"]
    hooks = root.parent / "hooks"
    hooks.mkdir()
    values["core.hooksPath"] = str(hooks)
    for name, value in (values | SWITCHES).items():
        git(root, "config", name, value)


def _hooks(root: Path, traps: Traps) -> None:
    own = root / ".git" / "hooks"
    own.mkdir(exist_ok=True)
    for folder in (own, root.parent / "hooks"):
        for name in HOOKS:
            traps.program(f"hook.{name}", at=folder / name)


def _nested_bare(root: Path, traps: Traps) -> None:
    """Adds a bare repository as ordinary files in the work tree."""
    inner = root / "docs" / "inner"
    inner.mkdir(parents=True)
    git(inner, "init", "-q", "--bare", ".")
    git(inner, "config", "core.fsmonitor", traps.program("bare.fsmonitor"))
