"""Files are changed all together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable.source.write.changes import FileChange, diff, write
from answerable.source.write.folder import copy_course
from tests.support.courses import COURSE_FILES, write_course


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_new_and_changed_files(tmp_path: Path) -> None:
    old = tmp_path / "old.yml"
    old.write_text("a\n")
    old.chmod(0o600)
    write([FileChange(old, b"a\n", "b\n"), FileChange(tmp_path / "new" / "one.yml", None, "c\n")])
    assert contents(tmp_path) == {"old.yml": "b\n", "new/one.yml": "c\n"}
    assert old.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("last", ["exists", "changed", "no folder"])
def test_one_that_fails_stops_all(last: str, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a\n")
    (tmp_path / "b.yml").write_text("b\n")
    bad = {
        "exists": FileChange(tmp_path / "b.yml", None, "new\n"),
        "changed": FileChange(tmp_path / "b.yml", b"other\n", "new\n"),
        "no folder": FileChange(tmp_path / "b.yml" / "c.yml", None, "new\n"),
    }[last]
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        write(
            [
                FileChange(tmp_path / "a.yml", b"a\n", "new\n"),
                FileChange(tmp_path / "deep" / "down" / "c.yml", None, "new\n"),
                bad,
            ]
        )
    assert contents(tmp_path) == {"a.yml": "a\n", "b.yml": "b\n"}
    assert not (tmp_path / "deep").exists()


def test_a_file_that_cannot_be_moved_brings_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_text("a\n")
    (tmp_path / "z.yml").write_text("z\n")
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "z.yml":
            raise PermissionError(13, "in use", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    changes = [
        FileChange(tmp_path / "a.yml", b"a\n", "new\n"),
        FileChange(tmp_path / "m.yml", None, "new\n"),
        FileChange(tmp_path / "z.yml", b"z\n", "new\n"),
    ]
    with pytest.raises(PermissionError) as failure:
        write(changes)
    assert failure.value.filename == str(tmp_path / "z.yml")
    assert contents(tmp_path) == {"a.yml": "a\n", "z.yml": "z\n"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text("a\n")
    link = tmp_path / "link.yml"
    link.symlink_to("real.yml")
    write([FileChange(link, b"a\n", "b\n")])
    assert link.is_symlink()
    assert (tmp_path / "real.yml").read_text() == "b\n"


def test_the_diff_shows_control_characters_and_new_files() -> None:
    shown = diff(
        [FileChange(Path("a.yml"), b"a: \x1b[31m\n", "a: b\n"), FileChange(Path("b"), None, "c\n")]
    )
    assert shown.splitlines() == [
        "--- a.yml",
        "+++ a.yml",
        "@@ -1 +1 @@",
        "-a: ␛[31m",
        "+a: b",
        "--- /dev/null",
        "+++ b",
        "@@ -0,0 +1 @@",
        "+c",
    ]


def test_a_folder_that_takes_no_file_is_named_by_the_file_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mkdir(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(PermissionError) as refused:
        write([FileChange(tmp_path / "a.yml", None, "new\n")])
    assert refused.value.filename == str(tmp_path / "a.yml")


def test_a_copy_to_try_changes_with_can_be_written(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "course")
    (tmp_path / "secret.yml").write_text("a\n")
    (folder / ".hidden").symlink_to("..")
    (folder / "notes.txt").write_text("a\n")
    (folder / "words.txt").write_text("inn\n")
    for path in folder.rglob("*"):
        path.chmod(0o555)
    copy = tmp_path / "copy"
    copy_course(folder, copy)
    assert contents(copy).keys() == {*COURSE_FILES, "words.txt"}
    assert contents(copy) == {name: contents(folder)[name] for name in contents(copy)}
    for path in (copy, *copy.rglob("*")):
        assert path.stat().st_mode & 0o200, path
    for path in folder.rglob("*"):
        path.chmod(0o755)
