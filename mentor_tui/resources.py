"""Where the files are that the program ships with."""

from pathlib import Path


def data_folder() -> Path:
    """The folder `data`: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / "data"
    return shipped if shipped.is_dir() else package.parent / "data"


def rulebook_file() -> Path:
    """The rule book of ASE that ships with the program."""
    return data_folder() / "rulebooks" / "ase.toml"


def sample_shop() -> Path:
    """The folder of the sample shop that `--demo` opens a copy of."""
    return data_folder() / "shop"
