"""Each module of the core has a unit test that imports it, or a test that is named here for it.

A row names the test that fails if the module is broken: that of the operation the module is a part
of. A new module needs a unit test of its own, or a row.
"""

import ast
from fnmatch import fnmatch

from tests.architecture.source import ROOT, modules

CORE = {
    *("anchoring", "following", "syntax", "store", "memory", "model"),
    *("redact", "search", "workspace", "git", "config", "process"),
}

BY_TABLE = {
    "redact/rules/*.py": "unit/redact/test_rules.py::test_a_rule_matches_its_hits",
    "syntax/languages/*.py": (
        "unit/syntax/test_meaning.py::test_a_fingerprint_depends_on_meaning_not_spelling"
    ),
}
"""Folders with one module a row of a table: the test runs once for each row."""

BY_TEST = {
    "unit/anchoring/test_claim.py": "anchoring/claims/prose_words",
    "unit/anchoring/test_relevance.py::test_a_change_touches_the_claim": """
        anchoring/claims/touch anchoring/shapes/alignment anchoring/shapes/impact
        anchoring/shapes/shape_tree
    """,
    "unit/anchoring/test_relevance.py::test_change_labels_of_a_function": """
        anchoring/shapes/change_labels
    """,
    "unit/anchoring/test_mechanical.py::test_a_tool_rewrite_is_mechanical": """
        anchoring/shapes/canonical_forms anchoring/shapes/formatting anchoring/shapes/rewrites
    """,
    "unit/anchoring/test_call_chains.py": "anchoring/shapes/call_chains",
    "unit/anchoring/test_merging.py::test_members_of_merged_classes_are_merged_too": """
        anchoring/definitions/merged
    """,
    "unit/anchoring/test_ladder.py::test_the_evidence_says_how_a_definition_was_matched": """
        anchoring/definitions/assignment anchoring/definitions/neighbourhood
        anchoring/definitions/open_definitions
    """,
    "unit/anchoring/situations/test_names.py::"
    "test_a_class_moves_away_and_its_sibling_takes_its_name": """
        anchoring/definitions/contest anchoring/definitions/standing
    """,
    "unit/anchoring/situations/test_twins.py::"
    "test_copies_in_two_new_files_are_both_named": "anchoring/definitions/option_rules",
    "unit/anchoring/situations/test_twins.py::"
    "test_a_file_copied_to_two_folders_and_removed_is_asked_about": """
        anchoring/definitions/renamed_files
    """,
    "unit/anchoring/situations/test_containers.py::"
    "test_a_class_goes_where_most_of_its_members_went": "anchoring/definitions/members",
    "unit/anchoring/situations/test_inlined.py::"
    "test_the_caller_of_an_inlined_helper_stays": "anchoring/definitions/inlining",
    "unit/anchoring/situations/test_unrelated.py::"
    "test_no_unrelated_function_is_taken_for_a_short_one_that_is_gone": """
        anchoring/text/keywords
    """,
    "unit/anchoring/test_title_forms.py": "anchoring/claims/strict_names",
    "unit/following/test_no_reason_to_warn.py": """
        anchoring/claims/respelling anchoring/shapes/trivial
        anchoring/text/replacements following/renames
    """,
    "unit/memory/test_watching.py": """
        anchoring/claims/written_lines following/watch_sources memory/notes/watching
    """,
    "unit/cli/test_follow_overloads.py": "anchoring/text/overload_choice",
    "unit/following/test_namesakes.py": "anchoring/definitions/one_file",
    "test_markers.py": "following/file_home",
    "unit/syntax/test_numbers.py": "syntax/numbers",
    "unit/anchoring/test_line_mapping.py": "anchoring/text/fuzzy",
    "unit/following/test_api.py::test_notes_are_placed_in_the_order_given": "following/placing",
    "unit/following/test_api.py::test_a_symbol_without_a_note_is_followed": "following/follow",
    "unit/following/test_api.py::test_an_imported_symbol_is_found_in_the_importing_document": """
        following/nearby_notes
    """,
    "unit/following/test_api.py::test_a_users_edit_touches_the_claim_and_a_merge_does_not": """
        following/merging
    """,
    "unit/following/test_stored_verdicts.py": "workspace/blob_ids",
    "unit/memory/test_authorship.py": "workspace/user",
    "unit/cli/test_hidden_names.py": "workspace/real_paths",
    "unit/cli/test_moved_places.py": "following/moved_paths memory/notes/earlier_places",
    "unit/cli/test_no_history.py": "following/likely_files following/untraceable",
    "unit/cli/test_notes_below.py": "memory/project/below workspace/nested",
    "properties/test_claims.py": "following/claimed_words",
    "unit/following/test_copies.py::test_a_definition_that_comes_back_edited_is_uncertain": """
        following/baseline following/working_files following/working_search
        following/working_tree
    """,
    "unit/following/test_origins.py::test_a_note_from_before_git_is_followed_through_commits": """
        following/commit_step following/origins
    """,
    "unit/following/test_resuming.py::"
    "test_resuming_from_a_cached_position_gives_the_same_result_as_a_full_replay": """
        store/tables/placements
    """,
    "unit/memory/test_clean_in_place.py::test_a_note_on_a_line_with_a_secret_stays_certain": """
        following/stored_quotes
    """,
    "unit/syntax/test_meaning.py::test_a_fingerprint_depends_on_meaning_not_spelling": """
        syntax/frames syntax/language_rules syntax/normal_form syntax/readers syntax/roles
        syntax/scopes syntax/shape syntax/shape_builder syntax/strings
    """,
    "unit/syntax/test_outlines.py": "syntax/configuration/plain syntax/configuration/settings",
    "properties/test_configuration.py": "syntax/configuration/scalars",
    "unit/anchoring/test_settings.py": "anchoring/definitions/setting_paths",
    "unit/syntax/test_comments.py": "syntax/leading_comments",
    "unit/syntax/test_symbols.py": "syntax/symbols",
    "properties/test_again.py": "syntax/incremental",
    "store/test_places.py": "store/ensure",
    "store/test_changes_in_turn.py": "store/rebase",
    "store/test_notes.py::test_a_note_over_a_limit_is_refused_and_the_limit_named": """
        store/limits
    """,
    "store/test_lock.py": "store/notices store/write_path",
    "store/test_notes.py": "store/reading store/writer",
    "store/test_projects.py": "store/tables/projects",
    "store/test_forget.py": "store/upkeep/forgetting",
    "store/test_double_damage.py": "store/upkeep/losses",
    "store/test_backup.py": "store/upkeep/maintenance",
    "store/test_doctor.py": "model/findings",
    "store/test_growth.py": "model/newer",
    "unit/lsp/test_builder.py": "memory/margin/table_rows",
    "unit/cli/test_lifecycle.py::test_a_lost_note_is_relinked": """
        memory/notes/anchors memory/notes/write
    """,
    "unit/cli/test_lifecycle.py::test_a_move_is_in_the_history_and_can_be_undone": """
        memory/notes/move_history
    """,
    "unit/cli/test_follow.py::test_a_symbol_is_followed_hop_by_hop": "memory/notes/follow",
    "unit/cli/test_projects.py::test_notes_in_doubt_are_shown_until_they_are_joined": """
        memory/project/doubts
    """,
    "unit/cli/test_setup.py::test_an_editor_is_set_up_and_restored_byte_for_byte": """
        memory/project/languages
    """,
    "unit/cli/test_questions_once.py": "memory/project/daily",
    "wire/test_projects.py": "memory/project/status",
    "wire/test_histories.py": """
        store/shown workspace/correspondence workspace/identified workspace/neighbours
    """,
    "unit/redact/test_finders.py": "redact/finders/phrases redact/finders/tools redact/vendors",
    "unit/redact/test_forms.py": "redact/finders/formats",
    "unit/redact/test_situations.py": "redact/siblings redact/finders/exchanges",
    "unit/redact/test_strong_names.py": "redact/secret_names",
    "unit/redact/test_values.py": "redact/vocabulary",
    "unit/workspace/test_project_identity.py": "workspace/project_evidence",
}
"""The modules that a test reaches through the operation they are a part of."""


def _core():
    return {m.name: m.path for m in modules() if m.package in CORE and "__init__" not in m.path}


def _imported():
    """What the test files import, by name."""
    found = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
    return found


def _listed():
    return [f"{module}.py" for row in BY_TEST.values() for module in row.split()]


def test_each_module_of_the_core_has_a_test():
    imported, listed = _imported(), set(_listed())
    untested = {
        path
        for name, path in _core().items()
        if name not in imported
        and path not in listed
        and not any(fnmatch(path, folder) for folder in BY_TABLE)
    }
    assert untested == set()


def test_no_row_is_superfluous():
    listed, imported = _listed(), _imported()
    assert len(listed) == len(set(listed))
    needed = {path for name, path in _core().items() if name not in imported}
    assert set(listed) - needed == set()


def test_every_test_that_is_named_exists():
    named = [*BY_TABLE.values(), *BY_TEST]
    missing = {
        name
        for name in named
        for path, _, function in [name.partition("::")]
        if not (file := ROOT / "tests" / path).exists()
        or (function and f"def {function}(" not in file.read_text(encoding="utf-8"))
    }
    assert missing == set()
