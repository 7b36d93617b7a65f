"""The kit: everything for one workshop, and a first page that tells the truth about it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import page as pdf_validator
import pypdfium2
import pytest

from answerable import cli
from answerable.handouts.kit import PRINT_FIRST, Kit, KitPaper, make_kit
from answerable.handouts.slides import make_slides
from answerable.handouts.workshop.materials import materials
from answerable.handouts.workshop.plan import plan_workshop
from answerable.model import Course
from tests.support.courses import ROOT


@pytest.fixture(scope="module")
def kit(shipped: Course) -> Kit:
    return kit_of(shipped)


def kit_of(course: Course, minutes: int = 90, people: int = 16, *, paper: KitPaper = "a4") -> Kit:
    plan = plan_workshop(course, minutes, people)
    return make_kit(course, plan, make_slides(course, plan.scenarios).encode(), paper=paper)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_it_holds_what_the_guide_asks_for(shipped: Course, kit: Kit) -> None:
    wanted = [material.title.plain for material in materials(shipped, plan_workshop(shipped))]
    assert [file.title.plain for file in kit.files[1:-1]] == wanted
    assert kit.files[0].name == PRINT_FIRST
    assert kit.files[-1].name.endswith("slides.html")
    assert [file.name[:2] for file in kit.files] == [f"{n:02}" for n in range(len(kit.files))]


def test_the_first_page_names_every_file_and_its_copies(kit: Kit) -> None:
    page = " ".join(text_of(kit.files[0].content).split())
    assert "16 people and 90 minutes" in page
    for file in kit.files[1:]:
        assert re.search(rf"{re.escape(file.name)} {file.copies or '–'} ", page), file.name
    paper = sum(file.copies * file.sheets for file in kit.files[1:] if not file.stock)
    stock = sum(file.copies * file.sheets for file in kit.files[1:] if file.stock)
    assert f"{paper} sheets of paper, and {stock} sheets of card stock" in page
    assert "all in A4." in page
    assert len(pypdfium2.PdfDocument(kit.files[0].content)) == 1


def test_there_is_a_commitment_card_for_each_person(kit: Kit) -> None:
    [file] = [file for file in kit.files if "commitment" in file.name]
    assert file.copies == 1
    assert text_of(file.content).count("What I will do") == 16


def test_guide_and_print_list_name_one_number_of_commitment_cards(shipped: Course) -> None:
    kit = kit_of(shipped, 60, 15)
    guide = next(file for file in kit.files if file.name.endswith("guide.pdf"))
    cards = next(file for file in kit.files if "commitment" in file.name)
    for page in (guide.content, kit.files[0].content):
        text = " ".join(text_of(page).split())
        assert re.findall(r"(\d+) × Commitment cards", text) == ["15"]
    assert text_of(cards.content).count("My commitment") == 15


def test_every_pdf_is_tagged(kit: Kit) -> None:
    profile = pdf_validator.ValidationProfile.PDF_UA_1
    for file in kit.files:
        if file.name.endswith(".pdf"):
            report = pdf_validator.validate_pdf_bytes(file.content, profile=profile)
            assert [failure.message for failure in report.failures] == [], file.name


def test_participants_get_no_key(shipped: Course, kit: Kit) -> None:
    lessons = [scenario.lesson[:40] for scenario in plan_workshop(shipped).scenarios]
    for file in kit.files:
        if file.purpose.plain == "for you" or file.stock or file.name.endswith(".html"):
            continue
        if "job-aid" in file.name:
            continue  # the lessons to take home, given out at the end
        text = " ".join(text_of(file.content).split())
        assert not any(lesson in text for lesson in lessons), file.name


def test_the_slides_show_what_is_worked_through_at_the_tables(shipped: Course, kit: Kit) -> None:
    plan = plan_workshop(shipped)
    page = kit.files[-1].content.decode()
    for scenario in shipped.scenarios:
        assert (f'id="{scenario.code.lower()}-situation"' in page) == (scenario in plan.scenarios)


def test_it_is_the_same_to_the_byte_and_fits_every_group(shipped: Course, kit: Kit) -> None:
    again = kit_of(shipped)
    assert again.contents() == kit.contents()
    small = kit_of(shipped, 60, 5, paper="letter")
    document = pypdfium2.PdfDocument(small.files[0].content)
    assert document[0].get_size() == pytest.approx((612, 792))


def test_the_command_writes_a_folder_and_a_zip_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    out = tmp_path / "kit"
    assert cli.main(["kit", "--people", "8", "--minutes", "60", "-o", str(out)]) == 0
    names = sorted(path.name for path in out.iterdir())
    assert PRINT_FIRST in names
    with zipfile.ZipFile(io.BytesIO((tmp_path / "kit.zip").read_bytes())) as archive:
        assert sorted(archive.namelist()) == [f"kit/{name}" for name in names]
    assert f"Begin with {PRINT_FIRST}." in capsys.readouterr().err
    # Nothing that is there is overwritten.
    assert cli.main(["kit", "-o", str(out)]) == 1
    assert "AN421" in capsys.readouterr().err


def test_it_speaks_the_language_of_the_course(shipped: Course) -> None:
    german = shipped.model_copy(update={"language": "de"})
    made = kit_of(german, 60, 4)
    page = " ".join(text_of(made.files[0].content).split())
    assert "Dies zuerst drucken" in page
    assert "Karton, beidseitig" in page
    assert "Exemplare So drucken Sie" in page  # the longest word of a head has its room
