"""`python -m bot`: the command line."""

import sys

from bot.leaving import INTERRUPTED, leave

if __name__ == "__main__":
    try:
        from bot.cli import main  # takes a second or more, in which somebody may think better of it

        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        code = INTERRUPTED
    except SystemExit as ended:  # after help, and bad arguments
        code = int(ended.code or 0)
    leave(code)
