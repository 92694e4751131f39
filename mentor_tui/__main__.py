"""The program: reads the command line, runs one command or opens the screen, and turns errors into words."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing

from mentor_tui.errors import MentorError

_ERROR, _INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run `mentor-tui` with the given words, those of the command line where there are none.

    Returns:
        0, or what the command says; 2 after an error, 130 after ctrl-c.
    """
    try:
        code = _run(argv)
        sys.stdout.flush()
    except MentorError as error:
        return _say(error.message, error.hint)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _give_up_output()
        return 0
    except OSError as error:
        _give_up_output()
        place = f"{error.filename}: " if error.filename else "the output cannot be written: "
        return _say(f"{place}{error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - the outer edge: no traceback reaches a mentor
        from mentor_tui.cli.crash import report  # noqa: PLC0415 - only after a fault of the program

        return _say(*report(error))
    return code


def _run(argv: Sequence[str] | None) -> int:
    from mentor_tui.cli.program import read  # noqa: PLC0415 - so that a fault in it is told like any other

    args = read(argv)
    # A terminal that cannot show a letter gets a question mark, not a traceback.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return int(args.run(args)) if args.run else _open_screen(args)


def _open_screen(args: Namespace) -> int:
    from mentor_tui.cli.opening import open_book  # noqa: PLC0415 - `--help` needs no logbook
    from mentor_tui.tui.run import check_terminal, run_tui  # noqa: PLC0415 - no command ever loads Textual

    check_terminal()
    with closing(open_book(args, writing=True)) as session:
        return run_tui(session)


def _give_up_output() -> None:
    """Where the reader has gone or the disk is full, nothing must be flushed there at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str, hint: str = "") -> int:
    from mentor_tui.cli.text import printable  # noqa: PLC0415 - only after an error

    for line in (*f"mentor-tui: {message}".splitlines(), *hint.splitlines()):
        print(printable(line), file=sys.stderr)  # noqa: T201 - this is where errors are printed
    return _ERROR


if __name__ == "__main__":
    sys.exit(main())
