"""Everyone at once. VEMFN_TEST_REGISTRATIONS says how many (bin/load 2000)."""

import csv
import io
import os
import sqlite3
import unicodedata
from collections import Counter

import crowd
import people
import pytest
import spreadsheet
from program import Program
from seats import group_of
from visitor import Organiser, Visitor

REGISTRATIONS = int(os.environ.get("VEMFN_TEST_REGISTRATIONS", "300"))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    program = Program.with_demonstration(tmp_path_factory.mktemp("vemfn"))
    program.before = plain_rows(program.export().encode())
    yield program
    program.stop()


@pytest.fixture(scope="module")
def gathered(served, request):
    found = crowd.gather(served, crowd.expected(served, REGISTRATIONS))
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{found.figures}")
    return found


@pytest.fixture(scope="module")
def organiser(served):
    with Organiser(served) as organiser:
        yield organiser


@pytest.fixture(scope="module")
def rows(gathered, organiser):
    """The plain CSV, by e-mail address, without those who were there before."""
    answer = organiser.get("/admin/deltagare.csv?format=plain")
    assert answer.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    return plain_rows(answer.body)


def test_everyone_is_acknowledged(gathered):
    assert not gathered.unanswered
    assert len(gathered.acknowledged) == REGISTRATIONS
    assert len({one.link for one in gathered.acknowledged}) == REGISTRATIONS


def test_the_plain_csv_has_exactly_what_was_acknowledged(served, gathered, rows):
    expected = dict(served.before)
    pages = crowd.personal_pages(served, gathered.acknowledged)
    for one in gathered.acknowledged:
        code, state = pages[one.person["email"]]
        expected[one.person["email"]] = kept(one.person) | {"code": code, "state": state}
    assert rows.keys() == expected.keys()
    for email, person in expected.items():
        assert {name: rows[email][name] for name in person} == person


def test_the_command_line_exports_the_same(served, rows):
    assert plain_rows(served.export().encode()) == rows


def test_no_quota_is_exceeded(served, rows):
    with Visitor(served.port) as visitor:
        board = visitor.get("/kvoter.json").json
    for quota in board["quotas"]:
        assert quota["taken"] <= quota["ceiling"], quota
    taken = Counter(group_of(row) for row in rows.values() if row["state"] == "confirmed")
    waiting = Counter(group_of(row) for row in rows.values() if row["state"] == "waiting")
    for quota in board["quotas"]:
        assert (taken[group_of(quota)], waiting[group_of(quota)]) == (quota["taken"], quota["waiting"]), quota
    assert sum(max(quota["reserved"], quota["taken"]) for quota in board["quotas"]) <= board["capacity"]
    assert waiting.total() > 0, "no waiting list formed: too few registrations to prove anything"


def test_a_swedish_spreadsheet_shows_every_name_phone_and_code(organiser, rows, tmp_path):
    answer = organiser.get("/admin/deltagare.csv?needs=yes")
    assert answer.body.startswith("\N{BYTE ORDER MARK}".encode())
    shown = {row["E-postadress"].shown: row for row in spreadsheet.opened(answer.body, tmp_path)}
    assert shown.keys() == rows.keys()
    columns = {
        "Bokningskod": "code", "Förnamn": "givenName", "Efternamn": "familyName",
        "Organisation eller förvaltning": "organisation", "Din roll": "role",
        "Mat och allergier": "dietaryNeeds", "Tillgänglighet": "accessNeeds",
    }  # fmt: skip
    for email, row in rows.items():
        for header, name in columns.items():
            assert shown[email][header].shown == as_cell(row[name]), f"{header} of {email}"
        assert shown[email]["Telefon"].shown.replace(" ", "").replace("-", "") == row["phone"]
        assert shown[email]["Kommun"].shown.split(" ")[0] == row["kommun"]
        for header, cell in shown[email].items():
            assert cell.formula is None, f"{header} of {email} computes {cell.formula}"
            assert cell.kind == "string" or header == "Anmäld", f"{header} of {email} became a {cell.kind}"


def test_a_killed_program_has_lost_nothing_that_was_acknowledged(program):
    def kill_midway(count):
        if count == REGISTRATIONS // 2:
            program.kill()

    first = crowd.gather(program, crowd.expected(program, REGISTRATIONS), kill_midway)
    assert first.unanswered, "the program was killed too late to prove anything"

    program.start()
    assert sqlite3.connect(program.database).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    rows = plain_rows(program.export().encode())
    for one in first.acknowledged:
        assert rows[one.person["email"]].items() >= kept(one.person).items()
    crowd.personal_pages(program, first.acknowledged)

    # Whoever got no answer sends the same form once more, and is registered once.
    second = crowd.gather(program, first.unanswered)
    assert not second.unanswered
    everyone = first.acknowledged + second.acknowledged
    rows = plain_rows(program.export().encode())
    assert rows.keys() >= {one.person["email"] for one in everyone}
    assert len(everyone) == REGISTRATIONS


def plain_rows(body: bytes) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""), strict=True))
    by_email = {row["email"]: row for row in rows}
    assert len(by_email) == len(rows), "an address is there twice"
    return by_email


def kept(person: dict) -> dict:
    """What is stored of what was typed: letters in their composed form, the phone number as +46…"""
    stored = {name: unicodedata.normalize("NFC", typed).replace("\r\n", "\n") for name, typed in person.items()}
    return stored | {"phone": people.phone_kept(person["phone"])}


def as_cell(text: str) -> str:
    """Text that a spreadsheet would take for a formula stands behind an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
