"""What comes in from a spreadsheet says what it said there, and nothing of it is ever computed."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents import export, importing
from documents.importing import Column
from tests.documents.workbooks import with_cells, workbook

COLUMNS = (Column("name", "Name", needed=True, also=("Full name",)), Column("born", "Born"))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40).map(importing.clean)
SIGNS = st.builds(
    str.__add__, st.sampled_from(["=", "+", "-", "@", "＝", "'=", "'", "''@", "_x0041_"]), TEXTS
)


def read(name: str, content: bytes, most: int = 50) -> importing.Table:
    return importing.read(name, content, COLUMNS, most=most)


def cells(name: str, content: bytes) -> list[tuple]:
    return [(row.cells["name"], row.cells.get("born")) for row in read(name, content).rows]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS | SIGNS, TEXTS | SIGNS), min_size=1, max_size=4))
@example([("=1+1", "+44 20 7946 0000"), ("-1", "@SUM(A1)"), ("_x0041_", "'=x"), ("#N/A", "x")])
def test_what_was_exported_comes_back_word_for_word(pairs):
    pairs = [("x" + a.removeprefix("#"), b) if a.startswith("#") else (a, b) for a, b in pairs]
    wanted = [pair for pair in pairs if any(pair) and not (pair[0] or pair[1]).startswith("#")]
    if not wanted:
        return
    for fmt in ("csv", "xlsx"):
        made = {"csv": export.as_csv, "xlsx": lambda *said: export.as_xlsx("T", *said)}[fmt]
        assert cells(f"people.{fmt}", made(["Name", "Born"], pairs)) == [
            tuple(map(importing.clean, pair)) for pair in wanted
        ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_as_programs_write_it(delimiter, encoding, end):
    said = end.join(delimiter.join(row) for row in (["Full  NAME*", "Born"], ["", ""], ["“Mía”", "1/2/2022"]))
    assert cells("a.CSV", (said + end).encode(encoding)) == [("“Mía”", "1/2/2022")]


def test_rows_have_the_numbers_that_the_spreadsheet_shows():
    content = b'sep=;\nName;Born\n\n"Ana\nMaria";2022-01-01\n# a note;x\nKit;\n'
    assert [(row.number, row.cells["name"]) for row in read("a.csv", content).rows] == [
        (4, "Ana Maria"),
        (6, "Kit"),
    ]


@pytest.mark.parametrize("name", ["Олена", "黄嘉欣", "ዮሐንስ", "نور", "Ngọc", "👩🏽‍🦱", "N\N{COMBINING CARON}"])
def test_names_in_any_script(name):
    for content, file in ((export.as_csv(["Name"], [[name]]), "a.csv"), (workbook((name, "")), "a.xlsx")):
        assert read(file, content).rows[0].cells["name"] == importing.clean(name)


def test_dates_numbers_answers_and_formulas_of_a_workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Born"])
    for value in (
        dt.date(2022, 7, 23),
        44765,
        3.0,
        2.5,
        True,
        "=1+1",
        "23/07/2022",
        dt.datetime(2022, 7, 23, 9, 5),  # noqa: DTZ001 spreadsheets know no zones
    ):
        sheet.append(["Ana", value])
    sheet["B3"].number_format = "dd/mm/yyyy"
    sheet["A2"] = '=HYPERLINK("http://x")'
    held = io.BytesIO()
    book.save(held)
    rows = read("a.xlsx", held.getvalue()).rows
    day = dt.date(2022, 7, 23)
    said = [day, day, "3", "2.5", "TRUE", "", "23/07/2022", "2022-07-23 09:05"]
    assert [row.cells["born"] for row in rows] == said
    assert [sorted(row.faults) for row in rows] == [["name"], [], [], [], [], ["born"], [], []]
    assert "formula" in rows[5].faults["born"]


def test_only_the_first_sheet_that_can_be_seen():
    book = openpyxl.Workbook()
    book.active.append(["Secret"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Seen").append(["Name"])
    book["Seen"].append(["Ana"])
    held = io.BytesIO()
    book.save(held)
    assert cells("a.xlsx", held.getvalue()) == [("Ana", None)]


def test_a_comma_that_moved_the_cells_is_noticed_and_so_is_a_novel():
    table = read("a.csv", f"Name,Born\nSilva, Ana,2022-01-01\nKit,{'x' * 1001}\n".encode())
    assert list(table.rows[0].faults) == [""]
    assert "comma" in table.rows[0].faults[""]
    assert "1000" in table.rows[1].faults["born"]


def test_columns_that_nobody_asked_for_are_named():
    assert read("a.csv", b"Name,Allergies\nAna,nuts\n").left_out == ["Allergies"]


def test_a_table_can_be_kept_as_plain_data():
    table = read("a.xlsx", workbook(("Ana", dt.date(2022, 7, 23)), ("=x", "")))
    assert importing.Table.from_json(table.to_json()) == table


def test_gaps_between_rows_keep_the_numbers():
    content = with_cells(b'<row r="40"><c r="A40" t="inlineStr"><is><t>Kit</t></is></c></row>')
    assert [row.number for row in read("a.xlsx", content).rows] == [2, 40]
