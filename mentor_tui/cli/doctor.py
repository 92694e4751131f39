"""`doctor`: whether the logbook is sound, and mending it when asked."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Any

from mentor_tui.cli.output import note_kept, print_json, print_lines
from mentor_tui.errors import MentorError
from mentor_tui.logbook.doctor import Diagnosis, Finding, Kind, Repair, checkup, repair
from mentor_tui.logbook.folders import logbook_folder
from mentor_tui.logbook.identity import signer_anyhow
from mentor_tui.logbook.logbook import now

_FOUND = 1
_SHOWN = 12


def run_doctor(args: Namespace) -> int:
    if args.demo:
        raise MentorError("The sample shop is made anew each time; it needs no doctor.")
    folder = logbook_folder(args.data_dir)
    diagnosis = checkup(folder, args.as_of or now().date())
    done = None
    if args.repair and diagnosis.repairable:
        signer = signer_anyhow()
        done = repair(diagnosis, at=now(), who=signer.name, user=signer.other_user)
        note_kept("repaired")
        diagnosis = checkup(folder, args.as_of or now().date())
    if args.json:
        print_json("doctor", _data(diagnosis, done))
    else:
        print_lines([*_repaired(done), *_report(diagnosis)])
        if args.repair and done is None:
            print_lines(["There is nothing to repair."])
    return _FOUND if diagnosis.findings else 0


def _report(diagnosis: Diagnosis) -> Iterator[str]:
    yield f"{diagnosis.path}: {diagnosis.changes:,} changes, {diagnosis.entries:,} entries"
    for note in diagnosis.notes:
        yield f"Note: {note}"
    for title, kind in (
        ("Damaged, and left out by a repair", Kind.LINE),
        ("Damaged history; what is written down today is not touched by it", Kind.HISTORY),
        ("Settings", Kind.SETTINGS),
        ("Not valid, and left out of every sum", Kind.ENTRY),
        ("To look at", Kind.CHECK),
    ):
        findings = diagnosis.of(kind)
        if findings:
            yield f"{title}: {len(findings):,}"
            yield from _shown([line for finding in findings for line in _lines(finding)])
    if diagnosis.repairable:
        yield "`mentor-tui doctor --repair` writes a new logbook without what is left out, and keeps this one."
        yield "`mentor-tui restore` lists the backups to go back to instead."
    elif not diagnosis.findings:
        yield "Everything is as it should be."


def _lines(finding: Finding) -> Iterator[str]:
    yield f"  {finding.where}: {finding.message}"
    for lost in finding.lost:
        yield f"    concerns {lost}"


def _shown(lines: list[str]) -> Iterable[str]:
    if len(lines) <= _SHOWN:
        return lines
    return [*lines[:_SHOWN], f"  and {len(lines) - _SHOWN:,} more lines; --json lists them all"]


def _repaired(done: Repair | None) -> Iterator[str]:
    if done is None:
        return

    if done.kept:
        left_out = done.before.of(Kind.LINE)
        yield f"Repaired. The damaged logbook is kept as {done.kept}"
        yield from (line for finding in left_out for line in _lines(finding))
    if done.removed:
        yield f"Taken out, since they are not valid (`mentor-tui undo` brings them back): {len(done.removed):,}"
        yield from (f"  {entry}" for entry in done.removed)
    yield "Now:"


def _data(diagnosis: Diagnosis, done: Repair | None) -> dict[str, Any]:
    return {
        "path": str(diagnosis.path),
        "lines": diagnosis.lines,
        "changes": diagnosis.changes,
        "entries": diagnosis.entries,
        "notes": list(diagnosis.notes),
        "findings": [_finding(finding) for finding in diagnosis.findings],
        "repair": done
        and {
            "kept": done.kept and str(done.kept),
            "found": [_finding(finding) for finding in done.before.findings],
            "removed": list(done.removed),
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "where": finding.where,
        "message": finding.message,
        "documents": list(finding.lost),
    }
