"""Find two more browser engines for the tests; as a script, install them from Debian's packages."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support import chromium

PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb", "xauth")
MISSING = f"Firefox and WebKit are not installed: sudo apt-get install {' '.join(PACKAGES)}"


def firefox() -> str | None:
    """The path of Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit() -> tuple[str, str] | None:
    """The paths of WebKit's driver and of its browser without menus; None if one is missing."""
    driver = shutil.which("WebKitWebDriver")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if driver is None or not browsers or shutil.which("Xvfb") is None:
        return None
    return driver, str(browsers[-1])


if __name__ == "__main__":
    if firefox() is None or webkit() is None:
        chromium.install_packages(PACKAGES)
    if firefox() is None or webkit() is None:
        print(f"{MISSING}\nThe journeys in them will be skipped.")  # noqa: T201
