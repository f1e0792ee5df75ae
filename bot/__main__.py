"""`python -m bot`: the command line."""

import sys

from bot.cli import main
from bot.leaving import leave

if __name__ == "__main__":
    leave(main(sys.argv[1:]))
