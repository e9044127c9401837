"""Commits one stage for a ground that an editor works on: `stage HOME STAGE`."""

import sys
from pathlib import Path

from tests.evaluation.real_repositories.subjects import Ground, commit

if __name__ == "__main__":
    commit(Ground.reopened(Path(sys.argv[1])), sys.argv[2])
