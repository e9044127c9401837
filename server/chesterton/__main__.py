"""`python -m chesterton` and the `chesterton` program."""

import sys

from chesterton.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
