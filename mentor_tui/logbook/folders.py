"""Where the files of a mentor are, and which folder is no good home for a logbook."""

import os
import re
from collections.abc import Iterable
from os.path import realpath
from pathlib import Path

from mentor_tui.errors import MentorError

HOME = "MENTOR_TUI_HOME"
"""The environment variable that names the data folder."""


def logbook_folder(chosen: Path | None = None) -> Path:
    """The folder of the logbook: the one chosen, the one that MENTOR_TUI_HOME names, or the user's data folder.

    Raises:
        MentorError: there is no home folder to find it by.
    """
    named = chosen if chosen is not None else Path(os.environ.get(HOME, ""))
    try:
        if chosen is not None or os.environ.get(HOME):
            return named.expanduser().absolute()
    except RuntimeError as error:
        raise MentorError(f"{named}: there is no such home folder.", hint="Write the whole path.") from error
    if _homeless("XDG_DATA_HOME"):
        raise MentorError(
            "The home folder is not known: HOME is empty.",
            hint=f"Set HOME, or name a folder with --data-dir or {HOME}.",
        )
    import platformdirs  # noqa: PLC0415 - not needed where a folder was named

    return platformdirs.user_data_path("mentor-tui", appauthor=False)


def own_file() -> Path | None:
    """The file in which a user keeps what is theirs in every logbook, such as the name; None where there is no home folder."""
    if _homeless("XDG_CONFIG_HOME"):
        return None
    import platformdirs  # noqa: PLC0415 - most commands need none of it

    return platformdirs.user_config_path("mentor-tui", appauthor=False) / "user.toml"


def _homeless(instead: str) -> bool:
    # An empty HOME would put files into the root of the disk.
    return os.environ.get("HOME", "set") == "" and not os.environ.get(instead)


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
    _, kind = max(
        (mount for mount in _mounts(mounts) if here.is_relative_to(mount[0])),
        key=lambda mount: len(mount[0].parts),
        default=(here, ""),
    )
    return kind if kind in _NETWORK else ""


def _mounts(mounts: str) -> Iterable[tuple[Path, str]]:
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:  # noqa: PLR2004 - what is mounted, where, and its type
            yield Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1])), fields[2]
