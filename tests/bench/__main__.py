"""`python -m tests.bench`: what was asked for beside what was reached, as ratios within this run.

With names of parts (`startup`, `store`, `failures`) only those; with `--xl` also a logbook of a million sheets, which takes
minutes and gigabytes.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.books import SIZES, make_book
from tests.bench.failure_bench import failure_rows
from tests.bench.open_bench import open_rows, read_rows, roster_rows, screen_row, size_rows
from tests.bench.rows import show, show_title
from tests.bench.startup import measure
from tests.bench.store_bench import Peers, write_rows


def main() -> None:
    """Measure what was named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", choices=["startup", "store", "failures", []])
    parser.add_argument("--xl", action="store_true", help="also 5,000 apprentices × 208 weeks")
    wanted = parser.parse_args()
    parts = wanted.parts or ["startup", "store", "failures"]
    with TemporaryDirectory() as folder:
        if "startup" in parts:
            start_up(Path(folder) / "start-up")
        if "store" in parts:
            store(Path(folder) / "store", [*"SML", *(["XL"] if wanted.xl else [])])
        if "failures" in parts:
            show_title("Failures (python -m tests.store.trials runs the long form, with power cuts):")
            show(failure_rows(Path(folder)))


def start_up(book: Path) -> None:
    """Measure start-up on a logbook of 60 apprentices and four years."""
    make_book(book, SIZES["M"])
    print("Start-up with 60 apprentices × 208 weeks, as ratios to a hello-world Textual app:")
    for line in measure(book):
        print(line, flush=True)


def store(folder: Path, names: list[str]) -> None:
    """Measure the store in several sizes."""
    sizes = ", ".join(f"{name} {SIZES[name].apprentices} × {SIZES[name].weeks}" for name in names)
    show_title(f"The logbook ({sizes}); the limit is to open, append 300 bytes, sync and close:")
    peers = {name: Peers(folder, name) for name in names}
    show(size_rows(peers))
    show(write_rows(peers, folder))
    show(open_rows(peers))
    show(read_rows(peers))
    show_title("From the file to a usable roster:")
    show(roster_rows(peers))
    books = {name: peer.book for name, peer in peers.items()}
    while peers:
        peers.popitem()[1].close()
    show(screen_row(name, book) for name, book in books.items())


if __name__ == "__main__":
    main()
