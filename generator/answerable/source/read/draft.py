"""Read and validate one scenario file on its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.model import ScenarioFile
from answerable.model.scalars import RESERVED_IDS
from answerable.source.read import consistency
from answerable.source.read.fields import check
from answerable.source.read.losses import losses
from answerable.source.read.media import Named, named_media
from answerable.source.read.names import as_id, is_id
from answerable.source.read.positions import Source
from answerable.source.read.source import read


@dataclass
class Draft:
    """A scenario file. Its id is known even if the file is broken.

    `media` are the files that it names. `source` and `scenario` are read from the file on first
    use; `scenario` is None if the file is broken.
    """

    id: str
    module: str
    folder: Path
    file: Path
    aliases: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    media: tuple[Named, ...] = ()

    @property
    def path(self) -> str:
        """The file's path in the course folder, with forward slashes."""
        return self.file.relative_to(self.folder).as_posix()

    @property
    def whole(self) -> Location:
        """The file as a whole."""
        return Location(self.file.as_posix())

    @property
    def broken(self) -> bool:
        """Whether an error keeps the scenario from being used."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)

    @cached_property
    def source(self) -> Source:
        return read(self.file, self.file.as_posix())

    @cached_property
    def scenario(self) -> ScenarioFile | None:
        return check(self.source, ScenarioFile)[0]


def read_draft(folder: Path, module: str, file: Path) -> Draft:
    """Read and validate a scenario file. Never raises because of its content."""
    return validate(folder, module, file, read(file, file.as_posix()))


def validate(folder: Path, module: str, file: Path, source: Source) -> Draft:
    """Validate a scenario file; `source` is what was read from it."""
    scenario, problems = check(source, ScenarioFile)
    diagnostics = source.diagnostics + problems + losses(source, ScenarioFile)
    diagnostics += consistency.check(scenario, source) if scenario else ()
    own = source.value.get("id") if source.value else None
    scenario_id = own if isinstance(own, str) and is_id(own) else file.stem
    if not is_id(scenario_id):
        scenario_id = as_id(file.stem)
        if own is None:
            new_name = f"{scenario_id}{file.suffix.lower()}"
            problem = bad_name("file", file.stem, new_name, source.whole())
            diagnostics += (problem,)
    aliases = scenario.aliases if scenario else ()
    media = named_media(scenario, source) if scenario else ()
    draft = Draft(scenario_id, module, folder, file, aliases, diagnostics, media)
    draft.source, draft.scenario = source, scenario
    return draft


def bad_name(kind: str, name: str, new_name: str, where: Location) -> Diagnostic:
    """Return AN308 for a file or folder whose name can't be an id."""
    reason = "ids consist of lower-case letters a to z, digits and single hyphens"
    if name in RESERVED_IDS:
        reason = "the name is reserved"
    message = f"The {kind} name `{name}` can't be an id."
    hint = f"{reason}: rename the {kind} to `{new_name}`"
    return Diagnostic("AN308", Severity.ERROR, message, where, hint)
