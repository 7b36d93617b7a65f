"""Find LibreOffice for the tests; as a script, install it from Debian's packages if allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.support import chromium

PACKAGES = ("libreoffice-calc-nogui", "libreoffice-writer-nogui")
MISSING = f"LibreOffice is not installed: sudo apt-get install {' '.join(PACKAGES)}"


def find() -> str | None:
    """The path of LibreOffice, from $SOFFICE or the usual name."""
    return shutil.which(os.environ.get("SOFFICE", "soffice"))


def convert(file: Path, kind: str, folder: Path, *, opened_as: str | None = None) -> Path:
    """Convert a file with LibreOffice to another kind, such as "xlsx" or "csv".

    `folder` is a test's own; the tests of a process share a profile, which takes long to make.
    `opened_as` is the import filter with its options; the default depends on the file's extension.
    """
    profile = (folder.parent / "office").as_uri()
    command = [find() or "soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    command += [f"--infilter={opened_as}"] if opened_as else []
    command += ["--convert-to", kind, "--outdir", str(folder / "converted"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "converted" / f"{file.stem}.{kind.partition(':')[0]}"


if __name__ == "__main__":
    if find() is None:
        chromium.install_packages(PACKAGES)
    if find() is None:
        print(f"{MISSING}\nThe tests that need it will be skipped.")  # noqa: T201
