"""What leaves in a spreadsheet says what it said here, and never computes anything."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.utils.translation import gettext_lazy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents import export

UTC = dt.UTC
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
FORMULAS = st.builds(
    str.__add__, st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "'="]), TEXTS
)


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def without_apostrophe(text: str) -> str:
    return text[1:] if text.startswith("'") and export._DANGEROUS.match(text[1:]) else text


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS | FORMULAS, TEXTS | FORMULAS), max_size=4), TEXTS | FORMULAS)
@example([("=1+1", "+44 20 7946 0000"), ("-1", "@SUM(A1)"), ("#N/A", "=")], "=HYPERLINK()")
@example([('=cmd|"/c calc"!A1', "\x00\x1b"), ("＝1", "_x000D_")], "=")
def test_no_cell_is_a_formula_and_the_words_stay(rows, column):
    columns = [column, "Notes"]
    wanted = [[export.visible(cell) for cell in row] for row in [columns, *rows]]
    in_csv = read_csv(export.as_csv(columns, rows))
    assert [[without_apostrophe(cell) for cell in row] for row in in_csv] == wanted
    assert [
        cell for row in in_csv for cell in row if cell[:1] and cell.lstrip()[:1] in {*"=+-@＝＋－＠"}
    ] == []
    sheet = read_xlsx(export.as_xlsx("Policies", columns, rows))
    cells = [cell for row in sheet.iter_rows(max_col=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}
    assert [(cell.value or "").replace("_x005F_", "_") for cell in cells] == [
        word for row in wanted for word in row
    ]


def test_numbers_dates_and_answers():
    moment = dt.datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
    row = [-7, dt.date(2024, 7, 23), moment, True, None, gettext_lazy("Draft"), 12345678901234567]
    columns = ["a", "b", "c", "d", "e", "f", "g"]
    written = ["-7", "2024-07-23", "2026-07-01 13:05", "Yes", "", "Draft", "12345678901234567"]
    assert read_csv(export.as_csv(columns, [row]))[1] == written
    sheet = read_xlsx(export.as_xlsx("T", columns, [row]))
    values = [cell.value for cell in sheet[2]]
    day, time = dt.datetime(2024, 7, 23), dt.datetime(2026, 7, 1, 13, 5)  # noqa: DTZ001 spreadsheets know no zones
    assert values[:3] == [-7, day, time]
    assert values[3:] == ["Yes", None, "Draft", "12345678901234567"]
    assert [cell.is_date for cell in sheet[2]][:4] == [False, True, True, False]
    assert sheet["B2"].number_format == "dd/mm/yyyy"


def test_a_heading_that_stays():
    sheet = read_xlsx(
        export.as_xlsx("Who [has] signed: what?/", ["Person", "Policy"], [["Olive", "x" * 500]])
    )
    assert sheet.title == "Who  has  signed  what"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert 8 <= sheet.column_dimensions["A"].width < sheet.column_dimensions["B"].width <= 60


def test_a_very_old_date_is_a_word():
    sheet = read_xlsx(export.as_xlsx("T", ["Born"], [[dt.date(1899, 12, 31)]]))
    assert sheet["A2"].value == "1899-12-31"


def test_more_than_a_cell_holds_says_so():
    words = "word " * 8000
    assert read_csv(export.as_csv(["Text"], [[words]]))[1] == [words]
    cell = read_xlsx(export.as_xlsx("T", ["Text"], [[words]]))["A2"].value
    assert len(cell) == 32767
    assert cell.endswith("the CSV has it all)")


def test_control_characters_are_seen():
    assert (
        export.visible("a\x00b\x1b\r\nc\rd\ud800\ufffe")
        == "a␀b␛\nc\nd\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
    )


@pytest.mark.parametrize("cell", [1.5, b"", object(), dt.datetime(2026, 1, 1)])  # noqa: DTZ001 naive is the point
def test_what_has_no_clear_words_is_refused(cell):
    for made in (export.as_csv, lambda columns, rows: export.as_xlsx("T", columns, rows)):
        with pytest.raises((TypeError, ValueError)):
            made(["A"], [[cell]])


def test_a_row_has_as_many_cells_as_there_are_columns():
    with pytest.raises(ValueError, match="2 cells for 1"):
        export.as_csv(["A"], [["1", "2"]])


@pytest.mark.parametrize(
    ("name", "fmt", "file"),
    [
        ("Signatures for 2026", "csv", "signatures-for-2026.csv"),
        ('Zoë’s "list"\r\nX: y', "xlsx", "zoes-list-x-y.xlsx"),
        ("政策", "csv", "export.csv"),
        ("../../etc/passwd", "csv", "etcpasswd.csv"),
    ],
)
def test_a_download_is_a_file_of_its_own(name, fmt, file):
    response = export.download(name, fmt, ["A"], [["=1"]])
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"].startswith({"csv": "text/csv", "xlsx": "application/vnd"}[fmt])
    assert response.content


def test_other_formats_are_not_known():
    with pytest.raises(KeyError):
        export.download("x", "ods", ["A"], [])
