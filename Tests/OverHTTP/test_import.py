"""Attendees from files that other programs wrote, over HTTP, and our own files on their way back."""

import csv
import datetime
import io
import re
import sqlite3
import subprocess

import openpyxl
import people
import pytest
import spreadsheet
from test_delegations import controls
from visitor import Answer, Organiser, Visitor

PATH = "/admin/deltagare/import"
HEADINGS = ["Förnamn", "Efternamn", "E-post", "Telefon", "Kommun", "Förvaltning", "Befattning", "Född"]


class Import:
    """Sends the form of an import the way a browser does: every control of the page goes back as it stands."""

    def __init__(self, organiser: Organiser):
        self.organiser = organiser
        self.take(organiser.get(PATH))

    def take(self, answer: Answer) -> Answer:
        self.fields = dict(controls(answer.text[answer.text.index(f'action="{PATH}"') - 60 :]))
        return answer

    def send(self, file: bytes = b"", action: str = "preview", **fields: str) -> Answer:
        self.fields |= fields
        sent = self.fields | {"action": action}
        if file:
            return self.take(self.organiser.post_with_file(PATH, sent, file))
        # A browser sends a file without a name where none is chosen.
        mark = "grans-0123456789"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in sent.items()
        ]
        body = "".join([*parts, f"--{mark}--\r\n"]).encode()
        answer = self.organiser.ask("POST", PATH, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})
        return answer if answer.status == 303 else self.take(answer)


def leads_to(answer: Answer) -> dict[str, int]:
    """What the preview says: how many of which kind."""
    found = re.search(r'data-import="([\d ]+)"', answer.text)
    assert found, answer.text
    return dict(zip(("seated", "waiting", "changed", "unchanged", "faulty"), map(int, found[1].split())))


