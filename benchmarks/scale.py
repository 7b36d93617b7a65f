"""What `answerable build` costs, as users run it, against plain MkDocs with the same texts.

    python benchmarks/scale.py [--scenarios 100 1000 10000] [--modules 10]

Both build the same made-up course: the same words on each page (the plain one without cards, tags
and progress), the same theme and features, and scenario pages outside the navigation. Ours is built
with nothing in the cache, again without a change, after one edit, after a later one, which finds
the replaced site to begin with, and after the same two in a running preview. Printed are the ratios
of CPU seconds (user and system) to plain MkDocs, which is what can be compared between machines,
then CPU seconds, seconds, the largest memory of the whole process tree in MB, and bytes of HTML a
scenario page; at the end, how CPU seconds grow with the number of scenarios (1 is linear), and
which targets are met.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

POOL = 120  # questions on a page, as in answerable.site.quizzes
WORDS = [
    "parcel",
    "invoice",
    "customer",
    "call",
    "ticket",
    "engineer",
    "promise",
    "refund",
    "order",
    "counter",
    "message",
    "colleague",
    "address",
    "number",
    "morning",
    "answer",
    "delivery",
    "reason",
    "office",
    "repair",
    "system",
    "window",
    "question",
    "account",
]
THEME = """\
site_name: Benchmark
site_url: http://127.0.0.1:8000/
theme:
  name: material
  font: false
  features: [navigation.instant, navigation.tabs, navigation.top, search.highlight, toc.follow]
markdown_extensions: [admonition, attr_list, tables]
"""


@dataclass(frozen=True)
class Text:
    """The texts of one made-up scenario, about 200 words, of a course with so many modules."""

    number: int
    modules: int

    def words(self, count: int, salt: int) -> str:
        start = self.number * 7 + salt * 3
        picked = [WORDS[(start + i * (salt + 1)) % len(WORDS)] for i in range(count)]
        return " ".join(picked).capitalize() + f" {self.number}."

    @property
    def fields(self) -> dict[str, object]:
        return {
            "title": f"Scenario {self.number}",
            "situation": self.words(60, 1),
            "not_accountable": {"reply": self.words(35, 2), "why": self.words(20, 3)},
            "accountable": {"reply": self.words(35, 4), "why": self.words(20, 5)},
            "solutions": [
                {"do": self.words(12, 6)},
                {"do": self.words(12, 7), "when": self.words(8, 8)},
            ],
            "lesson": self.words(20, 9),
            "tags": [WORDS[self.number % 24], WORDS[(self.number * 5 + 1) % 24]],
            "department": "Billing",
            "channel": "Phone",
        }

    @property
    def quiz(self) -> str:
        f = self.fields
        choices = "\n".join(
            f'<div><input type="radio" name="which-reply" id="c-{self.number}-{n}" value="{n}">'
            f'<label for="c-{self.number}-{n}">{f[name]["reply"]}</label></div>'  # type: ignore[index]
            for n, name in enumerate(("not_accountable", "accountable"))
        )
        return f"""\
<form method="get" action="#side-by-side"><fieldset>
<legend>Choose the reply that owns the issue.</legend>
{choices}
</fieldset><p><button type="submit">Check my answer</button></p></form>
"""

    @property
    def question(self) -> str:
        """What a quiz and the assessment hold of a scenario."""
        f = self.fields
        poor, good = f["not_accountable"], f["accountable"]
        return f"""\
{f["situation"]}

{self.quiz}

- {poor["reply"]} {poor["why"]}
- {good["reply"]} {good["why"]}

"""

    @property
    def markdown(self) -> str:
        f = self.fields
        poor, good = f["not_accountable"], f["accountable"]
        assert isinstance(poor, dict)
        assert isinstance(good, dict)
        previous, following = max(self.number - 1, 0), self.number + 1
        coaching = "\n".join(f"{n}. {self.words(10, 10 + n)}" for n in range(1, 7))
        return f"""\
[Module](../modules/module-{self.number % self.modules}.md)

# {f["title"]}

- {f["department"]}
- {f["channel"]}

## The situation

{f["situation"]}

## What would you say?

<div><label for="own-reply">Your reply, in your own words</label>
<textarea id="own-reply" rows="4"></textarea>
<p>Write first, then look at the replies below. Your words stay on this device.</p></div>

## Which reply is accountable?

{self.quiz}

## Side by side

Before you read why: what does each reply leave the customer with?

### Not accountable

> {poor["reply"]}

{poor["why"]}

### Accountable

