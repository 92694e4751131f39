"""Folders that are not a good home for a logbook: those that a service synchronises, and those on another machine."""

import re
from collections.abc import Iterable
from os.path import realpath
from pathlib import Path

_SYNCED = {
    "Dropbox": r"dropbox( \(.*\))?",
    "OneDrive": r"onedrive( - .*|-.*)?",
    "iCloud": r"icloud ?drive.*|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive.*|my drive",
    "Nextcloud": r"nextcloud.*",
    "ownCloud": r"owncloud.*",
    "MEGA": r"megasync.*",
    "a cloud service": r"cloudstorage",
}
_MARKERS = {".stfolder": "Syncthing", ".dropbox.cache": "Dropbox", ".nextcloudsync.log": "Nextcloud"}
"""Files that a service leaves in the folder it synchronises."""

_NETWORK = {
    "9p",
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.sshfs",
    "glusterfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
    "vboxsf",
}
_MOUNTS = Path("/proc/mounts")
_ADVICE = (
    "Keep the logbook on this computer's own disk and only its backups there: "
    "`mentor-tui settings set backups FOLDER`."
)


def warning(folder: Path, *, exclusive: bool = True, mounts: str | None = None) -> str:
    """What it means that a logbook is in this folder; empty where nothing speaks against it.

    Args:
        folder: The data folder; it need not be there yet.
        exclusive: False where the disk turned out to know no locks.
        mounts: What is mounted where, in the form of `/proc/mounts`; read from there where it is left out.
    """
    here = Path(realpath(folder.expanduser()))
    if service := _service(here):
        return (
            f"{folder} seems to be synchronised by {service}. A change made on two computers at about the same time, or "
            f"while a copy is under way, can damage the logbook. {_ADVICE}"
        )
    if kind := _network(here, _mounted() if mounts is None else mounts):
        return (
            f"{folder} is on another machine ({kind}). If the connection breaks, or two computers write at once, the "
            f"logbook may be damaged, and everything takes longer. {_ADVICE}"
        )
    if not exclusive:
        return (
            f"The disk of {folder} knows no locks, so only one program may write there at a time. {_ADVICE}"
        )
    return ""


def _service(here: Path) -> str:
    for part in here.parts:
        for service, pattern in _SYNCED.items():
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return service
    for parent in (here, *here.parents):
        for marker, service in _MARKERS.items():
            if _there(parent / marker):
                return service
    return ""


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _mounted() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _network(here: Path, mounts: str) -> str:
    """The type of the disk that a path is on, if it is one of another machine."""
    found = max(
        (entry for entry in _entries(mounts) if here.is_relative_to(entry[0])),
        key=lambda entry: len(entry[0].parts),
        default=(here, ""),
    )
    return found[1] if found[1] in _NETWORK else ""


def _entries(mounts: str) -> Iterable[tuple[Path, str]]:
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:  # noqa: PLR2004 - what is mounted, where, and its type
            yield Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1])), fields[2]
