"""A git repository: finds it, resolves HEAD, refs and remotes, and runs git in it.

Discovery, `head` and `head_marker` normally start no process, so they are cheap enough to poll.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

from chesterton.git import layout
from chesterton.git.encoding import decoded
from chesterton.git.errors import LIMIT, TIMEOUT, GitError, missing
from chesterton.git.remote_address import normalise_url
from chesterton.process.programs import find_program

_IN_PROGRESS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)

_SHA1_LENGTH = 40
_OTHER_SIDE_REVISIONS = {
    "rebase": "REBASE_HEAD",
    "merge": "MERGE_HEAD",
    "cherry-pick": "CHERRY_PICK_HEAD",
    "revert": "REVERT_HEAD^",
}


@dataclass(frozen=True)
class Repository:
    """A work tree with its git directory. Methods raise GitError if git fails."""

    root: Path  #: the work tree, symbolic links resolved
    git_dir: Path  #: this work tree's own
    common_dir: Path  #: shared by all work trees of the repository
    avoid: tuple[Path, ...] = ()  #: workspace folders, from which no git executable is taken
    _heads: list[tuple[layout.HeadStamp, str | None]] = field(
        default_factory=list, compare=False, repr=False
    )

    @classmethod
    def discover(cls, folder: Path, avoid: tuple[Path, ...] = ()) -> Self | None:
        """The repository that contains `folder`; None in a bare one, which has no work tree."""
        for root in (resolved := folder.resolve(), *resolved.parents):
            match layout.git_dir(root):
                case layout.BROKEN:
                    return None
                case Path() as git_dir:
                    return cls(root, git_dir, layout.common_dir(git_dir), avoid)
        return None

    def run(
        self,
        *arguments: str,
        data: bytes | None = None,
        timeout: float = TIMEOUT,
        limit: int = LIMIT,
    ) -> bytes:
        """The output of a hardened git command run in this work tree."""
        from chesterton.git.run import run  # noqa: PLC0415 - 10 ms; many questions need no git

        return run(self.root, *arguments, data=data, timeout=timeout, limit=limit, avoid=self.avoid)

    def require_git(self) -> None:
        """Raises GitError if there is no git executable. Starts no process."""
        if find_program("git", (self.root, *self.avoid)) is None:
            raise missing()

    @cached_property
    def why_unusable(self) -> str | None:
        """Why git cannot be used here, as a message for the user; None if it can."""
        head = layout.read_head(self.git_dir, self.common_dir) if self.is_own else None
        tree = [f"{head}^{{tree}}"] if isinstance(head, str) else []
        try:
            self.run("rev-parse", "--git-dir", *tree)
        except GitError as error:
            return str(error)
        return None

    @property
    def has_damaged_head(self) -> bool:
        """Whether HEAD names an invalid branch, which git treats as having no commits."""
        return layout.has_damaged_head(self.git_dir)

    def head(self) -> str | None:
        """The commit that is checked out; None before the first commit."""
        marker = layout.head_marker(self.git_dir, self.common_dir)
        for cached_marker, commit in tuple(self._heads):
            if cached_marker == marker:
                return commit
        plain = layout.read_head(self.git_dir, self.common_dir) if self.is_own else None
        commit = None if plain is layout.UNBORN else plain or self.resolve("HEAD")
        self._heads[:] = [(marker, commit)]
        return commit

    @cached_property
    def is_own(self) -> bool:
        """Whether the current user owns it; git refuses others not listed in safe.directory."""
        return layout.is_own(self.root, self.git_dir, self.common_dir)

    def has(self, commit: str) -> bool:
        """Whether the repository has this commit."""
        return self.resolve(commit) is not None

    def known(self, commits: Iterable[str]) -> frozenset[str]:
        """The given commit ids that exist in the repository, even if no branch contains them."""
        if not (names := "".join(f"{commit}\n" for commit in dict.fromkeys(commits))):
            return frozenset()
        answers = self.run("cat-file", "--batch-check", data=names.encode("ascii", "replace"))
        fields = (line.split() for line in answers.decode("utf-8", "replace").splitlines())
        return frozenset(each[0] for each in fields if each[1:2] == ["commit"])

    def work_trees(self) -> tuple[Path, ...]:
        """The work trees that share this git directory, this one first."""
        main = [self.common_dir.parent] if self.common_dir.name == ".git" else []
        return tuple(dict.fromkeys([self.root, *main, *layout.linked_work_trees(self.common_dir)]))

    def resolve(self, revision: str) -> str | None:
        """The commit id for a branch, tag or abbreviated id; None if it does not resolve."""
        name = f"{revision}^{{commit}}"
        return self._line("rev-parse", "--verify", "--quiet", "--end-of-options", name)

    def branch(self) -> str | None:
        """The branch that is checked out; None if HEAD is detached."""
        return self._line("symbolic-ref", "--quiet", "--short", "HEAD")

    def origin(self) -> str | None:
        """The normalised URL of the remote `origin`, or of the only remote."""
        urls = layout.read_remotes(self.common_dir) if self.is_own else None
        return _origin(self._remotes() if urls is None else urls)

    def claimed_origin(self) -> str | None:
        """Like `origin`, but read from the configuration file when git refuses the repository."""
        return _origin(layout.read_remotes(self.common_dir) or {})

    def _remotes(self) -> dict[str, str]:
        output = self._optional("config", "-z", "--get-regexp", r"^remote\..*\.url$")
        urls: dict[str, str] = {}
        for entry in output.split("\0"):
            key, _, url = entry.partition("\n")
            urls.setdefault(key, url)
        urls.pop("", None)
        return urls

    @cached_property
    def object_format(self) -> str:
        """The hash algorithm of object ids: `sha1` or `sha256`."""
        if head := self.head():
            return "sha1" if len(head) == _SHA1_LENGTH else "sha256"
        return self._line("rev-parse", "--show-object-format") or "sha1"

    @property
    def is_shallow(self) -> bool:
        """Whether the clone is shallow, so that its history is truncated."""
        return (self.common_dir / "shallow").is_file()

    @property
    def is_partial(self) -> bool:
        """Whether the clone is partial, so that blobs may be missing locally."""
        return any((self.common_dir / "objects" / "pack").glob("*.promisor"))

    def root_commit(self) -> str | None:
        """The root commit of HEAD's first-parent history; None if shallow or without commits."""
        if self.is_shallow or self.head() is None:
            return None
        return self._line("rev-list", "--first-parent", "--max-parents=0", "HEAD", "--")

    def user_name(self) -> str | None:
        """The user's name from git's configuration, even if it is not UTF-8."""
        if not (name := self._output("config", "--get", "user.name").strip(b"\n")):
            return None
        is_utf_8 = name == name.decode("utf-8", "ignore").encode()
        encoding = None if is_utf_8 else self._line("config", "--get", "i18n.commitEncoding")
        return decoded(name, encoding)

    @property
    def is_writing(self) -> bool:
        """Whether a git process holds the index lock."""
        return os.path.lexists(self.git_dir / "index.lock")

    def in_progress(self) -> str | None:
        """The operation in progress: `merge`, `rebase`, `cherry-pick`, `revert` or `bisect`."""
        for name, operation in _IN_PROGRESS:
            if os.path.lexists(self.git_dir / name):
                return operation
        return None

    def other_side(self) -> str | None:
        """The commit being merged, applied or rebased while such an operation is in progress.

        For a revert, it is the parent of the reverted commit.
        """
        name = _OTHER_SIDE_REVISIONS.get(self.in_progress() or "")
        return self.resolve(name) if name else None

    def head_marker(self) -> layout.HeadStamp:
        """A token that changes with HEAD, its branch, the index or the operation in progress."""
        head = layout.head_marker(self.git_dir, self.common_dir)
        return (*head, layout.stamp(self.git_dir / "index"), self.in_progress())

    def token(self) -> str:
        """A word that changes with HEAD, its branch and the remotes."""
        head = layout.head_marker(self.git_dir, self.common_dir)
        return "".join(repr((head, layout.stamp(self.common_dir / "config"))).split())

    def _line(self, *arguments: str) -> str | None:
        return self._optional(*arguments).strip("\n") or None

    def _optional(self, *arguments: str) -> str:
        return self._output(*arguments).decode("utf-8", "replace")

    def _output(self, *arguments: str) -> bytes:
        """The output; empty if git exits with code 1, which means that there is no value."""
        try:
            return self.run(*arguments)
        except GitError as error:
            if error.code == 1:
                return b""
            raise


def _origin(urls: Mapping[str, str]) -> str | None:
    only = next(iter(urls.values())) if len(urls) == 1 else ""
    return normalise_url(urls.get("remote.origin.url", only))
