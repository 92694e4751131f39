"""`locate`: where the files are. It opens none of them."""

from argparse import Namespace

from mentor_tui.cli.output import print_json, print_lines
from mentor_tui.logbook.folders import logbook_folder, own_file, warning
from mentor_tui.resources import rulebook_file, sample_shop


def run_locate(args: Namespace) -> int:
    folder = logbook_folder(args.data_dir)
    own = own_file()
    places = {
        "folder": folder,
        "logbook": folder / "book.jsonl",
        "settings": folder / "settings.toml",
        **({"your_own": own} if own else {}),
        "rulebook": rulebook_file(),
        "sample_shop": sample_shop(),
    }
    if args.json:
        print_json(
            "locate",
            {
                "places": {name: str(path) for name, path in places.items()},
                "warning": warning(folder) or None,
            },
        )
    else:
        print_lines(
            f"{name.replace('_', ' '):<12}{path}{'' if path.exists() else '  (not there yet)'}"
            for name, path in places.items()
        )
        print_lines(filter(None, [warning(folder)]))
    return 0
