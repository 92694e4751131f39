"""The program: reads the command line, runs one command or opens the screen, and turns errors into words."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from argparse import Namespace

_ERROR, _UNTOLD, _INTERRUPTED = 2, 3, 130


def run() -> NoReturn:
    """Be the program, and nothing else in this process: run `main`, and end with what it returns."""
    # A command is over before there is anything to collect: with the search for garbage `standing` of a book of 60
    # apprentices takes 1.05 to 1.07 of the CPU that it takes without (medians of twenty runs of each, in turns).
    gc.disable()
    # No other package has a say in how records are read; asking all of them takes longer than reading them.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main()
    # The interpreter looks through everything once more at its end: without that `locate` takes 0.92 of the CPU that it takes
    # with it (medians of sixteen runs of each, in turns).
    gc.freeze()
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `mentor-tui` with the given words, those of the command line where there are none.

    Returns:
        0, or what the command says; 2 after an error, 3 where what was done could not be told, 130 after ctrl-c.
    """
    try:
        return _run(argv)
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
        if error.filename:
            return _say(f"{error.filename}: {error.strerror or error}")
        return _say_untold(error)
    except Exception as error:  # noqa: BLE001 - the outer edge: no traceback reaches a mentor
        from mentor_tui.cli.crash import report  # noqa: PLC0415 - only after a fault of the program

        return _say(*report(error))


def _run(argv: Sequence[str] | None) -> int:
    from mentor_tui.cli.program import read  # noqa: PLC0415 - so that a fault in it is told like any other

    try:
        args = read(argv)
        # A terminal that cannot show a letter gets a question mark, not a traceback.
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        return int(args.run(args)) if args.run else _open_screen(args)
    finally:
        # Here, where it can still be told that there is no room for it.
        sys.stdout.flush()


def _open_screen(args: "Namespace") -> int:
    from contextlib import closing  # noqa: PLC0415 - only where it is needed

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


def _say_untold(error: OSError) -> int:
    """Say that there is no room for the output, and whether it is only the output that is missing."""
    from mentor_tui.cli.output import take_kept  # noqa: PLC0415 - only after an error

    untold = f"the output cannot be written: {error.strerror or error}"
    kept = take_kept()
    if not kept:
        return _say(untold)
    _say(f"kept ({kept}), but {untold}", "Do not do it again. `mentor-tui history` shows what was kept.")
    return _UNTOLD


def _say(message: str, hint: str = "") -> int:
    from mentor_tui.words.plain import printable  # noqa: PLC0415 - only after an error

    for line in (*f"mentor-tui: {message}".splitlines(), *hint.splitlines()):
        print(printable(line), file=sys.stderr)  # noqa: T201 - this is where errors are printed
    return _ERROR


if __name__ == "__main__":
    run()
