"""What happens to repositories, and whether the notes made before are then shown.

Each row is a way in which people bring a repository into another state. `before` is noted first;
the row says what is shown of it in the folder in which a person then works.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.harness.identity import (
    broken,
    copies,
    folders,
    made_again,
    marks,
    parts,
    remotes,
    rewritten,
)
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
    History(made_again.initialised_again_renamed_and_changed, ASKED, is_found=False),
    History(made_again.moved_initialised_again_renamed_and_changed, ASKED, is_found=False),
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
    History(remotes.cloned_without_a_remote_after_one_commit, ASKED),
    History(remotes.cloned_without_a_remote_and_the_first_deleted, S),
    History(remotes.cloned_at_depth_one, S),
    History(remotes.cloned_at_depth_one_without_a_remote, ASKED),
    History(remotes.noted_at_depth_one_and_completed, S),
    History(remotes.cloned_without_blobs, S),
    History(remotes.cloned_from_a_bundle, ASKED),
    History(remotes.cloned_from_a_bundle_of_one_with_a_remote, ASKED),
    History(remotes.mirrored_with_a_worktree, S),
    History(remotes.renamed_and_edited_before_a_clone_at_depth_one, S),
    History(remotes.renamed_and_edited_before_a_clone_at_depth_one_and_the_first_deleted, S),
    History(remotes.renamed_and_edited_and_collected, S),
    History(folders.moved, S),
    History(folders.moved_without_its_mark, S),
    History(folders.moved_rewritten_and_without_its_mark, ASKED),
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
    History(marks.swapped_with_another_project_and_marked_as_it, ASKED),
    History(marks.with_a_git_folder_that_takes_no_mark, S),
    History(marks.split_in_two_by_an_older_version, ASKED),
    History(remotes.a_fork, APART),
    History(remotes.another_project_with_the_same_remote, ASKED, is_found=False),
    History(broken.in_a_worktree_that_was_pruned, S),
    History(broken.noted_in_a_worktree_that_was_pruned_and_moved, S),
    History(broken.in_a_worktree_without_its_repository, ASKED),
    History(broken.in_a_worktree_of_a_bare_repository_that_moved, S),
    History(broken.in_a_worktree_that_was_moved_with_its_repository, S),
    History(broken.in_a_submodule_that_was_moved, S),
    History(broken.in_a_submodule_that_was_copied_out, ASKED),
    History(broken.in_a_submodule_whose_git_folder_is_gone, S),
    History(broken.in_the_folder_of_a_bare_repository, S),
    History(broken.in_the_folder_around_a_hidden_bare_repository, S),
    History(broken.with_a_git_folder_without_head, S),
    History(broken.with_a_damaged_git_folder_in_another_repository, S),
    History(broken.with_a_link_to_a_git_folder_that_is_gone, S),
    History(broken.with_an_invalid_branch, S),
    History(broken.with_a_head_that_names_no_branch, S),
    History(parts.made_a_part_where_it_is, S),
    History(parts.made_a_part_where_it_is_of_a_noted_one, S),
    History(parts.moved_into_another, ASKED),
    History(parts.moved_into_a_noted_one, ASKED),
    History(parts.moved_deep_into_another, ASKED),
    History(parts.merged_as_a_subtree, ASKED),
    History(parts.merged_as_a_subtree_of_one_that_lives, ASKED),
    History(parts.merged_as_a_subtree_of_a_single_commit, ASKED),
    History(parts.merged_as_a_subtree_and_moved, ASKED),
    History(parts.split_out_of_a_larger_one, ASKED),
    History(parts.noted_before_the_folder_was_a_repository, S),
    History(parts.noted_before_the_folder_was_a_repository_and_seen_from_outside, S),
    History(parts.noted_in_a_folder_without_git_before_the_repository, S),
    History(parts.noted_before_the_folder_was_a_submodule, S),
    History(parts.noted_deep_inside_before_the_folder_was_a_repository, S),
    History(copies.copied_without_git, ASKED),
    History(copies.copied_without_git_from_no_repository, ASKED),
    History(copies.moved_without_git, ASKED),
    History(copies.moved_and_initialised_again, ASKED),
    History(copies.copied_and_initialised_again, APART),
    History(copies.initialised_again_with_its_remote_and_other_code, S, is_found=False),
    History(copies.in_doubt_and_joined_to_another, ASKED),
    History(copies.in_doubt_and_the_other_was_noted_too, ASKED),
    History(copies.joined, S),
    History(copies.joined_and_separated, S),
    History(copies.joined_before_a_note_and_separated, S),
    History(copies.joined_opened_and_separated, ASKED),
    History(copies.joined_twice_and_separated_twice, S),
    History(copies.joined_separated_and_joined_again, S, is_found=False),
)
