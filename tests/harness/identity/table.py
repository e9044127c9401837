"""What happens to repositories, and whether the notes made before are then shown.

Each row is a way in which people bring a repository into another state. `before` is noted first;
the row says what is shown of it in the folder in which a person then works.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.harness.identity import folders, made_again, marks, remotes, rewritten
from tests.harness.identity.desk import Desk


class Expected(Enum):
    """What is shown of the notes made before."""

    SAME = "shown"
    ASKED = "shown, with the question"
    APART = "named, with the way to join them"


@dataclass(frozen=True)
class History:
    """One row of the table."""

    change: Callable[[Desk], str | tuple[str, str]]
    expected: Expected
    is_found: bool = True  #: whether the noted code is still found in the file

    @property
    def name(self) -> str:
        return self.change.__name__

    def happen(self, desk: Desk) -> tuple[Path, str]:
        """Brings it about; the folder in which a person then works, and the path of the code."""
        where = self.change(desk)
        folder, path = where if isinstance(where, tuple) else (where, "pay.py")
        return desk / folder, path


S, ASKED, APART = Expected

HISTORIES = (
    History(rewritten.amended, S),
    History(rewritten.amended_and_collected, S),
    History(rewritten.the_root_rebased_and_collected, S),
    History(rewritten.filtered_to_another_author, S),
    History(rewritten.filtered_to_a_folder, S, is_found=False),
    History(rewritten.squashed_into_one_commit, S),
    History(rewritten.started_over_on_an_orphan_branch, S),
    History(rewritten.on_an_orphan_branch, S),
    History(rewritten.made_shallow_in_place, S),
    History(rewritten.rewritten_and_moved, S),
    History(rewritten.rewritten_moved_and_changed, ASKED, is_found=False),
    History(rewritten.without_any_remote_of_the_old_history, S),
    History(made_again.initialised_again, S),
    History(made_again.initialised_again_without_a_commit, S),
    History(made_again.initialised_again_with_other_code, ASKED, is_found=False),
    History(made_again.initialised_again_with_sha256, S),
    History(made_again.initialised_after_the_first_note, S),
    History(made_again.committed_after_the_first_note, S),
    History(made_again.committed_and_moved_after_the_first_note, S),
    History(made_again.without_its_git_folder, S),
    History(made_again.with_a_broken_configuration, S),
    History(made_again.of_another_user, S),
    History(made_again.cloned_by_another_user, S),
    History(remotes.with_a_remote_added, S),
    History(remotes.with_a_moved_remote, S),
    History(remotes.with_a_moved_remote_and_no_mark, S),
    History(remotes.with_the_remote_removed, S),
    History(remotes.cloned_again_from_a_moved_remote, ASKED),
    History(remotes.cloned_from_a_moved_remote_with_another_history, ASKED),
    History(remotes.cloned_twice, S),
    History(remotes.cloned_by_another_protocol, S),
    History(remotes.cloned_after_the_remote_was_rewritten, S),
    History(remotes.cloned_from_the_folder, S),
    History(remotes.cloned_from_a_clone_that_had_the_notes, S),
    History(remotes.cloned_without_a_remote, ASKED),
    History(remotes.cloned_without_a_remote_after_one_commit, APART),
    History(remotes.cloned_without_a_remote_and_the_first_deleted, S),
    History(remotes.cloned_at_depth_one, S),
    History(remotes.cloned_at_depth_one_without_a_remote, ASKED),
    History(remotes.noted_at_depth_one_and_completed, S),
    History(remotes.cloned_without_blobs, S),
    History(remotes.cloned_from_a_bundle, ASKED),
    History(folders.moved, S),
    History(folders.moved_without_its_mark, S),
    History(folders.moved_rewritten_and_without_its_mark, APART),
    History(folders.copied, S),
    History(folders.copied_and_given_another_remote, ASKED),
    History(folders.through_a_symbolic_link, S),
    History(folders.in_a_worktree, S),
    History(folders.in_a_worktree_of_a_rewritten_history, S),
    History(folders.in_worktrees_of_a_bare_repository, S),
    History(folders.in_a_worktree_whose_repository_moved, S),
    History(folders.with_a_separate_git_folder, S),
    History(folders.with_a_linked_git_folder, S),
    History(folders.made_a_submodule, S),
    History(folders.in_a_submodule, S),
    History(folders.in_a_repository_in_a_folder_without_git, S),
    History(folders.in_a_repository_in_a_repository, S),
    History(marks.without_its_mark, S),
    History(marks.with_a_damaged_mark, S),
    History(marks.with_the_mark_of_an_unknown_project, S),
    History(marks.with_the_mark_of_another_project, ASKED),
    History(marks.with_a_git_folder_that_takes_no_mark, S),
    History(marks.split_in_two_by_an_older_version, ASKED),
    History(remotes.a_fork, APART),
    History(remotes.another_project_with_the_same_remote, ASKED, is_found=False),
)
