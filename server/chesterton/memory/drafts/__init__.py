"""Drafts: Markdown files in which a person writes or edits a note."""