def written(rows: list[list]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def resaved(file: bytes, name: str, folder, *how: str) -> bytes:
    """As LibreOffice saves it as XLSX, in Sweden."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(spreadsheet.SWEDISH, "utf-8")
    (folder / name).write_bytes(file)
    out = folder / "saved"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *how,
            "--convert-to", "xlsx", "--outdir", out, folder / name,
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return next(out.iterdir()).read_bytes()


def everybody(program) -> list:
    with sqlite3.connect(f"file:{program.database}?mode=ro", uri=True) as database:
        return database.execute("SELECT * FROM registration ORDER BY id").fetchall()


@pytest.fixture(scope="module")
def organiser(served):
    with Visitor(served.port) as visitor:
        for number in range(40):
            assert visitor.register(people.person(number, "1885" if number % 3 else None)).status == 303
    with Organiser(served) as organiser:
        yield organiser


def test_a_workbook_of_openpyxl_is_previewed_and_carried_out(organiser, served):
    rows = [
        HEADINGS,
        ["Åsa", "Övning", "asa.import@example.org", 701740605, 682, "Påhittad", "Rektor", datetime.date(1980, 1, 2)],
        ["Bo", "Prov", "bo.import@example.org", 46701740606, "0682 Nässjö", "Påhittad", "Lärare", None],
        ["Cia", "Prov", "fel", "070-174 06 07", "Nässjö", "Påhittad", 7.5, None],
    ]
    before = everybody(served)
    form = Import(organiser)
    preview = form.send(written(rows))
    assert preview.status == 422 and leads_to(preview)["faulty"] == 1
    assert "”Född”" in preview.text, "what is left out is not told"
    assert 'id="cell-4-email"' in preview.text
    mended = form.send(**{"cell-4-email": "cia.import@example.org"})
    assert mended.status == 200 and leads_to(mended)["faulty"] == 0
    assert everybody(served) == before
    done = form.send(action="send", reason="Prov")
    assert done.status == 303
    with sqlite3.connect(served.database) as database:
        kept = database.execute(
            "SELECT givenName, phone, kommun, role FROM registration WHERE email LIKE '%.import@%' ORDER BY id").fetchall()
    assert kept == [
        ("Åsa", "+46701740605", "0682", "Rektor"), ("Bo", "+46701740606", "0682", "Lärare"),
        ("Cia", "+46701740607", "0682", "7.5"),
    ]  # fmt: skip
    again = Import(organiser).send(written(rows[:3]))
    assert leads_to(again) == {"seated": 0, "waiting": 0, "changed": 0, "unchanged": 2, "faulty": 0}


@pytest.mark.parametrize(
    "address", ["deltagare.csv", "deltagare.csv?needs=yes", "deltagare.csv?format=plain", "deltagare.xlsx", "deltagare.csv?kolumner=code,email"])
def test_our_own_files_come_back_as_they_went(organiser, served, address):
    file = organiser.get(f"/admin/{address}").body
    found = leads_to(Import(organiser).send(file))
    assert found["unchanged"] == len(everybody(served)) and sum(found.values()) == found["unchanged"]


def test_our_workbook_comes_back_from_libreoffice(organiser, served, tmp_path):
    file = resaved(organiser.get("/admin/deltagare.xlsx").body, "lista.xlsx", tmp_path)
    found = leads_to(Import(organiser).send(file))
    assert found["unchanged"] == len(everybody(served)) and sum(found.values()) == found["unchanged"]


def test_our_csv_comes_back_from_libreoffice_as_excel_would_save_it(organiser, served, tmp_path):
    read = f"--infilter=Text - txt - csv (StarCalc):{spreadsheet.AS_EXCEL_IN_SWEDISH}"
    file = resaved(organiser.get("/admin/deltagare.csv").body, "lista.csv", tmp_path, read)
    # The apostrophes that our file has before what would run are texts in the workbook.
    answer = Import(organiser).send(file)
    assert leads_to(answer)["unchanged"] + leads_to(answer)["changed"] == len(everybody(served))


def test_codes_change_registrations(organiser, served):
    rows = list(csv.DictReader(io.StringIO(organiser.get("/admin/deltagare.csv?format=plain").text, newline="")))
    one = next(row for row in rows if row["state"] == "confirmed" and row["phone"])
    form = Import(organiser)
    text = f"Bokningskod;Befattning;Telefon\r\n{one['code'].lower()};Ändrad;\r\nVF-0000-0000;X;\r\n"
    preview = form.send(text.encode("windows-1252"))
    assert preview.status == 422 and leads_to(preview)["faulty"] == 1
    before = everybody(served)
    assert form.send(action="send").status == 422 and everybody(served) == before, "half of it was done"
    preview = form.send(text.encode("utf-16").removesuffix("VF-0000-0000;X;\r\n".encode("utf-16-le")))
    assert leads_to(preview) == {"seated": 0, "waiting": 0, "changed": 1, "unchanged": 0, "faulty": 0}
    assert re.search(r"<del>.*</del>.*<ins>Ändrad</ins>", preview.text)
    assert form.send(action="send", told="yes").status == 303
    with sqlite3.connect(served.database) as database:
        assert database.execute("SELECT role, phone FROM registration WHERE code = ?", (one["code"],)).fetchall() == [
            ("Ändrad", one["phone"])]


def formula() -> bytes:
    return written([HEADINGS, ["=1+1", "Prov", "a@example.org", None, "Nässjö", "X", "Y", None]])


@pytest.mark.parametrize(
    "file, words",
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "varken en Excel-fil"), (b"\x89PNG\r\n\x1a\n\0\0", "varken en Excel-fil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "äldre Excel-format"), (written([HEADINGS])[:2000], "går inte att läsa"),
        (written([HEADINGS]), "inga rader"), (formula(), "Formeln i cell A2"), (b"x" * (6 << 20), "för stor"),
        ("Förnamn;Efternamn\r\nÅsa;\"Öv".encode(), "tar slut mitt i rad 2"), (b"\n" * 100, "inga rader"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_of_in_plain_words_and_changes_nothing(organiser, served, file, words):
    before = everybody(served)
    answer = Import(organiser).send(file)
    assert answer.status == 422
    assert words in re.search(r'id="file-error">(.*?)</p>', answer.text, re.DOTALL)[1]
    assert everybody(served) == before


def test_a_hundred_megabytes_are_refused_and_the_site_goes_on(organiser, served):
    before = everybody(served)
    form = Import(organiser)
    with Organiser(served) as other:
        try:
            answer = other.post_with_file(PATH, form.fields, b"x" * (100 << 20))
        except (ConnectionError, BrokenPipeError):
            pass  # hung up on before all of it was sent
        else:
            assert answer.status == 413
    assert organiser.get(PATH).status == 200 and everybody(served) == before


def test_ten_thousand_rows_are_one_import(program):
    rows = [HEADINGS[:7]] + [
        [f"Namn{number}", "Övning", f"tusen.{number}@example.org", "070-174 06 05", "Nässjö", "Påhittad förvaltning", "Prov"]
        for number in range(10_000)
    ]
    with Organiser(program) as organiser:
        form = Import(organiser)
        preview = form.send(written(rows))
        found = leads_to(preview)
        assert found["seated"] + found["waiting"] == 10_000
        assert form.send(action="send", told="").status == 303
        assert "högst 10000 personer" in Import(organiser).send(written([*rows, rows[1]])).text
    with open(f"/proc/{program.process.pid}/status") as status:
        memory = int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])
    assert memory < 1 << 20, f"{memory} kB"
