"""`backup`, `restore`, `compact`: copies of the logbook, going back to one, and writing it anew."""

from argparse import Namespace
from pathlib import Path

from mentor_tui.cli.opening import opened, transaction
from mentor_tui.cli.output import note_kept, print_json, print_lines, show
from mentor_tui.cli.text import Column, table
from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.folders import logbook_folder
from mentor_tui.logbook.identity import signer_anyhow
from mentor_tui.logbook.logbook import now
from mentor_tui.logbook.restoring import Restored, chosen_backup, restore_into, restore_over
from mentor_tui.settings import Settings, load_settings
from mentor_tui.store.generations import BOOK_NAME


def run_backup(args: Namespace) -> int:
    path = _places(args)[1].make(now(), Path(args.folder).expanduser() if args.folder else None)
    note_kept(str(path))
    if args.json:
        print_json("backup", {"backup": {"path": str(path), "bytes": path.stat().st_size}})
    else:
        print_lines([f"Copied to {path} ({path.stat().st_size / 1000:,.0f} kB)"])
    return 0


def run_restore(args: Namespace) -> int:
    folder, backups = _places(args)
    if args.file is None:
        return _list(args, backups)
    backup = chosen_backup(backups, args.file)
    if args.into:
        target = args.into.expanduser()
        book = restore_into(backup, target)
        data: dict[str, object] = {"restored": {"backup": str(backup), "into": str(book)}}
        lines = [f"{backup} is now {book}", f"`mentor-tui --data-dir {target}` opens it."]
    else:
        signer = signer_anyhow()
        done = restore_over(backup, folder, who=signer.name, user=signer.user, clock=now, backups=backups)
        data = {
            "restored": {
                "backup": str(backup),
                "replaced": done.replaced,
                "kept": done.kept and str(done.kept),
            },
            "change": done.change and transaction(done.change),
        }
        lines = [_told(backup, done)]
    note_kept(f"{backup} was gone back to")
    if args.json:
        print_json("restore", data)
    else:
        print_lines(lines)
    return 0


def _told(backup: Path, done: Restored) -> str:
    if done.change:
        count = done.change.documents
        entries = "1 entry is what it was" if count == 1 else f"{count:,} entries are what they were"
        return f"Back at {backup.name}: {entries} (change {done.change.number}). `mentor-tui undo` takes it back."
    if done.kept:
        return f"Back at {backup.name}. The damaged logbook is kept as {done.kept}"
    if done.replaced:
        return f"Back at {backup.name}."
    return f"The logbook says the same as {backup.name} already."


def _list(args: Namespace, backups: Backups) -> int:
    copies = backups.found()
    if args.json:
        rows = [{"day": copy.day, "time": copy.time or None, "path": str(copy.path)} for copy in copies]
        print_json("backups", {"folder": str(backups.folder), "backups": rows})
    elif not copies:
        print_lines([f"There is no backup in {backups.folder} yet."])
    else:
        rows_of_text = [(copy.made, str(copy.path)) for copy in copies]
        print_lines(table((Column("made"), Column("file")), rows_of_text))
        print_lines(["", f"`mentor-tui restore {copies[0].day}` goes back to it; undo takes that back."])
    return 0


def run_compact(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        path = session.logbook.path
        before = path.stat().st_size if path.exists() else 0
        session.logbook.compact()
        after = path.stat().st_size if before else 0
        text = f"{path}: {before / 1000:,.0f} kB before, {after / 1000:,.0f} kB now. Every change can still be undone."
        return show(args, session, "compact", {"bytes_before": before, "bytes_after": after}, [text])


def _places(args: Namespace) -> tuple[Path, Backups]:
    """The data folder and the backups; settings that cannot be read keep nobody from going back.

    Raises:
        MentorError: the sample shop was asked for.
    """
    if args.demo:
        raise MentorError("The sample shop is made anew each time; it has no backups.")
    folder = logbook_folder(args.data_dir)
    try:
        settings = load_settings(folder)
    except MentorError:
        settings = Settings()
    return folder, Backups(folder / BOOK_NAME, settings.backups)
