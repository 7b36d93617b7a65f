"""What a check costs: 10,000 scenarios from nothing, again, and after one edit.

    python benchmarks/check.py [--scenarios 10000] [--runs 3]

The course is made of the shipped one: its scenarios again and again, with half of their words mixed
anew, so that no two are alike; spelling is checked. Each run is the command `answerable check` in a
process of its own, with a cache of its own. Printed are the medians of the seconds that pass, of
CPU seconds (all processes), and of CPU seconds by those of reading alone, which is what can be
compared between machines.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
MODULES = 10
READ = """
import sys
from pathlib import Path
from answerable.source.read.load import load_course
load_course(Path(sys.argv[1]))
"""


def make_course(folder: Path, count: int) -> None:
    """Write a course of `count` scenarios; the same one each time."""
    chance = random.Random(1)  # noqa: S311  # no secret: the same course each time
    files = sorted((ROOT / "scenarios").glob("*/*.yml"))
    originals = [
        yaml.safe_load(file.read_text("utf-8")) for file in files if ".de" not in file.name
    ]
    whole = re.compile(r"(?<![\w’])[a-z]{4,}(?![\w’])")
    words = sorted({word for one in originals for word in whole.findall(one["situation"])})

    def mixed(value: Any) -> Any:
        if isinstance(value, dict) and value.get("type") == "spot":
            return value  # its phrases have to be in its reply
        if isinstance(value, dict):
            fixed = {"id", "type", "next", "quality", "ending", "phrase", "accept", "serves"}
            fixed |= {"picture", "audio", "video", "labels"}
            return {key: one if key in fixed else mixed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [mixed(one) for one in value]
        if isinstance(value, str) and len(value) > 40:
            parts = value.split(" ")
            return " ".join(chance.choice(words) if chance.random() < 0.5 else p for p in parts)
        return value if isinstance(value, int | str) else str(value)

    shutil.copytree(ROOT / "scenarios/media", folder / "media")
    for number in range(count):
        scenario = mixed(originals[number % len(originals)])
        scenario.pop("aliases", None)
        scenario.pop("changes", None)
        file = folder / f"module-{number % MODULES}" / f"scenario-{number}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False, width=95)
        file.write_text(text, encoding="utf-8")
    served = sorted({name for one in originals for name in one.get("serves", ())})
    objectives = [{"id": name, "text": f"You can {name}."} for name in served]
    course = {"id": "many", "title": "Many", "objectives": objectives}
    (folder / "course.yml").write_text(yaml.safe_dump(course), encoding="utf-8")
    (folder / "words.txt").write_text("", encoding="utf-8")


def run(command: list[str], cache: Path) -> tuple[float, float]:
    """Seconds that pass, and CPU seconds of a command with all its processes."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=False)
    passed, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--scenarios", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="answerable-benchmark-"))
    try:
        course, cache = place / "scenarios", place / "cache"
        make_course(course, options.scenarios)
        program = Path(sys.executable).with_name("answerable")
        check = [str(program), "check", str(course), "--format", "github"]
        results: dict[str, list[tuple[float, float]]] = {}
        for number in range(options.runs):
            shutil.rmtree(cache, ignore_errors=True)
            results.setdefault("from nothing", []).append(run(check, cache))
            results.setdefault("again", []).append(run(check, cache))
            edited = course / "module-3" / "scenario-3.yml"
            edited.write_text(edited.read_text("utf-8") + f"# {number}\n", encoding="utf-8")
            results.setdefault("after one edit", []).append(run(check, cache))
            read = [sys.executable, "-c", READ, str(course)]
            results.setdefault("reading alone", []).append(run(read, cache))
        base = statistics.median(cpu for _, cpu in results["reading alone"])
        print(f"{options.scenarios} scenarios, {os.cpu_count()} processors")
        print("| what | seconds | CPU seconds | CPU by reading alone |\n|---|---|---|---|")
        for name, figures in results.items():
            passed = statistics.median(one for one, _ in figures)
            cpu = statistics.median(one for _, one in figures)
            print(f"| {name} | {passed:.1f} | {cpu:.1f} | {cpu / base:.2f} |")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
