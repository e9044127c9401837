"""The one way to a project, as every use case and surface takes it."""

from chesterton.workspace.workspace import Workspace

__all__ = ["Workspace"]
