"""An open project: its root folder, files, git repository and parse cache."""
