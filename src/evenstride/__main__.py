"""``python -m evenstride`` is the command ``evenstride``."""

import sys

from evenstride.cli import main

if __name__ == "__main__":
    sys.exit(main())
