"""The files of the attendee list, read back by programs that had no part in writing them."""

import csv
import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import openpyxl.utils.escape
import people
import pytest
import python_calamine
import spreadsheet
from visitor import Organiser, Visitor

# What a spreadsheet would run, convert or shorten if it got the chance.
HOSTILE = [
    {"givenName": "=1+1", "familyName": "+46", "role": "@SUM(A1)"},
    {"givenName": "007", "familyName": "1-2", "role": "1E5"},
    {"givenName": "Åsa \"Ö\"", "familyName": "O'Ä;,\t𝄞", "organisation": "<b>&amp;</b> _x0041_"},
    {"givenName": "SANT", "familyName": "2027-03-20", "role": "http://example.se/"},
]


@pytest.fixture(scope="module")
def organiser(served):
    with Visitor(served.port) as visitor:
        for number, changes in enumerate(HOSTILE):
            answer = visitor.register(people.person(number, "0180") | changes)
            assert answer.status == 303, answer.text
    with Organiser(served) as organiser:
        yield organiser


@pytest.fixture(scope="module")
def attendees(organiser):
    """What the JSON says of everybody."""
    answer = organiser.get("/admin/deltagare.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert len(answer.json) > 40
    return answer.json


@pytest.fixture(scope="module")
def workbook(organiser):
    answer = organiser.get("/admin/deltagare.xlsx")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    return answer.body


def test_json_and_plain_csv_say_the_same(organiser, attendees):
    rows = list(csv.DictReader(io.StringIO(organiser.get("/admin/deltagare.csv?format=plain").text, newline="")))
    assert [row["code"] for row in rows] == [one["code"] for one in attendees]
    for row, one in zip(rows, attendees):
        for name in ("state", "givenName", "familyName", "email", "phone", "kommun", "organisation", "role"):
            assert row[name] == (one[name] or ""), name


def test_the_readers_agree_about_every_cell(attendees, workbook, tmp_path):
    by_openpyxl = openpyxl.load_workbook(io.BytesIO(workbook))
    by_calamine = python_calamine.load_workbook(io.BytesIO(workbook))
    by_office = spreadsheet.opened_workbook(workbook, tmp_path)
    assert by_openpyxl.sheetnames == by_calamine.sheet_names == list(by_office)

    sheet = by_openpyxl.worksheets[0]
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    others = by_calamine.get_sheet_by_index(0).to_python()
    assert others[0] == header
    assert len(rows) == len(others) - 1 == len(by_office["Deltagare"]) == len(attendees)
    names = {
        "Bokningskod": "code", "Förnamn": "givenName", "Efternamn": "familyName", "E-postadress": "email",
        "Organisation eller förvaltning": "organisation", "Din roll": "role",
    }  # fmt: skip
    for one, row, other, office in zip(attendees, rows, others[1:], by_office["Deltagare"]):
        row, other = dict(zip(header, row)), dict(zip(header, other))
        for heading, name in names.items():
            # openpyxl leaves to others what Excel and LibreOffice do: "_x0041_" is "A".
            assert openpyxl.utils.escape.unescape(row[heading]) == other[heading] == one[name], heading
            assert office[heading].shown == one[name], heading
        for heading, cell in office.items():
            assert cell.formula is None, heading
            assert cell.kind == ("date" if heading == "Anmäld" else "string"), heading
        arrived = datetime.fromisoformat(one["createdAt"]).astimezone(ZoneInfo("Europe/Stockholm")).replace(tzinfo=None)
        assert row["Anmäld"] == other["Anmäld"] == arrived
        assert office["Anmäld"].shown == f"{arrived:%Y-%m-%d %H:%M}"
        if one["phone"]:
            assert row["Telefon"].replace(" ", "").replace("-", "") == one["phone"]
        assert (row["Kommun"] or "").split(" ")[0] == (one["kommun"] or "")


def test_each_workshop_has_a_sheet_with_its_guests(attendees, workbook):
    by_openpyxl = openpyxl.load_workbook(io.BytesIO(workbook))
    workshops = [name for name in attendees[0] if name.startswith("workshop")]
    assert workshops and len(by_openpyxl.worksheets) == 1 + len(workshops)
    for name, sheet in zip(workshops, by_openpyxl.worksheets[1:]):
        header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert header[0] == "Plats"
        codes = [row[header.index("Bokningskod")] for row in rows]
        assert codes == [one["code"] for one in attendees if one[name]]


def test_the_header_is_frozen_and_filters(workbook):
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row))


def test_files_have_the_filter_and_the_columns_of_the_address(organiser, attendees):
    query = "?state=waiting&kolumner=role,state,dietaryNeeds,nothing"
    expected = [one["code"] for one in attendees if one["state"] == "waiting"]
    assert expected
    found = json.loads(organiser.get(f"/admin/deltagare.json{query},code").body)
    assert [one["code"] for one in found] == expected
    assert list(found[0]) == ["givenName", "familyName", "role", "state", "code"]
    sheet = openpyxl.load_workbook(io.BytesIO(organiser.get(f"/admin/deltagare.xlsx{query}").body)).worksheets[0]
    assert [cell.value for cell in next(sheet.iter_rows())] == ["Förnamn", "Efternamn", "Din roll", "Status"]
    assert sheet.max_row == 1 + len(expected)
    header = organiser.get(f"/admin/deltagare.csv{query}").text.splitlines()[0]
    assert header.lstrip("\N{BYTE ORDER MARK}") == '"Förnamn";"Efternamn";"Din roll";"Status"'
    assert "dietaryNeeds" not in organiser.get("/admin/deltagare.json").text


def test_files_of_nobody_are_whole(organiser):
    assert json.loads(organiser.get("/admin/deltagare.json?q=zzzz").body) == []
    sheet = openpyxl.load_workbook(io.BytesIO(organiser.get("/admin/deltagare.xlsx?q=zzzz").body)).worksheets[0]
    assert sheet.max_row == 1
    assert organiser.get("/admin/deltagare/utskrift?q=zzzz").text.rstrip().endswith("</html>")


def test_the_list_on_paper_has_everybody_in_swedish_order(organiser, attendees):
    page = organiser.get("/admin/deltagare/utskrift").text
    assert page.count('<tr><th scope="row">') == len(attendees)