> {good["reply"]}

{good["why"]}

## What can be done

In this order: the first is the best one for the customer.

1. {self.words(12, 6)}
2. {self.words(12, 7)}

    **When** {self.words(8, 8)}

## The lesson

{f["lesson"]}

## Talk it over

{coaching}

[refund](index.md) [delivery](index.md) [Print this as a card](../index.md)

[Previous](scenario-{previous}.md) [Next](scenario-{following}.md)
"""


def write_ours(folder: Path, count: int, modules: int) -> None:
    (folder / "content").mkdir(parents=True)
    (folder / "content/index.md").write_text("# Home\n", encoding="utf-8")
    for number in range(count):
        module = folder / "scenarios" / f"module-{number % modules}"
        module.mkdir(parents=True, exist_ok=True)
        # JSON is YAML, and every trainer's file is read by the same parser.
        text = json.dumps(Text(number, modules).fields, indent=1)
        (module / f"scenario-{number}.yml").write_text(text, encoding="utf-8")
    listed = [{"folder": f"module-{n}", "title": f"Module {n}"} for n in range(modules)]
    course = json.dumps({"id": "benchmark", "title": "Benchmark", "modules": listed})
    (folder / "scenarios/course.yml").write_text(course, encoding="utf-8")
    nav = 'nav: [index.md, {Practise: [scenarios/index.md, "{modules}", tags.md, cards.md]}]\n'
    config = THEME + "docs_dir: content\nplugins: [search, answerable]\n" + nav
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def write_plain(folder: Path, count: int, modules: int) -> None:
    pages = folder / "content/scenarios"
    pages.mkdir(parents=True)
    (folder / "content/index.md").write_text("# Home\n", encoding="utf-8")
    for number in range(count):
        (pages / f"scenario-{number}.md").write_text(
            Text(number, modules).markdown, encoding="utf-8"
        )
    (pages / f"scenario-{count}.md").write_text("# The last page\n", encoding="utf-8")
    listed = "".join(f"- [Scenario {n}](scenario-{n}.md)\n" for n in range(count))
    (pages / "index.md").write_text(f"# All scenarios\n\n{listed}", encoding="utf-8")
    overviews = folder / "content/modules"
    overviews.mkdir()
    names = range(modules)
    for number in names:
        (overviews / f"module-{number}.md").write_text(f"# Module {number}\n", encoding="utf-8")
    # The pages with questions of many scenarios, as long as ours.
    quizzes = folder / "content/quiz"
    quizzes.mkdir()
    for module in names:
        of_module = range(module, count, modules)[:POOL]
        write_questions(quizzes / f"module-{module}.md", of_module, modules)
    write_questions(folder / "content/assessment.md", range(count)[:POOL], modules)
    listed = "".join(f"      - modules/module-{number}.md\n" for number in names)
    nav = f"nav:\n  - index.md\n  - Practise:\n      - scenarios/index.md\n{listed}"
    outside = "not_in_nav: |\n  /scenarios/*\n  /quiz/*\n  /*.md\n"
    config = THEME + "docs_dir: content\nplugins: [search]\n" + outside + nav
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def write_questions(path: Path, numbers: Sequence[int], modules: int) -> None:
    questions = "".join(Text(number, modules).question for number in numbers)
    path.write_text(f"# Questions\n\n{questions}", encoding="utf-8")


@dataclass(frozen=True)
class Cost:
    """One build: CPU seconds, seconds, the largest memory in bytes, bytes of a scenario page.

    NaN stands for what isn't measured.
    """

    cpu: float
    wall: float
    memory: float
    page: float


def measure(folder: Path, program: str, cache: Path) -> Cost:
    """Build the project in a folder with `python -m` and the program."""
    used = usage_of(folder, [program, "build"], cache)
    pages = list((folder / "site/scenarios").glob("*/index.html"))
    return Cost(*used, statistics.mean(one.stat().st_size for one in pages))


def usage_of(folder: Path, arguments: Sequence[str], cache: Path) -> tuple[float, float, int]:
    """CPU seconds, seconds and the largest memory in bytes of `python -m` with these arguments."""
    command = [sys.executable, "-m", *arguments]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(cache)}
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    watch = Watch(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    if status:
        sys.exit(f"`{' '.join(arguments)}` in {folder} failed")
    return usage.ru_utime + usage.ru_stime, wall, watch.end()


def growth(few: int, many: int, cost: float, greater: float) -> float:
    """The exponent with which a cost grows with a number: 1 is linear."""
    return math.log(greater / cost) / math.log(many / few)


class Watch(threading.Thread):
    """Looks every 50 ms how much memory a process and all of its children take up (Linux only).

    What several processes share counts once.
    """

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.largest = 0
        self.over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.over.wait(0.05):
            self.largest = max(self.largest, sum(map(memory_of, self.processes())))

    def processes(self) -> list[Path]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended meanwhile
            if int(after_name[3]) == self.session:
                found.append(folder)
        return found

    def end(self) -> int:
        self.over.set()
        self.join()
        return self.largest


def memory_of(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def preview(folder: Path, count: int, cache: Path) -> tuple[float, float]:
    """Seconds that a running preview takes to build after the first edit, and after the third."""
    command = [sys.executable, "-m", "answerable", "serve", "--address", "127.0.0.1:0"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(cache)}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        built = (line for line in process.stderr if line.startswith("Built in "))
        next(built)
        seconds = []
        for _ in range(3):
            edit(folder, count)
            seconds.append(float(next(built).split()[2]))
        process.terminate()
        for _ in process.stderr:  # else the process would wait for somebody to read it
            pass
    return seconds[0], seconds[-1]


def edit(folder: Path, count: int) -> None:
    """Change a sentence in the middle of the course."""
    (file,) = (folder / "scenarios").glob(f"*/scenario-{count // 2}.yml")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"situation": "', '"situation": "One more thing. '), "utf-8")


def costs_of(count: int, modules: int) -> dict[str, Cost]:
    """What each kind of build costs for so many scenarios in so many modules."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain, cache = (Path(folder, name) for name in ("ours", "plain", "cache"))
        write_ours(ours, count, modules)
        write_plain(plain, count, modules)
        costs = {"plain MkDocs": measure(plain, "mkdocs", cache)}
        costs["nothing kept"] = measure(ours, "answerable", cache)
        costs["unchanged"] = measure(ours, "answerable", cache)
        edit(ours, count)
        costs["one edit"] = measure(ours, "answerable", cache)
        edit(ours, count)
        costs["later edit"] = measure(ours, "answerable", cache)
        first, later = preview(ours, count, cache)
        costs["preview"] = Cost(math.nan, first, math.nan, math.nan)
        costs["later there"] = Cost(math.nan, later, math.nan, math.nan)
        shutil.rmtree(ours)
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--modules", type=int, default=10)
    options = parser.parse_args()
    row = "{:>9}  {:<12} {:>6} {:>7} {:>7} {:>6} {:>10}"
    print(row.format("scenarios", "build", "ratio", "CPU s", "s", "MB", "bytes/page"), flush=True)
    every: dict[int, dict[str, Cost]] = {}
    for count in options.scenarios:
        every[count] = costs_of(count, options.modules)
        for name, cost in every[count].items():
            figures = f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.memory / 1e6:.0f}"
            ratio = f"{cost.cpu / every[count]['plain MkDocs'].cpu:.2f}"
            shown = ratio, *figures, f"{cost.page:.0f}"
            print(row.format(count, name, *(one.replace("nan", "") for one in shown)), flush=True)
    few, many = min(every), max(every)
    for name in every[few] if few < many else ():
        grown = growth(few, many, every[few][name].cpu, every[many][name].cpu)
        if not math.isnan(grown):
            print(
                f"{name}: CPU seconds grow with the number of scenarios to the power of {grown:.2f}"
            )
    for (count, name), (what, figure, most) in TARGETS.items():
        if count in every:
            found = figure(every[count][name], every[count]["plain MkDocs"])
            verdict = "met" if found <= most else "missed"
            print(f"{count} scenarios, {name}: {what} {found:.2f}, at most {most}: {verdict}")


Figure = Callable[[Cost, Cost], float]


def _ratio(cost: Cost, plain: Cost) -> float:
    return cost.cpu / plain.cpu


def _wall(cost: Cost, _: Cost) -> float:
    return cost.wall


TARGETS: dict[tuple[int, str], tuple[str, Figure, float]] = {
    (1_000, "nothing kept"): ("CPU, of plain MkDocs", _ratio, 1.0),
    (10_000, "nothing kept"): ("CPU, of plain MkDocs", _ratio, 0.5),
    (10_000, "unchanged"): ("seconds", _wall, 1.5),
    (1_000, "one edit"): ("seconds", _wall, 0.3),
    (10_000, "one edit"): ("seconds", _wall, 2.0),
    (10_000, "preview"): ("seconds", _wall, 1.0),
}


if __name__ == "__main__":
    main()
