"""The table of packages: what a build makes, and how it is asked for it."""

from __future__ import annotations

from click.testing import CliRunner

from answerable import cli
from answerable.build.packages import PACKAGES, SITE


def test_each_is_asked_for_in_a_way_of_its_own() -> None:
    asked = {(one.option, one.version) for one in PACKAGES}
    assert len(asked) == len(PACKAGES)
    assert [one for one in PACKAGES if not one.option] == [SITE]


def test_the_command_line_offers_them_all() -> None:
    said = " ".join(CliRunner().invoke(cli.cli, ["build", "--help"]).output.split())
    for one in PACKAGES:
        assert one.option.replace("_", "-") in said
        assert one.about in said
        assert one.version in said
