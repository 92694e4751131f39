"""Folders that a logbook should not lie in."""

from pathlib import Path

import pytest

from mentor_tui.logbook.folders import warning

LOCAL = "/dev/vda / ext4 rw 0 0\n"


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("Dropbox/shop", "Dropbox"),
        ("Dropbox (Personal)/shop", "Dropbox"),
        ("OneDrive - Alamo Diesel/shop", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloud Drive", "iCloud"),
        ("Google Drive/My Drive/shop", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-a@b.c", "cloud"),
        ("nextcloud", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(place: str, service: str) -> None:
    told = warning(Path("/home/mia") / place, mounts=LOCAL)
    assert service in told
    assert "settings set backups" in told


def test_a_synchronised_folder_is_known_by_what_the_service_leaves_in_it(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in warning(tmp_path / "shop", mounts=LOCAL)


@pytest.mark.parametrize("place", ["box-of-drops", "shop", "My Drivers", "icloudy"])
def test_other_names_are_not_taken_for_one(place: str) -> None:
    assert warning(Path("/home/mia") / place, mounts=LOCAL) == ""


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_disk_of_another_machine_is_known_by_its_type(kind: str) -> None:
    mounts = f"{LOCAL}server:/x /mnt/the\\040shop {kind} rw 0 0\ntmpfs /mnt/the\\040shop/here tmpfs rw 0 0\n"
    assert kind in warning(Path("/mnt/the shop/data"), mounts=mounts)
    assert warning(Path("/mnt/the shop/here/data"), mounts=mounts) == ""
    assert warning(Path("/mnt/the shopper"), mounts=mounts) == ""


def test_a_disk_without_locks_is_told() -> None:
    assert "no locks" in warning(Path("/home/mia"), exclusive=False, mounts=LOCAL)


def test_a_system_that_lists_no_disks_is_no_reason_to_warn() -> None:
    assert warning(Path("/home/mia"), mounts="") == ""
