"""`python -m tests.bench`: what was asked for beside what was reached, as ratios within this run."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.books import SIZES, make_book
from tests.bench.startup import measure


def main() -> None:
    """Measure start-up on a logbook of 60 apprentices and four years."""
    with TemporaryDirectory() as folder:
        book = Path(folder)
        make_book(book, SIZES["M"])
        print("Start-up with 60 apprentices × 208 weeks, as ratios to a hello-world Textual app:")
        for line in measure(book):
            print(line)


if __name__ == "__main__":
    main()
