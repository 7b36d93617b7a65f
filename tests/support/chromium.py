"""Find the browser for the tests; as a script, install one if there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HEADLESS = "chromium-headless-shell"
"""The same engine without windows, which needs half the CPU time per page."""
PACKAGES = (HEADLESS, "chromium", "fonts-liberation", "fonts-noto-core")
HELP = """\
The browser tests need Chromium, and none could be installed by itself here.
  Debian, Ubuntu: sudo apt-get install chromium fonts-liberation fonts-noto-core
  elsewhere:      install Chromium or Chrome, then CHROMIUM=/path/to/it make test"""


def find() -> str | None:
    """The path of Chromium: from $CHROMIUM, by a usual name, or Playwright's own download."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def find_headless() -> str | None:
    """The path of Chromium for tests: the one in $CHROMIUM, or the lightest that is installed."""
    return (None if "CHROMIUM" in os.environ else shutil.which(HEADLESS)) or find()


def install() -> None:
    """Install Chromium: from Debian's packages if allowed, else with Playwright."""
    if not install_packages(PACKAGES):
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)


def install_packages(packages: Iterable[str]) -> bool:
    """Install packages with apt-get if we are root; returns False if that isn't possible."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=False, env=quiet)
    return True


if __name__ == "__main__":
    if find() is None:
        install()
    elif not shutil.which(HEADLESS):
        install_packages([HEADLESS])
    if find() is None:
        sys.exit(HELP)
