"""Find the browser for the tests; run as a script, install one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HEADLESS = "chromium-headless-shell"
"""The same engine without windows: it takes half the CPU time for a page."""
PACKAGES = (HEADLESS, "chromium", "fonts-liberation", "fonts-noto-core")
HELP = """\
The browser tests need Chromium, and none could be installed by itself here.
  Debian, Ubuntu: sudo apt-get install chromium fonts-liberation fonts-noto-core
  elsewhere:      install Chromium or Chrome, then CHROMIUM=/path/to/it make test"""


def find() -> str | None:
    """The path of a Chromium, from $CHROMIUM, the usual names, or Playwright's own download."""
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
    """The path of a Chromium for tests: the lightest there is, or the one in $CHROMIUM."""
    return (None if "CHROMIUM" in os.environ else shutil.which(HEADLESS)) or find()


def install() -> None:
    """Install one, by Debian's packages where we may, else by Playwright."""
    if not install_packages(PACKAGES):
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)


def install_packages(packages: Iterable[str]) -> bool:
    """Install Debian's packages where we may; say whether we may."""
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
