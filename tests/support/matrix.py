"""Run all but the browser tests under each installed Python version: `make test-matrix`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
HERE = Path("build/matrix")
"""The folder with a virtual environment for each version."""


def find(version: str) -> Path | None:
    """The interpreter of a version, by its usual name or from pyenv."""
    return next((one for one in _candidates(version) if _is(one, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    if named := shutil.which(f"python{version}"):
        yield Path(named)
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(root.glob(f"versions/{version}.*/bin/python{version}"))


def _is(python: Path, version: str) -> bool:
    asks = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
    done = subprocess.run([python, "-c", asks], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def prepare(python: Path, folder: Path, wheel: Path) -> Path:
    """Make an environment with the lock file's packages and the wheel. Returns its Python."""
    own = folder / "bin/python"
    if not own.exists():
        subprocess.run([python, "-m", "venv", folder], check=True)
    install = [str(own), "-m", "pip", "install", "--quiet"]
    locked = [*install, "--require-hashes", "-r", "requirements-dev.lock"]
    subprocess.run(locked, check=True)
    subprocess.run([*install, "--no-deps", "--force-reinstall", str(wheel)], check=True)
    return own


def main() -> int:
    (wheel,) = Path("dist").glob("*.whl")
    outcomes = {}
    for version in VERSIONS:
        python = find(version)
        if python is None:
            outcomes[version] = "is not on this machine"
            continue
        own = prepare(python, HERE / version, wheel)
        tests = ["-n", "2", "--dist", "worksteal", "--ignore", "tests/browser", *sys.argv[1:]]
        done = subprocess.run([own, "-m", "pytest", *tests], check=False)
        outcomes[version] = f"exit code {done.returncode}" if done.returncode else "passed"
    for version, outcome in outcomes.items():
        print(f"Python {version}: {outcome}")  # noqa: T201
    return int(any(outcome.startswith("exit") for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
