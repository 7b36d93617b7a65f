"""Define the one exception that ends a command because of what the author wrote."""

from __future__ import annotations

from answerable.diagnostics import Diagnostic


class BuildFailed(Exception):
    """The command can't continue; `diagnostics` say why. Nothing published has changed."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics
